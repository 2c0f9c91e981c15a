"""`?f a obo:HP_...` answers exactly what walking HPO's hierarchy by hand gives, for present and for excluded terms."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from kg.engine import Engine
from kg.inputs import Inputs
from kg.sources.hpo import hpo_path

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


def stated(folder: Path, status: str) -> Iterator[tuple[str, str, str]]:
    """(case label, text, hpo) of every person's own observation, straight from the files."""
    for path in sorted(folder.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")).get("cases", []):
            if "kept_out" in case:
                continue
            for seen in [*case.get("phenotypes", []), *case.get("imaging", [])]:
                if seen["status"] == status and seen.get("hpo") and seen.get("scope") != "group":
                    yield case["label"], seen["text"], seen["hpo"]


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
    """A term is excluded when it, or something above it, is said to be absent."""
    by_hand = {
        (label, text)
        for label, text, hpo in stated(Inputs.shipped().evidence, "absent")
        if f"HP:{number}" in below(hpo, tree)
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
