"""What a result depends on beside its task: who works for another must be like it, or the bytes would differ."""

from __future__ import annotations

import hashlib
import sys
import zlib
from dataclasses import astuple, dataclass, fields
from functools import cache
from typing import Final, Self

from kg import __version__
from kg.settings import code

_TEXT: Final = b"".join(b"<%d> <%d> .\n" % (number % 97, number**3) for number in range(10_000))


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The code, what runs it, and what packs its results."""

    version: str
    code: str
    python: str
    compressor: str

    @classmethod
    @cache
    def own(cls) -> Self:
        """That of this process. A compressor is known by what it makes of a text: versions tell too little."""
        whole = b"".join(path.read_bytes() for path in code())
        python = "{}.{}".format(*sys.version_info)
        return cls(__version__, _digest(whole), python, _digest(zlib.compress(_TEXT)))

    def beside(self, other: Fingerprint) -> str:
        """In what it is unlike another; empty where in nothing."""
        names = (one.name for one in fields(self))
        pairs = zip(names, astuple(self), astuple(other), strict=True)
        return ", ".join(f"{name} {mine} and not {its}" for name, mine, its in pairs if mine != its)


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:12]
