"""What stands in the sections of a JATS article, one block after the other: paragraphs, lists, figures, tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.sources.tree import Element
from kg.texts.gathering import Gathering
from kg.texts.heads import is_left_out
from kg.texts.inline import running
from kg.texts.table_cells import cells_of
from kg.texts.text import PassageKind

APART: Final = {"sub-article": "sub-article", "response": "response"}
"""What others wrote of the article, and what it is called."""
_FIGURES: Final = ("fig", "table-wrap", "supplementary-material", "boxed-text")
_GROUPS: Final = (
    "fig-group",
    "table-wrap-group",
    "disp-quote",
    "list",
    "list-item",
    "def-list",
    "def-item",
    "statement",
)
_BLOCKS: Final = (*_FIGURES, *_GROUPS, "p", "sec", "disp-formula-group")


class ArticleBlocks:
    """Gives the blocks of an article to `out`."""

    def __init__(self, out: Gathering) -> None:
        self._out = out

    def section(self, section: Element, depth: int, kind: PassageKind) -> None:
        """A section under its heading; thanks, money, declarations and references are passed over."""
        title = titled(section)
        if is_left_out(title):
            return
        label = section.said("label") or ""
        numbered = f"{label} {title}" if label and not title.startswith(label) else title
        if title:
            self._out.open(numbered, depth)
        self.blocks(section, depth + 1 if title else depth, kind)
        self._out.close(depth - 1)

    def blocks(self, node: Element, depth: int, kind: PassageKind) -> None:
        """What stands in a section, one after the other."""
        for part in node.parts:
            if isinstance(part, Element) and part.name not in ("title", "label", *APART):
                self._block(part, depth, kind)

    def _block(self, node: Element, depth: int, kind: PassageKind) -> None:
        if node.name == "sec" or (node.name == "boxed-text" and node.first("title")):
            self.section(node, depth, kind)
        elif node.name == "table-wrap":
            self._table(node)
        elif node.name in ("fig", "supplementary-material"):
            self._figure(node, kind)
        elif node.name in _GROUPS or node.name in ("boxed-text", "sec"):
            self._group(node, depth, kind)
        else:
            text, later = running(node, _BLOCKS)
            self._out.add(text, kind)
            for one in later:
                self._block(one, depth, kind)

    def _group(self, node: Element, depth: int, kind: PassageKind) -> None:
        """A list and the like: an item is a paragraph, with the number that it bears."""
        if node.name in ("list-item", "def-item") and not any(node.all("list")):
            self._out.add(running(node)[0], kind)
            return
        if title := titled(node):
            self._out.add(title, kind)
        self.blocks(node, depth, kind)

    def _figure(self, node: Element, kind: PassageKind) -> None:
        label = node.said("label") or ""
        for caption in node.all("caption"):
            for part in _paragraphs(caption):
                self._out.add(part, PassageKind.CAPTION, label.rstrip(".:") or None)
        for inside in node.parts:
            if isinstance(inside, Element) and inside.name in ("p", "table-wrap"):
                self._block(inside, 1, kind)

    def _table(self, node: Element) -> None:
        label = (node.said("label") or "").rstrip(".:")
        caption = " ".join(part for one in node.all("caption") for part in _paragraphs(one))
        notes = [note for foot in node.all("table-wrap-foot") for note in _notes(foot)]
        tables = [*node.all("table"), *node.all("alternatives", "table")]
        if not tables:
            for text in (caption, *notes):
                self._out.add(text, PassageKind.CAPTION, label or None)
            self._out.told.append(f"{label or 'a table'} (line {node.line}) is a picture: its cells were not read")
        for table in tables:
            own_notes = [running(cell)[0] for row in table.all("tfoot", "tr") for cell in row.all("td")]
            head, rows = cells_of(table, self._out.path)
            self._out.table(label, caption, head, rows, [*notes, *own_notes])


def titled(node: Element) -> str:
    """The heading of a section or of an abstract, wherever the element keeps it."""
    title = node.first("title") or node.first("caption", "title")
    return running(title)[0] if title else ""


def _paragraphs(node: Element) -> Iterator[str]:
    """The pieces of a caption; those that stand in no paragraph are one."""
    inside = [part for part in node.parts if isinstance(part, Element) and part.name in ("title", "p")]
    for part in inside or [node]:
        if text := running(part)[0]:
            yield text


def _notes(foot: Element) -> Iterator[str]:
    for part in foot.parts:
        if isinstance(part, Element):
            inner = [*part.all("fn"), *part.all("p")] if part.name == "fn-group" else [part]
            for one in inner:
                bare = Element(one.name, {}, one.line, one.parts)
                if text := running(bare)[0]:
                    yield text
