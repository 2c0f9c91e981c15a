"""Text as it is printed: without marks of footnotes, one reading of each alternative, no source of formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.sources.tree import Element

_MARKS: Final = frozenset(("xref", "fn", "contrib-group", "index-term", "annotation", "annotation-xml", "rt", "rp"))
"""What stands inside a text and is no part of it: footnotes, members of a group, sources of formulas, how to say it."""
_GAPS: Final = frozenset(("break", "hr", "p", "title", "list-item", "line", "mspace", "br"))
_UNREAD: Final = frozenset(("tex-math", "graphic", "inline-graphic", "media", "inline-media"))
_FORMULA: Final = "[formula]"
"""In the place of a formula that is given in TeX alone: nobody reads TeX in a title, and nothing is lost in silence."""
_SIGNS: Final = re.compile(r"[*†‡§¶#\s,]*")


def printed(node: Element) -> str:
    """All text inside a node, with single spaces."""
    return " ".join("".join(_texts(node)).split())


def _texts(node: Element) -> Iterator[str]:
    for part in node.parts:
        if isinstance(part, str):
            yield part
        elif part.name == "alternatives":
            yield from _texts(Element("", {}, part.line, [best(part)]))
        elif part.name == "tex-math":
            yield _FORMULA
        elif part.name in _GAPS:
            yield from (" ", *_texts(part), " ")
        elif part.name not in _MARKS and not (part.name == "sup" and _SIGNS.fullmatch("".join(_texts(part)))):
            yield from _texts(part)


def best(alternatives: Element) -> Element | str:
    """The reading that is text, before those that are a formula's source or a picture."""
    given = [part for part in alternatives.parts if isinstance(part, Element)]
    readable = [part for part in given if part.name not in _UNREAD and printed(part)]
    return next(iter(readable or given), "")
