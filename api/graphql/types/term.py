"""Terms of ontologies, and what is known through them."""

from __future__ import annotations

from api.graphql.fields import many, sure, text, texts, told
from api.graphql.frequency import frequencies_of_term
from api.graphql.kinds import KINDS
from api.graphql.lists import listed
from api.graphql.node import Thing, thing
from kg.find import Relation, Said
from kg.names import KG, OBO

_SYNONYMS = (
    "oio:hasExactSynonym",
    "oio:hasRelatedSynonym",
    "oio:hasNarrowSynonym",
    "oio:hasBroadSynonym",
    "skos:altLabel",
)
_CLASSES = (
    "owl:Class", "kg:Disease", "kg:Region", "kg:Modality", "kg:Sequence", "kg:Zygosity", "kg:Significance",
    "kg:EvidenceType",
)  # fmt: skip


def _synonyms(said: Said) -> list[str]:
    return sorted({found for name in _SYNONYMS for found in said.texts(name)})


def _ontology(said: Said) -> str | None:
    return said.iri.removeprefix(OBO).partition("_")[0] if said.iri.startswith(OBO) else None


@thing(*_CLASSES, description="A term of an ontology: HPO, MONDO, SO, GENO, ECO, UBERON, NCIT, or our own.")
class OntologyTerm(Thing):
    """A class, or an individual that properties choose from."""

    @classmethod
    def picked(cls, said: Said) -> Thing | None:
        """Anything that may stand as a value: values of ours are of many classes."""
        return cls.of(said) if said.facts else None

    ontology = told(str | None, _ontology, "The ontology it belongs to (HP, MONDO ...); null for a term of our own.")
    definition = told(
        str | None,
        lambda said: said.text("obo:IAO_0000115") or said.text("skos:definition"),
        "What it means, in its owner's words.",
        "obo:IAO_0000115",
        "skos:definition",
    )
    synonyms = told(list[str], _synonyms, "Other names, exact, related, narrower and broader.", *_SYNONYMS)
    comment = text("rdfs:comment", "A remark of its owner.")
    notes = texts("kg:note", "Notes of the curators.")
    inheritance = texts("kg:inheritance", "Of a disease: how it is inherited.")
    obsolete = sure("owl:deprecated", "Whether its owner has withdrawn it.")
    replaced_by = many("OntologyTerm", "obo:IAO_0100001", description="What it is to be read as.")
    consider = many("OntologyTerm", "oio:consider", description="What may stand for it.")
    alternative_ids = texts("oio:hasAlternativeId", "Its former ids.")
    identifiers = texts("skos:notation", "Identifiers elsewhere, as they are written.")
    exact_matches = texts("skos:exactMatch", "IRIs of the same thing elsewhere.")
    close_matches = texts("skos:closeMatch", "IRIs of nearly the same thing elsewhere.")
    broad_matches = texts("skos:broadMatch", "IRIs of something broader elsewhere.")
    narrow_matches = texts("skos:narrowMatch", "IRIs of something narrower elsewhere.")
    parents = many(
        "OntologyTerm",
        "rdfs:subClassOf",
        "kg:within",
        "skos:broader",
        description="The terms right above it; of a region, what it lies within.",
    )
    children = listed("terms", Relation.TERM_CHILDREN, "The terms right below it; of a region, its parts.")
    observations = listed(
        "observations",
        Relation.TERM_OBSERVATIONS,
        "Where it was seen, as itself or as any term below; or excluded, as itself or by any term above. Of a region, "
        "a modality or a sequence: what was seen there or so.",
    )
    cases = listed("cases", Relation.TERM_CASES, "The persons in whom it, or any term below it, is present.")
    variants = listed(
        "variants",
        Relation.TERM_VARIANTS,
        "The genotypes behind it: variants of persons in whom it is present; of a consequence, the variants with it.",
    )
    papers = listed("papers", Relation.TERM_PAPERS, "The papers that say of someone that it is present or absent.")
    statistics = listed("statistics", Relation.TERM_STATISTICS, "Figures about it.")
    finding_frequencies = frequencies_of_term("How often it is present, absent or not reported, by genotype.")


class Disease(OntologyTerm):
    """A term that is a disease, where a field leads to things of other kinds as well; shown as any term."""

    classes = ()

    @classmethod
    def picked(cls, said: Said) -> Thing | None:
        """Diseases only."""
        return OntologyTerm.of(said) if KG + "Disease" in said.texts("rdf:type") else None


KINDS["Disease"] = Disease
