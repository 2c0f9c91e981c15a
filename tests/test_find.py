"""Names and filters: what they find, what they never mix up, and that no name can break out of its query."""

import doctest
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg import find
from kg.engine import Engine
from kg.engine.memory import MemoryEngine
from kg.errors import UnknownName
from kg.find import (
    CaseFilter,
    Depth,
    FamilyFilter,
    Filter,
    GeneFilter,
    GeneticStatus,
    GenotypeFilter,
    Kind,
    Listing,
    Names,
    NotAName,
    ObservationFilter,
    PaperFilter,
    Scope,
    Sex,
    Span,
    StatisticFilter,
    Status,
    TermFilter,
    TreatmentFilter,
    VariantFilter,
    is_iri,
)
from kg.model.words import Claim
from kg.names import BASE, PREFIXES, graph
from tests.examples import most

ATTACKS = [
    '" } INSERT { ?s ?p ?o } #',
    "http://example.org/> ?p ?o } #",
    "<http://example.org/>",
    "HP:0002500> . ?s ?p ?o",
    "case:x> } SERVICE <http://example.org/> { ?s ?p ?o",
    "toy \\u0022 } UNION { ?x ?p ?o } #",
    "toy\x07woman",
    "\ud800",
    "x" * 5000,
    "'''",
]
EVERYONE = ["patient 1", "toy child", "toy daughter", "toy man", "toy relative", "toy uncle", "toy woman"]


def labels(engine: Engine, where: Filter) -> list[str]:
    """What is found, by the names people read, sorted."""
    iris = [iri for _, iri in find.page(Names(engine), Listing(where), 100).keys]
    said = find.stated(engine, [(iri, frozenset({"rdfs:label", "kg:caseLabel"})) for iri in iris])
    return sorted(one.text("kg:caseLabel") or one.label for one in said.values())


def having(engine: Engine, term: str, status: Status | None = None, **more: Any) -> list[str]:
    return labels(engine, CaseFilter(observation=(ObservationFilter(term=(term,), status=status, **more),)))


def test_a_term_is_found_through_its_descendants(toy: Engine) -> None:
    assert having(toy, "HP:0002500") == ["toy man", "toy woman"]
    assert having(toy, "HP:0002500", descendants=False) == []
    assert having(toy, "HP:0030890", descendants=False) == ["toy man"]


def test_absent_means_looked_for_and_not_seen(toy: Engine) -> None:
    assert having(toy, "HP:0002500", Status.ABSENT) == ["toy daughter"]


def test_excluding_a_term_excludes_those_below_it(toy: Engine) -> None:
    assert having(toy, "HP:0040330", Status.ABSENT) == ["toy daughter"]
    assert having(toy, "HP:0040330", Status.ABSENT, descendants=False) == []


def test_not_reported_is_neither_present_nor_absent(toy: Engine) -> None:
    said = set(having(toy, "HP:0001250")) | set(having(toy, "HP:0001250", Status.ABSENT))
    assert set(having(toy, "HP:0001250", Status.NOT_REPORTED)) == set(EVERYONE) - said
    assert labels(toy, ObservationFilter(status=Status.NOT_REPORTED)) == []


def test_who_has_a_finding_both_ways_is_found_both_ways(toy: Engine) -> None:
    assert "toy uncle" in having(toy, "HP:0001250")
    assert "toy uncle" in having(toy, "HP:0001250", Status.ABSENT)


def test_what_is_said_of_a_group_is_nobodys_finding(toy: Engine) -> None:
    assert having(toy, "HP:0000726") == []
    assert labels(toy, ObservationFilter(term=("HP:0000726",))) == []
    assert labels(toy, ObservationFilter(term=("HP:0000726",), scope=Scope.GROUP)) == ["dementia in both adults"]
    assert having(toy, "HP:0000726", scope=Scope.GROUP) == ["toy man", "toy woman"]


