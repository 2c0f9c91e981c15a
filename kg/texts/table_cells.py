"""The cells of a table in JATS or HTML: rows of its head, rows of its body, what spans repeated."""

from __future__ import annotations

from pathlib import Path

from kg.sources.tree import Element
from kg.texts.grid import SpanningCell, span, spread
from kg.texts.inline import running


def cells_of(table: Element, path: Path) -> tuple[list[list[str]], list[list[str]]]:
    """The rows of a table's head and of its body; where none is marked, the rows of `<th>`, or the first one."""
    head = list(table.all("thead", "tr"))
    body = [*table.all("tbody", "tr"), *table.all("tr")]
    marked = len(head)
    if not head:
        leading = 0
        while leading < len(body) and any(body[leading].all("th")) and not any(body[leading].all("td")):
            leading += 1
        marked = leading or min(1, len(body))
    whole = spread([_cells(row) for row in (*head, *body)], path, table.line)
    return whole[:marked], whole[marked:]


def _cells(row: Element) -> list[SpanningCell]:
    return [
        SpanningCell(running(cell)[0], span(cell.attributes.get("colspan")), span(cell.attributes.get("rowspan")))
        for cell in row.parts
        if isinstance(cell, Element) and cell.name in ("td", "th")
    ]
