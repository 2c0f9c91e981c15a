"""People of a cohort are of the defined classes that their packets give, as a reasoner would say of the same facts."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.analysis import Held
from kg.analysis.chosen import chosen
from kg.analysis.population import Population
from kg.build.inputs import Inputs
from kg.build.sequence import build
from kg.engine import Engine
from kg.find.why import Explainer, explain, spelled, statements
from kg.imports.cohorts import cohorts, import_cohort
from kg.infer.absent import hpo_term
from kg.infer.facts import TYPE, Facts
from kg.infer.follow import Knowledge, follow
from kg.infer.reasoner import reason
from kg.infer.slice import slice_of
from kg.names import KG, graph, mint
from kg.release import Release
from kg.release.homes import kind_of
from kg.sources.hpo import Hpo, read_hpo
from kg.sources.phenopackets import KnownGenes
from kg.sources.reference import read_reference
from kg.triples.hpo import renewed
from kg.triples.terms import Triple
from kg.triples.turtle import statements as turtle
from tests import plainly
from tests.packets import age, call, feature, packet, raw
from tests.small import small_hpo, toy_inputs

TOY = Path(__file__).parent / "toy"
HOMOZYGOUS = {"id": "GENO:0000136", "label": "homozygous"}
COMPOUND = {"id": "GENO:0000402", "label": "compound heterozygous"}
HETEROZYGOUS = {"id": "GENO:0000135", "label": "heterozygous"}
HYPERINTENSE, CALCIFIED = "HP:0030890", "HP:0002514"


def change(name: str, zygosity: dict[str, str], gene: str = "TOY1") -> dict[str, Any]:
    """A variant by its coding or protein name: of TOY1, which the toy reference has, or of another gene."""
    return call(
        {
            "id": f"toy-{name}",
            "geneContext": {"valueId": f"toy:{gene}", "symbol": gene},
            "expressions": [{"syntax": f"hgvs.{name[0]}", "value": name}],
            "allelicState": zygosity,
        }
    )


def person(number: int, *calls: dict[str, Any], **more: Any) -> dict[str, Any]:
    whole = packet(number, **more)
    told = [{**one, "subjectOrBiosampleId": f"toy-{number}"} for one in calls]
    whole["interpretations"][0]["diagnosis"]["genomicInterpretations"] = told
    return whole


PEOPLE = (
    person(1, change("c.149G>A", HOMOZYGOUS)),  # of which paper one says that it is a missense variant
    person(2, change("c.149G>A", COMPOUND), change("c.25C>T", COMPOUND)),
    person(3, change("c.149G>A", HETEROZYGOUS), change("c.25C>T", HETEROZYGOUS)),
    person(4, change("c.149G>A", HOMOZYGOUS, "TOYX"), diseases=[{"term": {"id": "OMIM:000000"}, "onset": age("P3Y")}]),
    person(5, change("c.190+1G>A", HETEROZYGOUS)),
    person(6, change("c.58A>G", HETEROZYGOUS)),  # no paper names it
    person(7, phenotypicFeatures=[feature(HYPERINTENSE), feature(CALCIFIED), feature("HP:0000924", excluded=True)]),
    person(8, change("p.Gln9*", HETEROZYGOUS)),  # paper two names c.25C>T
    person(9, change("p.Thr20Ala", HETEROZYGOUS)),  # which c.58A>G of toy-6 gives
    person(10, change("c.208_210delinsCCG", HETEROZYGOUS)),  # of which paper two names the protein, p.Leu70Pro
)


@pytest.fixture(scope="module")
def hpo() -> Hpo:
    return read_hpo(small_hpo())


@pytest.fixture(scope="module")
def knowledge(hpo: Hpo) -> Knowledge:
    return Knowledge.shipped(hpo)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory, hpo: Hpo) -> Release:
    """The toy papers, and a cohort of ten people."""
    home = tmp_path_factory.mktemp("followed")
    (home / "packets").mkdir()
    for number, one in enumerate(PEOPLE):
        (home / "packets" / f"{number}.json").write_bytes(raw(one))
    genes = KnownGenes.of(read_reference(TOY / "reference").genes)
    import_cohort(str(home / "packets"), "toy", "CC0-1.0", home / "cohorts", hpo, genes=genes)
    return build(replace(toy_inputs(), cohorts=home / "cohorts"), home / "releases")


@pytest.fixture(scope="module")
def engine(release: Release) -> Engine:
    return release.engine()


def who(engine: Engine, kind: str) -> set[str]:
    rows = engine.rows(
        f"SELECT ?label {{ ?c a kg:{kind} ; kg:caseLabel ?label FILTER(CONTAINS(STR(?c), '/case/toy/')) "
        f"GRAPH <{graph('inferred')}> {{ ?c a kg:{kind} }} }}"
    )
    return {row["label"].value for row in rows}


@pytest.mark.parametrize(
    ("kind", "people"),
    [
        ("BiallelicCase", {"toy-1", "toy-2"}),
        ("SubjectGeneCarrier", {f"toy-{n}" for n in (1, 2, 3, 5, 6, 8, 9, 10)}),
        ("MissenseVariantCarrier", {"toy-1", "toy-2", "toy-3", "toy-6", "toy-9", "toy-10"}),
        ("TruncatingVariantCarrier", {"toy-2", "toy-3", "toy-8"}),
        ("SpliceVariantCarrier", {"toy-5"}),
        ("KinaseDomainVariantCarrier", {"toy-1", "toy-2", "toy-3", "toy-10"}),
        ("EarlyOnsetCase", {"toy-4"}),
        ("CoreImagingTriadCase", set()),
    ],
)
def test_people_of_a_cohort_are_of_the_defined_classes(engine: Engine, kind: str, people: set[str]) -> None:
    """Biallelic is who has both copies of this graph's gene changed: not of another, nor two not said to be on both."""
    assert who(engine, kind) == people


