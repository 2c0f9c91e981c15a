"""A cohort is imported whole or not at all, is the same twice over, and can be taken out again."""

import gzip
import io
import json
import os
import random
import re
import stat
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg.build.sequence import build
from kg.commands.cohorts import import_phenopackets, remove
from kg.engine.memory import MemoryEngine
from kg.errors import FaultyInput, UnknownName
from kg.imports.cohorts import cohorts, import_cohort, remove_cohort
from kg.imports.ends import written
from kg.imports.lines import Lines
from kg.imports.reports import CohortReport
from kg.infer.follow import Knowledge
from kg.sources.hpo import Hpo, hpo_path
from kg.sources.phenopackets import PacketNotes, Terms, entries, read_packet
from tests.examples import most
from tests.packets import SEIZURE, feature, packet, raw
from tests.small import toy_inputs
from tests.test_subsumption import denies

Files = dict[str, bytes]
TERMS: dict[Hpo, Terms] = {}
knowledge = cache(Knowledge.shipped)


def folder(at: Path, files: Files) -> Path:
    for name, data in files.items():
        (at / name).parent.mkdir(parents=True, exist_ok=True)
        (at / name).write_bytes(data)
    return at


def zipped(at: Path, files: Files) -> Path:
    with zipfile.ZipFile(at, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return at


def taken(source: Path | str, home: Path, hpo: Hpo, strict: bool = False) -> CohortReport:
    return import_cohort(str(source), "toy", "CC0-1.0", home, hpo, strict)


def state(home: Path) -> dict[str, bytes]:
    return {str(path.relative_to(home)): path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}


def quads(home: Path) -> list[str]:
    return gzip.decompress((home / "toy" / "dataset.nq.gz").read_bytes()).decode().splitlines()


def many(count: int) -> Files:
    return {f"toy-{number}.json": raw(packet(number)) for number in range(1, count + 1)}


def test_a_cohort_is_a_folder_with_its_account(tmp_path: Path, hpo: Hpo) -> None:
    home = tmp_path / "cohorts"
    report = taken(folder(tmp_path / "in", {**many(3), "README.md": b"toy"}), home, hpo)
    assert (report.read, report.imported, report.errors) == (3, 3, 0)
    assert report.passed == {".md": 1}
    about = json.loads((home / "toy" / "manifest.json").read_bytes())
    assert about["licence"] == "CC0-1.0"
    assert about["report"]["imported"] == 3
    lines = quads(home)
    assert len(lines) == len(set(lines)) == sum(about["graphs"].values())
    for name, size in about["graphs"].items():
        assert sum(line.endswith(f" <{name}> .") for line in lines) == size
    assert len(MemoryEngine.of_file(home / "toy" / "dataset.nq.gz")) == len(lines)


def test_twice_is_once_and_every_way_in_gives_the_same(tmp_path: Path, hpo: Hpo, monkeypatch: Any) -> None:
    home, files = tmp_path / "cohorts", many(3)
    taken(folder(tmp_path / "in", files), home, hpo)
    first = state(home)
    taken(tmp_path / "in", home, hpo)
    assert state(home) == first
    taken(zipped(tmp_path / "toy.zip", dict(reversed(files.items()))), home, hpo)
    assert state(home) == first
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO((tmp_path / "toy.zip").read_bytes())))
    taken("-", home, hpo)
    assert state(home) == first


def test_lines_of_packets_from_a_file_or_a_pipe(tmp_path: Path, hpo: Hpo, monkeypatch: Any) -> None:
    text = b"\n".join([*many(3).values(), b"", b"{broken", b""])
    file = folder(tmp_path, {"toy.jsonl": text}) / "toy.jsonl"
    report = taken(file, tmp_path / "a", hpo)
    assert (report.read, report.imported) == (4, 3)
    assert report.faults[0].file == "toy.jsonl line 5"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert taken("-", tmp_path / "b", hpo).imported == 3
    assert quads(tmp_path / "a") == quads(tmp_path / "b")


def test_a_bad_packet_spoils_nothing_unless_strict(tmp_path: Path, hpo: Hpo) -> None:
    good = many(3)
    bad = {"a.json": raw(packet(4))[:-9], "toy-2b.json": raw({**packet(5), "subject": 7}), "z.json": b"\xff"}
    taken(folder(tmp_path / "good", good), tmp_path / "a", hpo)
    report = taken(folder(tmp_path / "both", {**good, **bad}), tmp_path / "b", hpo)
    assert (report.imported, report.left_out, report.errors) == (3, 3, 3)
    assert quads(tmp_path / "a") == quads(tmp_path / "b"), "nothing half-loaded"
    before = state(tmp_path / "a")
    with pytest.raises(FaultyInput, match=r"a\.json: error"):
        taken(tmp_path / "both", tmp_path / "a", hpo, strict=True)
    assert state(tmp_path / "a") == before
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["toy"], "no rubbish"


