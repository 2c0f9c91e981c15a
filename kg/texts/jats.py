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
from kg.texts.inline import running
from kg.texts.jats_blocks import APART, ArticleBlocks, titled
from kg.texts.text import PassageKind, Text

_LEFT_OUT: Final = ("ref-list", "ack", "funding-group", "fn-group", "bio")


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
        self._blocks = ArticleBlocks(self._out)

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
            self._blocks.blocks(body, 1, PassageKind.PARAGRAPH)
        self._behind()
        for name, words in APART.items():
            if many := sum(1 for _ in article.all(name)):
                out.told.append(f"{many} {words}{'s' if many > 1 else ''} of the article, by others, left out")
        out.told += (
            [] if article.first("body") else ["the file holds no body of the article, only what stands before it"]
        )
        return out.text(jats.citation(article), _licence(meta))

    def _abstract(self, abstract: Element) -> None:
        self._out.close(0)
        self._out.open(titled(abstract) or ABSTRACT, 1)
        self._blocks.blocks(abstract, 2, PassageKind.ABSTRACT)
        self._out.close(0)

    def _behind(self) -> None:
        """Appendices, and sections that stand behind the body; then the figures and tables that float."""
        for path in (("back", "sec"), ("back", "app-group", "app"), ("back", "app"), ("back", "glossary")):
            for section in self._article.all(*path):
                self._out.close(0)
                self._blocks.section(section, 1, PassageKind.PARAGRAPH)
        self._out.close(0)
        for floating in (*self._article.all("floats-group"), *self._article.all("floats-wrap")):
            self._blocks.blocks(floating, 1, PassageKind.PARAGRAPH)


def _licence(meta: Element) -> str | None:
    """The address of the licence, else its words."""
    for licence in meta.all("permissions", "license"):
        address = licence.attributes.get("href") or licence.said("license_ref")
        if address or printed(licence):
            return address or printed(licence)
    return meta.said("permissions", "copyright-statement")
