"""A view of the graph as values: what is shown, how it is drawn, and how a reader takes it along."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.files import RUNS
from kg.find import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The table behind a view, whole, as it is given in CSV. Of a thing a cell is its IRI; a name goes beside it.

    `rows` may be read from the graph only when they are written: a page shows some of thousands.
    """

    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]

    def csv(self) -> bytes:
        """RFC 4180. None is an empty cell; a text that a spreadsheet could run has an apostrophe before it."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows(map(_cell, row) for row in self.rows)
        return out.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Ref):
        return value.iri
    if isinstance(value, tuple | list):
        return " | ".join(map(_cell, value))
    return f"'{value}" if isinstance(value, str) and value.startswith(RUNS) else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A picture: a template of SVG (`templates/drawings/`) and the `values` it is drawn from, in a box of such a size.

    `says` is what it shows, in a sentence or two, for who cannot see it; whatever it shows stands in a table as well.
    Templates draw with attributes (`fill="..."`), never with styles, so that a picture looks the same in a file, and
    give classes, by which the stylesheet follows dark and light on a page. Links are made by `to(IRI or path)`.
    """

    template: str
    title: str
    says: str
    width: float
    height: float
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A page: `template` shows `values`. `path` is its permalink, with its query and without what stands before.

    `sparql` and `graphql` ask for what it shows; empty where nothing can.
    """

    template: str
    title: str
    path: str
    sheet: Sheet
    sparql: str
    graphql: str
    drawing: Drawing | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
