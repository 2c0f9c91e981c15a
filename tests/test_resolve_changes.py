"""No name of a change leads to another variant, at any door; each way to write a held one leads to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

import kg
from api.app import make_app
from api.settings import Settings
from kg.engine import Engine
from kg.engine.memory import MemoryEngine
from kg.errors import UnknownName
from kg.find import Kind, Names
from kg.lexicon import Lexicon, SearchKind
from kg.lexicon.layout import LAYOUT, laid_out
from kg.lexicon.reading import statements
from kg.model.gene import CodingPosition, Exon, GeneModel
from kg.names import BASE, KG, contract, graph
from kg.release import Release
from kg.sources.hgvs import HgvsError, parse_coding
from kg.sources.placed import ASSEMBLIES, genomic_of
from kg.sources.reference import read_reference
from kg.triples.gene import gene_triples
from kg.triples.terms import LABEL, iri, is_a, text
from tests.examples import most

JSON = {"accept": "application/json"}
ASKED = """query Q($n: String!) { variant(id: $n) { iri } term(id: $n) { iri }
  search(text: $n, kinds: [VARIANT], first: 20) { nodes { node { iri } } } }"""
HELD = "SELECT DISTINCT ?x ?n { ?x a kg:Variant ; kg:hgvsCoding ?n } ORDER BY ?n"


@dataclass
class Doors:
    """Every way into a graph by name; each gives the variants it leads to."""

    engine: Engine
    client: TestClient

    @cached_property
    def resolver(self) -> Lexicon:
        return Lexicon.of(self.engine)

    @cached_property
    def held(self) -> dict[str, str]:
        return {row["n"].value: row["x"].value for row in self.engine.rows(HELD)}

    def inside(self, name: str) -> dict[str, set[str]]:
        """The doors that need no web."""
        found = self.resolver.resolve(name)
        led = {found.thing.iri} if found.thing else {one.iri for one in found.candidates}
        try:
            named = set(Names(self.engine).all(Kind.VARIANT, name))
        except UnknownName:
            named = set()
        hits = {one.iri for one in self.resolver.search(name, [SearchKind.VARIANT])[0]}
        every = {
            "resolve": led,
            "names": named,
            "lookup": {one.iri for one in self.resolver.meant(name).meant},
            "search": hits,
        }
        return {door: {one for one in iris if "/variant/" in one} for door, iris in every.items()}

    def web(self, name: str) -> dict[str, set[str]]:
        """The doors of the web."""
        asked = self.client.get("/resolve", params={"q": name}, headers=JSON).json()
        found = {"/resolve": {asked["thing"]["iri"]} if asked.get("thing") else set()}
        answer = self.client.get("/find", params={"name": name}, headers=JSON)
        at = answer.headers["location"].partition("?")[0] if answer.is_redirect else ""
        found["/find"] = {BASE + at[1:].replace("%3E", "-")} if at else set()
        data = self.client.post("/graphql", json={"query": ASKED, "variables": {"n": name}}).json()["data"]
        found["graphql"] = {data[one]["iri"] for one in ("variant", "term") if data[one]}
        found["graphql search"] = {one["node"]["iri"] for one in data["search"]["nodes"]}
        return found

    def every(self, name: str) -> dict[str, set[str]]:
        return self.inside(name) | self.web(name)

    def lead_to(self, name: str) -> set[frozenset[str]]:
        """What the doors lead to, each answer once: one where they agree."""
        return {frozenset(found) for found in self.every(name).values()}


def doors_of(release: Release, engine: Engine) -> Doors:
    return Doors(engine, TestClient(make_app(engine, Settings(), release.manifest), follow_redirects=False))


@pytest.fixture(scope="module")
def toy_doors(toy_release: Release, toy: Engine) -> Doors:
    return doors_of(toy_release, toy)


@pytest.fixture(scope="module")
def real_doors(real_release: Release, real: Engine) -> Doors:
    return doors_of(real_release, real)


NOWHERE = {frozenset()}


def opposite(name: str) -> Iterator[str]:
    """Other places with the same numbers: the other end of an intron, before the start, behind the stop, a range."""
    if re.search(r"\d[+-]\d", name):
        yield re.sub(r"(?<=\d)[+-](?=\d)", lambda found: "-" if found[0] == "+" else "+", name)
        yield re.sub(r"(?<=\d)[+-](?=\d)", "_", name)
    else:
        yield name.replace("c.", "c.-", 1)
        yield name.replace("c.", "c.*", 1)
        yield name.replace("_", "+") if "_" in name else re.sub(r"(\d)(\D*)$", r"+\1\2", name)
        yield name.replace("_", "-") if "_" in name else re.sub(r"(\d)(\D*)$", r"-\1\2", name)


def unsound(name: str) -> Iterator[str]:
    """What is no HGVS and holds the same letters and digits."""
    head, change = re.split(r"(?=[ACGT]>|del|dup|ins)", name, maxsplit=1)
    yield f"{head}?{change}"
    yield (
        re.sub(r"(?<=\d)[+_-](?=\d)", " ", name) if re.search(r"\d[+_-]\d", head) else f"{head[:-1]} {head[-1]}{change}"
    )
    yield f"{head}({change[0]}){change[1:]}"
    yield re.sub(r">", "=/", name) if ">" in name else f"{head}=/{change}"


@pytest.mark.parametrize("spelt", ["{}", "TOY1:{}", "TOY_0001.1:{}", "TOY1 {}", "({})"])
def test_an_opposite_name_is_not_held(toy_doors: Doors, spelt: str) -> None:
    names = [spelt.format(other) for name in toy_doors.held for other in opposite(name)]
    assert names
    assert {name: led for name in names if (led := toy_doors.lead_to(name)) != NOWHERE} == {}


@pytest.mark.slow
def test_no_opposite_name_of_the_release_leads_anywhere(real_doors: Doors) -> None:
    intronic = [name for name in real_doors.held if re.search(r"\d[+-]\d", name)]
    names = [other for name in real_doors.held for other in opposite(name) if other not in real_doors.held]
    assert len(intronic) >= 10
    assert len(names) >= 90
    assert {name: led for name in names if any((led := real_doors.inside(name)).values())} == {}
    some = [next(opposite(name)) for name in intronic] + names[::10]
    assert {name: led for name in some if any((led := real_doors.web(name)).values())} == {}


@pytest.mark.slow
def test_nothing_unsound_leads_to_a_variant_of_the_release(real_doors: Doors) -> None:
    names = [other for name in real_doors.held for other in unsound(name)]
    assert {name: led for name in names if any((led := real_doors.inside(name)).values())} == {}


@pytest.mark.slow
def test_every_held_name_leads_to_its_variant_at_every_door(real_doors: Doors) -> None:
    for name, variant in real_doors.held.items():
        assert real_doors.lead_to(name) == {frozenset({variant})}, name


def test_nothing_unsound_leads_to_a_variant(toy_doors: Doors) -> None:
    names = [other for name in toy_doors.held for other in unsound(name)]
    assert {name: led for name in names if (led := toy_doors.lead_to(name)) != NOWHERE} == {}


@pytest.mark.parametrize(
    "name",
    [
        "variant:TOY1/c.190 1G>A",  # an address writes + as a space
        "/variant/TOY1/c.190 1G-A",
        "c.190 1G>A",
        "c.1 49G>A",
        "c.(149)G>A",
        "c.(100_149)G>A",
        "NM_1.1:c.149G>A",  # a transcript of which nothing is held
        "NC_1.1:c.149G>A",
        "LRG_1t1:c.149G>A",
        "TOY2:c.149G>A",
        "chr5:c.149G>A",
    ],
)
def test_what_is_of_something_else_or_not_sure_is_not_held(toy_doors: Doors, name: str) -> None:
    assert toy_doors.lead_to(name) == NOWHERE


@pytest.mark.parametrize(
    "name",
    [
        *("c.149G>A", "C.149g>a", "c.149G→A", "149G>A", "c. 149 G>A", "(c.149G>A)", "c.(149G>A)", "c.[149G>A]"),
        *("c.149-G>A", "c.149G->A", "c.149G-A", "c.149G>A (p.R50H)", "p.R50H (c.149G>A)", "TOYA:c.149G>A"),
        *("TOY_0001.1:c.149G>A", "TOY_0001:c.149G>A", "TOY_0001.9:c.149G>A"),
    ],
)
def test_a_held_change_is_found_in_its_sound_spellings(toy_doors: Doors, name: str) -> None:
    found = toy_doors.every(name)
    assert set(map(frozenset, found.values())) == {frozenset({BASE + "variant/TOY1/c.149G-A"})}, found


@st.composite
def coding_names(draw: st.DrawFn) -> str:
    """Names near those that are held: their numbers, with every sign and kind of change."""
    number = st.sampled_from([149, 190, 209, 25, 100, 1, 2, 50])
    sign = st.sampled_from(["", "", "-", "*"])
    position = st.builds(
        lambda mark, base, offset: f"{mark}{base}{offset}",
        sign, number, st.one_of(st.just(""), st.builds("{}{}".format, st.sampled_from("+-"), number)),
    )  # fmt: skip
    base = st.sampled_from("ACGT")
    change = st.one_of(
        st.builds("{}>{}".format, base, base), st.sampled_from(["del", "dup", "insA", "delinsAC", "inv", "="])
    )
    span = draw(st.one_of(position, st.builds("{}_{}".format, position, position)))
    return f"c.{span}{draw(change)}"


@settings(max_examples=most(150), deadline=None)
@given(name=coding_names(), front=st.sampled_from(["", "TOY1:", "TOY_0001.1:", "TOY1 "]))
def test_a_name_leads_to_the_variant_of_that_very_name_or_nowhere(toy_doors: Doors, name: str, front: str) -> None:
    try:
        normal = str(parse_coding(name))
    except HgvsError:
        normal = ""
    wanted = {toy_doors.held[normal]} if normal in toy_doors.held else set()
    assert set(map(frozenset, toy_doors.inside(front + name).values())) == {frozenset(wanted)}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("c.189G>A", "is sound, a variant that no paper here names"),
        ("c.190-1G>A", "in no intron"),
        ("c.149+2_149+1del", "runs backwards"),
        ("c.149?G>A", "not sure of its positions"),
        ("c.190 1G>A", "%2B"),
        ("LRG_1t1:c.149G>A", "LRG_1t1 is no gene or transcript of this graph"),
        ("NC_000021.9:g.10C>T", "in no gene whose exons are held here"),
    ],
)
def test_every_door_says_why(toy_doors: Doors, name: str, why: str) -> None:
    told = toy_doors.client.get("/resolve", params={"q": name}, headers=JSON).json()
    assert any(why in one for one in told["rewrites"])
    found = toy_doors.client.get("/find", params={"name": name}, headers=JSON).json()
    assert why in found["detail"]
    asked = toy_doors.client.post("/graphql", json={"query": ASKED, "variables": {"n": name}}).json()
    assert "errors" not in asked and any(why in one["message"] for one in asked["extensions"]["suggestions"])


def test_what_is_nearly_so_is_suggested(toy_doors: Doors) -> None:
    meant = BASE + "variant/TOY1/c.190+1G-A"
    for address, parameter in (("/resolve", "q"), ("/find", "name")):
        told = toy_doors.client.get(address, params={parameter: "c.190-1G>A"}, headers=JSON).json()
        assert meant in [one["iri"] for one in told["suggestions"]]
    asked = toy_doors.client.post("/graphql", json={"query": ASKED, "variables": {"n": "c.190-1G>A"}}).json()
    assert any(contract(meant) in one["suggestions"] for one in asked["extensions"]["suggestions"])


def test_names_that_disagree_are_told(toy: Engine) -> None:
    found, told = Lexicon.of(toy).changes.led("c.149G>A (p.Gly1Val)")
    assert found == (BASE + "variant/TOY1/c.149G-A",)
    assert "c.149G>A is p.Arg50His here, not p.Gly1Val" in told


# The genome: another gene's graph, made of nothing but its layout and names, on each strand.


def toy_gene(strand: str, shift: int = 5000) -> GeneModel:
    """Two exons of 30 bases on a chromosome that is real, at places that are not of any gene."""
    starts = {"plus": (1001, 2001), "minus": (2001, 1001)}[strand]
    spans = [(CodingPosition(-5), CodingPosition(25)), (CodingPosition(26), CodingPosition(10, after_stop=True))]
    exons = tuple(
        Exon(
            number=number, first=first, last=last, length=30, coding=True, cds_last=(25, 45)[number - 1],
            grch38_start=start, grch38_end=start + 29, grch37_start=start + shift, grch37_end=start + shift + 29,
        )
        for number, (start, (first, last)) in enumerate(zip(starts, spans, strict=True), 1)
    )  # fmt: skip
    return GeneModel(
        symbol="TOY9", name="toy", cytoband="21q99", strand=strand, reference_transcript="NM_000000.1", exons=exons
    )


NAMED = ("c.10C>T", "c.25+2T>C", "c.26-2A>G", "c.30del", "c.-3G>A", "c.*4A>C", "c.12_13delinsAC")


def graph_of(gene: GeneModel) -> MemoryEngine:
    triples = [*gene_triples(gene)]
    own = BASE + "gene/" + gene.symbol
    for name in NAMED:
        node = f"{BASE}variant/{gene.symbol}/{name.replace('>', '-')}"
        triples += [
            *is_a(node, "Variant"),
            (node, LABEL, text(f"{gene.symbol} {name}")),
            (node, KG + "ofGene", iri(own)),
        ]
        triples += [
            (node, KG + "hgvsCoding", text(name)),
            (node, KG + "hgvs", text(f"{gene.reference_transcript}:{name}")),
        ]
    return MemoryEngine.of_lines("".join(f"<{s}> <{p}> {o} <{graph('toy')}> .\n" for s, p, o in triples).encode())


@pytest.mark.parametrize("strand", ["plus", "minus"])
def test_a_layout_comes_back_from_the_graph(strand: str) -> None:
    gene = toy_gene(strand)
    (held,) = laid_out(statements(graph_of(gene), LAYOUT)).values()
    assert (held.strand, held.chromosome, held.cds_length) == (gene.strand, "21", gene.cds_length)
    for assembly in ASSEMBLIES:
        for name in NAMED:
            assert genomic_of(parse_coding(name), held, assembly) == genomic_of(parse_coding(name), gene, assembly)


@pytest.mark.slow
def test_the_layout_of_the_release_is_that_of_the_reference(real: Engine) -> None:
    gene = read_reference(Path(kg.__file__).parent / "reference").genes["CSF1R"]
    (held,) = laid_out(statements(real, LAYOUT)).values()
    names = ("first", "last", "length", "grch38_start", "grch38_end", "grch37_start", "grch37_end")
    for ours, theirs in zip(held.exons, gene.exons, strict=True):
        assert [getattr(ours, one) for one in names] == [getattr(theirs, one) for one in names]
    assert (held.cds_length, held.chromosome, held.strand) == (gene.cds_length, gene.chromosome, gene.strand)


def genomic_spellings(gene: GeneModel, name: str) -> Iterator[str]:
    for assembly in ASSEMBLIES:
        change = genomic_of(parse_coding(name), gene, assembly)
        assert change
        yield str(change)
        if change.kind == "substitution":
            yield f"{change.accession}:{change.first - 1}:{change.reference}:{change.inserted}"
            for mark in (f"{assembly}-", f"{assembly}:chr", "", "chr"):
                yield f"{mark}{change.chromosome}-{change.first}-{change.reference}-{change.inserted}"
            yield f"chr{change.chromosome}:{change.first}{change.reference}>{change.inserted}"


@pytest.mark.parametrize("strand", ["plus", "minus"])
def test_a_place_on_the_genome_leads_to_the_variant_there(strand: str) -> None:
    gene = toy_gene(strand)
    changes = Lexicon.of(graph_of(gene)).changes
    for name in NAMED:
        for spelling in genomic_spellings(gene, name):
            found, told = changes.led(spelling)
            assert found == (f"{BASE}variant/TOY9/{name.replace('>', '-')}",), spelling
            assert "by its exons on GRCh3" in told[0]


def test_a_place_beside_leads_nowhere_and_one_on_both_assemblies_needs_its_assembly() -> None:
    changes = Lexicon.of(graph_of(toy_gene("plus", shift=500))).changes
    assert changes.led("NC_000021.9:g.1016C>T")[0] == ()
    assert changes.led("NC_000021.9:g.1015G>T")[0] == ()  # another base than the name has there
    assert changes.led("NC_000020.11:g.1015C>T")[0] == ()
    assert changes.led("NC_000021.9:g.1015C>T")[0]
    found, told = changes.led("21-1515-C-T")  # in the intron on GRCh38, in the exon on GRCh37
    assert (found, "name the assembly" in told[0]) == ((), True)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        *("NC_000005.10:g.150056316C>T", "NC_000005.9:g.149435879C>T", "5-150056316-C-T", "chr5:150056316C>T"),
        *("NC_000005.10:150056315:C:T", "GRCh37:5:149435879:C:T", "NG_012303.2(NM_005211.4):c.2345G>A"),
        *("NC_000005.10(NM_005211.4):c.2345G>A", "NM_001288705.3:c.2345G>A", "NM_005211.3:c.2345G>A"),
    ],
)
def test_names_on_the_genome_lead_to_the_variant_at_every_door(real_doors: Doors, name: str) -> None:
    assert real_doors.lead_to(name) == {frozenset({BASE + "variant/CSF1R/c.2345G-A"})}
    assert real_doors.resolver.resolve(name).rewrites
