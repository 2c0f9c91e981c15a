"""Readers that others wrote read the same: pronto of ontologies, mutalyzer-hgvs-parser of names of variants.

Where the two differ, the difference stands here with its reason; any other one fails.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pronto
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutalyzer_hgvs_parser import to_model
from mutalyzer_hgvs_parser.exceptions import UnexpectedCharacter, UnexpectedEnd

from kg.engine import Engine
from kg.model.change import Coding, Protein
from kg.model.gene import AMINO, STOP, CodingPosition
from kg.settings import PACKAGE
from kg.sources.genomic import read_genomic
from kg.sources.hgvs import HgvsError, parse_coding, parse_protein
from kg.sources.hpo import hpo_path
from kg.sources.ontology import read_release

# --- ontologies

TOYS = sorted((Path(__file__).parent / "toy" / "ontologies").glob("*.*[!d]"))
MERGED = {"hp.json": {"HP:0000012"}, "hp.owl": {"HP:0000012"}}
"""What a class without a label is that merely keeps an old id alive: a term to pronto, an alternative id to us."""
LOST = {
    ("hp.json", "HP:0000005", "consider"): "pronto 2.7 does not read oboInOwl:consider in OBO Graphs",
    ("mondo.obo", "MONDO:0000002", "synonyms"): "a kind that the header does not declare stops pronto",
}


@pytest.mark.filterwarnings("ignore::pronto.utils.warnings.SyntaxWarning")  # RDF/XML that it passes over
@pytest.mark.filterwarnings("ignore:unsound encoding")
@pytest.mark.parametrize("path", [*TOYS, hpo_path()], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_pronto_reads_the_same_terms(path: Path) -> None:
    """Ids, labels, definitions, comments, synonyms, parents, what is obsolete and what follows it, old ids, xrefs."""
    prefix = path.stem.upper()
    ours, theirs = read_release(path, prefix), pronto.Ontology(str(path), import_depth=0)
    found = {one.id: one for one in theirs.terms() if one.id.startswith(f"{prefix}:")}
    assert found.keys() - ours.terms.keys() == MERGED.get(path.name, set())
    assert ours.terms.keys() <= found.keys()
    assert ours.version.endswith(str(theirs.metadata.data_version))  # OBO has the path of an OWL version before it
    differing = set()
    for identifier, term in ours.terms.items():
        they, we = read_by_pronto(found[identifier]), said(term)
        differing |= {(path.name, identifier, part) for part in we if we[part] != they[part]}
    assert differing == {one for one in LOST if one[0] == path.name and one[1] in ours.terms}
    assert len(ours.terms) >= 3


def said(term: Any) -> dict[str, Any]:
    return {
        "label": term.label,
        "definition": term.definition or "",
        "comment": term.comment or "",
        "synonyms": {(one.text, one.scope) for one in term.synonyms},
        "parents": {*term.parents},
        "obsolete": term.obsolete,
        "replaced_by": {*term.replaced_by},
        "consider": {*term.consider},
        "old ids": {*term.alternative_ids},
        "xrefs": {*term.xrefs},
    }


def read_by_pronto(term: pronto.Term) -> dict[str, Any]:
    try:
        synonyms = {(one.description, one.scope) for one in term.synonyms}
    except ValueError as error:
        assert "undeclared synonym type" in str(error)
        synonyms = None
    return {
        "label": term.name or "",
        "definition": str(term.definition or ""),
        "comment": (term.comment or "").rstrip(),
        "synonyms": synonyms,
        "parents": {one.id for one in term.superclasses(distance=1, with_self=False)},
        "obsolete": term.obsolete,
        "replaced_by": {one.id for one in term.replaced_by},
        "consider": {one.id for one in term.consider},
        "old ids": {*term.alternate_ids},
        "xrefs": {one.id for one in term.xrefs},
    }


# --- names of variants

KINDS = {"equal": "unchanged", "deletion_insertion": "delins", "frame_shift": "frameshift"}
POSITIONS = re.compile(r"[cp]\.[*-]?\d+([+-]\d+)?[A-Z]?|p\.\d+[A-Za-z]+")
"""They read a place without a change, as in `c.2345` or `c.2345G`, as a name; to us it is none."""
SHORT = re.compile(
    r"p\.[A-Za-z]{3}\d+[A-Za-z]{3}fs|p\.[A-Z]\d+[A-Z]fs|p\.\w+fs(\*|Ter|X)[\d?]+|p\..+ext(\*|Ter|X)[\d?]+"
)
"""HGVS writes a frameshift as `p.Val826fs` or with new residue and stop. Papers print other halves, which we read."""
MEANING = re.compile("runs backwards|inserts nowhere|names [0-9]+ bases|position 0|gives a range|say what is inserted")
"""What a name may be by its form and cannot mean: theirs tells it in a later step, which needs the sequence."""


def theirs(name: str) -> dict[str, Any] | None:
    """The one change that they read, None where they read none."""
    try:
        model = to_model(name)
    except (UnexpectedCharacter, UnexpectedEnd):
        return None
    (found,) = model["variants"]
    return found


def ends(location: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    return (location["start"], location["end"]) if location["type"] == "range" else (location, location)


def coding_parts(found: dict[str, Any]) -> tuple[Any, ...]:
    told = {name: "".join(map(written, found.get(name, ()))) for name in ("deleted", "inserted")}
    kind = KINDS.get(found["type"], found["type"])
    if kind == "substitution" and len(told["deleted"] + told["inserted"]) > 2:
        kind = "delins"
    if kind == "duplication":
        told = {"deleted": told["inserted"], "inserted": ""}
    return kind, *map(position, ends(found["location"])), told["deleted"], told["inserted"]


def written(one: dict[str, Any]) -> str:
    return one["sequence"].upper() if "sequence" in one else str(one["length"]["value"])


def position(at: dict[str, Any]) -> CodingPosition:
    where = at.get("outside_cds")
    base = -at["position"] if where == "upstream" else at["position"]
    return CodingPosition(base, at.get("offset", {}).get("value", 0), where == "downstream")


def our_coding(change: Coding) -> tuple[Any, ...]:
    return change.kind, change.first, change.last, change.reference, change.inserted


def protein_parts(found: dict[str, Any]) -> tuple[Any, ...]:
    first, last = ((spelt(at["amino_acid"])[0], at["position"]) for at in ends(found["location"]))
    told = found.get("inserted", ())
    new = tuple(amino for one in told if "sequence" in one for amino in spelt(one["sequence"]))
    stops = [
        "?" if "position" not in one["location"] else str(one["location"]["position"])
        for one in told
        if "location" in one
    ]
    count = next((one["length"].get("value") for one in told if "length" in one), None)
    kind = KINDS.get(found["type"], found["type"])
    if kind == "repeat" and any(one.get("length", {}).get("uncertain") for one in told):
        kind = "start lost"
    if kind == "substitution" and new == (first[0],):
        kind = "unchanged"
    if kind == "extension":
        new = new[:-1]  # the stop before its number
    return kind, first, last, new, count, next(iter(stops), None)


def our_protein(change: Protein) -> tuple[Any, ...]:
    places = ((one.amino, one.number) for one in (change.first, change.last))
    return change.kind, *places, change.inserted, change.count, change.stop_after


def spelt(residues: str) -> tuple[str, ...]:
    names = AMINO | {"X": STOP, "*": STOP, "Ter": STOP}
    return tuple(names.get(one, one) for one in re.findall(r"[A-Z][a-z]{2}|[A-Z*]", residues))


def check(name: str) -> str:
    """What came of a name in both readers: `same`, or which of the differences above it is."""
    coding = name.startswith("c.")
    found = theirs(("NM_000001.1:" if coding else "NP_000001.1:") + name)
    try:
        ours = our_coding(parse_coding(name)) if coding else our_protein(parse_protein(name))
    except HgvsError as error:
        if found is None:
            return "same"
        assert MEANING.search(str(error)) or POSITIONS.fullmatch(name), (name, str(error), found)
        return "meaning" if MEANING.search(str(error)) else "position"
    if found is None:
        assert SHORT.fullmatch(name), name
        return "short"
    assert (coding_parts if coding else protein_parts)(found) == ours, name
    return "same"


def test_all_names_of_the_graph_are_read_alike(real: Engine) -> None:
    rows = real.rows("SELECT DISTINCT ?n { GRAPH ?g { ?s kg:hgvsCoding|kg:hgvsProtein|kg:possibleProtein ?n } }")
    found = {name: check(name) for name in (row["n"].value for row in rows)}
    assert len(found) > 150
    assert {name for name, what in found.items() if what != "same"} <= {name for name in found if name.endswith("fs")}


def test_what_the_evidence_prints_is_read_alike() -> None:
    """Everything that begins as a name does, whole or cut off by the words around it."""
    texts = "\n".join(path.read_text(encoding="utf-8") for path in sorted((PACKAGE / "evidence").glob("*.yaml")))
    printed = {one.rstrip(".") for one in re.findall(r"\b[cp]\.[^\s,;\"'\]}:/]+", texts)}
    found = [check(name) for name in sorted(printed)]
    assert found.count("same") > 100
    assert {*found} <= {"same", "position", "short"}


BASES = st.text("ACGT", min_size=1, max_size=4)
NUMBERS = st.integers(1, 3000)
PLACES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "", "-", "*"]),
    NUMBERS,
    st.one_of(st.just(""), st.builds("{}{}".format, st.sampled_from("+-"), st.integers(1, 40))),
)
EDITS = st.one_of(
    st.builds("{}>{}".format, BASES, BASES),
    st.builds("{}{}".format, st.sampled_from(["del", "dup"]), st.one_of(st.just(""), BASES, st.integers(1, 9))),
    st.builds("{}{}".format, st.sampled_from(["ins", "delins"]), BASES),
    st.sampled_from(["inv", "="]),
)
CODING = st.builds("c.{}{}{}".format, PLACES, st.one_of(st.just(""), PLACES.map("_{}".format)), EDITS)
RESIDUES = st.one_of(st.sampled_from(sorted(AMINO.values())), st.just("*"))
RUN = st.lists(st.sampled_from(sorted(AMINO.values())), min_size=1, max_size=3).map("".join)
AT = st.builds("{}{}".format, st.sampled_from(sorted(AMINO.values())), NUMBERS)
PROTEIN = st.one_of(
    st.builds("p.{}{}".format, AT, RESIDUES),
    st.builds("p.({}{})".format, AT, RESIDUES),
    st.builds("p.{}{}{}".format, AT, st.one_of(st.just(""), AT.map("_{}".format)), st.sampled_from(["del", "dup"])),
    st.builds("p.{}_{}{}{}".format, AT, AT, st.sampled_from(["ins", "delins"]), RUN),
    st.builds(
        "p.{}{}fs{}".format,
        AT,
        st.one_of(st.just(""), RUN.map(lambda run: run[:3])),
        st.one_of(st.just(""), NUMBERS.map("*{}".format), NUMBERS.map("Ter{}".format)),
    ),
    st.builds("p.*{}{}ext*{}".format, NUMBERS, st.sampled_from(sorted(AMINO.values())), NUMBERS),
    st.builds("p.{}=".format, AT),
)


@given(st.one_of(CODING, PROTEIN))
def test_names_that_are_made_are_read_alike(name: str) -> None:
    assert check(name) in ("same", "meaning", "short")


@given(st.from_regex(r"[cp]\.[0-9A-Za-z>_+*=()\[\]?;-]{1,14}", fullmatch=True))
def test_whatever_we_read_they_read_in_its_normal_form(text: str) -> None:
    try:
        normal = str((parse_coding if text.startswith("c.") else parse_protein)(text))
    except HgvsError:
        return
    assert check(normal) in ("same", "short")


@given(st.integers(1, 10**8), st.integers(0, 20), EDITS)
def test_names_on_the_genome_are_read_alike(first: int, more: int, edit: str) -> None:
    name = f"NC_000005.10:g.{first}{f'_{first + more}' if more else ''}{edit}"
    kind, one, two, old, new = coding_parts(theirs(name) or {})
    try:
        change = read_genomic(name)
    except HgvsError as error:
        assert MEANING.search(str(error)), name
        return
    if (old and not old.isdigit()) and kind in ("substitution", "delins", "deletion"):
        return  # shared bases are cut off by us: held against applied bases in test_genomic
    assert (change.kind, change.first, change.last) == (kind, one.base, two.base)
    assert change.inserted == new
    assert change.reference == ("" if old.isdigit() else old)
