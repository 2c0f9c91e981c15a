"""A comparison as text, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from itertools import groupby
from typing import Final

from kg.errors import KgError
from kg.updates.change import KINDS, Comparison, SourceChange

FORMATS: Final = ("text", "json", "csv")
SHOWN: Final = 12
"""Places told with a change in the text; JSON and CSV hold them all."""


def told(found: Comparison, form: str) -> str:
    """The whole comparison; raises `KgError` for an unknown format."""
    if form not in FORMATS:
        raise KgError(f"there is no format {form!r}; right would be: {' or '.join(FORMATS)}")
    return {"text": _text, "json": _json, "csv": _csv}[form](found)


def _text(found: Comparison) -> str:
    head = f"{found.kind}: {found.old} -> {found.new}"
    if not found.changes:
        return f"{head}\nnothing that this project uses changes\n"
    lines = [head]
    for kind, changes in groupby(found.changes, lambda change: change.kind):
        rows = list(changes)
        lines += ["", f"{KINDS[kind]} ({len(rows)})"]
        for change in rows:
            lines += _lines(change)
    return "\n".join(lines) + "\n"


def _lines(change: SourceChange) -> Iterator[str]:
    yield f"  {change.term} ({change.label}): {change.what}" if change.label else f"  {change.term}: {change.what}"
    if change.right:
        yield f"      right would be: {change.right}"
    yield from (f"      {place}" for place in change.places[:SHOWN])
    more = len(change.places) - SHOWN
    if more > 0:
        yield f"      and {more:,} more places"


def _json(found: Comparison) -> str:
    return json.dumps(asdict(found), indent=2, ensure_ascii=False) + "\n"


def _csv(found: Comparison) -> str:
    out = io.StringIO()
    rows = csv.DictWriter(out, [one.name for one in fields(SourceChange)], lineterminator="\n")
    rows.writeheader()
    for change in found.changes:
        rows.writerow(asdict(change) | {"places": " | ".join(change.places)})
    return out.getvalue()