def test_a_bad_entry_costs_the_entry_and_not_the_person_unless_strict(tmp_path: Path, hpo: Hpo) -> None:
    whole, odd = packet(1), packet(1)
    odd["phenotypicFeatures"].insert(0, feature("no id"))
    odd["phenotypicFeatures"].append(feature(SEIZURE, onset={"age": {"iso8601duration": "P900Y"}}))
    taken(folder(tmp_path / "good", {"toy-1.json": raw(whole)}), tmp_path / "a", hpo)
    report = taken(folder(tmp_path / "odd", {"toy-1.json": raw(odd)}), tmp_path / "b", hpo)
    assert (report.imported, report.left_out, report.errors) == (1, 0, 2)
    assert report.kinds["warning left-out"] == 2
    assert quads(tmp_path / "a") == quads(tmp_path / "b")
    with pytest.raises(FaultyInput, match="2 errors, and strict was asked for"):
        taken(tmp_path / "odd", tmp_path / "a", hpo, strict=True)


@pytest.mark.parametrize("files", [{}, {"README.md": b""}, {"toy.json": b"{"}])
def test_where_nothing_is_sound_nothing_changes(tmp_path: Path, hpo: Hpo, files: Files) -> None:
    taken(folder(tmp_path / "good", many(1)), tmp_path / "home", hpo)
    before = state(tmp_path / "home")
    (tmp_path / "bad").mkdir()
    with pytest.raises(FaultyInput, match=r"no phenopacket to import from .*bad: "):
        taken(folder(tmp_path / "bad", files), tmp_path / "home", hpo)
    assert state(tmp_path / "home") == before


def test_one_id_twice(tmp_path: Path, hpo: Hpo) -> None:
    files = {"a.json": raw(packet(1)), "b.json": raw(packet(1)), "c.json": raw(packet(2))}
    report = taken(folder(tmp_path / "in", files), tmp_path / "home", hpo)
    assert report.imported == 2
    assert [(fault.file, fault.kind) for fault in report.faults] == [("b.json", "id-repeated")]


def test_ids_that_differ_in_signs_alone_stay_apart(tmp_path: Path, hpo: Hpo) -> None:
    ids = ["toy 1", "toy_1", "TOY-1", "x" * 200 + "a", "x" * 200 + "b"]
    files = {f"{n}.json": raw({**packet(1), "id": one}) for n, one in enumerate(ids)}
    assert taken(folder(tmp_path / "in", files), tmp_path / "home", hpo).imported == len(ids)
    cases = {line.split()[0] for line in quads(tmp_path / "home") if "#Case>" in line}
    assert len(cases) == len(ids)


def test_hostile_words_stay_words(tmp_path: Path, hpo: Hpo) -> None:
    evil = 'toy> <urn:evil> "x" .\n<urn:s> <urn:p> <urn:o> .\\u003e \u2028 é'
    value = packet(1)
    value["id"] = value["subject"]["id"] = evil
    value["subject"]["alternateIds"] = [evil]
    descriptor = value["interpretations"][0]["diagnosis"]["genomicInterpretations"][0]["variantInterpretation"]
    descriptor["variationDescriptor"]["geneContext"] = {"symbol": evil, "valueId": "HGNC:<evil>"}
    descriptor["variationDescriptor"]["expressions"] = [{"syntax": "hgvs.c", "value": evil}]
    descriptor["variationDescriptor"]["vcfRecord"]["chrom"] = evil
    value["metaData"]["externalReferences"] = [{"id": evil, "reference": "http://x/> <y"}, {"id": "DOI:10.1000/<x>"}]
    value["metaData"]["createdBy"] = evil
    assert taken(folder(tmp_path / "in", {"toy.json": raw(value)}), tmp_path / "home", hpo).imported == 1
    engine = MemoryEngine.of_file(tmp_path / "home" / "toy" / "dataset.nq.gz")
    rows = list(engine.rows("SELECT ?label { ?c a kg:Case ; kg:caseLabel ?label }"))
    assert [row["label"].value for row in rows] == [evil.strip()]
    assert not list(engine.rows("SELECT ?o { <urn:s> ?p ?o }"))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(["HP:0001250"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "label", "age"]), inner),
    max_leaves=6,
)


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place inside a document."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in inside:
        yield (*way, step)
        yield from places(inner, (*way, step))


