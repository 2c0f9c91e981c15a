"""Numbers: facets, frequencies and counts agree with plain GROUP BYs, with the questions, and with the toy by hand."""

from pathlib import Path
from typing import Any

import pytest

from kg import find
from kg.analysis import Held
from kg.analysis.tables import counted
from kg.engine import Engine
from kg.find import (
    CaseFilter,
    FamilyFilter,
    GeneFilter,
    GeneticStatus,
    Group,
    Listing,
    Names,
    ObservationFilter,
    PaperFilter,
    Relation,
    Scope,
    Sex,
    StatisticFilter,
    Status,
    TermFilter,
    TreatmentFilter,
    VariantFilter,
)
from kg.find.facets import FACETS, FacetValue, facets
from kg.find.frequencies import Frequency, share
from kg.model.statistic import wilson
from tests.test_find_pages import Counting, whole

QUESTION = Path(__file__).parent.parent / "queries" / "finding-counts.rq"
CARRIERS = CaseFilter(affected=True, genetic_status=(GeneticStatus.CONFIRMED,))
# The facets once more as plain patterns, each with the class it counts.
PLAIN = {
    (CaseFilter, "SEX"): "?x a kg:Case ; kg:sex ?value",
    (CaseFilter, "ZYGOSITY"): "?x a kg:Case ; kg:hasGenotype [ kg:zygosity ?value ]",
    (CaseFilter, "DOMAIN"): "?x a kg:Case ; kg:hasGenotype [ kg:ofVariant [ kg:inDomain ?value ] ]",
    (CaseFilter, "FINDING"): "?x a kg:Case ; kg:hasFinding [ kg:codedAs ?value ]",
    (CaseFilter, "YEAR"): "?x a kg:Case ; kg:reportedIn [ kg:year ?value ]",
    (VariantFilter, "PAPER"): "?x a kg:Variant . ?any kg:ofVariant ?x ; kg:reportedIn ?value",
    (VariantFilter, "EXON"): "?x a kg:Variant ; kg:inExon ?value",
    (VariantFilter, "LOBE"): "?x a kg:Variant ; kg:kinaseLobe ?value",
    (PaperFilter, "JOURNAL"): "?x a kg:Paper ; kg:journal ?value",
    (ObservationFilter, "MODALITY"): "?x kg:modality ?value . [] kg:hasFinding|kg:hasExcludedFinding ?x",
    (ObservationFilter, "TERM"): "GRAPH ?paper { ?x kg:codedAs|kg:excludes ?value ; kg:reportedIn ?any } "
    "[] kg:hasFinding|kg:hasExcludedFinding ?x",
    (StatisticFilter, "PAPER"): "?x a kg:CohortStatistic ; kg:reportedIn ?value",
    (StatisticFilter, "TERM"): "?x a kg:CohortStatistic ; kg:aboutTerm|kg:aboutAbsenceOf ?value",
    (GeneFilter, "DISEASE"): "?x a kg:Gene . ?value a kg:Disease ; kg:ofGene ?x",
    (GeneFilter, "CLASSIFICATION"): "?x a kg:Gene . [] kg:classifiedGene ?x ; kg:statedClassification ?value",
    (
        GeneFilter,
        "PAPER",
    ): "?x a kg:Gene . ?any kg:ofVariant [ a kg:Variant ; kg:ofGene ?x ] ; kg:reportedIn ?value",
    (FamilyFilter, "VARIANT"): "?x a kg:Family ; kg:hasMember [ kg:hasVariant ?value ]",
    (FamilyFilter, "YEAR"): "?x a kg:Family ; kg:reportedIn [ kg:year ?value ]",
    (TreatmentFilter, "VARIANT"): "?x a kg:Treatment . [] kg:hasTreatment ?x ; kg:hasVariant ?value",
    (TreatmentFilter, "DEPTH"): "?x a kg:Treatment ; kg:readingDepth ?value",
}


def tallied(engine: Engine, where: Any, name: str) -> tuple[FacetValue, ...]:
    (found,) = facets(Names(engine), [(Listing(where), None, name)]).values()
    return found


def rows(engine: Engine, *frequencies: Frequency) -> list[tuple[str, int, int, int]]:
    return [(one.term.curie, one.present, one.absent, one.not_reported) for one in frequencies]


@pytest.mark.parametrize("which", ["toy", pytest.param("real", marks=pytest.mark.slow)])
@pytest.mark.parametrize(("kind", "name"), PLAIN, ids=lambda one: getattr(one, "__name__", one))
def test_facets_are_a_plain_group_by(request: pytest.FixtureRequest, which: str, kind: type, name: str) -> None:
    engine = request.getfixturevalue(which)
    pattern = PLAIN[kind, name]
    plain = engine.rows(f"SELECT ?value (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }} GROUP BY ?value")
    found = tallied(engine, kind(), name)
    assert {one.iri or one.label: one.count for one in found} == {
        row["value"].value: int(row["n"].value) for row in plain
    }
    assert [-one.count for one in found] == sorted(-one.count for one in found)


