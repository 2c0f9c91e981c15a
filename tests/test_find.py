"""Typed reads: what they find, what they never mix up, and that no name can break out of its query."""

import doctest
from pathlib import Path

import pytest

from kg import find
from kg.engine import Engine, Row
from kg.errors import KgError, UnknownName
from kg.find import (
    CaseFilter,
    Depth,
    FindingFilter,
    GeneticStatus,
    Kind,
    Names,
    NotAName,
    PaperFilter,
    Sex,
    Status,
    TermFilter,
    VariantFilter,
)

ATTACKS = [
    '" } INSERT { ?s ?p ?o } #',
    "http://example.org/> ?p ?o } #",
    "<http://example.org/>",
    "HP:0002500> . ?s ?p ?o",
    "case:x> } SERVICE <http://example.org/> { ?s ?p ?o",
    "toy \\u0022 } UNION { ?x ?p ?o } #",
    "toy\nwoman",
    "\ud800",
    "x" * 5000,
    "'''",
]


class Counting:
    """An engine that counts what it is asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self.asked = engine, 0

    def rows(self, query: str) -> list[Row]:
        self.asked += 1
        return self._engine.rows(query)


def labels(page) -> list[str]:
    return [getattr(one, "case_label", one.label) for one in page.items]


def having(engine: Engine, term: str, status: Status = Status.PRESENT) -> list[str]:
    return labels(find.cases(engine, CaseFilter(terms=(TermFilter(term, status),))))


def test_a_term_is_found_through_its_descendants(toy: Engine) -> None:
    assert having(toy, "HP:0002500") == ["toy man", "toy woman"]


def test_absent_means_looked_for_and_not_seen(toy: Engine) -> None:
    assert having(toy, "HP:0002500", Status.ABSENT) == ["toy daughter"]


def test_excluding_a_term_excludes_those_below_it(toy: Engine) -> None:
    assert having(toy, "HP:0040330", Status.ABSENT) == ["toy daughter"]


def test_not_reported_is_neither_present_nor_absent(toy: Engine) -> None:
    every = set(labels(find.cases(toy)))
    said = set(having(toy, "HP:0001250")) | set(having(toy, "HP:0001250", Status.ABSENT))
    assert set(having(toy, "HP:0001250", Status.NOT_REPORTED)) == every - said


def test_what_is_said_of_a_group_is_nobodys_finding(toy: Engine) -> None:
    assert having(toy, "HP:0000726") == []
    assert find.findings(toy, FindingFilter(term="HP:0000726")).total == 0
    stated = find.findings(toy, FindingFilter(term="HP:0000726", group=True)).items
    assert [len(one.cases) for one in stated] == [2]
    assert stated[0].group


def test_a_finding_keeps_the_papers_own_term_not_an_ancestor(toy: Engine) -> None:
    found = find.findings(toy, FindingFilter(term="HP:0002500", status=Status.PRESENT)).items
    assert {one.term.curie for one in found if one.term} == {"HP:0030890", "HP:0040330", "HP:0033725"}


def test_all_genetic_statuses_are_listed_unless_one_is_asked_for(toy: Engine) -> None:
    every = find.cases(toy)
    confirmed = find.cases(toy, CaseFilter(genetic_status=(GeneticStatus.CONFIRMED,)))
    assert "toy relative" in labels(every)
    assert "toy relative" not in labels(confirmed)
    assert all(one.genetic_status for one in every.items)


def test_a_kept_out_case_is_not_there(toy: Engine) -> None:
    assert "toy stranger" not in labels(find.cases(toy))


@pytest.mark.parametrize("name", ["c.149G>A", "p.Arg50His", "variant:TOY1/c.149G-A", "TOY1 c.149G>A"])
def test_a_variant_may_be_named_in_several_ways(toy: Engine, name: str) -> None:
    found = find.cases(toy, CaseFilter(carries=VariantFilter(variant=name)))
    assert labels(found) == ["toy daughter", "toy woman", "patient 1"]


@pytest.mark.parametrize(
    ("where", "names"),
    [
        (VariantFilter(consequence="missense", exon=3), ["TOY1 c.149G>A", "TOY1 c.100C>T"]),
        (VariantFilter(consequence="SO:0001587"), ["TOY1 c.25C>T"]),
        (VariantFilter(domain="KinaseDomain"), ["TOY1 c.149G>A", "TOY1 c.209T>C", "TOY1 p.Leu70Pro"]),
        (VariantFilter(domain="toy kinase domain", exon=3, consequence="missense"), ["TOY1 c.149G>A"]),
        (VariantFilter(domain="TOY1 toy signal peptide", gene="TOY1"), ["TOY1 c.25C>T"]),
    ],
)
def test_variants_by_consequence_domain_and_exon(toy: Engine, where: VariantFilter, names: list[str]) -> None:
    assert sorted(labels(find.variants(toy, where))) == sorted(names)


def test_conditions_on_variants_hold_for_one_variant(toy: Engine) -> None:
    where = CaseFilter(carries=VariantFilter(consequence="missense", domain="KinaseDomain"), sex=Sex.MALE)
    assert labels(find.cases(toy, where)) == ["toy uncle"]


@pytest.mark.parametrize(
    "paper", ["PMID:0000001", "https://pubmed.ncbi.nlm.nih.gov/0000001", "0000001", "Toy paper one"]
)
def test_a_paper_may_be_named_in_several_ways(toy: Engine, paper: str) -> None:
    assert labels(find.cases(toy, CaseFilter(paper=paper))) == ["toy daughter", "toy man", "toy woman"]


def test_papers_by_year_and_by_how_far_they_were_read(toy: Engine) -> None:
    assert [one.pmid for one in find.papers(toy, PaperFilter(year_from=2002, year_to=2002)).items] == ["0000002"]
    assert [one.pmid for one in find.papers(toy, PaperFilter(depths=(Depth.FULL_TEXT,))).items] == ["0000001"]


def test_findings_by_modality_and_region(toy: Engine) -> None:
    on_ct = find.findings(toy, FindingFilter(modality="CT"))
    assert {(one.stated_as, one.status) for one in on_ct.items} == {
        ("small calcifications", Status.PRESENT),
        ("calcifications", Status.ABSENT),
        ("calcifications beside the ventricles", Status.PRESENT),
    }
    assert labels(find.findings(toy, FindingFilter(region="corpus callosum"))) == ["thin corpus callosum on MRI"]
    assert all(one.imaging for one in on_ct.items)


def test_old_spellings_are_understood_and_a_former_id_is_reported(toy: Engine) -> None:
    assert having(toy, "http://purl.obolibrary.org/obo/HP_0002500") == having(toy, "hp_0002500")
    old = toy.rows("SELECT ?old ?new WHERE { ?f a ?new . ?c kg:hasFinding ?f . ?old obo:IAO_0100001 ?new } LIMIT 1")
    names = Names(toy)
    assert names.all(Kind.TERM, old[0]["old"].value) == (old[0]["new"].value,)
    assert "is an old identifier" in names.rewrites[0]


def test_an_unknown_name_is_an_error_not_an_empty_answer(toy: Engine) -> None:
    with pytest.raises(UnknownName, match="HP:9999999"):
        having(toy, "HP:9999999")


def test_pages_follow_one_another_without_gap_or_repetition(toy: Engine) -> None:
    whole = find.cases(toy, limit=100)
    parts = [one.iri for start in range(0, whole.total, 2) for one in find.cases(toy, limit=2, offset=start).items]
    assert parts == [one.iri for one in whole.items] == sorted(parts)
    with pytest.raises(find.BadPage):
        find.cases(toy, limit=-1)


def test_parts_cost_as_many_queries_for_one_case_as_for_all(toy: Engine) -> None:
    iris = [one.iri for one in find.cases(toy).items]
    asked = []
    for some in (iris[:1], iris):
        counting = Counting(toy)
        find.findings_of_cases(counting, some)  # type: ignore[arg-type]
        find.genotypes_of_cases(counting, some)  # type: ignore[arg-type]
        asked.append(counting.asked)
    assert asked[0] == asked[1]


def test_counts_agree_with_the_lists(toy: Engine) -> None:
    counts = find.counts(toy)
    assert counts.cases == find.cases(toy).total == sum(counts.cases_by_status.values())
    assert counts.papers == find.papers(toy).total == sum(counts.papers_by_depth.values())
    assert counts.variants == find.variants(toy).total
    assert counts.present == find.findings(toy, FindingFilter(status=Status.PRESENT)).total
    assert counts.absent == find.findings(toy, FindingFilter(status=Status.ABSENT)).total
    assert counts.imaging == find.findings(toy, FindingFilter(imaging=True)).total
    assert counts.group_statements == find.findings(toy, FindingFilter(group=True)).total


def test_graphs_say_what_kind_of_statements_they_hold(toy: Engine) -> None:
    kinds = {one.iri.rpartition("/graph/")[2]: one.kind for one in find.graphs(toy)}
    assert kinds["paper/pmid-0000001"] == "asserted"
    assert kinds["inferred"] == "inferred"


def test_reading_things_of_another_kind_gives_nothing(toy: Engine) -> None:
    paper = find.papers(toy).items[0].iri
    assert find.read_cases(toy, [paper]) == {}
    assert find.read_variants(toy, [paper, "http://example.org/nothing"]) == {}
    assert find.read_findings(toy, []) == {}


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_name_breaks_out_of_its_query(toy: Engine, attack: str) -> None:
    for ask in (
        lambda: find.cases(toy, CaseFilter(terms=(TermFilter(attack),))),
        lambda: find.cases(toy, CaseFilter(paper=attack)),
        lambda: find.variants(toy, VariantFilter(variant=attack)),
        lambda: find.variants(toy, VariantFilter(consequence=attack)),
        lambda: find.findings(toy, FindingFilter(region=attack, modality="MRI")),
        lambda: find.findings(toy, FindingFilter(modality=attack)),
    ):
        with pytest.raises((UnknownName, NotAName)):
            ask()
    for read in (find.read_cases, find.cases_of_papers):
        try:
            assert not any(read(toy, [attack]).values())
        except KgError as error:
            assert isinstance(error, NotAName)


def test_the_readme_tells_the_truth(toy: Engine) -> None:
    readme = Path(find.__file__).with_name("README.md")
    assert doctest.testfile(str(readme), module_relative=False, globs={"engine": toy}).failed == 0
