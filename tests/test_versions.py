"""One version everywhere: in the code, the ontology, the citation and on top of the changelog, each older one below."""

import re
from datetime import date

import pytest

from kg import __version__
from kg.build.inputs import Inputs
from kg.files import checksum
from kg.settings import PACKAGE, data_folder
from kg.sources.positions import read_yaml
from tests.checkout import ROOT

CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
RELEASES = re.findall(r"^## (\S+) \((\S+)\)$", CHANGELOG, re.MULTILINE)
SECTIONS = re.split(r"^## ", CHANGELOG, flags=re.MULTILINE)[1:]


def number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def test_every_release_has_a_version_and_a_day_and_they_descend() -> None:
    assert len(RELEASES) == len(SECTIONS) >= 2, "a heading is `## 0.2.0 (2026-11-29)`"
    numbers, days = [number(one) for one, _ in RELEASES], [date.fromisoformat(day) for _, day in RELEASES]
    assert numbers == sorted(set(numbers), reverse=True)
    assert days == sorted(days, reverse=True)


def test_the_newest_release_is_the_version_of_code_citation_and_ontology() -> None:
    newest, day = RELEASES[0]
    citation = read_yaml(ROOT / "CITATION.cff").value
    assert (newest, day) == (__version__, str(citation["date-released"])) and newest == str(citation["version"])
    ontology = data_folder("ontology")
    for path in (ontology / "csf1r.ttl", *sorted((ontology / "imports").glob("*.ttl"))):
        assert re.findall(r'owl:versionInfo "(\S+)"', path.read_text(encoding="utf-8")) == [newest], path.name


@pytest.mark.parametrize("section", SECTIONS, ids=[version for version, _ in RELEASES])
def test_a_release_tells_what_is_new_in_known_kinds(section: str) -> None:
    kinds = re.findall(r"^### (.*)$", section, re.MULTILINE)
    order = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]
    assert kinds == [kind for kind in order if kind in kinds] and kinds
    for told in re.split(r"^### .*$", section, flags=re.MULTILINE)[1:]:
        assert re.match(r"\n- \S", told), "each kind has an entry"
        assert "\n\n-" not in told, "entries of one kind stand together"


@pytest.mark.parametrize("module", ["__init__.py", "analysis/standard.py", "analysis/people.py"])
def test_another_version_over_the_same_sources_makes_another_release(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = Inputs.shipped()
    known = inputs.checksums()
    before = inputs.digest(known)
    changed = PACKAGE / module
    monkeypatch.setattr("kg.build.inputs.checksum", lambda path: "toy" if path == changed else checksum(path))
    assert inputs.digest(known) != before, "so that `kg build` never says that nothing changed"
