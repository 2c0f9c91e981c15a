"""Every door gives one answer for one name: 200 names, asked of all of them, over the index of lines and of an engine.

`lexicon.tsv` holds the names, drawn once from the release (labels, synonyms, identifiers, changes, papers, families,
cases) and from the ways to spell (typing errors, British and American, prefixes, links), with words that are no name.
"""

from __future__ import annotations

import doctest
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.addresses import address, term_address
from api.app import make_app
from api.settings import Settings
from kg import lexicon
from kg.engine import Engine
from kg.find import Names
from kg.lexicon import INDEX, Kind, Lexicon, SearchKind, write_index
from kg.lexicon.complete import written
from kg.lexicon.hgvs import looks
from kg.lexicon.identifiers import identifiers
from kg.lexicon.volume import UnreadableIndex
from kg.names import KG, OBO, contract
from kg.release import Release

ROWS = [line.split("\t") for line in Path(__file__).with_name("lexicon.tsv").read_text("utf-8").splitlines()[1:]]
NAMES = {name: kind for kind, name in ROWS}
JSON = {"accept": "application/json"}
FIELDS = {"Paper": "paper", "Case": "case", "Variant": "variant", "Gene": "gene", "Family": "family"}
"""Where GraphQL looks a thing of a kind up; every other is a term."""
ASKED = """query Q($n: String!) { paper(id: $n) { iri } case(id: $n) { iri } variant(id: $n) { iri }
  gene(id: $n) { iri } family(id: $n) { iri } term(id: $n) { iri }
  search(text: $n, first: 50) { nodes { node { iri } } } }"""
LIMITS = Settings(graphql_cost_most=10**6)
UNKNOWN = {"nothing"}


@dataclass
class Doors:
    """All ways in, over one release."""

    client: TestClient
    engine: Engine
    file: Lexicon

    def resolve(self, name: str) -> dict[str, Any]:
        told: dict[str, Any] = self.client.get("/resolve", params={"q": name}, headers=JSON).json()
        return told

    def find(self, name: str) -> tuple[str, list[str]]:
        """The address it leads to, or the things it offers."""
        found = self.client.get("/find", params={"name": name}, headers=JSON)
        if found.status_code == 303:
            return unquote(found.headers["location"].partition("?")[0]), []
        told = found.json()
        return "", [one["iri"] for one in told.get("choices", told.get("suggestions") or ())]

    def graphql(self, name: str) -> dict[str, Any]:
        told = self.client.post("/graphql", json={"query": ASKED, "variables": {"n": name}}).json()
        data: dict[str, Any] = told["data"]
        return data

    def completions(self, name: str) -> list[str]:
        found = self.client.get("/sparql/completions", params={"prefix": name[:100], "limit": 50}).json()
        return [one["iri"] for one in found["items"]]


def doors_of(release: Release, engine: Engine) -> Doors:
    """The web asks the engine for the names, the command line reads the release's file."""
    app = make_app(engine, LIMITS, release.manifest)
    return Doors(TestClient(app, follow_redirects=False), engine, Lexicon.of_release(release))


@pytest.fixture(scope="module")
def doors(real_release: Release, real: Engine) -> Doors:
    return doors_of(real_release, real)


@pytest.fixture(scope="module")
def toy_doors(toy_release: Release, toy: Engine) -> Doors:
    return doors_of(toy_release, toy)


def disagreeing(doors: Doors, name: str) -> dict[str, Any]:
    """What each door says where it is not what `/resolve` says."""
    told = doors.resolve(name)
    own = doors.file.resolve(name).told()
    parts = ("rewrites", "suggestions") if "status" in told else tuple(own)
    wrong: dict[str, Any] = {}
    if {part: told[part] for part in parts} != {part: own[part] for part in parts}:
        wrong["command line"] = own
    one, several = told.get("thing"), [other["iri"] for other in told.get("candidates", ())]
    offered = [other["iri"] for other in told.get("suggestions") or ()]
    at, listed = doors.find(name)
    if one:
        right = term_address(one["iri"]) if one["iri"].startswith(KG) else address(one["iri"])
        if at != unquote(right.partition("#")[0]):
            wrong["/find"] = at or listed
    elif set(listed) != set(several or offered):
        wrong["/find"] = at or listed
    return wrong | unlike(doors, name, one, several, offered)


