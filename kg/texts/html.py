"""Saved pages of PMC and of journals: what is printed of the article, without menus, scripts and references.

Called in a process apart (`apart.py`).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from kg.sources.tree import Element
from kg.texts import bounds
from kg.texts.gathering import ABSTRACT, TITLE, Gathering
from kg.texts.heads import folded, is_left_out
from kg.texts.inline import running
from kg.texts.page_citation import page_citation
from kg.texts.page_parts import (
    BLOCKS,
    HEADS,
    captions,
    holds_blocks,
    holds_heads,
    inside,
    inside_class,
    is_table_box,
    main,
)
from kg.texts.page_tree import PageTree
from kg.texts.table_cells import cells_of
from kg.texts.text import PassageKind, Text

_FIGURE: Final = re.compile(r"(?i)(?:supplementary |extended data )?(?:fig(?:ure|\.)?|scheme|video)\s*S?\d+[A-Za-z]?")
_TABLE: Final = re.compile(r"(?i)(?:supplementary )?table\s*S?\d+[A-Za-z]?")
_CHARSET: Final = re.compile(rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]+)")


def read(path: Path) -> Text:
    """The text of a saved page; raises `UnreadableText`."""
    raw = bounds.whole(path, bounds.LARGEST_PAGE, "a saved page")
    charset = _CHARSET.search(raw[:4096])
    encoding = charset[1].decode("ascii").lower() if charset else "utf-8"
    tree = PageTree(path)
    tree.feed(bounds.decoded(path, raw, "windows-1252" if encoding in ("iso-8859-1", "latin-1") else encoding))
    tree.close()
    page = _Page(path, tree)
    page.read()
    return page.out.text(page_citation(tree.metas), tree.licence)


class _Page:
    def __init__(self, path: Path, tree: PageTree) -> None:
        self.out = Gathering(path)
        self._tree = tree
        self._silent = 0
        self._line: list[Element | str] = []

    def read(self) -> None:
        """Give all that is printed to `out`."""
        title = next(iter(self._tree.metas.get("citation_title", [])), None)
        if title:
            self.out.add(title, PassageKind.TITLE, TITLE)
        self._blocks(main(self._tree.root), titled=bool(title))
        self._end_line()

    def _blocks(self, node: Element, titled: bool = False) -> None:
        """Blocks one after the other; what stands between them in no paragraph is one."""
        for part in node.parts:
            if isinstance(part, str) or part.name not in BLOCKS | {"table", "figure"}:
                inner = isinstance(part, Element) and holds_blocks(part)
                if inner and isinstance(part, Element):
                    self._end_line()
                    self._blocks(part, titled)
                else:
                    self._line.append(part)
                continue
            self._end_line()
            self._block(part, titled)
        self._end_line()

    def _block(self, part: Element, titled: bool) -> None:
        if depth := HEADS.get(part.name):
            self._heading(running(part)[0], depth, titled)
        elif self._silent and not holds_heads(part):
            return
        elif part.name == "table":
            self._table(part, "", "")
        elif part.name == "figure" or is_table_box(part):
            self._figure(part, titled)
        elif part.name in ("p", "li", "dd", "dt", "pre", "figcaption") and not holds_blocks(part):
            self._line = list(part.parts)
            self._end_line()
        else:
            self._blocks(part, titled)

    def _heading(self, text: str, depth: int, titled: bool) -> None:
        if self._silent and depth > self._silent:
            return
        self._silent = depth if is_left_out(text) else 0
        if self._silent or not text:
            return
        if depth == 1:
            if not titled:
                self.out.add(text, PassageKind.TITLE, TITLE)
            return
        self.out.open(text, depth - 1)

    def _end_line(self) -> None:
        line, self._line = self._line, []
        if line and not self._silent:
            is_abstract = folded(self.out.section.partition(" > ")[0]) == folded(ABSTRACT)
            kind = PassageKind.ABSTRACT if is_abstract else PassageKind.PARAGRAPH
            self.out.add(running(Element("", {}, 1, line))[0], kind)

    def _figure(self, box: Element, titled: bool) -> None:
        """A figure with its caption, or a table in a box of its own."""
        tables = list(inside(box, "table"))
        texts = [text for one in captions(box) if (text := running(one)[0])]
        whole = " ".join(texts)
        if tables:
            label = _TABLE.match(whole)
            caption = whole[label.end() :].lstrip(" .:") if label else whole
            notes = [running(foot)[0] for foot in inside_class(box, ("foot", "fn", "note"))]
            for table in tables:
                self._table(table, label[0] if label else "", caption, notes)
        elif texts:
            label = _FIGURE.match(whole)
            for text in texts:
                if not label or text.rstrip(".: ") != label[0]:
                    self.out.add(text, PassageKind.CAPTION, label[0] if label else None)
        else:
            self._blocks(box, titled)

    def _table(self, table: Element, label: str, caption: str, notes: list[str] | None = None) -> None:
        own = table.said("caption") or ""
        named = _TABLE.match(own)
        feet = [running(row)[0] for row in table.all("tfoot", "tr")]
        head, rows = cells_of(table, self.out.path)
        if rows or len(head) > 1:
            self.out.table(
                label or (named[0] if named else ""),
                caption or (own[named.end() :].lstrip(" .:") if named else own),
                head,
                rows,
                [*(notes or []), *feet],
            )
