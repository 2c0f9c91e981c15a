"""Cases, and what they carry."""

from __future__ import annotations

from collections.abc import Iterable

from kg.engine import Engine
from kg.find.facts import CaseFacts, GeneticStatus, GenotypeFacts, Page, Sex
from kg.find.filters import EVERY_CASE, CaseFilter
from kg.find.page import linked, page
from kg.find.patterns import case_pattern
from kg.find.resolve import Names
from kg.find.said import Said, said
from kg.names import KG

_CASE = (
    "rdf:type rdfs:label kg:caseLabel kg:reportedIn kg:sex kg:geneticStatus kg:affected kg:ageAtOnset "
    "kg:ageAtExamination kg:ageAtImaging kg:ageAtDeath kg:memberOfFamily kg:familyHistory kg:inheritance "
    "kg:consanguinity kg:origin kg:readingDepth kg:hasTreatment kg:possiblySamePatientAs kg:hasDoubt kg:note"
)
_GENOTYPE = "rdfs:label kg:ofVariant kg:zygosity kg:significance kg:statedAs kg:presumed kg:novel kg:diseaseClaim"


def cases(engine: Engine, where: CaseFilter = EVERY_CASE, limit: int = 50, offset: int = 0) -> Page[CaseFacts]:
    """The cases that meet a filter. Raises `UnknownName` and `NotAName`."""
    names = Names(engine)
    return page(engine, case_pattern(where, names), names, limit, offset, read_cases)


def read_cases(engine: Engine, iris: Iterable[str]) -> dict[str, CaseFacts]:
    """The facts of these cases; what is no case is left out."""
    found = said(engine, iris, _CASE)
    return {iri: _case(one) for iri, one in found.items() if KG + "Case" in one.texts("rdf:type")}


def _case(one: Said) -> CaseFacts:
    sex, status = one.word("kg:sex"), one.word("kg:geneticStatus")
    return CaseFacts(
        iri=one.iri,
        label=one.label,
        case_label=one.text("kg:caseLabel") or one.label,
        paper=one.text("kg:reportedIn"),
        sex=Sex(sex) if sex else None,
        genetic_status=GeneticStatus(status) if status else None,
        affected=one.flag("kg:affected"),
        age_at_onset=one.number("kg:ageAtOnset"),
        age_at_examination=one.number("kg:ageAtExamination"),
        age_at_imaging=one.number("kg:ageAtImaging"),
        age_at_death=one.number("kg:ageAtDeath"),
        family=one.ref("kg:memberOfFamily"),
        family_history=one.word("kg:familyHistory"),
        inheritance=one.text("kg:inheritance"),
        consanguinity=one.text("kg:consanguinity"),
        origin=one.text("kg:origin"),
        depth=one.depth,
        treatments=one.refs("kg:hasTreatment"),
        categories=tuple(kind for kind in one.refs("rdf:type") if kind.iri.startswith(KG) and kind.iri != KG + "Case"),
        possibly_same=one.refs("kg:possiblySamePatientAs"),
        doubts=one.refs("kg:hasDoubt"),
        notes=one.texts("kg:note"),
    )


def genotypes_of_cases(engine: Engine, cases_: Iterable[str]) -> dict[str, tuple[GenotypeFacts, ...]]:
    """The genotypes of each case."""
    by_case = linked(engine, cases_, "?owner kg:hasGenotype ?x")
    found = said(engine, (iri for iris in by_case.values() for iri in iris), _GENOTYPE)
    return {case: tuple(_genotype(case, found[iri]) for iri in iris) for case, iris in by_case.items()}


def _genotype(case: str, one: Said) -> GenotypeFacts:
    claim = one.word("kg:diseaseClaim")
    return GenotypeFacts(
        iri=one.iri,
        label=one.label,
        case=case,
        variant=one.text("kg:ofVariant") or "",
        zygosity=one.ref("kg:zygosity"),
        significance=one.ref("kg:significance"),
        stated_as=one.text("kg:statedAs"),
        presumed=bool(one.flag("kg:presumed")),
        novel=one.flag("kg:novel"),
        causal=None if claim is None else claim == "causal",
    )


def cases_of_variants(engine: Engine, variants: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The IRIs of the cases that carry each variant."""
    return linked(engine, variants, "?x kg:hasVariant ?owner . ?x a kg:Case")


def cases_of_papers(engine: Engine, papers: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The IRIs of the cases that each paper reports."""
    return linked(engine, papers, "?x kg:reportedIn ?owner . ?x a kg:Case")