@pytest.mark.parametrize(
    ("where", "name", "expected"),
    [
        (CaseFilter(), "SEX", [("female", 4), ("male", 3)]),
        (CaseFilter(), "AFFECTED", [("true", 6), ("false", 1)]),
        (CaseFilter(affected=True), "SEX", [("female", 3), ("male", 3)]),
        (CaseFilter(), "YEAR", [("2002", 4), ("2001", 3)]),
        (ObservationFilter(), "STATUS", [("PRESENT", 14), ("ABSENT", 5)]),
        (ObservationFilter(scope=Scope.GROUP), "STATUS", [("PRESENT", 1)]),
        (ObservationFilter(status=Status.ABSENT), "TERM", [("Seizure", 2)]),
        (PaperFilter(), "DESIGN", [("case report", 1), ("case series", 1), ("review", 1)]),
        (GeneFilter(), "DISEASE", [("toy disorder", 1)]),
        (FamilyFilter(), "VARIANT", [("TOY1 c.149G>A", 1)]),
        (TreatmentFilter(), "NAME", [("toy transplantation", 2)]),
        (TreatmentFilter(told=True), "YEAR", [("2002", 1)]),
        (TermFilter(seen=Status.ABSENT, ontology=("SO",)), "ONTOLOGY", []),
    ],
)
def test_facets_of_the_toy_by_hand(toy: Engine, where: Any, name: str, expected: list[tuple[str, int]]) -> None:
    found = [(one.label, one.count) for one in tallied(toy, where, name)]
    assert found[: len(expected)] == expected
    assert expected or not found


def test_each_facet_counts_what_the_list_holds(toy: Engine) -> None:
    for kind, names in FACETS.items():
        most = find.count(Names(toy), Listing(kind()))
        for name in names:
            assert all(0 < one.count <= most for one in tallied(toy, kind(), name)), name


def test_facets_of_owners_are_those_of_their_own_lists(toy: Engine) -> None:
    papers = [iri for _, iri in whole(toy, Listing(PaperFilter()))]
    own = Listing(CaseFilter(), relation=Relation.PAPER_CASES)
    found = facets(Names(toy), [(own, paper, "SEX") for paper in papers])
    for paper in papers:
        assert found[own, paper, "SEX"] == tallied(toy, CaseFilter(paper=PaperFilter(id=(paper,))), "SEX")


def test_all_facets_cost_as_many_queries_as_one(toy: Engine) -> None:
    asked = []
    for names in (["SEX"], list(FACETS[CaseFilter])):
        counting = Counting(toy)
        facets(Names(counting), [(Listing(CaseFilter()), None, name) for name in names])
        asked.append(counting.asked)
    assert asked[0] == asked[1]
    assert facets(Names(toy), []) == {}


@pytest.mark.parametrize("which", ["toy", pytest.param("real", marks=pytest.mark.slow)])
def test_frequencies_agree_with_the_question_on_finding_counts(request: pytest.FixtureRequest, which: str) -> None:
    """Who has a finding both ways has it, in both."""
    engine = request.getfixturevalue(which)
    asked = {
        row["term"].value: tuple(int(row[name].value) for name in ("present", "absent", "notReported"))
        for row in engine.rows(QUESTION.read_text(encoding="utf-8"))
    }
    found = {one.term.iri: one for one in counted(Held.of(engine), CARRIERS)}
    assert set(found) == set(asked)
    for term, (present, absent, not_reported) in asked.items():
        one = found[term]
        assert (one.present, one.absent, one.not_reported) == (present, absent, not_reported)
        assert one.present + one.absent + one.not_reported == one.cases


def test_who_has_a_finding_both_ways_has_it(toy: Engine) -> None:
    """Toy uncle has seizures at 46 and none at 45; toy woman has none; of the three other carriers nothing is said."""
    (seizure,) = counted(Held.of(toy), CARRIERS, terms=("Seizure",))
    assert (seizure.present, seizure.absent, seizure.not_reported, seizure.cases) == (1, 1, 3, 5)


def test_frequencies_of_the_toy_by_hand(toy: Engine) -> None:
    terms = ("HP:0002500", "HP:0001288", "HP:0002514", "HP:0000726", "HP:0000365")
    found = counted(Held.of(toy), CaseFilter(), terms=terms)
    assert rows(toy, *found) == [
        ("HP:0002500", 2, 1, 4),
        ("HP:0002514", 2, 1, 4),
        ("HP:0001288", 2, 0, 5),
    ]


