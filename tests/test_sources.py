"""Sources are pinned: a newer release is read wholly before it takes a place; a file that changed stops the build."""

from __future__ import annotations

import gzip
import hashlib
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from typer.testing import CliRunner, Result

from kg.build.inputs import Inputs
from kg.build.sequence import build
from kg.build.sources import read_sources
from kg.cli import app
from kg.errors import FaultyInput, KgError
from kg.files import checksum
from kg.find.why import explain, spelled
from kg.sources.hpo import hpo_path, read_hpo
from kg.sources.hpoa import hpoa_path
from kg.sources.pins import State, own_rows, read_pins
from kg.updates.fetch import NotFetched, fetch, shown
from kg.updates.given import given
from kg.updates.place import put, reset
from tests.conftest import TOY
from tests.small import small_hpo

ONTOLOGIES = TOY / "ontologies"
NEWER = {
    "hp.obo": (ONTOLOGIES / "hp.obo").read_text(encoding="utf-8").replace("2001-02-03", "2002-01-01"),
}
HPOA = """#description: toy
#version: 2002-01-01
database_id\tdisease_name\tqualifier\thpo_id\treference\tevidence\tonset\tfrequency\tsex\tmodifier\taspect\tbiocuration
OMIM:000001\tToy disease\t\tHP:0000002\tPMID:0000001\tPCS\t\t1/3\t\t\tP\tHPO:toy
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["sources", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sources"


def told(source: object, kind: str = "hp", **more: str) -> str:
    with pytest.raises(KgError) as caught:
        given(kind, str(source), **more)
    return str(caught.value)


# --- the table


def test_what_ships_is_pinned_and_sound():
    pins = read_pins(None)
    assert {kind: pin.state() for kind, pin in pins.items()} == {
        "hp": State.SOUND,
        "hpoa": State.SOUND,
        "mondo": State.NONE,
    }
    assert pins["hp"].version == read_hpo(hpo_path()).version
    assert (pins["hp"].path, pins["hpoa"].path) == (hpo_path(), hpoa_path())
    assert all(pin.title and pin.licence and pin.credit for pin in pins.values())


def test_the_table_is_shown_as_text_json_and_csv(folder):
    text = run("list", "--sources", folder).output
    assert "hp     hp/releases/2025-01-16  [as pinned]  Human Phenotype Ontology" in text
    rows = json.loads(run("list", "--sources", folder, "--format", "json").output)
    assert [row["name"] for row in rows] == ["hp", "hpoa", "mondo"]
    assert rows[0]["sha256"] == checksum(hpo_path())
    assert run("list", "--sources", folder, "--format", "csv").output.count("\n") == 4


def test_a_broken_table_is_told_with_its_line(folder):
    folder.mkdir()
    (folder / "pins.yaml").write_text('# toy\nhp:\n  file: "../escape.obo"\n')
    with pytest.raises(FaultyInput, match=r"pins.yaml:2: the row 'hp' is broken"):
        read_pins(folder)


# --- a release takes its place


def test_a_release_is_put_in_place_pinned_and_taken_out_again(folder):
    target = put(folder, given("hp", str(ONTOLOGIES / "hp.json")))
    pin = read_pins(folder)["hp"]
    assert (pin.path, pin.format, pin.version) == (target, "OBO Graphs JSON", "hp/releases/2001-02-03")
    assert pin.sha256 == checksum(target) == checksum(ONTOLOGIES / "hp.json")
    assert pin.state() is State.SOUND
    assert pin.origin.endswith("hp.json")
    assert read_hpo(Inputs.pinned(folder).hpo).get("HP:0000002").label == "Toy sign"
    reset(folder, "hp")
    assert read_pins(folder)["hp"].path == hpo_path()
    assert list(folder.iterdir()) == []
    with pytest.raises(FaultyInput, match="what ships is in use already"):
        reset(folder, "hp")


def test_the_newer_takes_the_place_of_the_older_and_others_stay(folder, tmp_path):
    (tmp_path / "newer").write_text(NEWER["hp.obo"], encoding="utf-8")
    (tmp_path / "toy.hpoa.gz").write_bytes(gzip.compress(HPOA.encode()))
    put(folder, given("hpoa", str(tmp_path / "toy.hpoa.gz")))
    first = put(folder, given("hp", str(ONTOLOGIES / "hp.owl")))
    second = put(folder, given("hp", str(tmp_path / "newer")))
    assert not first.exists()
    assert second.suffix == ".obo"
    assert set(own_rows(folder)) == {"hp", "hpoa"}
    assert read_pins(folder)["hpoa"].path.name.endswith(".hpoa.gz")
    assert len(list(folder.iterdir())) == 3


def test_a_failed_update_leaves_the_former_in_place(folder, tmp_path, monkeypatch):
    put(folder, given("hp", str(ONTOLOGIES / "hp.obo")))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (tmp_path / "cut.obo").write_text(NEWER["hp.obo"][:700], encoding="utf-8")
    assert run("update", "hp", tmp_path / "cut.obo", "--sources", folder).exit_code == 1
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    (tmp_path / "newer.obo").write_text(NEWER["hp.obo"], encoding="utf-8")
    found = given("hp", str(tmp_path / "newer.obo"))

    def full(*_: object) -> None:
        raise OSError("no space left on the toy device")

    monkeypatch.setattr("kg.updates.place.write_pins", full)
    with pytest.raises(OSError, match="toy device"):
        put(folder, found)
    assert read_pins(folder)["hp"].state() is State.SOUND
    assert read_pins(folder)["hp"].version == "hp/releases/2001-02-03"


def test_the_command_updates_tells_and_resets(folder, tmp_path):
    cases = ("--evidence", TOY / "evidence", "--reference", TOY / "reference", "--sources", folder)
    dry = run("update", "hp", ONTOLOGIES / "hp.obo", "--dry-run", *cases)
    assert dry.exit_code == 0
    assert "it is much smaller than the one in place: 5 against 19,484" in dry.output
    assert "it is older than the one in place" in dry.output
    assert not folder.exists()
    done = run("update", "hp", ONTOLOGIES / "hp.obo", *cases)
    assert "hp/releases/2001-02-03 (OBO, 5) is pinned as" in done.output
    again = run("update", "hp", ONTOLOGIES / "hp.obo", *cases)
    assert "is in place already" in again.output
    assert "nothing that this project uses changes" in again.output
    assert "is used again" in run("reset", "hp", "--sources", folder).output


def test_mondo_is_pinned_and_compared_without_being_built(folder):
    assert "no Mondo Disease Ontology is pinned" in told_by(run("compare", "mondo", "--sources", folder))
    assert run("update", "mondo", ONTOLOGIES / "mondo.owl", "--sources", folder).exit_code == 0
    rows = json.loads(run("compare", "mondo", "--sources", folder, "--format", "json").stdout)
    assert (rows["old"], rows["new"]) == ("mondo/releases/2001-02-03",) * 2
    assert {"unknown", "no disease"} <= {row["kind"] for row in rows["changes"]}
    assert set(Inputs.pinned(folder).pins) == {"hp", "hpoa"}


@pytest.mark.slow
def test_a_build_takes_the_release_in_place_and_says_so(folder, tmp_path):
    text = small_hpo().read_text(encoding="utf-8").replace("releases/2025-01-16", "releases/2099-01-01", 1)
    text = text.replace("name: Phenotypic abnormality\n", "name: Toy abnormality\n")
    (tmp_path / "newer").write_bytes(gzip.compress(text.encode(), 1))
    target = put(folder, given("hp", str(tmp_path / "newer")))
    inputs = Inputs.pinned(folder).over(TOY / "evidence", TOY / "reference")
    release = build(inputs, tmp_path / "releases")
    hp = next(source for source in release.manifest["sources"] if source["name"] == "hp")
    assert (hp["version"], hp["format"], hp["files"]) == (
        "hp/releases/2099-01-01",
        "OBO",
        {target.name: checksum(target)},
    )
    assert release.manifest["issued"] == "2099-01-01"
    label = "<http://purl.obolibrary.org/obo/HP_0000118> <http://www.w3.org/2000/01/rdf-schema#label>"
    told_of = {line.rsplit(" <", 1)[0] for line in release.lines() if line.startswith(label)}
    assert told_of == {f'{label} "Toy abnormality"'}, "the slice and the whole must say the same"
    subject, kind = "case:pmid-0000001/toy-woman", "kg:Case"
    assert explain(release, spelled(subject, kind, None), inputs.hpo)
    with pytest.raises(FaultyInput, match="another HPO is in place now; right would be `kg build`"):
        explain(release, spelled(subject, kind, None))


# --- what is given must be what it is said to be


def test_a_checksum_may_be_demanded():
    right = hashlib.sha256((ONTOLOGIES / "hp.obo").read_bytes()).hexdigest()
    assert given("hp", str(ONTOLOGIES / "hp.obo"), right.upper()).sha256 == right
    assert "was demanded; nothing was changed" in told(ONTOLOGIES / "hp.obo", sha256="0" * 64)
    assert "is no SHA-256" in told(ONTOLOGIES / "hp.obo", sha256="toy")


def test_kind_and_content_must_agree(tmp_path):
    path = tmp_path / "toy.hpoa"
    path.write_text(HPOA, encoding="utf-8")
    assert "`kg sources update mondo`" in told(ONTOLOGIES / "mondo.obo")
    assert "given as hp; right would be `kg sources update hpoa`" in told(path)
    assert "these are no HPO annotations" in told(ONTOLOGIES / "hp.obo", "hpoa")
    assert "there is no source 'toy'" in told(path, "toy")
    assert "there is no file" in told(tmp_path / "missing.obo")
    assert given("hpoa", str(path)).size == 1


BROKEN_ROWS = {
    "torn": (HPOA + "OMIM:000001\ttorn\n", ":5: a row of 2 columns where 12 belong"),
    "a false id": (HPOA.replace("HP:0000002", "HP:2"), ":4: 'HP:2' is no HPO id"),
    "a false aspect": (HPOA.replace("\tP\tHPO", "\tX\tHPO"), ":4: the aspect is 'X'"),
    "cut off": (HPOA[:-9], "the last line breaks off"),
    "no row": ("".join(HPOA.splitlines(keepends=True)[:3]), "holds no annotation"),
    "no version": (HPOA.replace("#version", "#v"), "no #version line"),
}


@pytest.mark.parametrize("what", BROKEN_ROWS)
def test_broken_annotations_are_told_by_their_line(what, tmp_path):
    text, expected = BROKEN_ROWS[what]
    path = tmp_path / "toy.hpoa"
    path.write_text(text, encoding="utf-8")
    found = told(path, "hpoa")
    assert expected in found
    assert str(path) in found


def test_half_a_gzip_of_annotations_is_refused(tmp_path):
    path = tmp_path / "toy.hpoa.gz"
    path.write_bytes(gzip.compress(HPOA.encode())[:-12])
    assert "the gzip file breaks off" in told(path, "hpoa")


# --- a changed file stops everything that would read it


@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_a_file_that_is_not_the_pinned_one_stops_check_and_build(folder, tmp_path, damage):
    target = put(folder, given("hp", str(ONTOLOGIES / "hp.obo")))
    if damage == "changed":
        target.write_text(target.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    else:
        target.unlink()
    inputs = Inputs.pinned(folder).over(TOY / "evidence", TOY / "reference")
    for attempt in (lambda: build(inputs, tmp_path / "releases"), lambda: read_sources(inputs, lambda _: None)):
        with pytest.raises(FaultyInput, match=r"right would be `kg sources update hp FILE_OR_URL --sha256 \w{64}`"):
            attempt()
    listed = run("list", "--sources", folder)
    assert (listed.exit_code, f"[{damage}]" in listed.output) == (1, True)
    assert "`kg sources reset hp`" in told_by(run("compare", "hp", "--sources", folder))
    assert run("reset", "hp", "--sources", folder).exit_code == 0


def told_by(result: Result) -> str:
    assert isinstance(result.exception, KgError)
    return str(result.exception)


def test_inputs_that_somebody_chose_have_no_pin(tmp_path):
    own = Inputs(TOY / "evidence", TOY / "reference", tmp_path, ONTOLOGIES / "hp.obo", tmp_path / "toy.hpoa")
    own.verify()


# --- from an address


class Pages(http.server.BaseHTTPRequestHandler):
    """A small web: the toy ontology behind two redirects, a page of HTML, and ways to go wrong."""

    content: ClassVar[bytes] = (ONTOLOGIES / "hp.json").read_bytes()

    def do_GET(self) -> None:
        redirects = {
            "/purl": "/moved",
            "/moved": "/hp",
            "/loop": "/loop",
            "/out": "ftp://127.0.0.1/hp",
            "/file": "file:///",
        }
        if self.path in redirects:
            self.send_response(302)
            self.send_header("Location", redirects[self.path])
            self.end_headers()
            return
        if self.path == "/404":
            self.send_error(404, "no toy here")
            return
        body = b"<html><body>Sign in</body></html>" if self.path == "/page" else self.content
        body = gzip.compress(body) if self.path == "/hp.gz" else body
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:100] if self.path == "/half" else body)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_an_address_is_followed_to_its_file(web, folder):
    found = given("hp", f"{web}/purl")
    assert (found.raw, found.origin) == (Pages.content, f"{web}/purl")
    assert given("hp", f"{web}/hp.gz").ontology.terms == found.ontology.terms
    done = run("update", "hp", f"{web}/hp.gz", "--sources", folder, "--evidence", TOY / "evidence")
    assert done.exit_code == 0
    assert read_pins(folder)["hp"].path.name.endswith(".json.gz")
    assert read_hpo(read_pins(folder)["hp"].path).terms == found.ontology.terms


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/404", "answers 404 no toy here"),
        ("/page", "this is a web page (HTML)"),
        ("/half", "could not be fetched: peer closed connection"),
        ("/loop", "leads on more than 10 times"),
        ("/out", "ftp://127.0.0.1/hp is no web address"),
        ("/file", "file:/// is no web address"),
    ],
)
def test_an_address_that_gives_no_release_is_told(web, path, expected):
    assert expected in told(f"{web}{path}")


def test_an_address_of_another_kind_or_of_nobody_is_told(web):
    assert "ftp://toy is no web address" in told("ftp://toy")
    with pytest.raises(NotFetched, match="could not be fetched"):
        fetch("http://127.0.0.1:9/hp.obo")
    with pytest.raises(NotFetched, match="is larger than 100 bytes"):
        fetch(f"{web}/hp", largest=100)


def test_a_password_in_an_address_is_not_kept():
    assert shown("https://toy:secret@example.org/hp.obo?x=1") == "https://example.org/hp.obo?x=1"
