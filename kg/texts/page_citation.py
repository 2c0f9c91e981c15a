"""What a page of an article says that it is, in `<meta name="citation_...">`, for those who cite it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model.citation import Author, Citation
from kg.sources import surnames as names


def page_citation(metas: dict[str, list[str]]) -> Citation | None:
    """The citation that these say, by their names; None where they say nothing."""
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
