"""Papers."""

from __future__ import annotations

from api.graphql.fields import many, text, texts, told, whole, word
from api.graphql.lists import listed
from api.graphql.node import Thing, thing
from kg.find import Relation
from kg.model.words import Depth, Design


@thing(
    "kg:Paper",
    description="A published text, or a page that stands for one, and how far it was read.",
    keys=("pmid", "doi"),
)
class Paper(Thing):
    """kg:Paper."""

    title = text("dcterms:title", "The title as printed; null where it was not read (see `label`).")
    pmid = text("bibo:pmid", "PubMed id. A key that may be null.")
    doi = text("bibo:doi", "DOI, without address. A key that may be null.")
    pmcid = text("kg:pmcid", "PubMed Central id.")
    first_author = text("kg:firstAuthor", "First author, as printed.")
    journal = text("kg:journal", "Journal.")
    year = whole("kg:year", "Year of publication.")
    design = word(Design, "kg:design", "The kind of paper.")
    depth = told(Depth | None, lambda said: said.depth, "How far it was read.", "kg:readingDepth")
    links = texts("skos:exactMatch", "The paper elsewhere: PubMed, DOI, PubMed Central.")
    kept_out = texts("kg:keptOut", "Persons it describes who are left out of the graph, with the reason.")
    notes = texts("kg:note", "Notes of the curators.")
    readings = many("Reading", "kg:hasReading", description="How, where and how far it was read.")
    doubts = many("Doubt", "kg:hasDoubt", description="What may be wrong in it or in our reading.")
    possibly_shares_people = many(
        "Paper",
        "kg:possiblySharesPeopleWith",
        "^kg:possiblySharesPeopleWith",
        description="Papers that may describe some of the same people, of whom it is not known who is who.",
    )
    families = many("Family", "^kg:reportedIn", description="The families it describes.")
    mentions = many("Mention", "^kg:reportedIn", description="Each naming of a variant in it.")
    cited_by = many(
        "Classification",
        "^kg:cites",
        description="What databases say that cites it; the paper does not say it by that.",
    )
    cases = listed("cases", Relation.PAPER_CASES, "The persons it describes.")
    variants = listed("variants", Relation.PAPER_VARIANTS, "The variants it names, with or without a person.")
    observations = listed(
        "observations", Relation.PAPER_OBSERVATIONS, "Everything it says was seen, or looked for, in persons."
    )
    statistics = listed("statistics", Relation.PAPER_STATISTICS, "The figures about groups that it gives.")