def unlike(doors: Doors, name: str, one: Any, several: list[str], offered: list[str]) -> dict[str, Any]:
    """The same of GraphQL and the editor."""
    wrong: dict[str, Any] = {}
    data = doors.graphql(name)
    looked = {field: data[field]["iri"] for field in (*FIELDS.values(), "term") if data[field]}
    if one and one["kind"] and not one["kind"].endswith("Property"):
        field = FIELDS.get(one["kind"], "term")
        known = one["kind"] in FIELDS or doors.engine.rows(IS_TERM.format(one["iri"]))
        if known and looked.get(field) != one["iri"]:
            wrong["look-up"] = looked
    elif not one and not several and looked:
        wrong["look-up"] = looked
    hits = [hit["node"]["iri"] for hit in data["search"]["nodes"] if hit["node"]]
    meant = [one["iri"]] if one else several
    kinds = {iri: SEARCHED & kinds_of(doors, iri) for iri in meant}
    first = [iri for iri in meant if kinds[iri]]
    if set(hits[: len(first)]) != set(first):
        wrong["search"] = hits[:3]
    if not meant and offered and hits and not set(hits) & set(offered):
        wrong["search"] = hits[:3]
    sayable = [iri for iri in meant if written(iri) and doors.file.complete(written(iri) or "")]
    if sayable and one and kinds_of(doors, one["iri"]) & CLASSES and one["iri"] not in doors.completions(name):
        wrong["editor"] = doors.completions(name)[:3]
    return wrong


IS_TERM = "SELECT ?t {{ VALUES ?t {{ owl:Class kg:Disease kg:Region kg:Modality kg:Sequence }} <{}> a ?t }} LIMIT 1"
SEARCHED = frozenset(word for kind in SearchKind for word in kind.value)
CLASSES = frozenset({"Class", "ObjectProperty", "DatatypeProperty", "NamedIndividual"})


def kinds_of(doors: Doors, iri: str) -> frozenset[str]:
    rows = doors.engine.rows(f"SELECT DISTINCT ?t {{ <{iri}> a ?t }}")
    return frozenset(row["t"].value.rpartition("#")[2] for row in rows)


def test_the_list_is_of_two_hundred_names_of_every_sort() -> None:
    assert len(NAMES) == len(ROWS) == 200
    assert min(Counter(NAMES.values()).values()) >= 5


@pytest.mark.slow
@pytest.mark.parametrize("sort", sorted(set(NAMES.values())))
def test_every_door_gives_one_answer(doors: Doors, sort: str) -> None:
    names = [name for name, other in NAMES.items() if other == sort]
    assert {name: wrong for name in names if (wrong := disagreeing(doors, name))} == {}


@pytest.mark.slow
def test_names_lead_somewhere_and_nothing_else_does(doors: Doors) -> None:
    for name, sort in NAMES.items():
        found = doors.file.resolve(name)
        if sort in ("label", "synonym", "disease", "paper", "family", "case"):
            assert found.meant, name
        if sort == "typo":
            assert not found.meant, name
            assert found.suggestions, name
            assert "is not here, and is read as" in found.rewrites[-1], name
        if sort == "words":
            assert found.meant or found.suggestions, name
        if sort == "nothing":
            assert (found.meant, found.suggestions) == ((), ()), name


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("HDLS", "MONDO:0800027"),
        ("ALSP", "MONDO:0800027"),
        ("HP:2500", "HP:0002500"),
        ("OMIM 221820", "MONDO:0800027"),
        ("leucoencephalopathy", "HP:0002352"),
    ],
)
def test_a_name_is_the_same_thing_at_every_door(doors: Doors, name: str, thing: str) -> None:
    assert doors.resolve(name)["thing"]["curie"] == thing
    assert doors.find(name)[0] == f"/term/{thing}"
    data = doors.graphql(name)
    assert contract(data["term"]["iri"]) == contract(data["search"]["nodes"][0]["node"]["iri"]) == thing
    assert thing in map(contract, doors.completions(name))


@pytest.mark.parametrize(
    "name",
    [
        *(
            "seizure",
            "Seizures",
            "seizuer",
            "HP:1250",
            "HP:0001250",
            "toy woman",
            "TOYA",
            "c.149G>A",
            "R50H",
            "c.149G>T",
        ),
        *("PMID 0000001", "toy paper one", "TOY1 exon 3", "exon 3", "gait disturbence", "gait", "xqzzvy", "mim 000001"),
        *("Leukoaraiosis", "leucoaraiosis", "toy kinase domain", "kinase domain", "lacunar infarct", "family"),
    ],
)
def test_every_door_of_the_toy_gives_one_answer(toy_doors: Doors, name: str) -> None:
    assert disagreeing(toy_doors, name) == {}


def test_filters_read_the_names_that_look_ups_read(toy_doors: Doors, toy: Engine) -> None:
    for name, kind in (
        ("HP:1250", Kind.TERM),
        ("toya r50h", Kind.VARIANT),
        ("TOYA", Kind.GENE),
        ("MRI", Kind.MODALITY),
    ):
        found = toy_doors.file.meant(name, kind)
        assert Names(toy).all(kind, name) == (found.meant[0].iri,)


@pytest.mark.parametrize("mistyped", ["seizuer", "siezure", "seizzure", "gait disturbnce"])
def test_a_mistyped_word_is_read_and_that_is_told(toy_doors: Doors, mistyped: str) -> None:
    hits, told = toy_doors.file.search(mistyped)
    assert hits
    assert mistyped in told[0]
    answer = toy_doors.client.post("/graphql", json={"query": ASKED, "variables": {"n": mistyped}}).json()
    assert list(told) == [one for one in answer["extensions"]["rewrites"] if mistyped in one]