def test_filters_within_a_filter_are_about_the_same_observations(toy: Engine) -> None:
    """A scope or status left out within is that of the filter around; one that differs can never hold."""
    dementia = ObservationFilter(term=("HP:0000726",))
    assert labels(toy, ObservationFilter(scope=Scope.GROUP, any_of=(dementia,))) == ["dementia in both adults"]
    assert labels(toy, ObservationFilter(any_of=(replace(dementia, scope=Scope.GROUP),))) == []
    seizure = ObservationFilter(term=("HP:0001250",))
    absent = ObservationFilter(status=Status.ABSENT, any_of=(seizure,))
    assert labels(toy, CaseFilter(observation=(absent,))) == ["toy uncle", "toy woman"]
    either = ObservationFilter(any_of=(replace(seizure, status=Status.ABSENT),))
    assert labels(toy, CaseFilter(observation=(either,))) == []
    assert len(labels(toy, either)) == 2


def test_withdrawn_terms_are_listed_only_when_asked_for(toy: Engine) -> None:
    hpo = TermFilter(ontology=("HP",))
    standing, withdrawn, every = (
        find.count(Names(toy), Listing(replace(hpo, obsolete=one))) for one in (False, True, None)
    )
    assert 0 < withdrawn < standing
    assert standing + withdrawn == every
    assert find.count(Names(toy), Listing(TermFilter(obsolete=True, any_of=(hpo,)))) == withdrawn
    assert find.count(Names(toy), Listing(replace(hpo, none_of=(TermFilter(obsolete=True),)))) == standing


def test_terms_that_somebody_has_or_lacks_or_nobody(toy: Engine) -> None:
    def seen(term: str, status: Status) -> int:
        return find.count(Names(toy), Listing(TermFilter(id=(term,), seen=status)))

    assert [seen("HP:0001250", status) for status in Status] == [1, 1, 0]
    assert [seen("HP:0000726", status) for status in Status] == [0, 0, 1]


def test_all_genetic_statuses_are_listed_unless_one_is_asked_for(toy: Engine) -> None:
    assert labels(toy, CaseFilter()) == EVERYONE
    confirmed = labels(toy, CaseFilter(genetic_status=(GeneticStatus.CONFIRMED,)))
    assert confirmed == [one for one in EVERYONE if one != "toy relative"]


def test_a_kept_out_case_is_not_there(toy: Engine) -> None:
    assert "toy stranger" not in labels(toy, CaseFilter())


def test_a_defined_class_is_a_filter(toy: Engine) -> None:
    assert labels(toy, CaseFilter(category=("BiallelicCase",))) == ["toy child"]
    assert labels(toy, CaseFilter(category=("kg:AsymptomaticCarrier",))) == ["toy daughter"]


@pytest.mark.parametrize(
    "name",
    [
        *("c.149G>A", "p.Arg50His", "variant:TOY1/c.149G-A", "TOY1 c.149G>A", "R50H", "p.(Arg50His)"),
        *("TOY_0001.1:c.149G>A", "TOY_0001.9:c.149G>A"),
    ],
)
def test_a_variant_may_be_named_in_several_ways(toy: Engine, name: str) -> None:
    found = labels(toy, CaseFilter(variant=VariantFilter(id=(name,))))
    assert found == ["patient 1", "toy daughter", "toy woman"]


@pytest.mark.parametrize(
    ("where", "names"),
    [
        (VariantFilter(consequence=("missense",), exon=(3,)), ["TOY1 c.100C>T", "TOY1 c.149G>A"]),
        (VariantFilter(consequence=("SO:0001587",)), ["TOY1 c.25C>T"]),
        (VariantFilter(consequence=("TruncatingVariant",)), ["TOY1 c.25C>T"]),
        (VariantFilter(consequence=("kg:TruncatingVariant",), descendants=False), []),
        (VariantFilter(consequence=("SO:0001587", "splice donor")), ["TOY1 c.190+1G>A", "TOY1 c.25C>T"]),
        (VariantFilter(domain=("KinaseDomain",)), ["TOY1 c.149G>A", "TOY1 c.209T>C", "TOY1 p.Leu70Pro"]),
        (VariantFilter(domain=("toy kinase domain",), exon=(3,), consequence=("missense",)), ["TOY1 c.149G>A"]),
        (VariantFilter(domain=("TOY1 toy signal peptide",), gene=("TOY1",)), ["TOY1 c.25C>T"]),
        (VariantFilter(intron=(3,)), ["TOY1 c.190+1G>A"]),
        (VariantFilter(carried=False), ["TOY1 c.100C>T", "TOY1 c.209T>C"]),
        (VariantFilter(doubtful=True), ["TOY1 c.100C>T"]),
    ],
)
def test_variants_by_consequence_domain_and_place(toy: Engine, where: VariantFilter, names: list[str]) -> None:
    assert labels(toy, where) == names


