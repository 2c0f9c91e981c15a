"""How alike two names must be to be one: as written, then without case, without marks, in one spelling, unspaced."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

_SPACE: Final = re.compile(r"[\s_]+")
_NO_WORD: Final = re.compile(r"[^\w]+|_")
_BRITISH: Final = (("leuco", "leuko"), ("ae", "e"), ("oe", "e"), ("tumour", "tumor"), ("behaviour", "behavior"))


def cased(text: str) -> str:
    """Spaces and underscores as one space, compatible characters as one, no case.

    >>> cased("  White_MATTER ")
    'white matter'
    """
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold()


def marked(text: str) -> str:
    """Words only: no accents, hyphens, commas; a star is the word, as in our IRIs.

    >>> marked("Möbius-syndrome"), marked("T2*")
    ('mobius syndrome', 't2star')
    """
    plain = unicodedata.normalize("NFKD", cased(text).replace("*", "star"))
    if not plain.isascii():
        plain = "".join(one for one in plain if not unicodedata.combining(one))
    return " ".join(_NO_WORD.sub(" ", plain).split())


def spelt(text: str) -> str:
    """One spelling of what British and American English write in two.

    >>> spelt("Leucoencephalopathy with haemorrhage")
    'leukencephalopathy with hemorrhage'
    """
    plain = marked(text)
    for british, american in _BRITISH:
        plain = plain.replace(british, american)
    return plain


def joined(text: str) -> str:
    """No spaces at all: `CSF-1R`, `CSF 1 R`."""
    return spelt(text).replace(" ", "")


FOLDS: Final[tuple[tuple[Callable[[str], str], str], ...]] = (
    (str.strip, ""),
    (cased, "capitals and spaces left aside"),
    (marked, "accents, hyphens and commas left aside"),
    (spelt, "British and American spelling taken as one"),
    (joined, "spaces and hyphens left aside"),
)
"""From strict to lenient, each with what it leaves aside; the first that finds anything decides."""