@settings(max_examples=most(400), deadline=None)
@given(st.data())
def test_anything_anywhere_is_read_or_told(hpo: Hpo, data: st.DataObject) -> None:
    value = packet(
        1,
        measurements=[
            {
                "assay": {"id": "LOINC:0-0"},
                "value": {"quantity": {"unit": {"id": "UCUM:m"}, "value": 1, "referenceRange": {"low": 1, "high": 5}}},
                "timeObserved": {"interval": {"start": "2026-01-01T00:00:00Z", "end": "2026-01-02T00:00:00Z"}},
            }
        ],
    )
    value["phenotypicFeatures"][1].update(
        severity={"id": "HP:0012828"},
        modifiers=[{"id": "HP:0012834"}],
        resolution={"gestationalAge": {"weeks": 20, "days": 3}},
        evidence=[{"evidenceCode": {"id": "ECO:0000033"}, "reference": {"id": "PMID:0000002", "reference": "toy"}}],
    )
    for _ in range(data.draw(st.integers(1, 3))):
        *way, last = data.draw(st.sampled_from(sorted(places(value), key=str)))
        here: Any = value
        for step in way:
            here = here[step]
        here[last] = data.draw(_JSON)
    notes = PacketNotes("toy.json")
    found = read_packet(json.dumps(value).encode(), TERMS.setdefault(hpo, Terms(hpo)), notes)
    assert found or notes.broken
    assert any(fault.kind == "left-out" for fault in notes.faults) == (found is not None and notes.broken)
    if found:
        by_kind, alone = (written(Lines("toy", knowledge(hpo), each).of(found, "toy-1")) for each in (True, False))
        assert by_kind == alone, "a finding that is followed with others of its kind says what it says by itself"
        MemoryEngine.of_lines("".join(alone).encode())


# --- archives and files nobody should trust


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


_TRICKS: dict[str, tuple[Any, bytes, str]] = {
    "up": ("../toy.json", raw(packet(9)), "path"),
    "up inside": ("a/../../toy.json", raw(packet(9)), "path"),
    "up for Windows": ("a\\..\\toy.json", raw(packet(9)), "path"),
    "absolute": ("/etc/toy.json", raw(packet(9)), "path"),
    "drive": ("C:/toy.json", raw(packet(9)), "path"),
    "link": (link("toy-9.json"), b"/etc/passwd", "link"),
    "bomb": ("toy-9.json", b'{"id": "' + b"x" * (5 * 2**20) + b'"}', "bomb"),
    "too large": ("toy-9.json", random.Random(7).randbytes(entries.LARGEST + 1), "size"),
    "a string of 50 MB": ("toy-9.json", b'"' + b"abcdefgh" * (50 * 2**17) + b'"', "size"),
}


@pytest.mark.parametrize("name", _TRICKS)
def test_tricks_in_archives(tmp_path: Path, hpo: Hpo, name: str) -> None:
    member, data, kind = _TRICKS[name]
    file = zipped(tmp_path / "toy.zip", many(2))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr(member, data, zipfile.ZIP_DEFLATED)
    report = taken(file, tmp_path / "home", hpo)
    assert report.imported == 2
    assert [fault.kind for fault in report.faults] == [kind]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "toy.zip"]


def test_an_archive_that_is_too_much(tmp_path: Path, hpo: Hpo, monkeypatch: Any) -> None:
    monkeypatch.setattr(entries, "WHOLE", 1000)
    with pytest.raises(FaultyInput, match="unpacks to more than"):
        taken(zipped(tmp_path / "toy.zip", many(2)), tmp_path / "home", hpo)


def test_a_pipe_that_does_not_end(tmp_path: Path, hpo: Hpo, monkeypatch: Any) -> None:
    monkeypatch.setattr(entries, "WHOLE", 1000)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw(packet(1)))))
    with pytest.raises(FaultyInput, match="standard input holds more"):
        taken("-", tmp_path / "home", hpo)


@pytest.mark.parametrize("cut", [0.5, 0.97])
def test_archives_cut_off(tmp_path: Path, hpo: Hpo, cut: float) -> None:
    data = zipped(tmp_path / "toy.zip", many(5)).read_bytes()
    (tmp_path / "toy.zip").write_bytes(data[: int(len(data) * cut)])
    with pytest.raises(FaultyInput, match="archive is broken"):
        taken(tmp_path / "toy.zip", tmp_path / "home", hpo)
    assert not list((tmp_path / "home").iterdir())


