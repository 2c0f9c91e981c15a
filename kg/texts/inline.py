"""The running text of an element of JATS or HTML: reference numbers that are set high are left out of it.

Glued to a word they would change it (`tremor12`), and to a number they would make another one. A number set high behind
a number stays as `10^9`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from kg.sources.printed import best
from kg.sources.tree import Element

_GAPS: Final = frozenset(
    ("break", "hr", "br", "p", "title", "list-item", "line", "mspace", "li", "div", "td", "th", "label")
)
_SILENT: Final = frozenset(
    (
        *("fn", "index-term", "annotation", "annotation-xml", "rt", "rp", "graphic", "inline-graphic", "media"),
        *("object-id", "script", "style", "noscript", "template", "svg", "button", "alt-text", "long-desc"),
    )
)
_FORMULA: Final = "[formula]"
_NUMBERS: Final = re.compile(r"[\[(]?\s*[A-Z]?\d{1,3}(?:\s*[,;\-–—−]\s*\d{0,3})*\s*[\])]?")
_UNIT: Final = re.compile(r"(?:^|[^^\W\d_]|[\s\d/(])(?:[kcdmµμn]?m|ft|in|inch)$")
_POWER: Final = re.compile(r"[-–−]?[1-4]")
_MARK: Final = re.compile(r"[a-hA-H](?:\s*,\s*[a-hA-H])*")


def running(node: Element, blocks: Collection[str] = ()) -> tuple[str, list[Element]]:
    """The text of an element with single spaces, and the elements of these names inside it, which are no part of it."""
    out: list[str] = []
    later: list[Element] = []
    _walk(node, out, later, blocks)
    return " ".join("".join(out).split()), later


def _walk(node: Element, out: list[str], later: list[Element], blocks: Collection[str]) -> None:
    for part in node.parts:
        if isinstance(part, str):
            out.append(part)
        elif part.name in blocks:
            later.append(part)
            out.append(" ")
        elif part.name == "alternatives":
            _walk(Element("", {}, part.line, [best(part)]), out, later, blocks)
        elif part.name == "tex-math":
            out.append(_FORMULA)
        elif part.name == "sup":
            out.append(raised("".join(out[-8:]), running(part)[0], _refers(part)))
        elif _is_reference(part):
            _refer(part, out, later, blocks)
        elif part.name in _GAPS:
            out.append(" ")
            _walk(part, out, later, blocks)
            out.append(" ")
        elif part.name not in _SILENT:
            _walk(part, out, later, blocks)


def _refer(part: Element, out: list[str], later: list[Element], blocks: Collection[str]) -> None:
    """A reference that is not set high: a bare number is kept from the word before it."""
    if _NUMBERS.fullmatch(running(part)[0]) and re.search(r"[^\W\d_][.,;:]?$", "".join(out[-8:])):
        out.append(" ")
    _walk(part, out, later, blocks)


def raised(before: str, high: str, refers: bool = False) -> str:
    """What is written for text that is set high, behind what stands `before`; `refers` where it is a reference.

    >>> [raised("tremor", "12,13"), raised("10", "9"), raised("mm", "2"), raised("", "18"), raised("35", "a")]
    ['', '^9', '2', '18', ' a']
    """
    if refers:
        return ""
    if re.search(r"\d$", before):
        if high[:1].isdigit() or _POWER.fullmatch(high):
            return f"^{high}"
        return f" {high}" if _MARK.fullmatch(high) else high
    if _POWER.fullmatch(high) and _UNIT.search(before):
        return high
    if _NUMBERS.fullmatch(high) and re.search(r"[^\s\d(\[–-]$", before):
        return ""
    return f" {high}" if _MARK.fullmatch(high) and re.search(r"\w$", before) else high


def _is_reference(node: Element) -> bool:
    kind = node.attributes.get("ref-type", "")
    if node.name == "a":
        href = node.attributes.get("href", "").lower()
        return bool(re.search(r"#(?:b|r|ref|cr|bib|cit|en)[-_a-z]*\d", href))
    return node.name == "xref" and kind == "bibr"


def _refers(node: Element) -> bool:
    """Whether what is set high is a reference to a paper, or to several."""
    return any(
        isinstance(part, Element) and (_is_reference(part) or _refers(part)) for part in node.parts
    ) and not re.search(r"[^\W\d_]{2}", node.text)