def test_frequencies_by_group_are_those_of_each_group_alone(toy: Engine) -> None:
    everyone = CaseFilter()
    for group, filters in {
        Group.SEX: {f"kg:{sex.value}": CaseFilter(sex=(sex,)) for sex in Sex},
        Group.VARIANT: {
            iri: CaseFilter(variant=VariantFilter(id=(iri,))) for _, iri in whole(toy, Listing(VariantFilter()))
        },
        Group.PAPER: {iri: CaseFilter(paper=PaperFilter(id=(iri,))) for _, iri in whole(toy, Listing(PaperFilter()))},
        Group.DOMAIN: {
            f"domain:TOY1/{name}": CaseFilter(variant=VariantFilter(domain=(f"domain:TOY1/{name}",)))
            for name in ("toy-kinase-domain", "toy-insert", "toy-signal-peptide")
        },
    }.items():
        together = counted(Held.of(toy), everyone, group)
        for name, where in filters.items():
            of_group = [one for one in together if one.group and name in (one.group.iri, one.group.curie)]
            alone = counted(Held.of(toy), where)
            assert rows(toy, *of_group) == rows(toy, *alone), name
            assert {one.cases for one in of_group} <= {find.count(Names(toy), Listing(where))}


def test_chosen_groups_and_terms_leave_the_numbers_as_they_are(toy: Engine) -> None:
    every = counted(Held.of(toy), CaseFilter(), Group.VARIANT)
    one = next(row.group.iri for row in every if row.group)
    some = counted(Held.of(toy), CaseFilter(), Group.VARIANT, ("HP:0001288", "HP:0001250"), (one,))
    wanted = {"HP:0001288", "HP:0001250"}
    assert some == tuple(row for row in every if row.group and row.group.iri == one and row.term.curie in wanted)
    assert counted(Held.of(toy), CaseFilter(), Group.VARIANT, groups=()) == ()
    assert counted(Held.of(toy), CaseFilter(onset=find.Span(low=99))) == ()


def test_shares_carry_the_wilson_interval(toy: Engine) -> None:
    """Of 1 in 2 the interval is 9.45 % to 90.55 %, of 1 in 5 3.62 % to 62.45 % (Wilson 1927)."""
    (seizure,) = counted(Held.of(toy), CARRIERS, terms=("HP:0001250",))
    reported, every = seizure.of_reported, seizure.of_all
    assert reported and every
    assert (reported.n, reported.of, every.n, every.of) == (1, 2, 1, 5)
    assert (reported.low, reported.high) == pytest.approx((0.0945, 0.9055), abs=1e-4)
    assert (every.low, every.high) == pytest.approx((0.0362, 0.6245), abs=1e-4)
    assert share(0, 0) is None
    for of in range(1, 40):
        for n in range(of + 1):
            one = share(n, of)
            assert one
            assert 0 <= one.low <= n / of <= one.high <= 1
            assert (one.low, one.high) == pytest.approx([bound / 100 for bound in wilson(n, of)])


def test_counts_agree_with_the_lists(toy: Engine) -> None:
    def many(where: Any) -> int:
        return find.count(Names(toy), Listing(where))

    counts = find.counts(toy)
    assert counts.cases == many(CaseFilter()) == sum(counts.cases_by_status.values())
    assert counts.papers == many(PaperFilter()) == sum(counts.papers_by_depth.values())
    assert counts.variants == many(VariantFilter())
    assert counts.statistics == many(StatisticFilter())
    assert counts.present == many(ObservationFilter(status=Status.PRESENT))
    assert counts.absent == many(ObservationFilter(status=Status.ABSENT))
    assert counts.imaging == many(ObservationFilter(imaging=True))
    assert counts.group_statements == many(ObservationFilter(scope=Scope.GROUP))


def test_graphs_say_what_kind_of_statements_they_hold(toy: Engine) -> None:
    kinds = {one.iri.rpartition("/graph/")[2]: one.kind for one in find.graphs(toy)}
    assert kinds["paper/pmid-0000001"] == "asserted"
    assert kinds["inferred"] == "inferred"


def test_a_page_of_findings_says_who_has_them_and_as_what_they_were_read(toy: Engine) -> None:
    """The paper's own term, not an ancestor; a group statement tells of all its people and is none's own."""
    found = find.findings(toy, ObservationFilter(term=("HP:0002500",), status=Status.PRESENT), 10)
    assert {one.term.curie for one in found.items if one.term} == {"HP:0030890", "HP:0040330", "HP:0033725"}
    assert all(len(one.cases) == 1 and not one.group and one.paper and one.depth for one in found.items)
    (stated,) = find.findings(toy, ObservationFilter(term=("HP:0000726",), scope=Scope.GROUP), 10).items
    assert (len(stated.cases), stated.group, stated.status) == (2, True, Status.PRESENT)


def test_pages_of_findings_follow_one_another(toy: Engine) -> None:
    every = find.findings(toy, ObservationFilter(), 100)
    parts = [find.findings(toy, ObservationFilter(), 2, start) for start in range(0, every.total, 2)]
    assert [one.iri for part in parts for one in part.items] == [one.iri for one in every.items]
    with pytest.raises(find.BadPage):
        find.findings(toy, ObservationFilter(), -1)
