"""The gold of the reader is true of its texts, and the scorer counts what it says it counts."""

import copy
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import kg
from kg.sources.hpo import hpo_path, read_hpo
from tests.reading.gold import ELSEWHERE, LOOKS, SETS, Gold, gold_files, read_gold, spans
from tests.reading.score import COUNTS, KINDS, score

FILES = [path for folder in SETS for path in gold_files(folder)]
NAMES = [path.stem for path in FILES]
REFERENCE = Path(kg.__file__).parent / "reference"
NAMED = re.findall("...", "AlaArgAsnAspCysGlnGluGlyHisIleLeuLysMetPheProSerThrTrpTyrVal")
ONE_LETTER = dict(zip(NAMED, "ARNDCQEGHILKMFPSTWYV", strict=True))


def perfect(gold: Gold) -> dict[str, Any]:
    """An evidence file that says what the gold says."""

    def entry(finding: Any) -> dict[str, Any]:
        told = {key: finding[key] for key in ("hpo", "quote", *LOOKS) if key in finding and key != "region"}
        region = {"region": ", ".join(finding["region"])} if "region" in finding else {}
        doubt = {"why": ["doubtful"]} if finding.get("doubtful") else {}
        status = "absent" if finding["polarity"] == "absent" else "present"
        return (
            {"text": finding["quote"], "status": status, "quote": finding.get("near", finding["quote"])}
            | told
            | region
            | doubt
        )

    def case(person: Any) -> dict[str, Any]:
        mine = [f for f in gold.findings if f.get("person") == person["id"]]
        carried = [
            {k: v[k] for k in ("gene", "coding", "protein") if k in v}
            for v in gold.variants
            if person["id"] in v["people"]
        ]
        quoted = [{"key": key, "value": value, "proposed": True} for key, value in (person.get("stated") or {}).items()]
        imaging = [entry(f) for f in mine if "modality" in f]
        signs = [entry(f) for f in mine if "modality" not in f]
        label = {"label": str(person["id"]), "quote": person["quote"]}
        return label | {"quoted": quoted, "variants": carried, "phenotypes": signs, "imaging": imaging}

    return {
        "cases": [case(person) for person in gold.people],
        "variants": [
            {key: v[key] for key in ("gene", "coding", "protein") if key in v} for v in gold.variants if not v["people"]
        ],
        "statistics": [
            {key: figure[key] for key in ("hpo", "numerator", "denominator", "quote")} for figure in gold.figures
        ],
        "aside": [entry(f) for f in gold.findings if f["polarity"] == ELSEWHERE],
    }


def test_there_is_enough_of_it() -> None:
    assert len(gold_files("dev")) >= 7
    assert len(gold_files("held")) >= 7


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_quote_stands_in_its_text_and_tells_where(path: Path) -> None:
    gold = read_gold(path)
    for kind in (gold.people, gold.variants, gold.findings, gold.figures):
        for told in kind:
            assert spans(told["quote"], gold.text, told.get("near")), told
    people = {person["id"] for person in gold.people}
    assert len(people) == len(gold.people)
    for finding in gold.findings:
        assert (finding.get("person") in people) != (finding["polarity"] == ELSEWHERE), finding
    assert all(set(variant["people"]) <= people for variant in gold.variants)
    assert all(person.get("of", person["id"]) in people for person in gold.people)


def test_terms_regions_and_proteins_are_those_of_the_releases_we_read() -> None:
    hpo = read_hpo(hpo_path()).terms
    vocabulary = yaml.safe_load((REFERENCE / "vocabulary.yaml").read_text(encoding="utf-8"))
    known = {r["key"] for r in (*vocabulary["regions"], *vocabulary["regions_without_uberon"])}
    protein = "".join((REFERENCE / "P07333.fasta").read_text().splitlines()[1:])
    for gold in map(read_gold, FILES):
        for told in (*gold.findings, *gold.figures):
            for term in filter(None, (told["hpo"], *told.get("also", []))):
                assert term in hpo and not hpo[term].obsolete, told
            assert told["hpo"] is None or hpo[told["hpo"]].label == told["label"]
            assert set(told.get("region", [])) <= known, told
        for variant in gold.variants:
            named = re.match(r"p\.([A-Z][a-z]{2})(\d+)", variant.get("protein", ""))
            if named and variant.get("gene", "CSF1R") == "CSF1R":
                assert protein[int(named[2]) - 1] == ONE_LETTER[named[1]], variant


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_a_reading_that_says_what_the_gold_says_is_right_in_everything(path: Path) -> None:
    tallies = score(path, perfect(read_gold(path))).tallies
    assert {name: tally.wrong for name, tally in tallies.items() if tally.wrong} == {}
    assert set(tallies) == set(COUNTS)


def _flip(evidence: dict[str, Any]) -> None:
    for case in evidence["cases"]:
        for entry in (*case["phenotypes"], *case["imaging"]):
            entry["status"] = "absent" if entry["status"] == "present" else "present"


def _to_a_person(evidence: dict[str, Any]) -> None:
    evidence["cases"][0]["phenotypes"] += evidence.pop("aside")


def _to_nobody(evidence: dict[str, Any]) -> None:
    for case in evidence["cases"]:
        evidence["aside"] += case.pop("phenotypes")


def _invent(evidence: dict[str, Any]) -> None:
    evidence["cases"].append({"label": "nobody in this text", "phenotypes": [], "imaging": []})
    evidence["variants"].append({"gene": "CSF1R", "coding": "c.1A>G"})
    evidence["cases"][0]["phenotypes"].append(
        {"hpo": "HP:0000316", "text": "hypertelorism", "status": "present", "quote": "never said"}
    )


@pytest.mark.parametrize(
    ("change", "worse"),
    [
        (_flip, {"polarity"}),
        (_to_a_person, {"polarity", "not this person", "findings right"}),
        (_to_nobody, {"polarity", "present", "absent"}),
        (_invent, {"people right", "variants right", "findings right", "quotes"}),
    ],
)
def test_what_a_reading_gets_wrong_is_counted(change: Callable[[dict[str, Any]], None], worse: set[str]) -> None:
    path = next(path for path in FILES if path.stem == "toy-01")
    evidence = copy.deepcopy(perfect(read_gold(path)))
    change(evidence)
    lower = {name for name, tally in score(path, evidence).tallies.items() if tally.wrong}
    assert worse <= lower


def test_an_empty_reading_finds_nothing_and_is_no_error() -> None:
    path = FILES[0]
    tallies = score(path, {}).tallies
    assert tallies["people"].right == tallies["findings"].right == 0
    assert tallies["polarity"].of == 0 and all(tallies[kind].of == 0 for kind in KINDS)
