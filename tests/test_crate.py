"""`kg export crate`: one download that holds the whole release and describes itself (RO-Crate 1.2)."""

import csv
import hashlib
import json
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from frictionless import validate
from rocrate.rocrate import ROCrate

from kg import __version__
from kg.build.inputs import Inputs
from kg.commands import export as command
from kg.export.crate import NotThisRelease, crate, export_crate
from kg.export.crate.credit import credit
from kg.export.crate.parts import PARTS
from kg.export.folders import NotOurs
from kg.imports.databases import ABOUT
from kg.names import BASE
from kg.release import Release

BESIDE = Inputs.shipped().beside()
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
HPO = "https://hpo.jax.org/app/license"


@pytest.fixture(scope="session")
def folder(cohort_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("crate") / "crate"
    export_crate(cohort_release, made, BESIDE)
    return made


@pytest.fixture(scope="session")
def graph(folder: Path) -> dict[str, dict[str, Any]]:
    document = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    named = {one["@id"]: one for one in document["@graph"]}
    assert len(named) == len(document["@graph"]), "each entity once"
    return named


def references(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from references(one)
    elif isinstance(value, dict):
        assert value.keys() == {"@id"}, "the document is flat"
        yield value["@id"]


def below(graph: dict[str, dict[str, Any]], name: str = "./") -> Iterator[str]:
    for one in references(graph[name].get("hasPart", [])):
        yield one
        yield from below(graph, one)


def test_the_descriptor_and_the_root_have_what_the_specification_demands(graph: dict[str, dict[str, Any]]) -> None:
    """RO-Crate 1.2, Root Data Entity: descriptor, and the properties a root must have."""
    descriptor, root = graph["ro-crate-metadata.json"], graph["./"]
    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.2"}
    assert root["@type"] == "Dataset"
    assert all(root[name] for name in ("name", "description", "datePublished", "license"))


def test_the_root_has_what_bioschemas_demands_of_a_dataset(graph: dict[str, dict[str, Any]]) -> None:
    """Bioschemas Dataset 1.0-RELEASE, minimum properties."""
    root = graph["./"]
    assert all(root[name] for name in ("description", "identifier", "keywords", "license", "name", "url"))
    (profile,) = references(root["conformsTo"])
    assert profile == "https://bioschemas.org/profiles/Dataset/1.0-RELEASE"
    assert "Profile" in graph[profile]["@type"]


def test_every_file_is_described_with_its_size_and_checksum(folder: Path, graph: dict[str, dict[str, Any]]) -> None:
    told = {name: one for name, one in graph.items() if one["@type"] == "File"}
    held = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert held == {*told, "ro-crate-metadata.json", "ro-crate-preview.html"}
    for name, one in told.items():
        raw = (folder / name).read_bytes()
        assert one["contentSize"] == str(len(raw)), name
        assert one["sha256"] == hashlib.sha256(raw).hexdigest(), name
        assert all(one[key] for key in ("name", "description", "encodingFormat")), name


def test_everything_is_reached_from_the_root_and_once(graph: dict[str, dict[str, Any]]) -> None:
    reached = list(below(graph))
    assert len(reached) == len(set(reached))
    data = {name for name, one in graph.items() if one["@type"] in ("File", "Dataset") and name != "./"}
    assert set(reached) == data


def test_what_is_referred_to_is_described(graph: dict[str, dict[str, Any]]) -> None:
    for name, one in graph.items():
        for key, value in one.items():
            for target in references(value) if key != "@type" else ():
                assert target in graph or target == "https://w3id.org/ro/crate/1.2", (name, key, target)


def test_every_word_is_one_of_the_crates_context(graph: dict[str, dict[str, Any]], folder: Path) -> None:
    """The context as the package rocrate carries it, and what the document adds to it."""
    known = json.loads(files("rocrate").joinpath("data/ro-crate.jsonld").read_text(encoding="utf-8"))["@context"]
    document = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    address, more = document["@context"]
    assert address == "https://w3id.org/ro/crate/1.2/context"
    words = known.keys() | more.keys() | {"@id", "@type"}
    used = {key for one in graph.values() for key in one}
    kinds = {
        kind for one in graph.values() for kind in ([one["@type"]] if isinstance(one["@type"], str) else one["@type"])
    }
    assert used - words == set()
    assert kinds - words == set()


def test_another_program_reads_it(folder: Path) -> None:
    read = ROCrate(folder)
    assert read.name.startswith("CSF1R knowledge graph")
    assert str(read.root_dataset["version"]) == __version__
    assert read.get("data/dataset.nq.gz")["encodingFormat"][0] == "application/gzip"
    assert {part.folder for part in PARTS} == {
        one.id.strip("/") for one in read.root_dataset["hasPart"] if one.type == "Dataset"
    }


def test_the_date_and_version_are_those_of_the_release(
    graph: dict[str, dict[str, Any]], cohort_release: Release
) -> None:
    about, root = cohort_release.manifest, graph["./"]
    assert (root["datePublished"], root["version"]) == (about["issued"], about["version"])
    assert about["issued"] in root["creditText"]
    assert root["identifier"] == {"@id": f"{BASE}release/{about['inputs_digest'][:12]}"}


def test_the_licence_stands_with_each_part(graph: dict[str, dict[str, Any]]) -> None:
    assert graph["./"]["license"] == {"@id": CC_BY}
    licences = {name: set(references(one.get("license", {"@id": CC_BY}))) for name, one in graph.items()}
    imported = {"#licence-cc0-1-0", *(one["licence"] for one in ABOUT.values())}
    assert licences["data/dataset.nq.gz"] == {CC_BY, HPO, *imported}
    assert licences["tables/cases.csv"] == {CC_BY, HPO, *imported}
    assert licences["#source-clinvar"] == {ABOUT["clinvar"]["licence"]}
    assert licences["ontology/imports/hp.ttl"] == {HPO}
    assert licences["ontology/csf1r.ttl"] == licences["queries/zygosity.rq"] == {CC_BY}
    assert graph["#licence-cc0-1-0"]["name"] == "CC0-1.0"
    assert licences["#cohort-toy"] == {"#licence-cc0-1-0"}


def test_credit_is_that_of_the_citation_file(graph: dict[str, dict[str, Any]]) -> None:
    root, said = graph["./"], credit()
    assert root["keywords"] == list(said.keywords)
    (team,) = references(root["author"])
    assert graph[team]["name"] == said.team == "CSF1R knowledge graph team"
    assert [*references(root["citation"])] == ["https://doi.org/10.1111/joim.13420"]
    assert "funder" not in root, "there is none"


def test_the_parts_are_whole(folder: Path, cohort_release: Release) -> None:
    assert (folder / "data" / "dataset.nq.gz").read_bytes() == cohort_release.dataset.read_bytes()
    assert validate(str(folder / "tables" / "datapackage.json")).valid
    with (folder / "tables" / "papers.csv").open(encoding="utf-8", newline="") as stream:
        papers = list(csv.DictReader(stream))
    assert len(json.loads((folder / "references" / "papers.json").read_text(encoding="utf-8"))) == len(papers)
    for name, path in BESIDE.items():
        assert (folder / name).read_bytes() == path.read_bytes()


def test_the_same_release_gives_the_same_bytes(cohort_release: Release, folder: Path, tmp_path: Path) -> None:
    again = Release.read(cohort_release.folder)
    export_crate(again, tmp_path / "one.zip", BESIDE)
    export_crate(again, tmp_path / "two.zip", BESIDE)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        assert packed.testzip() is None
        for name in packed.namelist():
            assert packed.read(name) == (folder / name).read_bytes(), name
        assert len(packed.namelist()) == sum(path.is_file() for path in folder.rglob("*"))
    assert {path.name for path in tmp_path.iterdir()} == {"one.zip", "two.zip"}


def test_a_former_crate_is_replaced_and_nothing_else(cohort_release: Release, folder: Path, tmp_path: Path) -> None:
    home, archive = tmp_path / "crate", tmp_path / "crate.zip"
    for target in (home, archive, home, archive):
        export_crate(cohort_release, target, BESIDE)
    (home / "tables" / "thesis.doc").write_text("mine", encoding="utf-8")
    with pytest.raises(NotOurs, match=r"tables/thesis\.doc"):
        export_crate(cohort_release, home, BESIDE)
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as packed:
        packed.writestr("thesis.doc", "mine")
    (tmp_path / "text.zip").write_text("mine", encoding="utf-8")
    for other in ("other.zip", "text.zip"):
        before = (tmp_path / other).read_bytes()
        with pytest.raises(NotOurs, match="no former crate"):
            export_crate(cohort_release, tmp_path / other, BESIDE)
        assert (tmp_path / other).read_bytes() == before


def test_a_failure_leaves_the_former_crate(
    cohort_release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, archive = tmp_path / "crate", tmp_path / "crate.zip"
    for target in (home, archive):
        export_crate(cohort_release, target, BESIDE)
    before = archive.read_bytes()

    def broken(*_: object) -> str:
        raise OSError("no space left")

    monkeypatch.setattr(crate, "preview", broken)
    for target in (home, archive):
        with pytest.raises(OSError, match="no space"):
            export_crate(cohort_release, target, BESIDE)
    assert archive.read_bytes() == before
    assert (home / "ro-crate-preview.html").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"crate", "crate.zip"}


def test_files_of_another_release_do_not_go_in(cohort_release: Release, tmp_path: Path) -> None:
    other = tmp_path / "csf1r.ttl"
    other.write_text("# changed\n", encoding="utf-8")
    with pytest.raises(NotThisRelease, match=r"ontology/csf1r\.ttl"):
        export_crate(cohort_release, tmp_path / "crate", {**BESIDE, "ontology/csf1r.ttl": other})
    fewer = {name: path for name, path in BESIDE.items() if name != "queries/zygosity.rq"}
    with pytest.raises(NotThisRelease, match=r"queries/zygosity\.rq"):
        export_crate(cohort_release, tmp_path / "crate", fewer)
    more = {**BESIDE, "queries/toy.rq": other}
    with pytest.raises(NotThisRelease, match=r"queries/toy\.rq"):
        export_crate(cohort_release, tmp_path / "crate", more)
    assert [path.name for path in tmp_path.iterdir()] == ["csf1r.ttl"]


def test_a_damaged_release_does_not_go_in(cohort_release: Release, tmp_path: Path) -> None:
    damaged = tmp_path / "release"
    damaged.mkdir()
    for path in cohort_release.folder.iterdir():
        (damaged / path.name).write_bytes(path.read_bytes())
    (damaged / "dataset.trig.gz").write_bytes(b"cut")
    with pytest.raises(NotThisRelease, match=r"dataset\.trig\.gz"):
        export_crate(Release.read(damaged), tmp_path / "crate", BESIDE)


def test_the_page_names_every_file_and_loads_nothing(folder: Path, graph: dict[str, dict[str, Any]]) -> None:
    page = (folder / "ro-crate-preview.html").read_text(encoding="utf-8")
    for name, one in graph.items():
        if one["@type"] == "File":
            assert f'<a href="{name}">' in page
    assert "<script" not in page
    assert "src=" not in page


def test_the_command(toy_release: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.crate(tmp_path / "toy.zip", toy_release.folder.parent)
    told = {row.split()[-1]: int(row.split()[0]) for row in capsys.readouterr().out.splitlines()}
    assert told.keys() == {part.folder for part in PARTS} | {"description"}
    with zipfile.ZipFile(tmp_path / "toy.zip") as packed:
        assert len(packed.namelist()) == sum(told.values())
        root = next(one for one in json.loads(packed.read("ro-crate-metadata.json"))["@graph"] if one["@id"] == "./")
    assert [one["@id"] for one in root["isBasedOn"]] == [
        f"#source-{one['name']}" for one in toy_release.manifest["sources"]
    ]


def test_what_lies_beside_is_what_a_build_reads() -> None:
    inputs = Inputs.shipped()
    read = set(inputs.files())
    assert set(BESIDE.values()) <= read
    assert {path for path in read if path.suffix in (".ttl", ".tsv", ".rq")} == set(BESIDE.values())
