"""`kg paper compare`: two readings of one paper beside each other."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.audit.compare import Compared, compare, doubted, in_words
from kg.audit.kappa import ReadersAgree
from kg.build.inputs import Inputs
from kg.commands.consoles import note, out, say
from kg.errors import FaultyInput
from kg.settings import sources_folder
from kg.sources.hpo import read_hpo

FORMATS = ("text", "json")


def paper_compare(
    one: Annotated[Path, typer.Argument(metavar="A.yaml", help="an evidence file")],
    other: Annotated[Path, typer.Argument(metavar="B.yaml", help="the same paper by a second reader")],
    proposed: Annotated[bool, typer.Option("--proposed", help="what nobody has accepted yet counts as well")] = False,
    write: Annotated[bool, typer.Option("--write", help="keep each difference in A.yaml as a doubt")] = False,
    form: Annotated[str, typer.Option("--format", help=" or ".join(FORMATS))] = "text",
) -> None:
    """Compare two readings of one paper: where they differ, and how well they agree (Cohen's kappa).

    With --write each difference stays in A.yaml as a doubt until both files say the same and this is run again.
    """
    if form not in FORMATS:
        raise FaultyInput(f"there is no format {form!r}; right would be {' or '.join(FORMATS)}")
    found = compare(one, other, read_hpo(Inputs.pinned(sources_folder()).hpo), proposed)
    note(*filter(None, (found.unlike,)))
    if form == "json":
        out.file.write(json.dumps(_tree(found), indent=1, ensure_ascii=False) + "\n")
    else:
        say(*_lines(found))
    if write:
        came, went = doubted(one, found, datetime.now().astimezone().date())
        note(f"{one}: {came} doubts written, {went} settled and taken out")


def _lines(found: Compared) -> list[str]:
    pairs = found.people.pairs
    lines = [f"{len(pairs)} people both have, {len(found.people.only_one)} only {found.one.name} has, "
             f"{len(found.people.only_other)} only {found.other.name} has"]  # fmt: skip
    lines += [f"  {pair.one.label} = {pair.other.label} by {pair.by}" for pair in pairs if pair.by != "label"]
    lines += [f"{len(found.differ)} differences"]
    lines += [f"  {one.kind}: {one.about}: {in_words(one, found)}" for one in found.differ]
    return [*lines, "agreement", *(f"  {_agreed(one)}" for one in found.agree)]


def _agreed(one: ReadersAgree) -> str:
    if one.observed is None:
        return f"{one.kind}: no kappa, as {one.undefined} ({one.counted})"
    share = f"{one.alike} of {one.n} alike ({one.observed:.0%})"
    found = f"no kappa, as {one.undefined}"
    if one.kappa is not None and one.standard_error is not None:
        found = f"kappa {one.kappa:.2f}, standard error {one.standard_error:.2f}"
    return f"{one.kind}: {share}, {found}; counted: {one.counted}"


def _tree(found: Compared) -> dict[str, Any]:
    return {
        "unlike": found.unlike,
        "one": found.one.name,
        "other": found.other.name,
        "people": [{"one": pair.one.label, "other": pair.other.label, "by": pair.by} for pair in found.people.pairs],
        "only_one": [case.label for case in found.people.only_one],
        "only_other": [case.label for case in found.people.only_other],
        "differences": [asdict(one) for one in found.differ],
        "agreement": [{**asdict(one), "observed": one.observed} for one in found.agree],
    }
