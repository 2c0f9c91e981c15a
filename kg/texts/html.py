"""Saved pages of PMC and of journals: what is printed of the article, without menus, scripts and references.

Called in a process apart (`apart.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.sources.tree import Element
from kg.texts import bounds
from kg.texts.gathering import ABSTRACT, TITLE, Gathering
from kg.texts.heads import folded, is_left_out
from kg.texts.inline import running
from kg.texts.jats import cells_of
from kg.texts.page_citation import page_citation
from kg.texts.page_tree import ENDS_PARAGRAPH, PageTree
from kg.texts.text import PassageKind, Text

_HEADS: Final = {f"h{depth}": depth for depth in range(1, 7)}
_BLOCKS: Final = frozenset(
    (*ENDS_PARAGRAPH, "li", "dd", "dt", "figcaption", "caption", "header", "body", "center", "details")
)
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
        self._blocks(_main(self._tree.root), titled=bool(title))
        self._end_line()

    def _blocks(self, node: Element, titled: bool = False) -> None:
        """Blocks one after the other; what stands between them in no paragraph is one."""
        for part in node.parts:
            if isinstance(part, str) or part.name not in _BLOCKS | {"table", "figure"}:
                inner = isinstance(part, Element) and _holds_blocks(part)
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
        if depth := _HEADS.get(part.name):
            self._heading(running(part)[0], depth, titled)
        elif self._silent and not _holds_heads(part):
            return
        elif part.name == "table":
            self._table(part, "", "")
        elif part.name == "figure" or _is_table_box(part):
            self._figure(part, titled)
        elif part.name in ("p", "li", "dd", "dt", "pre", "figcaption") and not _holds_blocks(part):
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
        tables = list(_inside(box, "table"))
        texts = [text for one in _captions(box) if (text := running(one)[0])]
        whole = " ".join(texts)
        if tables:
            label = _TABLE.match(whole)
            caption = whole[label.end() :].lstrip(" .:") if label else whole
            notes = [running(foot)[0] for foot in _inside_class(box, ("foot", "fn", "note"))]
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


def _main(root: Element) -> Element:
    """The part that holds the article: the smallest with most of all paragraphs."""
    total = max(1, _letters(root))
    best = root
    for name in ("body", "main", "article"):
        for one in _inside(root, name):
            if _letters(one) > 0.6 * total:
                best = one
    return best


def _letters(node: Element) -> int:
    return sum(len(one.text) for one in _inside(node, "p"))


def _inside(node: Element, name: str) -> Iterator[Element]:
    """Elements of a name anywhere below, those inside one another left out, but for parts of a page."""
    for part in node.parts:
        if isinstance(part, Element):
            if part.name == name:
                yield part
            if part.name != name or name not in ("table", "p"):
                yield from _inside(part, name)


def _inside_class(node: Element, words: tuple[str, ...]) -> Iterator[Element]:
    for part in node.parts:
        if isinstance(part, Element) and part.name != "table":
            if any(word in part.attributes.get("class", "").lower() for word in words):
                yield part
            else:
                yield from _inside_class(part, words)


def _captions(box: Element) -> Iterator[Element]:
    for part in box.parts:
        if isinstance(part, Element) and part.name != "table":
            named = part.attributes.get("class", "").lower()
            if part.name in ("figcaption", "caption", *_HEADS) or "caption" in named or "label" in named:
                inner = [one for one in part.parts if isinstance(one, Element) and one.name in ("p", *_HEADS)]
                yield from inner or [part]
            elif not any(word in named for word in ("foot", "fn", "note")):
                yield from _captions(part)


def _is_table_box(node: Element) -> bool:
    named = node.attributes.get("class", "").lower()
    return bool(re.search(r"(?:^|[\s_-])(?:tw|table-wrap|table-box|tablewrap|fig|figure)(?:$|[\s_-])", named))


def _holds_blocks(node: Element) -> bool:
    return any(isinstance(part, Element) and (part.name in _BLOCKS or _holds_blocks(part)) for part in node.parts)


def _holds_heads(node: Element) -> bool:
    return any(isinstance(part, Element) and (part.name in _HEADS or _holds_heads(part)) for part in node.parts)
