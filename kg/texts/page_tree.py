"""A saved page as a small tree, without what a browser would not print of an article: scripts, menus, references.

Python's own parser is enough, as nothing is rendered. Some broken mark-up takes it very long.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from kg.sources.tree import DEEPEST, MOST, Element
from kg.texts.bounds import UnreadableText

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
ENDS_PARAGRAPH: Final = frozenset(
    (
        *("address", "article", "blockquote", "div", "dl", "fieldset", "figure", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "hr", "main", "ol", "p", "pre", "section", "table", "ul"),
    )
)
_UNREAD_CLASS: Final = re.compile(
    r"(?i)(?:^|[\s_-])(?:ref-list|reflist|references|bibliography|citation-list|breadcrumbs?|cookie|navbar|sidebar|"
    r"toolbar|share|social|advert|usa-banner|skip-?nav|author-notes|permissions|license|copyright)(?:$|[\s_-])"
)


class PageTree(HTMLParser):
    """Elements below `root`; `metas` are what the page says of itself, by name; `licence` is an address."""

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
        """An element begins."""
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
        """An element that is written as empty."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """An element ends, where it is open."""
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
        """Text."""
        if not self._passing:
            self._keep(data)

    def _end_what_is_open(self, tag: str) -> None:
        ends = (*_CLOSES.get(tag, ()), *(("p",) if tag in ENDS_PARAGRAPH else ()))
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
