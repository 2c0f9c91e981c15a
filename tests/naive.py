"""Filters of kg.find evaluated a second time, slowly and in plain Python, over all triples of a graph.

Nothing here knows how kg.find asks. What follows by reasoning is walked by hand from what papers say; only the classes
that a reasoner alone can tell (`BiallelicCase`, `TruncatingVariant`) are read from the inferred graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from kg.engine import Engine
from kg.find import Scope, Span, Status
from kg.find.filters import (
    CaseFilter,
    FamilyFilter,
    GeneFilter,
    GenotypeFilter,
    ObservationFilter,
    PaperFilter,
    StatisticFilter,
    TermFilter,
    TreatmentFilter,
    VariantFilter,
)
from kg.names import BASE, KG, OBO, OWL, PREFIXES, contract, expand, graph
from kg.sources.hpo import hpo_path, read_hpo
from kg.sources.phenopackets.imaging import modalities

LINKS = {
    ("hasFinding", Status.PRESENT, Scope.PERSON),
    ("hasExcludedFinding", Status.ABSENT, Scope.PERSON),
    ("hasGroupFinding", Status.PRESENT, Scope.GROUP),
    ("hasExcludedGroupFinding", Status.ABSENT, Scope.GROUP),
}
NARROWING = {
    *("side", "severity", "modifier", "initial", "sequence", "statedSequence"),
    *("symmetry", "evolution", "distribution", "contrast"),
}
TERMS = "Disease Region Modality Sequence Zygosity Significance EvidenceType Transcript StudyDesign"


def full(name: str) -> str:
    """The IRI of an IRI or a CURIE."""
    prefix, _, local = name.partition(":")
    if local.startswith("//"):
        return name
    return PREFIXES[prefix] + local if prefix in PREFIXES else expand(name)


@cache
def scans() -> dict[str, str]:
    """The kind of scan that HPO ties a term to."""
    return dict(modalities(read_hpo(hpo_path())))


class Plain:
    """The triples of a graph: `stated` without what was inferred, `types` with it."""

    def __init__(self, engine: Engine) -> None:
        self.stated: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.leading: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.types: dict[str, set[str]] = defaultdict(set)
        self.of_type: dict[str, set[str]] = defaultdict(set)
        for row in engine.rows("SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"):
            subject, link, value = row["s"].value, row["p"].value, row["o"].value
            link = link.removeprefix(KG)
            if link.endswith("#type") and row["s"].kind == "iri":
                self.types[subject].add(value)
                self.of_type[value].add(subject)
            elif row["g"].value != graph("inferred"):
                link = link.rpartition("#")[2]
                self.stated[subject, link].add(value)
                self.leading[link, value].add(subject)
        self.up = cache(lambda iri: self.walk(iri, lambda one: self.stated.get((one, "subClassOf"), ())))
        self.wholes = cache(lambda iri: self.walk(iri, lambda one: self.stated.get((one, "within"), ())))
        self.seen = {status: self.terms_seen(status) for status in (Status.PRESENT, Status.ABSENT)}

    def get(self, subject: str, link: str) -> set[str]:
        return self.stated.get((subject, link), set())

    def values(self, link: str) -> set[str]:
        """What anything has a link to."""
        return {value for (_, name), values in self.stated.items() if name == link for value in values}

    @staticmethod
    def walk(iri: str, step: Callable[[str], Iterable[str]]) -> set[str]:
        """A thing and all that is reached from it."""
        found, waiting = {iri}, [iri]
        while waiting:
            for one in step(waiting.pop()):
                if one not in found:
                    found.add(one)
                    waiting.append(one)
        return found

    def terms_seen(self, status: Status) -> set[str]:
        """What somebody has, with all above it; what somebody lacks, with all below it."""
        if status is Status.PRESENT:
            findings = self.values("hasFinding")
            own = {term for one in findings for term in self.get(one, "codedAs")}
            return {up for term in own for up in self.up(term)} | {kind for one in findings for kind in self.types[one]}
        return {
            down
            for one in self.values("hasExcludedFinding")
            for term in self.get(one, "excludes")
            for down in self.walk(term, lambda one: self.leading.get(("subClassOf", one), ()))
            if self.denied(one, down)
        }

    def denied(self, one: str, term: str) -> bool:
        """Whether an absent finding excludes a term: its own, or one below it that it reaches and nobody saw."""
        own = self.get(one, "excludes")
        if term in own:
            return True
        people = {case for link, status, _ in LINKS if status is Status.ABSENT for case in self.leading[(link, one)]}
        found = {link for link, status, _ in LINKS if status is Status.PRESENT}
        seen = {
            code
            for case in people
            for link in found
            for node in self.get(case, link)
            for code in self.get(node, "codedAs")
        }
        return any(
            broad in self.up(term)
            and self.systems(term) == self.systems(broad)
            and not self.narrowed(one, broad)
            and self.scanned(one, broad, term)
            and not any(
                broad in self.up(has) and (term in self.up(has) or (has != broad and has in self.up(term)))
                for has in seen
            )
            for broad in own
        )

    def systems(self, term: str) -> set[str]:
        """The organ systems of a term of HPO, or its branch."""
        tops = {OBO + "HP_0000001", OBO + "HP_0000118"}
        return {up for up in self.up(term) if self.get(up, "subClassOf") & tops} - tops

    def narrowed(self, one: str, term: str) -> bool:
        """Whether more is said of an absent finding than its term, a place apart that the term names."""
        if any(self.get(one, link) for link in NARROWING):
            return True
        places = self.get(one, "statedRegion") or {
            name for region in self.get(one, "region") for name in self.get(region, "label")
        }
        label = " ".join(self.get(term, "label")).lower().split()
        wide = {"of", "the", "brain", "hemisphere", "hemispheres"}
        return not all(set(place.lower().split()) - wide <= set(label) for place in places)

    def scanned(self, one: str, broad: str, term: str) -> bool:
        """Whether a term may have been looked for on the scan that lacks a broader one."""
        on = {iri.removeprefix(BASE + "modality/") for iri in self.get(one, "modality")}
        kinds = scans()
        ours, theirs = kinds.get(contract(broad)), kinds.get(contract(term))
        return not on or theirs is None or {theirs} == on or {ours} == on

    def everything(self, kind: type) -> set[str]:
        """All things of the kind that a filter is about."""
        if kind is TermFilter:
            classes = [OWL + "Class", *(KG + name for name in TERMS.split())]
        else:
            names = {
                CaseFilter: "Case",
                VariantFilter: "Variant",
                PaperFilter: "Paper",
                ObservationFilter: "PhenotypeObservation ImagingObservation",
                StatisticFilter: "CohortStatistic",
                GeneFilter: "Gene",
                FamilyFilter: "Family",
                TreatmentFilter: "Treatment",
            }
            classes = [KG + name for name in names[kind].split()]
        return {one for name in classes for one in self.of_type[name]}

    def answer(self, where: Any) -> set[str]:
        """The IRIs of all that meet a filter."""
        return {one for one in self.everything(type(where)) if self.meets(one, where)}

    def meets(self, one: str, where: Any) -> bool:
        """Whether a thing meets a filter and those it holds."""
        if isinstance(where, ObservationFilter):
            return self.observation(one, where, where.scope or Scope.PERSON)
        tests: dict[type, Callable[[str, Any], bool]] = {
            CaseFilter: self.case,
            VariantFilter: self.variant,
            PaperFilter: self.paper,
            StatisticFilter: self.statistic,
            TermFilter: self.term,
            GeneFilter: self.gene,
            FamilyFilter: self.family,
            TreatmentFilter: self.treatment,
        }
        if not tests[type(where)](one, where):
            return False
        return combine(*([self.meets(one, loose(each)) for each in some] for some in parts(where)))

    def case(self, one: str, where: CaseFilter) -> bool:
        genotypes = self.get(one, "hasGenotype")
        variants = {variant for node in genotypes for variant in self.get(node, "ofVariant")}
        return (
            chosen(one, where.id)
            and all(self.seen_in(one, seen) for seen in where.observation)
            and (where.genotype is None or any(self.genotype(node, where.genotype) for node in genotypes))
            and (where.variant is None or any(self.meets(variant, where.variant) for variant in variants))
            and self.valued(one, "sex", where.sex)
            and self.valued(one, "geneticStatus", where.genetic_status)
            and self.valued(one, "familyHistory", where.family_history)
            and self.valued(one, "readingDepth", where.depth)
            and (where.affected is None or str(where.affected).lower() in self.get(one, "affected"))
            and self.within(one, "ageAtOnset", where.onset)
            and self.within(one, "ageAtDeath", where.death)
            and (not where.category or bool(self.types[one] & every(where.category)))
            and self.doubtful(one, where.doubtful)
            and self.reported(one, where.paper)
        )

    def genotype(self, node: str, where: GenotypeFilter) -> bool:
        return (
            self.linked(node, "zygosity", where.zygosity)
            and self.linked(node, "significance", where.significance)
            and self.valued(node, "diseaseClaim", [where.claim] if where.claim else [])
            and (where.presumed is None or ("true" in self.get(node, "presumed")) is where.presumed)
            and (where.variant is None or any(self.meets(one, where.variant) for one in self.get(node, "ofVariant")))
        )

    def variant(self, one: str, where: VariantFilter) -> bool:
        classes = self.types[one] if where.descendants else self.get(one, "consequence")
        domains = self.get(one, "inDomain")
        named = domains | {kind for domain in domains for kind in self.types[domain]}
        return (
            chosen(one, where.id)
            and self.linked(one, "ofGene", where.gene)
            and (not where.consequence or bool(classes & every(where.consequence)))
            and (not where.domain or bool(named & every(where.domain)))
            and self.reaches(one, where.residue)
            and self.valued(one, "kinaseLobe", where.lobe)
            and self.ranked(one, "inExon", where.exon)
            and self.ranked(one, "inIntron", where.intron)
            and self.doubtful(one, where.doubtful)
            and (where.carried is None or bool(self.leading[("hasVariant", one)]) is where.carried)
            and (where.reported is None or bool(self.leading[("ofVariant", one)]) is where.reported)
        )

    def paper(self, one: str, where: PaperFilter) -> bool:
        named = {variant for node in self.leading[("reportedIn", one)] for variant in self.get(node, "ofVariant")}
        return (
            chosen(one, where.id)
            and self.within(one, "year", where.year)
            and self.valued(one, "readingDepth", where.depth)
            and self.valued(one, "design", where.design)
            and self.doubtful(one, where.doubtful)
            and (where.variant is None or any(self.meets(variant, where.variant) for variant in named))
        )

    def statistic(self, one: str, where: StatisticFilter) -> bool:
        terms = self.get(one, "aboutTerm") | self.get(one, "aboutAbsenceOf")
        reached = {up for term in terms for up in self.up(term)} if where.descendants else terms
        measures = " | ".join(self.get(one, "measure")).lower()
        return (
            chosen(one, where.id)
            and (not where.term or bool(reached & every(where.term)))
            and self.linked(one, "modality", where.modality)
            and self.linked(one, "sequence", where.sequence)
            and self.region(one, where.region, where.parts)
            and (where.measure is None or where.measure.lower() in measures)
            and self.valued(one, "geneticStatus", where.genetic_status)
            and self.valued(one, "readingDepth", where.depth)
            and (where.second_hand is None or ("true" in self.get(one, "secondHand")) is where.second_hand)
            and (where.counted is None or bool(self.get(one, "denominator")) is where.counted)
            and self.doubtful(one, where.doubtful)
            and self.reported(one, where.paper)
        )

    def term(self, one: str, where: TermFilter) -> bool:
        spaces = [f"{OBO}{name}_" if name.isupper() else KG for name in where.ontology]
        obsolete = "true" in self.get(one, "deprecated")
        somebody = {status for status, terms in self.seen.items() if one in terms} or {Status.NOT_REPORTED}
        return (
            chosen(one, where.id)
            and (not where.under or bool(self.up(one) & every(where.under)))
            and (not spaces or one.startswith(tuple(spaces)))
            and (where.obsolete is None or obsolete is where.obsolete)
            and (where.seen is None or where.seen in somebody)
        )

    def gene(self, one: str, where: GeneFilter) -> bool:
        variants = self.leading["ofGene", one] & self.of_type[KG + "Variant"]
        carriers = {case for variant in variants for case in self.leading["hasVariant", variant]}
        said = self.leading["classifiedGene", one]
        about = {node for node in said if not where.disease or bool(self.diseases(node) & every(where.disease))}
        words = {word.lower() for node in about for word in self.get(node, "statedClassification")}
        causes = (self.leading["ofGene", one] & every(where.disease)) or about
        return (
            chosen(one, where.id)
            and (bool(causes) or not where.disease)
            and (not where.classification or bool(words & {word.lower() for word in where.classification}))
            and (where.variant is None or any(self.meets(variant, where.variant) for variant in variants))
            and self.somebody(carriers, where.case)
        )

    def diseases(self, said: str) -> set[str]:
        """What a database classifies a gene for, and what is the same."""
        stated = self.get(said, "classifiedFor")
        return stated | {other for one in stated for other in self.leading["exactMatch", one]}

    def family(self, one: str, where: FamilyFilter) -> bool:
        members, span = self.leading["memberOfFamily", one], where.members or Span()
        return (
            chosen(one, where.id)
            and self.holds(one, "label", where.words)
            and (span.low is None or len(members) >= span.low)
            and (span.high is None or len(members) <= span.high)
            and self.somebody(members, where.case)
            and self.reported(one, where.paper)
        )

    def treatment(self, one: str, where: TreatmentFilter) -> bool:
        agents = {agent.lower() for agent in self.get(one, "notation")}
        return (
            chosen(one, where.id)
            and self.holds(one, "label", where.words)
            and (not where.agent or bool(agents & {agent.lower() for agent in where.agent}))
            and self.holds(one, "outcome", where.outcome)
            and (where.told is None or bool(self.get(one, "outcome")) is where.told)
            and self.valued(one, "readingDepth", where.depth)
            and self.somebody(self.leading["hasTreatment", one], where.case)
            and self.reported(one, where.paper)
        )

    def notations(self) -> set[str]:
        """The identifiers of treatments."""
        return {one for node in self.of_type[KG + "Treatment"] for one in self.get(node, "notation")}

    def somebody(self, cases: Iterable[str], where: CaseFilter | None) -> bool:
        return where is None or any(self.meets(case, where) for case in cases)

    def holds(self, one: str, link: str, words: str | None) -> bool:
        return words is None or any(words.lower() in text.lower() for text in self.get(one, link))

    def seen_in(self, case: str, where: ObservationFilter) -> bool:
        """Whether a person meets what is asked of one observation in them."""
        told = (Status.PRESENT, Status.ABSENT)
        asked = told if where.status is Status.NOT_REPORTED else (where.status or Status.PRESENT,)
        scope = where.scope or Scope.PERSON
        found = any(
            self.observed(node, where, case, status, scope, where)
            for link, status, about in LINKS
            if status in asked and about is scope
            for node in self.get(case, link)
        )
        return not found if where.status is Status.NOT_REPORTED else found

    def observation(self, one: str, where: ObservationFilter, scope: Scope) -> bool:
        """Whether an observation of a list meets a filter; a scope left out is that of the filter around it."""
        wanted = (Status.PRESENT, Status.ABSENT) if where.status is None else (where.status,)
        own = any(
            self.alone(one, where, case, status)
            for link, status, about in LINKS
            if status in wanted and about is (where.scope or scope)
            for case in self.leading[(link, one)]
        )
        nested = [[self.observation(one, each, scope) for each in some] for some in parts(where)]
        return own and combine(*nested)

    def observed(
        self, one: str, where: ObservationFilter, case: str, status: Status, scope: Scope, outer: ObservationFilter
    ) -> bool:
        """The same of an observation in a given person, who has it or lacks it."""
        fits = where is outer or (where.status in (None, status) and where.scope in (None, scope))
        nested = [[self.observed(one, each, case, status, scope, outer) for each in some] for some in parts(where)]
        return fits and self.alone(one, where, case, status) and combine(*nested)

    def alone(self, one: str, where: ObservationFilter, case: str, status: Status) -> bool:
        wanted = every(where.term)
        if status is Status.PRESENT:
            own = self.get(one, "codedAs")
            terms = {up for term in own for up in self.up(term)} if where.descendants else own
            fits = bool(terms & wanted)
        else:
            own = self.get(one, "excludes")
            fits = any(self.denied(one, term) if where.descendants else term in own for term in wanted)
        kind = "ImagingObservation" if where.imaging else "PhenotypeObservation"
        return (
            chosen(one, where.id)
            and (not wanted or fits)
            and (where.imaging is None or KG + kind in self.types[one])
            and self.linked(one, "modality", where.modality)
            and self.linked(one, "sequence", where.sequence)
            and self.region(one, where.region, where.parts)
            and all(
                self.valued(one, link, getattr(where, link))
                for link in ("side", "symmetry", "evolution", "distribution", "contrast")
            )
            and self.within(one, "ageAtObservation", where.age)
            and self.valued(one, "readingDepth", where.depth)
            and (where.initial is None or ("true" in self.get(one, "initial")) is where.initial)
            and self.doubtful(one, where.doubtful)
            and (where.case is None or self.meets(case, where.case))
            and self.reported(one, where.paper)
        )

    def linked(self, one: str, link: str, names: Iterable[str]) -> bool:
        return not names or bool(self.get(one, link) & every(tuple(names)))

    def valued(self, one: str, link: str, values: Iterable[Any]) -> bool:
        return not values or bool(self.get(one, link) & {KG + value.value for value in values})

    def ranked(self, one: str, link: str, ranks: Iterable[int]) -> bool:
        found = {rank for place in self.get(one, link) for rank in self.get(place, "rank")}
        return not ranks or bool(found & set(map(str, ranks)))

    def region(self, one: str, names: Iterable[str], parts: bool) -> bool:
        own = self.get(one, "region")
        reached = {whole for region in own for whole in self.wholes(region)} if parts else own
        return not names or bool(reached & every(tuple(names)))

    def within(self, one: str, link: str, span: Span | None) -> bool:
        if span is None or (span.low is None and span.high is None):
            return True
        low = float("-inf") if span.low is None else span.low
        high = float("inf") if span.high is None else span.high
        return any(low <= float(value) <= high for value in self.get(one, link))

    def reaches(self, one: str, span: Span | None) -> bool:
        ends = sorted(map(int, self.get(one, "residue")))
        if span is None or (span.low is None and span.high is None):
            return True
        low = 0 if span.low is None else span.low
        high = float("inf") if span.high is None else span.high
        return bool(ends) and ends[0] <= high and ends[-1] >= low

    def doubtful(self, one: str, wanted: bool | None) -> bool:
        return wanted is None or bool(self.get(one, "hasDoubt")) is wanted

    def reported(self, one: str, where: PaperFilter | None) -> bool:
        return where is None or any(self.meets(paper, where) for paper in self.get(one, "reportedIn"))


def chosen(one: str, names: tuple[str, ...]) -> bool:
    return not names or one in every(names)


@cache
def every(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(full, names))


def parts(where: Any) -> tuple[Any, Any, Any]:
    return where.all_of, where.any_of, where.none_of


def combine(both: list[bool], some: list[bool], none: list[bool]) -> bool:
    return all(both) and (not some or any(some)) and not any(none)


def loose(where: Any) -> Any:
    """A filter within another may leave `obsolete` as it is, and then asks nothing."""
    return replace(where, obsolete=where.obsolete or None) if isinstance(where, TermFilter) else where