@pytest.mark.parametrize(("population", "column"), [(Population.ADULTS, "adults"), (Population.CARRIERS, "carriers")])
def test_an_analysis_counts_carriers_of_this_graphs_gene(release: Release, population: Population, column: str) -> None:
    """Toy-4 is confirmed, of another gene; the others of the cohort with a variant carry one of TOY1."""
    told, held = plainly.people(plainly.tables(release)), Held.of_release(release)
    who = {held.people.iris[one] for one in chosen(held, population.value).nonzero()[0]}
    assert who == set(told.index[told[column]])
    [other] = told.index[told["case_label"] == "toy-4"]
    assert told.loc[other, "genetic_status"] == "confirmed" and other not in who


def test_links_are_followed_in_cohorts_too(engine: Engine) -> None:
    rows = engine.rows("SELECT ?f { ?v kg:variantHasFinding ?f . ?f kg:isFindingOf ?c . ?c kg:caseLabel 'toy-1' }")
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("protein", "codings"),
    [
        ("p.Gln9*", {"c.25C-T"}),
        ("p.Thr20Ala", {"c.58A-G"}),
        ("p.Leu70Pro", {"c.209T-C", "c.208_210delinsCCG"}),
    ],
)
def test_a_protein_name_alone_is_linked_to_what_it_may_be_whoever_names_either(
    engine: Engine, protein: str, codings: set[str]
) -> None:
    """A paper and a cohort, or two people of cohorts; both ways, each link in one graph."""
    asked = "SELECT ?x {{ GRAPH ?g {{ {} }} }}"
    node = f"<{mint('variant', 'TOY1', protein)}>"
    for pattern in (f"{node} kg:possiblySameVariantAs ?x", f"?x kg:possiblySameVariantAs {node}"):
        found = [row["x"].value.rpartition("/")[2] for row in engine.rows(asked.format(pattern))]
        assert sorted(found) == sorted(codings)


def cases(held: dict[Triple, str]) -> Iterator[list[Triple]]:
    """The stated facts of each person of the cohort, with what is known of genes, variants and scans."""
    about: dict[str, list[Triple]] = defaultdict(list)
    rest: list[Triple] = []
    for triple, name in held.items():
        if kind_of(name) in ("shared", "cohort", "computed", "reference"):
            parts = triple[0].split("/")
            if len(parts) > 6 and parts[4] in ("case", "observation", "genotype") and parts[5] == "toy":
                about[parts[6]].append(triple)
            else:
                rest.append(triple)
    assert len(about) == len(PEOPLE)
    for own in about.values():
        yield [*own, *rest]


def test_each_person_is_of_the_classes_that_hermit_gives_over_the_same_facts(
    release: Release, hpo: Hpo, knowledge: Knowledge
) -> None:
    held = statements(release)
    own, *imports = Inputs.shipped().ontology_files()
    axioms, borrowed = list(turtle([own])), list(renewed(turtle(imports), hpo))
    inferred = {triple for triple, name in held.items() if name == graph("inferred")}
    for facts in cases(held):
        followed = {triple for triple, _ in follow(Facts(facts), knowledge)}
        assert followed <= inferred, "what is followed alone is what the release holds"
        findings = {one for one in followed if one[1] == TYPE and hpo_term(one[2])}
        ontology, heard = slice_of(axioms, borrowed, {*facts, *findings})
        verdict = reason(ontology, heard)
        assert verdict.consistent
        things = {s for s, p, _ in heard if p == TYPE}
        assert {(s, TYPE, f"<{kind}>") for s, kind in verdict.types} == {
            one for one in followed if one[1] == TYPE and one[2].startswith(f"<{KG}") and one[0] in things
        }


def test_kg_why_tells_of_people_of_cohorts(release: Release) -> None:
    wanted = spelled("case:toy/pmid-0000001-toy-1", "kg:BiallelicCase", None)
    lines = explain(release, wanted, small_hpo())
    assert "is defined as" in lines[0] and "[stated in graph:cohort/toy]" in lines[1]
    assert lines[-1].endswith("gene:TOY1 rdf:type kg:SubjectGene    [stated in graph:reference]")


def test_all_that_follows_from_a_release_with_a_cohort_is_held(release: Release, knowledge: Knowledge) -> None:
    """Followed over everything at once, as `kg why` may, it is what came from papers and from each case alone."""
    held = statements(release)
    everything = Explainer(held, knowledge).reasons.keys()
    assert everything - held.keys() == set()
    assert {one for one, name in held.items() if name == graph("inferred")} == everything - {
        one for one, name in held.items() if name != graph("inferred")
    }


def test_importing_again_gives_the_same_bytes(tmp_path: Path, hpo: Hpo) -> None:
    (tmp_path / "packets.jsonl").write_bytes(b"\n".join(map(raw, PEOPLE)))
    for home in ("one", "two"):
        import_cohort(str(tmp_path / "packets.jsonl"), "toy", "CC0-1.0", tmp_path / home, hpo)
    one, two = (list(cohorts(tmp_path / home)[0].lines()) for home in ("one", "two"))
    assert one == two and len(one) == len(set(one)), "nothing is said twice"