def test_a_damaged_member_is_told_alone(tmp_path: Path, hpo: Hpo) -> None:
    file = tmp_path / "toy.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        for name, data in many(3).items():
            packed.writestr(name, data)
    data = file.read_bytes().replace(b"PMID_0000001_toy-2", b"PMID_0000001_toy-X", 1)
    file.write_bytes(data)
    report = taken(file, tmp_path / "home", hpo)
    assert report.imported == 2
    assert [(fault.file, fault.kind) for fault in report.faults] == [("toy-2.json", "zip")]


def test_a_name_twice_in_an_archive(tmp_path: Path, hpo: Hpo) -> None:
    file = zipped(tmp_path / "toy.zip", many(1))
    with zipfile.ZipFile(file, "a") as packed, pytest.warns(UserWarning, match="Duplicate name"):
        packed.writestr("toy-1.json", raw(packet(2)))
    report = taken(file, tmp_path / "home", hpo)
    assert [fault.kind for fault in report.faults] == ["name-repeated"]


def test_links_pipes_and_large_files_in_a_folder(tmp_path: Path, hpo: Hpo) -> None:
    source = folder(tmp_path / "in", many(1))
    (source / "link.json").symlink_to("/etc/passwd")
    (source / "away").symlink_to(tmp_path)
    os.mkfifo(source / "pipe.json")
    (source / "large.json").write_bytes(b" " * (entries.LARGEST + 1))
    (source / "._toy-1.json").write_bytes(b"\0\5\x16\7")
    report = taken(source, tmp_path / "home", hpo)
    assert report.imported == 1
    assert [(fault.file, fault.kind) for fault in sorted(report.faults)] == [
        ("away", "link"),
        ("large.json", "size"),
        ("link.json", "link"),
        ("pipe.json", "file"),
    ]


@pytest.mark.parametrize("name", ["", "Toy", "../toy", "toy/inferred", "a" * 61, "-toy", "toy."])
def test_names_that_no_cohort_can_have(tmp_path: Path, hpo: Hpo, name: str) -> None:
    source = folder(tmp_path / "in", many(1))
    with pytest.raises(FaultyInput, match="cannot name a cohort"):
        import_cohort(str(source), name, "CC0-1.0", tmp_path / "home", hpo)
    with pytest.raises(UnknownName):
        remove_cohort(name, tmp_path / "home")


def test_no_licence_and_no_source(tmp_path: Path, hpo: Hpo) -> None:
    with pytest.raises(FaultyInput, match="licence"):
        import_cohort(str(tmp_path), "toy", " ", tmp_path / "home", hpo)
    with pytest.raises(FaultyInput, match="there is no"):
        taken(tmp_path / "nowhere", tmp_path / "home", hpo)


# --- out again, the command line, and what is asked of it


def test_remove(tmp_path: Path, hpo: Hpo) -> None:
    source = folder(tmp_path / "in", many(1))
    for name in ("toy", "toy-2"):
        import_cohort(str(source), name, "CC0-1.0", tmp_path / "home", hpo)
    remove_cohort("toy", tmp_path / "home")
    assert [cohort.name for cohort in cohorts(tmp_path / "home")] == ["toy-2"]
    with pytest.raises(UnknownName, match="there are: toy-2"):
        remove_cohort("toy", tmp_path / "home")