def test_conditions_on_variants_hold_for_one_variant(toy: Engine) -> None:
    missense = VariantFilter(consequence=("missense",), domain=("KinaseDomain",))
    assert labels(toy, CaseFilter(variant=missense, sex=(Sex.MALE,))) == ["toy uncle"]
    causal = GenotypeFilter(claim=Claim.CAUSAL, zygosity=("homozygous",), variant=VariantFilter(exon=(1,)))
    assert labels(toy, CaseFilter(genotype=causal)) == ["toy child"]
    assert labels(toy, CaseFilter(genotype=replace(causal, zygosity=("heterozygous",)))) == []


@pytest.mark.parametrize(
    "paper", ["PMID:0000001", "https://pubmed.ncbi.nlm.nih.gov/0000001", "0000001", "Toy paper one", "10.0000/toy.1"]
)
def test_a_paper_may_be_named_in_several_ways(toy: Engine, paper: str) -> None:
    found = labels(toy, CaseFilter(paper=PaperFilter(id=(paper,))))
    assert found == ["toy daughter", "toy man", "toy woman"]


def test_a_span_holds_both_its_ends(toy: Engine) -> None:
    assert labels(toy, CaseFilter(onset=Span(low=40, high=45))) == ["patient 1", "toy uncle", "toy woman"]
    assert labels(toy, CaseFilter(onset=Span(low=45.1))) == ["toy man"]
    assert labels(toy, CaseFilter(onset=Span())) == EVERYONE


def test_papers_by_year_depth_and_the_variants_they_name(toy: Engine) -> None:
    assert labels(toy, PaperFilter(year=Span(low=2002, high=2002))) == ["Toy paper two"]
    assert labels(toy, PaperFilter(depth=(Depth.FULL_TEXT,))) == ["Toy paper one"]
    assert labels(toy, PaperFilter(variant=VariantFilter(id=("c.209T>C",)))) == ["Toy paper one"]


def test_observations_by_modality_and_region(toy: Engine) -> None:
    on_ct = [
        labels(toy, ObservationFilter(modality=("CT",), status=status)) for status in (Status.PRESENT, Status.ABSENT)
    ]
    assert [len(some) for some in on_ct] == [2, 1]
    assert labels(toy, ObservationFilter(region=("corpus callosum",))) == ["thin corpus callosum on MRI"]
    frontal = ObservationFilter(region=("white matter of frontal lobe",))
    assert len(labels(toy, frontal)) == 3


MISSENSE = VariantFilter(consequence=("missense",))


@pytest.mark.parametrize(
    ("where", "names"),
    [
        *((GeneFilter(id=(name,)), ["TOY1"]) for name in ("TOY1", "toy gene one", "gene:TOY1")),
        (GeneFilter(variant=MISSENSE, case=CaseFilter(sex=(Sex.MALE,))), ["TOY1"]),
        (GeneFilter(case=CaseFilter(onset=Span(low=99))), []),
        (GeneFilter(disease=("toy disease",)), ["TOY1"]),
        (GeneFilter(disease=("OMIM:221820",)), []),
        (GeneFilter(disease=("toy disease",), classification=("definitive",)), []),
        (FamilyFilter(members=Span(low=2)), ["toy family (Toy A)"]),
        (FamilyFilter(members=Span(low=3)), []),
        (FamilyFilter(members=Span()), ["toy family (Toy A)"]),
        (FamilyFilter(words="FAMILY", paper=PaperFilter(id=("PMID:0000001",))), ["toy family (Toy A)"]),
        (FamilyFilter(paper=PaperFilter(id=("PMID:0000002",))), []),
        (FamilyFilter(case=CaseFilter(affected=False, variant=MISSENSE)), ["toy family (Toy A)"]),
        (FamilyFilter(none_of=(FamilyFilter(id=("toy family (Toy A)",)),)), []),
        (TreatmentFilter(words="Transplant"), ["toy transplantation"] * 2),
        (TreatmentFilter(words="infusion"), []),
        (TreatmentFilter(outcome="STEPS"), ["toy transplantation"]),
        (TreatmentFilter(told=False, depth=(Depth.FULL_TEXT,)), ["toy transplantation"]),
        (TreatmentFilter(told=False, depth=(Depth.ABSTRACT,)), []),
        (TreatmentFilter(case=CaseFilter(id=("toy woman",))), ["toy transplantation"]),
        (TreatmentFilter(case=CaseFilter(sex=(Sex.MALE,))), []),
    ],
)
def test_genes_families_and_treatments(toy: Engine, where: Filter, names: list[str]) -> None:
    assert labels(toy, where) == names


