"""Texts of whole lines of N-Quads taken apart as bytes, a thing at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# One space between terms, and no line end within one: see `terms.py`. Possessive: nothing is tried again.
_THING: Final = re.compile(rb"(\S+ ).*\n(?:\1.*\n)*+")


def by_subject(text: bytes) -> Iterator[tuple[bytes, list[bytes]]]:
    """Each subject as it is spelt, and what its lines that follow each other say behind it, without their ends.

    >>> list(by_subject(b"<a> <p> <b> <g> .\\n<a> <p> <c> <g> .\\n"))
    [(b'<a>', [b'<p> <b> <g> .', b'<p> <c> <g> .'])]
    """
    for thing in _THING.finditer(text):
        own, subject = thing.group(0, 1)
        behind = len(subject)
        yield subject[:-1], [line[behind:] for line in own[:-1].split(b"\n")]
