"""What a newer phenotype.hpoa says otherwise of the diseases that a build loads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.sources.hpo import Hpo
from kg.sources.hpoa import Annotation
from kg.updates.change import SourceChange

Key = tuple[str, str, bool]
_COMPARED = ("frequency", "onset", "sex", "modifiers", "aspect", "evidence", "references")


def annotation_changes(old: Iterable[Annotation], new: Iterable[Annotation], hpo: Hpo) -> Iterator[SourceChange]:
    """Annotations added and removed, and those with another frequency, onset, sex, modifier, evidence or reference."""
    before, after = _by_key(old), _by_key(new)
    names = {rows[0].disease: rows[0].name for rows in (*before.values(), *after.values())}
    was = {rows[0].disease: rows[0].name for rows in before.values()}
    for disease, name in sorted(was.items()):
        if names[disease] != name:
            now = names[disease]
            yield SourceChange("disease renamed", disease, now, f"it was {name!r}", f"name: {now}")
    for key in sorted(before.keys() | after.keys()):
        rows, others = before.get(key, ()), after.get(key, ())
        kind = "annotation changed" if rows and others else "annotation removed" if rows else "annotation added"
        what = _differs(rows, others) if rows and others else _told(rows or others)
        if what:
            yield SourceChange(kind, key[0], names[key[0]], f"{'NOT ' * key[2]}{hpo.shown(key[1])}: {what}")


def _by_key(rows: Iterable[Annotation]) -> Mapping[Key, list[Annotation]]:
    found: dict[Key, list[Annotation]] = {}
    for row in rows:
        found.setdefault((row.disease, row.hpo, row.negated), []).append(row)
    return found


def _values(rows: Iterable[Annotation], column: str) -> str:
    cells = (getattr(row, column) for row in rows)
    shown = sorted(", ".join(cell) if isinstance(cell, tuple) else str(cell) for cell in cells if cell)
    return " and ".join(shown) or "none"


def _differs(rows: Iterable[Annotation], others: Iterable[Annotation]) -> str:
    pairs = [(column, _values(rows, column), _values(others, column)) for column in _COMPARED]
    return "; ".join(f"{column} {old} -> {new}" for column, old, new in pairs if old != new)


def _told(rows: Iterable[Annotation]) -> str:
    return "; ".join(f"{column} {_values(rows, column)}" for column in ("frequency", "references"))
