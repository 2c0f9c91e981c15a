"""`kg export tables`: every row and value of the graph, once, as the data package says."""

import csv
import hashlib
import json
import math
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.commands import export as command
from kg.engine import Engine
from kg.engine.memory import MemoryEngine
from kg.errors import UnknownName
from kg.export import tables as exporting
from kg.export.catalogue import FURTHER, TABLES
from kg.export.columns import Part
from kg.export.datapackage import definitions, description
from kg.export.files import FORMATS, QUOTED, NoParquet, quoted
from kg.export.folders import NotOurs
from kg.export.rows import rows
from kg.export.tables import export_tables
from kg.lexicon.spelling import PROLOGUE
from kg.names import XSD
from kg.release import Release

Rows = list[dict[str, str]]
CASTS: dict[str, Callable[[str], object]] = {
    "string": str,
    "number": float,
    "integer": int,
    "year": lambda text: int(text) if re.fullmatch(r"\d{4}", text) else int("none"),
    "boolean": {"true": True, "false": False}.__getitem__,
}


def read(folder: Path) -> dict[str, Rows]:
    found = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            found[path.stem] = list(csv.DictReader(stream))
    return found


def breaches(folder: Path) -> Iterator[str]:
    """What in a folder is not as its data package says: a small validator of our own."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    held = read(folder)
    if {f"{name}.csv" for name in held} != {one["path"] for one in package["resources"]}:
        yield "the files are others than the resources"
    for one in package["resources"]:
        name, schema, table = one["name"], one["schema"], held[one["name"]]
        raw = (folder / one["path"]).read_bytes()
        if one["bytes"] != len(raw) or one["hash"] != "sha256:" + hashlib.sha256(raw).hexdigest():
            yield f"{name}: other bytes"
        if one["rows"] != len(table):
            yield f"{name}: {len(table)} rows"
        header = raw.decode().splitlines()[0].split(",")
        if header != [field["name"] for field in schema["fields"]] or len(set(header)) != len(header):
            yield f"{name}: other columns"
        for field in schema["fields"]:
            cells = [row[field["name"]] for row in table]
            limits = field.get("constraints", {})
            if limits.get("required") and "" in cells:
                yield f"{name}.{field['name']}: empty"
            if limits.get("unique") and len(set(cells)) < len(cells):
                yield f"{name}.{field['name']}: not unique"
            for cell in filter(None, cells):
                try:
                    CASTS[field["type"]](cell)
                except (ValueError, KeyError):
                    yield f"{name}.{field['name']}: {cell!r} is no {field['type']}"
                if field.get("format") == "uri" and not re.fullmatch(r"https?://[!-~]+", cell):
                    yield f"{name}.{field['name']}: {cell!r} is no address"
        keys = Counter(tuple(row[part] for part in schema["primaryKey"]) for row in table)
        yield from (f"{name}: the key {key} stands {times} times" for key, times in keys.items() if times > 1)
        for link in schema["foreignKeys"]:
            there = {row[link["reference"]["fields"][0]] for row in held[link["reference"]["resource"]]}
            for row in table:
                cell = row[link["fields"][0]]
                if cell and cell not in there:
                    yield f"{name}.{link['fields'][0]}: {cell} leads nowhere"


def number(engine: Engine, query: str) -> int:
    return int(engine.rows(PROLOGUE + query)[0]["n"].value)


def check_counts(engine: Engine, held: dict[str, Rows]) -> None:
    """Every row and every cell against a count in SPARQL that says the same in another way."""
    further = Counter((row["table"], row["column"]) for row in held["further_values"])
    for table in TABLES:
        if not table.many:
            things = number(engine, f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {table.things} }}")
            assert len(held[table.name]) == things, table.name
        else:
            wanted = "|".join(table.many)
            asked = f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?x ?o ?p {{ {table.things} {said(table.many)} }} }}"
            assert len(held[table.name]) == number(engine, asked), (table.name, wanted)
            continue
        for column in table.columns:
            if column.part in (Part.IRI, Part.VALUE, Part.NAME):
                cells = sum(bool(row[column.name]) for row in held[table.name]) + further[table.name, column.name]
                # Where a long table holds all values, a column holds one of each thing's.
                asked = "?x" if column.all_in else "?x ?o"
                properties = column.properties or ("rdfs:label",)
                inner = f"SELECT DISTINCT {asked} {{ {table.things} {said(properties)} }}"
                assert cells == number(engine, f"SELECT (COUNT(*) AS ?n) {{ {inner} }}"), (table.name, column.name)


def said(properties: tuple[str, ...]) -> str:
    ways = (
        f"{{ GRAPH ?g {{ ?o {one[1:]} ?x }} BIND('{one}' AS ?p) }}"
        if one.startswith("^")
        else f"{{ GRAPH ?g {{ ?x {one} ?o }} BIND('{one}' AS ?p) }}"
        for one in properties
    )
    return " UNION ".join(ways).join(("{", "}")) + " FILTER(?g != graph:inferred)"


@pytest.fixture(scope="session")
def folder(toy_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tables") / "toy"
    export_tables(toy_release, made)
    return made


@pytest.fixture(scope="session")
def held(folder: Path) -> dict[str, Rows]:
    return read(folder)


def test_the_toy_tables_are_what_their_package_says(folder: Path) -> None:
    assert list(breaches(folder)) == []


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        ("cases.csv", ",true,", ",maybe,", "is no boolean"),
        ("papers.csv", ",2001,", ",MMI,", "is no year"),
        ("genotypes.csv", "/case/pmid-0000001/toy-woman", "/case/nobody", "leads nowhere"),
        ("papers.csv", "paper/pmid-0000002,", "paper/pmid-0000001,", "stands 2 times"),
        ("statistics.csv", "measure,", "measured,", "other columns"),
    ],
)
def test_the_validator_finds_what_is_wrong(
    folder: Path, tmp_path: Path, file: str, before: str, after: str, told: str
) -> None:
    copy = shutil.copytree(folder, tmp_path / "copy")
    text = (copy / file).read_text(encoding="utf-8")
    assert before in text
    (copy / file).write_text(text.replace(before, after), encoding="utf-8")
    if told == "other columns":
        assert f"statistics: {told}" in next(one for one in breaches_until(copy) if told in one)
    else:
        assert any(told in one for one in breaches(copy))


def breaches_until(folder: Path) -> Iterator[str]:
    try:
        yield from breaches(folder)
    except KeyError:
        return


def test_rows_and_values_are_those_of_the_graph(toy: Engine, held: dict[str, Rows]) -> None:
    check_counts(toy, held)


def test_a_person_of_the_toy_evidence(held: dict[str, Rows]) -> None:
    (woman,) = (row for row in held["cases"] if row["case_label"] == "toy woman")
    assert {name: cell for name, cell in woman.items() if cell and not name.endswith("_iri")} == {
        "case": "Toy A 2001: toy woman",
        "case_label": "toy woman",
        "paper": "Toy paper one",
        "sex": "female",
        "age_at_onset": "40",
        "age_at_examination": "43",
        "age_at_imaging": "42",
        "affected": "true",
        "genetic_status": "confirmed",
        "family": "toy family (Toy A)",
        "family_history": "familial",
        "origin": "Toyland",
        "locus": "toy results, first paragraph",
        "reading_depth": "full text",
        "read_in": "Toy paper one",
    }
    seen = [row for row in held["observations"] if row["case_iri"] == woman["case_iri"]]
    assert Counter((row["kind"], row["status"], row["scope"]) for row in seen) == {
        ("phenotype", "present", "person"): 1,
        ("phenotype", "absent", "person"): 1,
        ("imaging", "present", "person"): 4,
    }
    assert {row["term"] for row in seen if row["status"] == "absent"} == {"Seizure"}


def test_what_is_said_of_a_group_is_no_persons(held: dict[str, Rows]) -> None:
    group = [row for row in held["observations"] if row["scope"] == "group"]
    assert group
    assert not any(row["case_iri"] for row in group)
    iris = {row["observation_iri"] for row in group}
    told = [row["case"] for row in held["observation_cases"] if row["observation_iri"] in iris]
    assert sorted(told) == ["Toy A 2001: toy man", "Toy A 2001: toy woman"]


def test_a_case_that_was_kept_out_is_in_no_table(folder: Path) -> None:
    told = [path.name for path in folder.glob("*.csv") if "toy-stranger" in path.read_text(encoding="utf-8")]
    assert told == []


def test_the_same_release_gives_the_same_bytes(toy_release: Release, folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    export_tables(Release.read(toy_release.folder), again)
    assert sorted(path.name for path in again.iterdir()) == sorted(path.name for path in folder.iterdir())
    for path in again.iterdir():
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name


def test_the_package_names_its_release(toy_release: Release, folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert (
        package["release"]["dataset"]["hash"]
        == "sha256:" + hashlib.sha256(toy_release.dataset.read_bytes()).hexdigest()
    )
    assert package["version"] == toy_release.manifest["version"]
    assert package["licenses"][0]["name"] == "CC-BY-4.0"


def test_every_column_is_described_and_typed_as_the_ontology_has_it(toy: Engine) -> None:
    meanings = definitions(toy)
    ranges = {
        XSD + "decimal": "number",
        XSD + "integer": "integer",
        XSD + "boolean": "boolean",
        XSD + "string": "string",
    }
    query = f"{PROLOGUE} SELECT ?p ?r WHERE {{ ?p a owl:DatatypeProperty ; rdfs:range ?r }}"
    known = {row["p"].value.rpartition("#")[2]: ranges.get(row["r"].value) for row in toy.rows(query)}
    for table in (*TABLES, FURTHER):
        for column in table.columns:
            where = f"{table.name}.{column.name}"
            assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name), where
            assert description(column, meanings), where
            if column.part is Part.VALUE and column.properties and not column.piece:
                kind = known.get(column.properties[0].removeprefix("kg:"))
                assert kind in (None, column.type), where


def test_the_dictionary_names_every_column(folder: Path) -> None:
    text = (folder / "dictionary.md").read_text(encoding="utf-8")
    for table in (*TABLES, FURTHER):
        part = text.partition(f"\n## {table.name}.csv\n")[2].partition("\n## ")[0]
        assert re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) == [column.name for column in table.columns]
    assert "| `sex` | string | The sex that the paper states. | `kg:sex` |" in text


def test_a_second_value_is_not_lost(toy_release: Release, tmp_path: Path) -> None:
    more = tmp_path / "more.nq"
    extra = (
        "<https://w3id.org/csf1r-kg/case/pmid-0000001/toy-woman> <https://w3id.org/csf1r-kg/ontology#ageAtOnset> "
        '"41"^^<http://www.w3.org/2001/XMLSchema#decimal> <https://w3id.org/csf1r-kg/graph/cohort/toy> .\n'
    )
    more.write_text("".join(toy_release.lines()) + extra, encoding="utf-8")
    engine = MemoryEngine.of_file(more)
    cases = next(table for table in TABLES if table.name == "cases")
    told = []
    found = list(rows(engine, cases, lambda *further: told.append(further)))
    assert told == [("https://w3id.org/csf1r-kg/case/pmid-0000001/toy-woman", "age_at_onset", "41")]
    assert len(found) == number(engine, "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a kg:Case }")


def test_texts_that_a_spreadsheet_would_run_can_be_quoted_and_read_back(tmp_path: Path, toy: Engine) -> None:
    """Only texts: a negative number stays one. Taking one apostrophe away gives back what was there."""
    odd = ["=1+1", "+toy", "-toy", "@toy", "\ttoy", "\rtoy", "\ntoy", "＝toy", "'=toy", "'toy'", "toy=1", "", "to'y"]
    table = next(one for one in TABLES if one.name == "statistics")
    kinds = [column.type for column in table.columns]
    given = [tuple(text if kind == "string" else "-4.5" for kind in kinds) for text in odd]
    plain, safe = tmp_path / "plain.csv", tmp_path / "safe.csv"
    FORMATS["csv"](plain, table, given)
    FORMATS["csv"](safe, table, quoted(table, given))
    found = {}
    for path in (plain, safe):
        with path.open(encoding="utf-8", newline="") as stream:
            found[path] = [tuple(row) for row in csv.reader(stream)][1:]
    assert found[plain] == given
    texts = [cell for row in found[safe] for cell, kind in zip(row, kinds, strict=True) if kind == "string"]
    assert not [cell for cell in texts if cell[:1] in set("=+-@＝＋－＠\t\r\n")]
    assert [tuple(cell.removeprefix("'") for cell in row) for row in found[safe]] == given
    assert {cell for row in found[safe] for cell, kind in zip(row, kinds, strict=True) if kind != "string"} == {"-4.5"}


@pytest.mark.parametrize("form", FORMATS)
def test_quoting_is_on_request_and_is_told(
    form: str, toy_release: Release, toy: Engine, folder: Path, tmp_path: Path
) -> None:
    made = tmp_path / "quoted"
    command.tables(made, form, quote_formulas=True, releases=toy_release.folder.parent)
    for name in ("datapackage.json", "dictionary.md"):
        assert QUOTED in (made / name).read_text(encoding="utf-8")
        assert QUOTED not in (folder / name).read_text(encoding="utf-8")
    if form == "csv":
        assert list(breaches(made)) == []
        unquoted = {
            name: [{k: v.removeprefix("'") for k, v in row.items()} for row in rows]
            for name, rows in read(made).items()
        }
        assert unquoted == read(folder)


def test_a_former_export_is_replaced_and_nothing_else(toy_release: Release, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "tables"
    export_tables(toy_release, folder)
    (folder / "cases.csv").write_text("changed", encoding="utf-8")
    export_tables(toy_release, folder)
    assert list(breaches(folder)) == []
    (folder / "thesis.doc").write_text("mine", encoding="utf-8")
    with pytest.raises(NotOurs, match=r"thesis\.doc"):
        export_tables(toy_release, folder)
    assert (folder / "thesis.doc").exists()
    with pytest.raises(NotOurs, match="no folder"):
        export_tables(toy_release, folder / "cases.csv")
    with pytest.raises(UnknownName, match="csv or parquet"):
        export_tables(toy_release, tmp_path / "xlsx", "xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["deep"]
    assert [path.name for path in folder.parent.iterdir()] == ["tables"]


def test_a_failure_leaves_the_former_export(
    toy_release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tables"
    export_tables(toy_release, folder)

    def broken(*_: object) -> str:
        raise OSError("no space left")

    monkeypatch.setattr(exporting, "dictionary", broken)
    with pytest.raises(OSError, match="no space"):
        export_tables(toy_release, folder)
    assert list(breaches(folder)) == []
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_parquet_without_pyarrow_says_what_to_install(
    toy_release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(NoParquet, match=r"csf1r-kg\[tables\]"):
        export_tables(toy_release, tmp_path / "tables", "parquet")
    assert not list(tmp_path.iterdir())


def test_parquet_holds_the_same(toy_release: Release, held: dict[str, Rows], tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    folder, again = tmp_path / "tables", tmp_path / "again"
    export_tables(toy_release, folder, "parquet")
    export_tables(toy_release, again, "parquet")
    for table in (*TABLES, FURTHER):
        types = {column.name: CASTS[column.type] for column in table.columns}
        wanted = [{name: types[name](cell) if cell else None for name, cell in row.items()} for row in held[table.name]]
        path = folder / f"{table.name}.parquet"
        found = parquet.read_table(path).to_pylist()
        assert len(found) == len(wanted)
        for one, other in zip(found, wanted, strict=True):
            assert all(
                math.isclose(one[name], other[name]) if isinstance(other[name], float) else one[name] == other[name]
                for name in types
            )
        assert path.read_bytes() == (again / path.name).read_bytes()


def test_the_command(toy_release: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.tables(tmp_path / "tables", "csv", toy_release.folder.parent)
    assert f"3  {tmp_path / 'tables' / 'papers.csv'}" in capsys.readouterr().out
    assert set(FORMATS) == {"csv", "parquet"}


@pytest.mark.slow
def test_the_tables_of_the_evidence(real_release: Release, real: Engine, tmp_path: Path) -> None:
    export_tables(real_release, tmp_path / "tables")
    assert list(breaches(tmp_path / "tables")) == []
    check_counts(real, read(tmp_path / "tables"))
