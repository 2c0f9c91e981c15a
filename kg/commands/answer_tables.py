"""An answer for a terminal: a table with no more digits than are sure, and all that belongs beside its figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.measure import Measurement
from rich.table import Table

from kg.analysis.answers import Answered, types
from kg.analysis.digits import readable
from kg.analysis.given import many
from kg.analysis.result import Analysis, Row
from kg.commands.consoles import say
from kg.find.facts import Ref

_TEXT: Final = 24
_NAMES: Final = 3
_WIDEST: Final = 1000


def shown(found: Answered, kind: type[Row], most: int | None, console: Console) -> None:
    """Print it; what the table leaves out is said below it."""
    one = found.analysis
    say(one.label + ("" if one.people is None else f": {one.people} people"))
    made = _table(one, kind, most)
    # A figure is never cut, nor a text squeezed: on a narrow terminal lines are longer than it is wide.
    least = Measurement.get(console, console.options.update_width(_WIDEST), made).minimum
    console.print(made, width=max(console.width, least), crop=False)
    for line in _beside(found, most):
        say(line)


def _table(one: Analysis, kind: type[Row], most: int | None) -> Table:
    names = [name for name, of in types(kind).items() if many(of) is not Ref]
    names = [name for name in names if any(readable(getattr(row, name)) not in ("", "no") for row in one.rows)]
    made = Table(box=None, pad_edge=False, header_style="bold")
    shown = {name: [readable(getattr(row, name)) for row in one.rows[:most]] for name in names}
    for name, cells in shown.items():
        header, wordy = name.replace("_", " "), types(kind)[name] in (Ref, str)
        width = max(map(len, (header, *cells)))
        made.add_column(header, justify="left" if wordy else "right", min_width=min(width, _TEXT) if wordy else width)
    for line in zip(*shown.values(), strict=True):
        made.add_row(*map(escape, line))
    return made


def _beside(found: Answered, most: int | None) -> Iterator[str]:
    one, cut = found.analysis, len(found.analysis.rows[most:]) if most else 0
    yield ""
    if not one.rows:
        yield "Nothing is said of any of them."
    if cut:
        yield f"{cut} more rows: --rows 0 shows all."
    yield f"Method: {one.method.name} ({one.method.source}){_software(one)}"
    yield from (f"Read: {each}" for each in found.rewrites)
    yield from (f"Note: {each}" for each in one.notes)
    yield from _left_out(one)
    if any(many(of) is Ref for of in types(type(one.rows[0])).values()) if one.rows else False:
        yield "Who stands behind each row: --format json or csv. The query for the counts: --sparql"
    yield f"Id: {one.iri}"


def _left_out(one: Analysis) -> Iterator[str]:
    """By reason, with a few of the names; JSON has all."""
    if one.left_out:
        yield f"Left out: {len(one.left_out)}"
    reasons: dict[str, list[str]] = {}
    for each in one.left_out:
        reasons.setdefault(each.why, []).append(f"{each.what.label}{_instead(each.instead)}")
    for why, names in reasons.items():
        more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
        yield f"  {len(names)}: {why} ({', '.join(names[:_NAMES])}{more})"


def _software(one: Analysis) -> str:
    return f"; {', '.join(one.method.software)}" if one.method.software else ""


def _instead(other: Ref | None) -> str:
    return f", instead {other.label}" if other else ""
