"""What tables say of themselves: a Frictionless Data Package (2.0), and the same as a dictionary to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.engine import Engine
from kg.export.columns import Column, Part, Table
from kg.export.files import MEDIA_TYPES
from kg.files import checksum
from kg.lexicon.spelling import PROLOGUE
from kg.names import PREFIXES, contract
from kg.release.forms import DATASET

NAME: Final = "csf1r-kg-tables"
DESCRIPTOR: Final = "datapackage.json"
_PROFILES: Final = "https://datapackage.org/profiles/2.0/"
_LICENCE: Final = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A table that was written, and where."""

    table: Table
    path: Path
    rows: int


def definitions(engine: Engine) -> dict[str, str]:
    """What the ontology says each of its properties is, by short name (`kg:sex`)."""
    rows = engine.rows(f"""{PROLOGUE} SELECT ?p (MIN(STR(?said)) AS ?d) WHERE {{
        ?p skos:definition ?said ; rdfs:isDefinedBy ?ours FILTER(STRSTARTS(STR(?p), STR(kg:))) }} GROUP BY ?p""")
    return {contract(row["p"].value): row["d"].value for row in rows if "d" in row}


def description(column: Column, meanings: Mapping[str, str]) -> str:
    """What a column holds: in the ontology's words, but where it is no plain property."""
    more = f" The first where there are several; `{column.all_in}` has all." if column.all_in else ""
    if column.says:
        return column.says + more
    said = meanings.get(column.properties[0], "") if column.properties else ""
    return (f"{said.rstrip('.')} (IRI)." if column.part is Part.IRI and said else said) + more


def datapackage(about: Mapping[str, Any], written: Sequence[Written], meanings: Mapping[str, str]) -> dict[str, Any]:
    """The descriptor of the tables of a release, of which `about` is the manifest."""
    keys = {one.table.name: one.table.key[0] for one in written}
    return {
        "$schema": f"{_PROFILES}datapackage.json",
        "name": NAME,
        "title": f"{about['title']}: tables",
        "description": f"The release of {about['issued']} as tables, a row a thing. {about['note']}",
        "version": about["version"],
        "created": f"{about['issued']}T00:00:00Z",
        "licenses": [_LICENCE],
        "sources": [
            {"title": f"{source['title']} {source['version']}", "path": source["licence"]}
            for source in about["sources"]
        ],
        "release": {
            "inputs": about["inputs_digest"],
            "dataset": {"name": DATASET, "hash": f"sha256:{about['files'][DATASET]['sha256']}"},
        },
        "resources": [_resource(one, keys, meanings) for one in written],
    }


def _resource(one: Written, keys: Mapping[str, str], meanings: Mapping[str, str]) -> dict[str, Any]:
    form = one.path.suffix.removeprefix(".")
    return {
        "$schema": f"{_PROFILES}dataresource.json",
        "name": one.table.name,
        "path": one.path.name,
        "type": "table",
        "description": one.table.says,
        "format": form,
        "mediatype": MEDIA_TYPES[form],
        **({"encoding": "utf-8"} if form == "csv" else {}),
        "bytes": one.path.stat().st_size,
        "hash": f"sha256:{checksum(one.path)}",
        "rows": one.rows,
        "schema": {
            "fields": [_field(column, one.table, meanings) for column in one.table.columns],
            "missingValues": [""],
            "primaryKey": list(one.table.key),
            "foreignKeys": [
                {"fields": [column.name], "reference": {"resource": column.to, "fields": [keys[column.to]]}}
                for column in one.table.columns
                if column.to
            ],
        },
    }


def _field(column: Column, table: Table, meanings: Mapping[str, str]) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if column.required else {}
    if table.key == (column.name,):
        limits["unique"] = True
    return {
        "name": column.name,
        "type": column.type,
        **({"format": "uri"} if column.name.endswith("_iri") else {}),
        "description": description(column, meanings),
        **({"property": _iri(column.properties[0])} if len(column.properties) == 1 and _plain(column) else {}),
        **({"constraints": limits} if limits else {}),
    }


def _plain(column: Column) -> bool:
    return column.part in (Part.IRI, Part.VALUE) and not column.properties[0].startswith("^")


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def dictionary(about: Mapping[str, Any], written: Iterable[Written], meanings: Mapping[str, str]) -> str:
    """The same for people, in Markdown."""
    lines = [
        f"# {about['title']}: tables of the release of {about['issued']}",
        "",
        f"Version {about['version']}, made from `{DATASET}` with SHA-256 `{about['files'][DATASET]['sha256']}`.",
        f"Licence: {_LICENCE['title']}; HPO labels keep the HPO's own terms. {about['note']}",
        "",
        "An empty cell means that nothing is said; it never means no. `datapackage.json` says the same to programs.",
    ]
    for one in written:
        key = ", ".join(f"`{name}`" for name in one.table.key)
        lines += ["", f"## {one.path.name}", "", f"{one.table.says} Rows: {one.rows}. Key: {key}.", ""]
        lines += ["| column | type | holds | property |", "|---|---|---|---|"]
        for column in one.table.columns:
            to = f" A key of `{column.to}`." if column.to else ""
            props = ", ".join(f"`{name}`" for name in column.properties)
            says = description(column, meanings).replace("|", "\\|")
            lines.append(f"| `{column.name}` | {column.type} | {says}{to} | {props} |")
    return "\n".join(lines) + "\n"