def around(*facts: str) -> Engine:
    """A graph of a few facts, each `subject property object` in short names."""

    def full(name: str) -> str:
        prefix, _, local = name.partition(":")
        return name if name.startswith('"') else f"<{(PREFIXES | {'toy': BASE + 'toy/'})[prefix]}{local}>"

    lines = (" ".join(map(full, fact.split(" ", 2))) for fact in facts)
    return MemoryEngine.of_lines("".join(f"{line} <{graph('toy')}> .\n" for line in lines).encode())


def test_a_database_classifies_a_gene_for_a_disease_that_is_the_same_as_ours() -> None:
    """Not for another, though the word is the same; and the gene model says of none how sure anybody is."""
    own = "rdf:type kg:Disease"
    engine = around(
        *("gene:TOY1 rdf:type kg:Gene", "gene:TOY2 rdf:type kg:Gene", f"toy:a {own}", f"toy:b {own}", f"toy:c {own}"),
        *('gene:TOY1 rdfs:label "TOY1"', 'gene:TOY2 rdfs:label "TOY2"', "toy:a skos:exactMatch toy:other"),
        *("toy:one kg:classifiedGene gene:TOY1", "toy:one kg:classifiedFor toy:other"),
        *('toy:one kg:statedClassification "Definitive"', "toy:c kg:ofGene gene:TOY2"),
        *("toy:two kg:classifiedGene gene:TOY2", "toy:two kg:classifiedFor toy:b"),
        'toy:two kg:statedClassification "Limited"',
    )
    assert labels(engine, GeneFilter(disease=(BASE + "toy/a",))) == ["TOY1"]
    assert labels(engine, GeneFilter(disease=(BASE + "toy/a", BASE + "toy/b"))) == ["TOY1", "TOY2"]
    assert labels(engine, GeneFilter(disease=(BASE + "toy/a",), classification=("limited",))) == []
    assert labels(engine, GeneFilter(classification=("LIMITED", "definitive"))) == ["TOY1", "TOY2"]
    assert labels(engine, GeneFilter(disease=(BASE + "toy/c",))) == ["TOY2"]
    assert labels(engine, GeneFilter(disease=(BASE + "toy/c",), classification=("limited",))) == []


def test_a_treatment_is_found_by_the_identifier_of_its_agent_and_a_family_by_having_no_member() -> None:
    engine = around(
        *("toy:one rdf:type kg:Treatment", 'toy:one rdfs:label "toy drug"', 'toy:one skos:notation "TOYDRUG:0001"'),
        *("toy:two rdf:type kg:Treatment", 'toy:two rdfs:label "toy other"', 'toy:two skos:notation "TOYDRUG:0002"'),
        *("toy:all rdf:type kg:Family", 'toy:all rdfs:label "toy strangers"'),
    )
    assert labels(engine, TreatmentFilter(agent=("toydrug:0001",))) == ["toy drug"]
    assert labels(engine, TreatmentFilter(agent=("TOYDRUG:000",))) == []
    assert labels(engine, FamilyFilter(members=Span(high=0))) == ["toy strangers"]
    assert labels(engine, FamilyFilter(members=Span(low=1))) == []


def test_an_id_that_is_another_terms_match_stands_for_itself(toy: Engine) -> None:
    row = toy.rows("SELECT ?x ?own WHERE { ?x a kg:Sequence ; skos:exactMatch ?own . ?own a owl:Class } LIMIT 1")[0]
    assert Names(toy).all(Kind.CONCEPT, row["own"].value) == (row["own"].value,)
    assert Names(toy).all(Kind.SEQUENCE, row["own"].value) == (row["x"].value,)