def test_british_and_american_words_find_the_same(toy_doors: Doors) -> None:
    for british, american in (("leucoencephalopathy", "leukoencephalopathy"), ("haemorrhage", "hemorrhage")):
        found = [{hit.iri for hit in toy_doors.file.search(one, [SearchKind.TERM])[0]} for one in (british, american)]
        assert found[0] == found[1] != set()


def changed(name: str) -> st.SearchStrategy[str]:
    """A name with one sign left out, put in, or another."""
    place = st.integers(0, len(name) - 1)
    left_out = st.builds(lambda at: name[:at] + name[at + 1 :], place)
    other = st.builds(lambda at, sign: name[:at] + sign + name[at + 1 :], place, st.sampled_from("0123456789ACGT+-_*"))
    return left_out | other


@settings(max_examples=200, deadline=None, derandomize=True)
@given(name=st.sampled_from(["c.149G>A", "c.190+1G>A", "p.Arg50His", "HP:0001250", "PMID:0000001"]).flatmap(changed))
def test_no_number_and_no_change_is_ever_taken_for_mistyped(toy_doors: Doors, name: str) -> None:
    _, told = toy_doors.file.search(name)
    found = toy_doors.file.resolve(name)
    if looks(name) or identifiers(name):
        assert not any("is not here, and is read as" in one for one in (*told, *found.rewrites))


def test_of_equals_the_most_used_comes_first(toy_doors: Doors, toy: Engine) -> None:
    rows = toy.rows("SELECT ?x (COUNT(*) AS ?n) { ?s a ?x . ?x a owl:Class } GROUP BY ?x")
    uses = {row["x"].value: int(row["n"].value) for row in rows}
    found = [one.uses for one in toy_doors.file.complete("obo:HP_") if one.iri in uses]
    assert found == sorted(found, reverse=True)
    assert found[0] >= max(uses[iri] for iri in uses if "/HP_" in iri)


def same(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()


def test_the_same_lines_give_the_same_bytes(toy_release: Release, tmp_path: Path) -> None:
    write_index(tmp_path / "again.sqlite", toy_release.lines())
    assert same(tmp_path / "again.sqlite", toy_release.folder / INDEX)
    assert INDEX in toy_release.manifest["files"]


def test_a_release_without_an_index_and_an_engine_give_the_same_names(
    toy_doors: Doors, toy_release: Release, toy: Engine, tmp_path: Path
) -> None:
    old = tmp_path / "old"
    old.mkdir()
    for file in ("dataset.nq.gz", "manifest.json"):
        (old / file).write_bytes((toy_release.folder / file).read_bytes())
    ways: list[Callable[[str], Any]] = [
        Lexicon.of_release(Release.read(old)).resolve,
        Lexicon.of(toy).resolve,
        toy_doors.file.resolve,
    ]
    for name in ("seizure", "seizuer", "toya r50h", "PMID 0000001", "HP:2500", "kg:hasFinding", "mim 000001", "gait"):
        first, *others = [way(name) for way in ways]
        assert others == [first, first], name


@pytest.mark.parametrize("bytes_", [b"", b"no database", b"SQLite format 3\0" + b"\0" * 4000])
def test_a_damaged_index_is_told_with_its_remedy(toy_release: Release, tmp_path: Path, bytes_: bytes) -> None:
    (tmp_path / INDEX).write_bytes(bytes_)
    (tmp_path / "manifest.json").write_text('{"files": {}}')
    with pytest.raises(UnreadableIndex, match=rf"{INDEX}.*kg build"):
        Lexicon.of_release(Release.read(tmp_path)).resolve("seizure")


def test_nobody_can_write_to_an_index(toy_doors: Doors) -> None:
    index = toy_doors.file._held.volume
    with pytest.raises((UnreadableIndex, sqlite3.Error), match="readonly"):
        index.rows("DELETE FROM names")


def test_the_readme_tells_the_truth(toy: Engine) -> None:
    readme = Path(lexicon.__file__).with_name("README.md")
    outcome = doctest.testfile(str(readme), module_relative=False, globs={"engine": toy})
    assert outcome.failed == 0
    assert outcome.attempted > 3


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Seizures", "tumour", "frontal lobe", "HDLS", "leucoencephalopathy", "CALCIFICATION"])
def test_the_editor_begins_with_what_a_name_stands_for(doors: Doors, name: str) -> None:
    meant = doors.file.resolve(name).meant
    begun = [one.iri for one in doors.file.complete(name)]
    assert begun[: len(meant)] == [one.iri for one in meant]


def test_an_identifier_that_is_being_typed_is_none_yet(toy_doors: Doors) -> None:
    assert toy_doors.file.complete("HP:000250")[0].iri == OBO + "HP_0002500"
