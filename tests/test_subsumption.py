"""`?f a obo:HP_...` answers exactly what walking HPO's hierarchy by hand gives, for present and for excluded terms."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.build.inputs import Inputs
from kg.engine import Engine
from kg.sources.hpo import hpo_path
from tests.naive import scans

TERMS = [
    "0002500",
    "0001250",
    "0100543",
    "0001288",
    "0001300",
    "0007256",
    "0002514",
    "0033725",
    "0001273",
    "0032615",
    "0000708",
    "0012638",
    "0000924",
    "0001263",
    "0002011",
    "0012759",
    "0011804",
    "0000478",
    "0410263",
    "0012443",
    "0000118",
    "0030890",
    "0001268",
    "0002119",
    "0001260",
    "0001257",
    "0002063",
    "0007346",
    "0430048",
]


def parents() -> dict[str, set[str]]:
    """HPO's is_a lines, read here once more and with nothing of the project."""
    found: dict[str, set[str]] = defaultdict(set)
    for stanza in hpo_path().read_text(encoding="utf-8").split("\n[Term]\n")[1:]:
        term = re.match(r"id: (HP:\d+)", stanza)
        if term and "\nis_obsolete: true" not in stanza:
            found[term[1]] |= set(re.findall(r"^is_a: (HP:\d+)", stanza, re.MULTILINE))
    return found


def below(wanted: str, tree: dict[str, set[str]]) -> set[str]:
    """The term and everything under it."""
    reached = {wanted}
    while True:
        more = {child for child, ups in tree.items() if ups & reached} - reached
        if not more:
            return reached
        reached |= more


def above(wanted: str, tree: dict[str, set[str]]) -> set[str]:
    """The term and everything over it."""
    reached, waiting = {wanted}, [wanted]
    while waiting:
        more = tree.get(waiting.pop(), set()) - reached
        reached |= more
        waiting += more
    return reached


def systems(wanted: str, tree: dict[str, set[str]]) -> set[str]:
    """The organ systems of a term: what stands right below the phenotypic abnormality; of others their branch."""
    return {up for up in above(wanted, tree) if tree[up] & {"HP:0000001", "HP:0000118"}} - {"HP:0000118"}


@cache
def people(folder: Path) -> list[tuple[str, list[dict[str, Any]]]]:
    """Each person in the graph with all that is said to be present or absent in them, straight from the files."""
    files = (yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in sorted(folder.glob("*.yaml")))
    cases = (case for file in files for case in file.get("cases", []) if "kept_out" not in case)
    return [(case["label"], [*case.get("phenotypes", []), *case.get("imaging", [])]) for case in cases]


def stated(folder: Path, status: str) -> Iterator[tuple[str, str, str]]:
    """(case label, text, hpo) of every person's own observation."""
    for label, observations in people(folder):
        for seen in observations:
            if seen["status"] == status and seen.get("hpo") and seen.get("scope") != "group":
                yield label, seen["text"], seen["hpo"]


def denies(absent: dict[str, Any], term: str, seen: set[str], tree: dict[str, set[str]]) -> bool:
    """Whether the words of an absence reach a term, by the rule in `ontology/README.md`."""
    broad, up = absent["hpo"], above(term, tree)
    if broad == term:
        return True
    kinds, label = scans(), absent["label"].lower().split()
    narrow = ["initial", "side", "sequence", "symmetry", "evolution", "distribution", "contrast"]
    place = str(absent.get("region", "")).lower().replace("_", " ").split()
    on = absent.get("modality")
    return (
        broad in up
        and systems(term, tree) == systems(broad, tree)
        and not any(absent.get(key) for key in narrow)
        and set(place) - {"of", "the", "brain", "hemisphere", "hemispheres"} <= set(label)
        and (not on or kinds.get(term, on) == on or kinds.get(broad) == on)
        and not any(
            term in above(one, tree) or (one != broad and broad in above(one, tree) and one in up) for one in seen
        )
    )


@pytest.fixture(scope="module")
def tree() -> dict[str, set[str]]:
    return parents()


@pytest.mark.parametrize("number", TERMS)
def test_present(real: Engine, tree: dict[str, set[str]], number: str) -> None:
    wanted = below(f"HP:{number}", tree)
    by_hand = {(label, text) for label, text, hpo in stated(Inputs.shipped().evidence, "present") if hpo in wanted}
    asked = real.rows(
        f"SELECT DISTINCT ?label ?text {{ ?c kg:caseLabel ?label ; kg:hasFinding ?f . "
        f"?f a obo:HP_{number} ; kg:statedAs ?text }}"
    )
    assert {(row["label"].value, row["text"].value) for row in asked} == by_hand


@pytest.mark.parametrize("number", TERMS)
def test_excluded(real: Engine, tree: dict[str, set[str]], number: str) -> None:
    """A term is excluded when it is said to be absent, or something above it that cannot but mean it."""
    by_hand = {
        (label, one["text"])
        for label, observations in people(Inputs.shipped().evidence)
        for one in observations
        if one["status"] == "absent" and one.get("hpo") and one.get("scope") != "group"
        if denies(
            one, f"HP:{number}", {x["hpo"] for x in observations if x["status"] == "present" and x.get("hpo")}, tree
        )
    }
    asked = real.rows(
        f"SELECT DISTINCT ?label ?text {{ ?c kg:caseLabel ?label ; kg:hasExcludedFinding ?f . "
        f"?f kg:excludes obo:HP_{number} ; kg:statedAs ?text }}"
    )
    assert {(row["label"].value, row["text"].value) for row in asked} == by_hand


def test_the_walk_is_not_empty(tree: dict[str, set[str]]) -> None:
    present = list(stated(Inputs.shipped().evidence, "present"))
    absent = list(stated(Inputs.shipped().evidence, "absent"))
    assert len(present) > 300
    assert len(absent) > 50
    assert len(below("HP:0000118", tree)) > 15_000
