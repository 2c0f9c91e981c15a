"""Where in a saved page the article stands, and which of its elements are blocks, captions and boxes of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.sources.tree import Element
from kg.texts.page_tree import ENDS_PARAGRAPH

HEADS: Final = {f"h{depth}": depth for depth in range(1, 7)}
BLOCKS: Final = frozenset(
    (*ENDS_PARAGRAPH, "li", "dd", "dt", "figcaption", "caption", "header", "body", "center", "details")
)


def main(root: Element) -> Element:
    """The part that holds the article: the smallest with most of all paragraphs."""
    total = max(1, _letters(root))
    best = root
    for name in ("body", "main", "article"):
        for one in inside(root, name):
            if _letters(one) > 0.6 * total:
                best = one
    return best


def _letters(node: Element) -> int:
    return sum(len(one.text) for one in inside(node, "p"))


def inside(node: Element, name: str) -> Iterator[Element]:
    """Elements of a name anywhere below, those inside one another left out, but for parts of a page."""
    for part in node.parts:
        if isinstance(part, Element):
            if part.name == name:
                yield part
            if part.name != name or name not in ("table", "p"):
                yield from inside(part, name)


def inside_class(node: Element, words: tuple[str, ...]) -> Iterator[Element]:
    """Elements whose class has one of some words anywhere below, none within another, none of a table."""
    for part in node.parts:
        if isinstance(part, Element) and part.name != "table":
            if any(word in part.attributes.get("class", "").lower() for word in words):
                yield part
            else:
                yield from inside_class(part, words)


def captions(box: Element) -> Iterator[Element]:
    """What stands as caption or label in a figure's box; the notes below a table are none."""
    for part in box.parts:
        if isinstance(part, Element) and part.name != "table":
            named = part.attributes.get("class", "").lower()
            if part.name in ("figcaption", "caption", *HEADS) or "caption" in named or "label" in named:
                inner = [one for one in part.parts if isinstance(one, Element) and one.name in ("p", *HEADS)]
                yield from inner or [part]
            elif not any(word in named for word in ("foot", "fn", "note")):
                yield from captions(part)


def is_table_box(node: Element) -> bool:
    """Whether a box of a page holds a figure or a table, by its class as journals call it."""
    named = node.attributes.get("class", "").lower()
    return bool(re.search(r"(?:^|[\s_-])(?:tw|table-wrap|table-box|tablewrap|fig|figure)(?:$|[\s_-])", named))


def holds_blocks(node: Element) -> bool:
    """Whether blocks stand anywhere below."""
    return any(isinstance(part, Element) and (part.name in BLOCKS or holds_blocks(part)) for part in node.parts)


def holds_heads(node: Element) -> bool:
    """Whether headings stand anywhere below."""
    return any(isinstance(part, Element) and (part.name in HEADS or holds_heads(part)) for part in node.parts)
