"""Papers."""

from __future__ import annotations

from api.graphql.lists import cases_of, observations_of, statistics_of, variants_of
from api.graphql.node import Thing, many, text, texts, thing, told, word
from api.graphql.refs import ClassificationRef, DoubtRef, FamilyRef, MentionRef, ReadingRef
from kg.find import Relation, Said
from kg.model.words import Depth, Design


def _year(said: Said) -> int | None:
    found = said.text("kg:year")
    return int(found) if found else None


@thing(
    "kg:Paper",
    description="A published text, or a page that stands for one, and how far it was read.",
    keys=("pmid", "doi"),
)
class Paper(Thing):
    """kg:Paper."""

    title: str | None = text("dcterms:title", "The title as printed; null where it was not read (see `label`).")
    pmid: str | None = text("bibo:pmid", "PubMed id. A key that may be null.")
    doi: str | None = text("bibo:doi", "DOI, without address. A key that may be null.")
    pmcid: str | None = text("kg:pmcid", "PubMed Central id.")
    first_author: str | None = text("kg:firstAuthor", "First author, as printed.")
    journal: str | None = text("kg:journal", "Journal.")
    year: int | None = told(_year, "Year of publication.", "kg:year")
    design: Design | None = word(Design, "kg:design", "The kind of paper.")
    depth: Depth | None = told(lambda said: said.depth, "How far it was read.", "kg:readingDepth")
    links: list[str] = texts("skos:exactMatch", "The paper elsewhere: PubMed, DOI, PubMed Central.")
    kept_out: list[str] = texts("kg:keptOut", "Persons it describes who are left out of the graph, with the reason.")
    notes: list[str] = texts("kg:note", "Notes of the curators.")
    readings: list[ReadingRef] = many("Reading", "kg:hasReading", description="How, where and how far it was read.")
    doubts: list[DoubtRef] = many("Doubt", "kg:hasDoubt", description="What may be wrong in it or in our reading.")
    families: list[FamilyRef] = many("Family", "^kg:reportedIn", description="The families it describes.")
    mentions: list[MentionRef] = many("Mention", "^kg:reportedIn", description="Each naming of a variant in it.")
    cited_by: list[ClassificationRef] = many(
        "Classification",
        "^kg:cites",
        description="What databases say that cites it; the paper does not say it by that.",
    )
    cases = cases_of(Relation.PAPER_CASES, "The persons it describes.")
    variants = variants_of(Relation.PAPER_VARIANTS, "The variants it names, with or without a person.")
    observations = observations_of(
        Relation.PAPER_OBSERVATIONS, "Everything it says was seen, or looked for, in persons."
    )
    statistics = statistics_of(Relation.PAPER_STATISTICS, "The figures about groups that it gives.")
