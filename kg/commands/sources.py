"""`kg sources`: which releases of the ontologies are used, newer ones in their place, and what they would change."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from kg.build.inputs import Inputs
from kg.commands.consoles import err, note, say
from kg.errors import KgError
from kg.settings import cohorts_folder, sources_folder
from kg.sources.pins import Pin, State, read_pins
from kg.updates.change import told
from kg.updates.compare import compared, in_place
from kg.updates.given import Given, given, known
from kg.updates.place import put, reset, warnings

_COLUMNS: Final = ("name", "title", "version", "format", "state", "sha256", "licence", "origin", "file")

Sources = Annotated[Path, typer.Option("--sources", help="the folder of sources", envvar="KG_SOURCES")]
Kind = Annotated[str, typer.Argument(help="hp, hpoa or mondo")]
Form = Annotated[str, typer.Option("--format", help="text, json or csv")]
Reference = Annotated[Path | None, typer.Option("--reference", help="another folder of reference data")]
Evidence = Annotated[Path | None, typer.Option("--evidence", help="another folder of evidence files")]
_FOLDER: Final = sources_folder()


def table() -> None:
    """Show the table of pinned sources."""
    listing(sources_folder())


def listing(folder: Sources = _FOLDER, form: Form = "text") -> None:
    """Show the table of pinned sources; status 1 where a file is missing or is not the pinned one."""
    rows = [_row(pin) for pin in read_pins(folder).values()]
    if form == "text":
        for row in rows:
            say("\n".join(_lines(row)))
    elif form == "json":
        say(json.dumps(rows, indent=2, ensure_ascii=False))
    elif form == "csv":
        text = io.StringIO()
        written = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
        written.writeheader()
        written.writerows(rows)
        say(text.getvalue().rstrip("\n"))
    else:
        raise KgError(f"there is no format {form!r}; right would be: text, json or csv")
    if any(row["state"] in (State.CHANGED, State.MISSING) for row in rows):
        raise typer.Exit(1)


def _row(pin: Pin) -> dict[str, Any]:
    about = {"name": pin.kind, "title": pin.title, "version": pin.version, "format": pin.format}
    about |= {"state": str(pin.state()), "sha256": pin.sha256, "licence": pin.licence, "origin": pin.origin}
    return about | {"file": str(pin.path or "")}


def _lines(row: dict[str, Any]) -> list[str]:
    head = f"{row['name']:6} {row['version'] or '-'}  [{row['state']}]  {row['title']}"
    more = [f"{key}: {row[key]}" for key in ("format", "origin", "sha256", "file", "licence") if row[key]]
    return [head, *(f"       {line}" for line in more)]


def update(
    kind: Kind,
    source: Annotated[str, typer.Argument(help="a file, or its http or https address; plain or gzipped")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="tell only, and change nothing")] = False,
    sha256: Annotated[str | None, typer.Option("--sha256", help="the checksum that the file must have")] = None,
    form: Form = "text",
    folder: Sources = _FOLDER,
    evidence: Evidence = None,
    reference: Reference = None,
) -> None:
    """Read a release wholly, tell what it changes, put it in the place of the one in use, and pin it; then build."""
    pin = read_pins(folder)[known(kind)]
    found = given(kind, source, sha256)
    _compare(found, pin, form, _inputs(folder, evidence, reference))
    if pin.path is not None and found.sha256 == pin.sha256 and pin.state() is State.SOUND:
        err.print(f"{found.version} is in place already")
    elif dry_run:
        err.print("nothing was changed (--dry-run)")
    else:
        target = put(folder, found)
        note(f"{found.version} ({found.format}, {found.size:,}) is pinned as {target}")
        err.print("next: `kg check`, then `kg build`", markup=False)


def compare(
    kind: Kind,
    source: Annotated[str, typer.Argument(help="a file or its address; what is pinned when none")] = "",
    form: Form = "text",
    folder: Sources = _FOLDER,
    evidence: Evidence = None,
    reference: Reference = None,
) -> None:
    """Tell what a release would change in the evidence, reference data, questions and cohorts; change nothing."""
    pin = read_pins(folder)[known(kind)]
    found = given(kind, source) if source else in_place(pin)
    _compare(found, pin, form, _inputs(folder, evidence, reference))


def reset_command(kind: Kind, folder: Sources = _FOLDER) -> None:
    """Use the release that ships again, and take away the one that stood in its place."""
    reset(folder, known(kind))
    pin = read_pins(folder)[kind]
    note(f"{kind}: {pin.version or 'none'} is used again; next: `kg build`")


def _inputs(folder: Path, evidence: Path | None, reference: Path | None) -> Inputs:
    return replace(Inputs.pinned(folder).over(evidence, reference), cohorts=cohorts_folder())


def _compare(found: Given, pin: Pin, form: str, inputs: Inputs) -> None:
    note(*(f"warning: {warning}" for warning in warnings(found, pin, _size(pin))))
    say(told(compared(found, inputs, pin), form).rstrip("\n"))


def _size(pin: Pin) -> int | None:
    """How many terms or rows are in place; None where nothing sound is."""
    return in_place(pin).size if pin.path is not None and pin.state() is State.SOUND else None