def test_old_spellings_are_understood_and_a_former_id_is_reported(toy: Engine) -> None:
    assert having(toy, "http://purl.obolibrary.org/obo/HP_0002500") == having(toy, "hp_0002500")
    old = toy.rows("SELECT ?old ?new WHERE { ?f a ?new . ?c kg:hasFinding ?f . ?old obo:IAO_0100001 ?new } LIMIT 1")
    names = Names(toy)
    where = CaseFilter(observation=(ObservationFilter(term=(old[0]["old"].value,)),))
    assert names.all(Kind.TERM, old[0]["old"].value) == (old[0]["new"].value,)
    assert "is an old identifier" in names.rewrites[0]
    assert find.page(Names(toy), Listing(where), 5).rewrites == tuple(names.rewrites)


def test_an_unknown_name_is_an_error_not_an_empty_answer(toy: Engine) -> None:
    with pytest.raises(UnknownName, match="HP:9999999"):
        having(toy, "HP:9999999")


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (CaseFilter, "id"),
        (CaseFilter, "category"),
        (PaperFilter, "id"),
        (VariantFilter, "id"),
        (VariantFilter, "gene"),
        (VariantFilter, "consequence"),
        (VariantFilter, "domain"),
        (GenotypeFilter, "zygosity"),
        (GenotypeFilter, "significance"),
        (ObservationFilter, "id"),
        (ObservationFilter, "term"),
        (ObservationFilter, "modality"),
        (ObservationFilter, "sequence"),
        (ObservationFilter, "region"),
        (StatisticFilter, "id"),
        (TermFilter, "under"),
        (GeneFilter, "id"),
        (GeneFilter, "disease"),
        (FamilyFilter, "id"),
        (TreatmentFilter, "id"),
    ],
)
def test_no_name_breaks_out_of_its_query(toy: Engine, kind: type, field: str, attack: str) -> None:
    where = kind(**{field: (attack,)})
    if isinstance(where, GenotypeFilter):
        where = CaseFilter(genotype=where)
    with pytest.raises((UnknownName, NotAName)):
        find.page(Names(toy), Listing(where), 5)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_word_breaks_out_of_its_query(toy: Engine, attack: str) -> None:
    """Words that are no names need not be known; what holds unsafe characters is refused, the rest finds nothing."""
    for where in (
        *(StatisticFilter(measure=attack), TermFilter(ontology=(attack,)), GeneFilter(classification=(attack,))),
        *(FamilyFilter(words=attack), TreatmentFilter(words=attack), TreatmentFilter(outcome=attack)),
        TreatmentFilter(agent=(attack,)),
    ):
        try:
            assert find.count(Names(toy), Listing(where)) == 0
        except NotAName as error:
            assert error.name


def test_the_readme_tells_the_truth(toy: Engine) -> None:
    readme = Path(find.__file__).with_name("README.md")
    outcome = doctest.testfile(str(readme), module_relative=False, globs={"engine": toy})
    assert outcome.failed == 0
    assert outcome.attempted > 3


ASCII = "http: urn: x: // [ ] ::1 % %4 %41 # ? @ : 65536 / .. a & ' ~ |"
ODD = "é\u0300\ufdd0\ue000\ufffe\U0001fffe\u200e\x00"
PIECES = st.sampled_from([*ASCII.split(" "), *ODD])


@settings(max_examples=most(1500), deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=10).map("http://a/{}".format))
@example("http://[::1")
@example("http://a:b")
@example("http://[::1]:45123/sparql")
def test_whatever_counts_as_an_iri_is_one_to_the_engine(toy: Engine, text: str) -> None:
    if is_iri(text):
        assert toy.rows(f"SELECT * {{ <{text}> ?p ?o }}") == []


def test_addresses_of_servers_are_iris() -> None:
    assert all(
        map(is_iri, ["http://[::1]:45123/sparql", "http://127.0.0.1:8000/sparql", "urn:a", "http://é.org/ü?q#f"])
    )
    assert not any(
        map(is_iri, ["http://[::1", "http://[a]/", "http:", "urn:", "a b", "http://a/%4", "//a", "http://a:b"])
    )


@pytest.mark.slow
def test_every_iri_of_a_release_is_one(real: Engine) -> None:
    rows = real.rows("SELECT DISTINCT ?x { { ?x ?p ?o } UNION { ?s ?x ?o } UNION { ?s ?p ?x } FILTER(isIRI(?x)) }")
    assert [row["x"].value for row in rows if not is_iri(row["x"].value)] == []
