"""Articles of PubMed Central (JATS): what is printed of them. Thanks, funding and references are left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.sources import jats
from kg.sources.printed import printed
from kg.sources.tree import Element, read_tree
from kg.texts.bounds import UnreadableText
from kg.texts.gathering import ABSTRACT, TITLE, Gathering
from kg.texts.grid import SpanningCell, span, spread
from kg.texts.heads import is_left_out
from kg.texts.inline import running
from kg.texts.text import PassageKind, Text

_LEFT_OUT: Final = ("ref-list", "ack", "funding-group", "fn-group", "bio")
_APART: Final = {"sub-article": "sub-article", "response": "response"}
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
_ROOTS: Final = ("article", "pmc-articleset", "OAI-PMH")


def read_jats(path: Path) -> Text:
    """The text of a JATS file with one article; raises `BadXml` and `UnreadableText`."""
    root = read_tree(path, _LEFT_OUT)
    articles = list(_articles(root))
    if len(articles) != 1:
        what = f"it holds {len(articles) or 'no'} articles; its root is <{root.name}>"
        raise UnreadableText(path, root.line, what, "the JATS file of one article")
    return _Article(path, articles[0]).read()


def _articles(root: Element) -> Iterator[Element]:
    if root.name == "article":
        yield root
    for part in root.parts if root.name != "article" else ():
        if isinstance(part, Element):
            yield from _articles(part)


class _Article:
    def __init__(self, path: Path, article: Element) -> None:
        self._article = article
        self._out = Gathering(path)

    def read(self) -> Text:
        """All of it, in the order in which it is printed; what floats comes last."""
        out, article = self._out, self._article
        meta = article.first("front", "article-meta") or Element("article-meta", {}, article.line)
        for title in (*meta.all("title-group", "article-title"), *meta.all("title-group", "subtitle")):
            out.add(running(title)[0], PassageKind.TITLE, TITLE)
        for abstract in meta.all("abstract"):
            self._abstract(abstract)
        for translated in meta.all("trans-abstract"):
            language = translated.attributes.get("lang", "another language")
            out.told.append(f"an abstract in {language} (line {translated.line}) was not read")
        for body in article.all("body"):
            out.close(0)
            self._blocks(body, 1, PassageKind.PARAGRAPH)
        self._behind()
        for name, words in _APART.items():
            if many := sum(1 for _ in article.all(name)):
                out.told.append(f"{many} {words}{'s' if many > 1 else ''} of the article, by others, left out")
        out.told += (
            [] if article.first("body") else ["the file holds no body of the article, only what stands before it"]
        )
        return out.text(jats.citation(article), _licence(meta))

    def _abstract(self, abstract: Element) -> None:
        self._out.close(0)
        self._out.open(_titled(abstract) or ABSTRACT, 1)
        self._blocks(abstract, 2, PassageKind.ABSTRACT)
        self._out.close(0)

    def _behind(self) -> None:
        """Appendices, and sections that stand behind the body; then the figures and tables that float."""
        for path in (("back", "sec"), ("back", "app-group", "app"), ("back", "app"), ("back", "glossary")):
            for section in self._article.all(*path):
                self._out.close(0)
                self._section(section, 1, PassageKind.PARAGRAPH)
        self._out.close(0)
        for floating in (*self._article.all("floats-group"), *self._article.all("floats-wrap")):
            self._blocks(floating, 1, PassageKind.PARAGRAPH)

    def _section(self, section: Element, depth: int, kind: PassageKind) -> None:
        title = _titled(section)
        if is_left_out(title):
            return
        label = section.said("label") or ""
        numbered = f"{label} {title}" if label and not title.startswith(label) else title
        if title:
            self._out.open(numbered, depth)
        self._blocks(section, depth + 1 if title else depth, kind)
        self._out.close(depth - 1)

    def _blocks(self, node: Element, depth: int, kind: PassageKind) -> None:
        """What stands in a section, one after the other."""
        for part in node.parts:
            if isinstance(part, Element) and part.name not in ("title", "label", *_APART):
                self._block(part, depth, kind)

    def _block(self, node: Element, depth: int, kind: PassageKind) -> None:
        if node.name == "sec" or (node.name == "boxed-text" and node.first("title")):
            self._section(node, depth, kind)
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
        if title := _titled(node):
            self._out.add(title, kind)
        self._blocks(node, depth, kind)

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


def cells_of(table: Element, path: Path) -> tuple[list[list[str]], list[list[str]]]:
    """The rows of a table's head and of its body; where none is marked, the rows of `<th>`, or the first one."""
    head = list(table.all("thead", "tr"))
    body = [*table.all("tbody", "tr"), *table.all("tr")]
    marked = len(head)
    if not head:
        leading = 0
        while leading < len(body) and any(body[leading].all("th")) and not any(body[leading].all("td")):
            leading += 1
        marked = leading or min(1, len(body))
    whole = spread([_cells(row) for row in (*head, *body)], path, table.line)
    return whole[:marked], whole[marked:]


def _cells(row: Element) -> list[SpanningCell]:
    return [
        SpanningCell(running(cell)[0], span(cell.attributes.get("colspan")), span(cell.attributes.get("rowspan")))
        for cell in row.parts
        if isinstance(cell, Element) and cell.name in ("td", "th")
    ]


def _titled(node: Element) -> str:
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


def _licence(meta: Element) -> str | None:
    """The address of the licence, else its words."""
    for licence in meta.all("permissions", "license"):
        address = licence.attributes.get("href") or licence.said("license_ref")
        if address or printed(licence):
            return address or printed(licence)
    return meta.said("permissions", "copyright-statement")
