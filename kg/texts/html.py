"""Saved pages of PMC and of journals: what is printed of the article, without menus, scripts and references.

Python's own parser is enough, as nothing is rendered; it is called in a process apart (`apart.py`), since some broken
mark-up takes it very long. Of the article the page says itself what it is (`<meta name="citation_...">`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from kg.model.citation import Author, Citation
from kg.sources import surnames as names
from kg.sources.tree import DEEPEST, MOST, Element
from kg.texts import bounds
from kg.texts.bounds import UnreadableText
from kg.texts.gathering import ABSTRACT, TITLE, Gathering
from kg.texts.heads import folded, is_left_out
from kg.texts.inline import running
from kg.texts.jats import cells_of
from kg.texts.text import PassageKind, Text

_VOID: Final = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"),
        *("track", "wbr"),
    )
)
_SILENT: Final = frozenset(
    (
        *("script", "style", "noscript", "template", "nav", "aside", "footer", "form", "svg", "button"),
        *("select", "iframe", "object", "video", "audio", "dialog"),
    )
)
_CLOSES: Final = {
    "p": ("p",),
    "li": ("li",),
    "tr": ("tr", "td", "th"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "thead": ("thead", "tbody", "tr", "td", "th"),
    "tbody": ("thead", "tbody", "tr", "td", "th"),
    "tfoot": ("thead", "tbody", "tr", "td", "th"),
}
"""What an opening element ends, whose end need not be written."""
_WALLS: Final = frozenset(
    ("table", "ul", "ol", "dl", "div", "section", "article", "body", "figure", "main", "blockquote")
)
_ENDS_P: Final = frozenset(
    (
        *("address", "article", "blockquote", "div", "dl", "fieldset", "figure", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "hr", "main", "ol", "p", "pre", "section", "table", "ul"),
    )
)
_HEADS: Final = {f"h{depth}": depth for depth in range(1, 7)}
_BLOCKS: Final = frozenset((*_ENDS_P, "li", "dd", "dt", "figcaption", "caption", "header", "body", "center", "details"))
_UNREAD_CLASS: Final = re.compile(
    r"(?i)(?:^|[\s_-])(?:ref-list|reflist|references|bibliography|citation-list|breadcrumbs?|cookie|navbar|sidebar|"
    r"toolbar|share|social|advert|usa-banner|skip-?nav|author-notes|permissions|license|copyright)(?:$|[\s_-])"
)
_FIGURE: Final = re.compile(r"(?i)(?:supplementary |extended data )?(?:fig(?:ure|\.)?|scheme|video)\s*S?\d+[A-Za-z]?")
_TABLE: Final = re.compile(r"(?i)(?:supplementary )?table\s*S?\d+[A-Za-z]?")
_CHARSET: Final = re.compile(rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]+)")


def read(path: Path) -> Text:
    """The text of a saved page; raises `UnreadableText`."""
    raw = bounds.whole(path, bounds.LARGEST_PAGE, "a saved page")
    charset = _CHARSET.search(raw[:4096])
    encoding = charset[1].decode("ascii").lower() if charset else "utf-8"
    tree = _Tree(path)
    tree.feed(bounds.decoded(path, raw, "windows-1252" if encoding in ("iso-8859-1", "latin-1") else encoding))
    tree.close()
    page = _Page(path, tree)
    page.read()
    return page.out.text(_citation(tree.metas), tree.licence)


class _Tree(HTMLParser):
    """The page as a small tree; what is silent is walked past."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self._path = path
        self.root = Element("root", {}, 1)
        self.metas: dict[str, list[str]] = {}
        self.licence: str | None = None
        self._open = [self.root]
        self._passing: list[str] = []
        self._parts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and given.get("name"):
            self.metas.setdefault(given["name"].lower(), []).append(given.get("content", ""))
        if "license" in given.get("rel", "").lower().split() and self.licence is None:
            self.licence = given.get("href") or None
        if self._passing:
            self._passing += [tag] if tag == self._passing[0] else []
            return
        if _is_silent(tag, given):
            self._passing += [] if tag in _VOID else [tag]
            return
        self._end_what_is_open(tag)
        node = Element(tag, given, self.getpos()[0])
        self._keep(node)
        if tag not in _VOID:
            if len(self._open) > DEEPEST:
                raise self._refused(f"elements lie more than {DEEPEST} deep")
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._passing:
            if tag == self._passing[0]:
                self._passing.pop()
            return
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].name == tag:
                del self._open[at:]
                return
            if self._open[at].name in _WALLS and tag not in _WALLS:
                return

    def handle_data(self, data: str) -> None:
        if not self._passing:
            self._keep(data)

    def _end_what_is_open(self, tag: str) -> None:
        ends = (*_CLOSES.get(tag, ()), *(("p",) if tag in _ENDS_P else ()))
        if not ends:
            return
        lowest = None
        for at in range(len(self._open) - 1, 0, -1):
            name = self._open[at].name
            if name in ends:
                lowest = at
            elif name in _WALLS:
                break
        if lowest is not None:
            del self._open[lowest:]

    def _keep(self, part: Element | str) -> None:
        self._parts += 1
        if self._parts > MOST:
            raise self._refused(f"it holds more than {MOST:,} elements and texts")
        self._open[-1].parts.append(part)

    def _refused(self, what: str) -> UnreadableText:
        return UnreadableText(self._path, self.getpos()[0], what, "the page of an article, as a browser saves it")


def _is_silent(tag: str, given: dict[str, str]) -> bool:
    if tag in ("html", "body", "main", "article", "h1", "h2", "h3", "a", "p", "table", "td", "tr"):
        return False
    names_of = f"{given.get('class', '')} {given.get('id', '')} {given.get('role', '')}"
    hidden = "hidden" in given or given.get("aria-hidden") == "true"
    return tag in _SILENT or hidden or bool(_UNREAD_CLASS.search(names_of))


class _Page:
    def __init__(self, path: Path, tree: _Tree) -> None:
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


def _citation(metas: dict[str, list[str]]) -> Citation | None:
    """What the page says that it is, for those who cite it."""
    said = {key: next(filter(None, (one.strip() for one in values)), "") for key, values in metas.items()}
    title = names.title(said.get("citation_title", ""))
    pmid, doi = names.pmid(said.get("citation_pmid", "")), names.doi(said.get("citation_doi", ""))
    pmcid = names.pmcid(said.get("citation_pmcid", ""))
    if not (title or pmid or doi or pmcid):
        return None
    date = said.get("citation_publication_date") or said.get("citation_date") or said.get("citation_year") or ""
    journals = (said.get("citation_journal_title", ""), said.get("citation_journal_abbrev", ""))
    authors = tuple(
        _author(one) for key in ("citation_author", "citation_authors") for one in _names(metas.get(key, []))
    )
    return Citation(1, title or None, authors, tuple(filter(None, journals)), names.year(date), pmid, doi, pmcid)


def _names(given: list[str]) -> Iterator[str]:
    yield from (one.strip() for line in given for one in line.split(";") if one.strip())


def _author(name: str) -> Author:
    """An author as `Family, Given` or `Given Family`."""
    family, comma, first = name.partition(",")
    if not comma:
        first, _, family = name.rpartition(" ")
    return Author(family.strip(), names.initials(first) if first.strip() else "")
