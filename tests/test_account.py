"""Nothing is lost on the way: every record of the evidence files stands in the graph, or is listed as kept out."""

from collections import Counter
from typing import Any

import pytest
import yaml

from kg.build.inputs import Inputs
from kg.engine import Engine
from kg.release import Release

FILES = {
    path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in Inputs.shipped().evidence.glob("*.yaml")
}
CASES = [(name, case) for name, file in FILES.items() for case in file.get("cases", [])]
KEPT = [(name, case) for name, case in CASES if "kept_out" not in case]


def number(engine: Engine, pattern: str, what: str = "?x") -> int:
    return int(engine.rows(f"SELECT (COUNT(DISTINCT {what}) AS ?n) {{ {pattern} }}")[0]["n"].value)


def own(case: dict[str, Any], kind: str, status: str) -> int:
    return sum(s["status"] == status and s.get("scope") != "group" for s in case.get(kind, []))


def test_every_paper_and_person_is_there(real: Engine) -> None:
    assert number(real, "?x a kg:Paper") == len(FILES)
    assert number(real, "?x a kg:Case") == len(KEPT)
    assert number(real, "?p kg:keptOut ?x") == len(CASES) - len(KEPT) > 0


@pytest.mark.parametrize(("kind", "klass"), [("phenotypes", "PhenotypeObservation"), ("imaging", "ImagingObservation")])
@pytest.mark.parametrize(("status", "link"), [("present", "hasFinding"), ("absent", "hasExcludedFinding")])
def test_every_observation_of_a_persons_own_is_there(
    real: Engine, kind: str, klass: str, status: str, link: str
) -> None:
    stated = sum(own(case, kind, status) for _, case in KEPT)
    assert stated > 0
    assert number(real, f"?c kg:{link} ?x . ?x a kg:{klass}") == stated


def test_every_group_statement_hangs_on_everyone_it_is_about(real: Engine) -> None:
    stated = sum(
        seen.get("scope") == "group"
        for _, case in KEPT
        for kind in ("phenotypes", "imaging")
        for seen in case.get(kind, [])
    )
    pairs = real.rows("SELECT DISTINCT ?c ?x { ?c kg:hasGroupFinding|kg:hasExcludedGroupFinding ?x }")
    assert len(pairs) == stated > 100
    assert real.rows("SELECT ?x { ?c kg:hasFinding|kg:hasExcludedFinding ?x . ?x a kg:GroupStatement }") == []


def test_every_variant_figure_and_doubt_is_there(real: Engine) -> None:
    genotypes = sum(len(case.get("variants", [])) for _, case in KEPT)
    assert number(real, "?x a kg:Genotype") == genotypes
    mentions = sum(len(file.get("variants", [])) for file in FILES.values())
    assert number(real, "?x a kg:VariantMention") == genotypes + mentions
    statistics = [one for file in FILES.values() for one in file.get("statistics", [])]
    assert number(real, "?x a kg:CohortStatistic") == len(statistics)
    second_hand = sum(one.get("second_hand", False) for one in statistics)
    assert number(real, "?x a kg:SecondHandStatistic") == second_hand
    doubts = Counter(doubt["text"] for file in FILES.values() for doubt in file.get("doubts", []))
    assert number(real, "?d a kg:Doubt ; kg:computed false ; kg:text ?x") == len(doubts)


def test_every_note_is_there(real: Engine) -> None:
    stored = {row["x"].value for row in real.rows("SELECT ?x { ?s kg:note ?x }")}
    stated = {note for file in FILES.values() for note in file.get("notes", [])}
    stated |= {note for _, case in KEPT for note in case.get("notes", [])}
    assert stated - stored == set()


def test_the_manifest_tells_the_same(real_release: Release) -> None:
    told = real_release.manifest["account"]
    assert told["papers"] == len(FILES)
    assert told["cases"] == len(KEPT)
    assert len(real_release.manifest["left_out"]) == len(CASES) - len(KEPT)
    assert all(part["held"] < part["of"] for part in real_release.manifest["share"])