def test_the_command_line(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command("phenopackets")(import_phenopackets)
    app.command("remove")(remove)
    source = folder(tmp_path / "in", {**many(2), "bad.json": b"{"})
    where = ["--cohorts", str(tmp_path / "home")]
    run = CliRunner()
    done = run.invoke(app, ["phenopackets", str(source), "--name", "toy", "--licence", "CC0-1.0", *where])
    assert done.exit_code == 0, done.output
    assert "2 of 3 packets imported, 1 left out" in done.output
    assert "bad.json: error: the packet" in done.output
    assert "kept out: interpretations / id: 2 times" in done.output
    strict = ["phenopackets", str(source), "--name", "toy", "--licence", "CC0-1.0", "--strict", *where]
    assert isinstance(run.invoke(app, strict).exception, FaultyInput)
    assert run.invoke(app, ["remove", "toy", *where]).exit_code == 0
    assert not cohorts(tmp_path / "home")


def walked() -> dict[str, set[str]]:
    """HPO's is_a lines, read once more and with nothing of the project."""
    found: dict[str, set[str]] = defaultdict(set)
    for stanza in hpo_path().read_text(encoding="utf-8").split("\n[Term]\n")[1:]:
        term = re.match(r"id: (HP:\d+)", stanza)
        if term and "\nis_obsolete: true" not in stanza:
            found[term[1]] = set(re.findall(r"^is_a: (HP:\d+)", stanza, re.MULTILINE))
    return found


def above(term: str, tree: dict[str, set[str]]) -> set[str]:
    return {term}.union(*(above(parent, tree) for parent in tree[term]))


def test_subsumption_is_that_of_a_walk_by_hand(tmp_path: Path, hpo: Hpo) -> None:
    tree, chance = walked(), random.Random(5)
    pool = [term for term in sorted(tree) if "HP:0000118" in above(term, tree) and term != "HP:0000118"]
    stated = {}
    for number in range(40):
        some = chance.sample(pool, 12)
        stated[f"toy-{number}"] = (some[:6], [*some[6:], SEIZURE][: chance.randint(1, 7)])
    files = {
        f"{label}.json": raw(
            {
                **packet(int(label[4:])),
                "phenotypicFeatures": [
                    *(feature(one) for one in present),
                    *(feature(one, excluded=True) for one in excluded),
                ],
            }
        )
        for label, (present, excluded) in stated.items()
    }
    taken(folder(tmp_path / "in", files), tmp_path / "home", hpo)
    engine = MemoryEngine.of_file(tmp_path / "home" / "toy" / "dataset.nq.gz")
    asked = {"HP:0000707", "HP:0000118", "HP:0012638", "HP:0000924", "HP:0001626", *chance.sample(pool, 20)}
    asked |= {one for present, excluded in stated.values() for one in (present[0], excluded[0])}
    for term in sorted(asked):
        obo = term.replace(":", "_")
        rows = engine.rows(f"SELECT DISTINCT ?l {{ ?c kg:caseLabel ?l ; kg:hasFinding ?f . ?f a obo:{obo} }}")
        by_hand = {label for label, (present, _) in stated.items() if any(term in above(p, tree) for p in present)}
        assert {row["l"].value for row in rows} == by_hand, term
        rows = engine.rows(
            f"SELECT DISTINCT ?l {{ ?c kg:caseLabel ?l ; kg:hasExcludedFinding ?f . ?f kg:excludes obo:{obo} }}"
        )
        by_hand = {
            label
            for label, (present, out) in stated.items()
            if any(denies({"hpo": one, "label": ""}, term, set(present), tree) for one in out)
        }
        assert {row["l"].value for row in rows} == by_hand, term


def test_a_build_takes_cohorts_as_they_are_and_leaves_them_out_again(tmp_path: Path, hpo: Hpo) -> None:
    plain = toy_inputs()
    home = tmp_path / "cohorts"
    inputs = replace(plain, cohorts=home)
    assert inputs.digest() == plain.digest()
    taken(folder(tmp_path / "in", many(2)), home, hpo)
    assert inputs.digest() != plain.digest()
    release = build(inputs, tmp_path / "releases")
    told = {line[: line.rindex(" <")] for line in release.lines()}
    assert {line[: line.rindex(" <")] for line in quads(home)} <= told, "each in its one home, and none is lost"
    assert release.manifest["cohorts"][0]["licence"] == "CC0-1.0"
    engine = release.engine()
    kinds = engine.rows(
        "SELECT ?g ?kind { ?g a kg:Graph ; kg:statementKind ?kind FILTER(CONTAINS(STR(?g), '/cohort/')) }"
    )
    assert {row["g"].value.rpartition("/cohort/")[2]: row["kind"].value for row in kinds} == {
        "toy": "asserted",
    }
    rows = engine.rows(
        "SELECT DISTINCT ?label { ?c kg:caseLabel ?label ; kg:hasFinding ?f . ?f a obo:HP_0000707 "
        "FILTER(CONTAINS(STR(?c), '/case/toy/')) }"
    )
    assert {row["label"].value for row in rows} == {"toy-1", "toy-2"}
    remove_cohort("toy", home)
    assert inputs.digest() == plain.digest()


def test_a_cohort_that_is_called_as_a_paper_is_not_built(tmp_path: Path, hpo: Hpo) -> None:
    """Somebody there could have the IRI of somebody whom the paper describes."""
    inputs = replace(toy_inputs(), cohorts=tmp_path / "cohorts")
    import_cohort(str(folder(tmp_path / "in", many(1))), "pmid-0000001", "CC0-1.0", tmp_path / "cohorts", hpo)
    with pytest.raises(FaultyInput, match=r"pmid-0000001: a cohort is called as a paper is.* another --name"):
        build(inputs, tmp_path / "releases")
    remove_cohort("pmid-0000001", tmp_path / "cohorts")
    assert build(inputs, tmp_path / "releases").manifest["cohorts"] == []
