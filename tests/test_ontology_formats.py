"""One ontology in its three formats is one value; what is broken is told with its place, and nothing else happens."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import FaultyInput, KgError
from kg.sources.hpo import hpo_path, read_hpo
from kg.sources.ontology import OntologyRelease, Synonym, read_bytes, read_release
from kg.sources.ontology.sound import circles
from kg.sources.ontology.term import OntologyTerm

TOY = Path(__file__).parent / "toy" / "ontologies"
FORMS = ("obo", "json", "owl")
HP = {form: (TOY / f"hp.{form}").read_bytes() for form in FORMS}
PURL = "http://purl.obolibrary.org/obo/"


def read(raw: bytes | str, prefix: str = "HP") -> OntologyRelease:
    return read_bytes(raw.encode() if isinstance(raw, str) else raw, prefix, "toy")


def refused(raw: bytes | str, prefix: str = "HP") -> str:
    with pytest.raises(FaultyInput) as caught:
        read(raw, prefix)
    return str(caught.value)


@pytest.mark.parametrize(("kind", "prefix"), [("hp", "HP"), ("mondo", "MONDO")])
def test_the_three_formats_give_equal_values(kind, prefix):
    first, *others = (read_release(TOY / f"{kind}.{form}", prefix) for form in FORMS)
    assert first.version == f"{kind}/releases/2001-02-03"
    for other in others:
        assert other.version == first.version
        assert other.terms == first.terms


def test_a_term_keeps_everything_that_is_said_of_it():
    sign = read(HP["owl"]).terms["HP:0000002"]
    assert sign == OntologyTerm(
        id="HP:0000002",
        label="Toy sign",
        definition='A sign of "toys" {nothing else}.',
        comment="First remark.",
        synonyms=(
            Synonym("Sign of a toy", "EXACT"),
            Synonym("Toy thing", "EXACT", "layperson"),
            Synonym("Toy, broadly", "BROAD"),
            Synonym("Toy, closely", "NARROW", "HP:0000090"),
            Synonym("Toyish", "RELATED"),
        ),
        parents=("HP:0000001",),
        alternative_ids=("HP:0000012", "HP:0000022"),
        xrefs=("SNOMEDCT_US:0000001", "UMLS:C0000001"),
    )


def test_a_disease_keeps_what_is_the_same_elsewhere():
    assert read_release(TOY / "mondo.obo", "MONDO").terms["MONDO:0000002"].exact == ("OMIM:000001", "ORPHA:1")


def test_an_alternative_id_that_only_its_own_class_tells_is_kept():
    alone = HP["json"].replace(b'"HP:0000012"', b'"HP:0000022"')
    assert "HP:0000012" in read(alone).terms["HP:0000002"].alternative_ids


@pytest.mark.parametrize("form", FORMS)
def test_the_format_is_known_by_content_gzipped_or_not(form, tmp_path):
    (tmp_path / "misnamed.txt").write_bytes(gzip.compress(HP[form]))
    assert read_release(tmp_path / "misnamed.txt", "HP").terms == read(HP[form]).terms
    assert read(b"\xef\xbb\xbf" + HP[form].replace(b"\n", b"\r\n")).terms == read(HP[form]).terms


BROKEN = {
    "empty": ("", "the file is empty"),
    "a web page": ("<!DOCTYPE html><html><body>404</body></html>", "this is a web page"),
    "no ontology": ("name,age\nToy,3\n", "this is no ontology"),
    "other JSON": ('{"toys": []}', "no list `graphs`"),
    "broken JSON": (HP["json"][:-40], "the JSON breaks off or is broken at line"),
    "broken XML": (HP["owl"][:-40], "the RDF/XML breaks off or is broken"),
    "not UTF-8": (HP["obo"].replace(b"Toyish", b"Toy\xffish"), "line 25: byte 0xff is not UTF-8"),
    "half a gzip": (gzip.compress(HP["obo"])[:-20], "the gzip file breaks off"),
    "a broken gzip": (b"\x1f\x8b\x08\0" + b"toy" * 9, "the gzip file"),
    "no version": (HP["obo"].replace(b"data-version", b"no-version"), "no data-version line"),
    "no term": (b"format-version: 1.2\ndata-version: toy\n", "it holds no term"),
    "cut in a line": (
        HP["obo"][: HP["obo"].index(b"nothing else")],
        "line 18: the file breaks off in the midst of a line",
    ),
    "cut between terms": (
        HP["obo"].replace(b"[Term]\nid: HP:0000002\nname", b"[Gone]\nid: HP:0000002\nname"),
        "line 32: HP:0000003 is a HP:0000002, which the file does not hold",
    ),
    "no id": (HP["obo"].replace(b"id: HP:0000003\n", b""), "line 32: a term without an id"),
    "no label": (HP["obo"].replace(b"name: Toy sign\n", b""), "line 13: HP:0000002 has no label"),
    "a false id": (HP["obo"].replace(b"id: HP:0000003\n", b"id: HP:3\n"), "line 32: 'HP:3' is no id of this ontology"),
    "an id twice": (
        HP["obo"] + b"\n[Term]\nid: HP:0000003\nname: Again\n",
        "HP:0000003 stands here again, after line 32",
    ),
    "a label twice": (HP["obo"].replace(b"name: Toy sign\n", b"name: A\nname: B\n"), "HP:0000002 has `name:` 2 times"),
    "an obsolete parent": (
        HP["obo"].replace(b"is_a: HP:0000001 ! All toys\nis_a", b"is_a: HP:0000004\nis_a"),
        "HP:0000003 is a HP:0000004, which is obsolete",
    ),
    "a circle": (
        HP["obo"].replace(b"name: All toys\n", b"name: All toys\nis_a: HP:0000003\n"),
        "is_a goes in a circle: HP:0000001 -> HP:0000003 -> HP:0000001",
    ),
    "a torn synonym": (HP["obo"].replace(b'"Toyish" RELATED', b"Toyish RELATED"), "a synonym that is not in OBO form"),
    "half a character": (HP["json"].replace(b"First remark.", b"\\ud83d"), "half a character"),
    "a node of numbers": (HP["json"].replace(b'"lbl": "Toy sign"', b'"lbl": 7'), "node 1: it cannot be read"),
    "an edge from nowhere": (
        HP["json"].replace(b'"id": "http://purl.obolibrary.org/obo/HP_0000003"', b'"id": "X:1"'),
        "no node",
    ),
    "entities of entities": (
        HP["owl"].replace(b"<rdf:RDF", b'<!DOCTYPE r [<!ENTITY a "toy"><!ENTITY b "&a;&a;">]>\n<rdf:RDF', 1),
        "an XML entity is long or made of other entities",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_is_told_with_its_place(what):
    raw, expected = BROKEN[what]
    assert expected in refused(raw)


def test_all_faults_come_in_one_run():
    raw = HP["obo"].replace(b"name: Toy sign\n", b"").replace(b"id: HP:0000003\n", b"id: HP:3\n")
    told = refused(raw)
    assert "HP:0000002 has no label" in told
    assert "'HP:3' is no id" in told
    assert told.count("right would be:") >= 2


@pytest.mark.parametrize("form", FORMS)
def test_another_ontology_is_told_by_its_name(form):
    told = refused((TOY / f"mondo.{form}").read_bytes())
    assert "this is not the Human Phenotype Ontology: its terms are MONDO:..." in told
    assert "`kg sources update mondo`" in told
    assert "this is not Mondo: its terms are HP:..." in refused(HP[form], "MONDO")


def test_every_circle_is_found_once_however_long_the_way():
    length = 5000
    terms = {f"T{n}": OntologyTerm(f"T{n}", "toy", parents=(f"T{n + 1}",)) for n in range(length)}
    terms[f"T{length}"] = OntologyTerm(f"T{length}", "top")
    assert list(circles(terms)) == []
    terms[f"T{length}"] = OntologyTerm(f"T{length}", "top", parents=("T0",))
    (circle,) = circles(terms)
    assert len(circle) == length + 2


SHARDS = (b"\n[Term]\n", b"null", b"[]", b'"', b"\\", b"<a/>", b"\nis_a: HP:0000003\n")


@given(form=st.sampled_from(FORMS), data=st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(form, data):
    raw = bytearray(HP[form])
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(raw)))
        end = min(len(raw), start + data.draw(st.sampled_from([0, 1, 7, 300])))
        raw[start:end] = data.draw(
            st.binary(max_size=6) | st.sampled_from([b"\n[Term]\n", b"null", b"[]", b'"', b"\\", b"<a/>"])
        )
    if data.draw(st.booleans()):
        raw = raw[: data.draw(st.integers(0, len(raw)))]
    try:
        assert isinstance(read(bytes(raw)), OntologyRelease)
    except KgError as error:
        assert "toy" in str(error)


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just(PURL + "HP_0000001"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "lbl", "meta", "type", "sub", "pred", "obj", "val", "synonyms", "xrefs", "comments"])
            | st.sampled_from(["basicPropertyValues", "definition", "synonymType", "version", "nodes", "edges"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(nodes=TREES, edges=TREES, meta=TREES)
def test_json_of_any_form_is_read_or_refused(nodes, edges, meta):
    raw = json.dumps({"graphs": [{"nodes": nodes, "edges": edges, "meta": meta}]})
    with pytest.raises(KgError):
        read(raw)


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=12)


@given(label=NAMES.map(str.strip).filter(bool), definition=NAMES, synonym=NAMES)
def test_any_text_means_the_same_in_obo_and_json(label, definition, synonym):
    def quoted(text: str) -> str:
        return text.replace("\\", "\\\\").replace('"', '\\"')

    obo = f"""format-version: 1.4
data-version: hp/releases/2001-02-03

[Term]
id: HP:0000001
name: {label.replace(chr(92), chr(92) * 2).replace("{", chr(92) + "{")}
def: "{quoted(definition)}" [TOY:1]
synonym: "{quoted(synonym)}" EXACT []
"""
    node = {
        "id": PURL + "HP_0000001",
        "lbl": label,
        "type": "CLASS",
        "meta": {
            "definition": {"val": definition, "xrefs": ["TOY:1"]},
            "synonyms": [{"pred": "hasExactSynonym", "val": synonym}],
        },
    }
    version = {"version": PURL + "hp/releases/2001-02-03/hp.json"}
    document = {"graphs": [{"id": PURL + "hp.json", "meta": version, "nodes": [node]}]}
    assert read(obo).terms == read(json.dumps(document)).terms


def test_the_installed_release_is_sound():
    assert len(read_hpo(hpo_path()).terms) > 19_000
