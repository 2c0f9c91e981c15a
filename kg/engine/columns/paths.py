"""Property paths over columns (SPARQL 1.1, section 18.4): pairs of ends, from whichever end is known."""

from __future__ import annotations

from typing import TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from kg.engine.columns import scan
from kg.engine.columns.algebra import AnyOf, Link, NoneOf, Path, Pattern, Repeat, Sequence, Unsupported
from kg.engine.columns.numbering import different
from kg.engine.columns.rows import Ids, Rows, distinct, stacked
from kg.engine.columns.scan import Evaluation

Keys: TypeAlias = NDArray[np.int64]
_FROM, _TO, _MIDDLE = "?_from", "?_to", "?_middle"


def pairs_of(pattern: Pattern, run: Evaluation, rows: Rows) -> Rows:
    """The solutions of a pattern with a path that are compatible with some row."""
    if run.graph is not None and run.graph.startswith("?"):
        raise Unsupported("a path inside GRAPH with a variable")
    path, subject, object_ = cast(Path, pattern.predicate), pattern.subject, pattern.object
    begin, end = _known(subject, run, rows), _known(object_, run, rows)
    if begin is None and end is not None:
        found = walked(turned(path), run, end)
        found = Rows({_FROM: found.columns[_TO], _TO: found.columns[_FROM]}, found.length)
    else:
        found = walked(path, run, begin)
    if subject == object_:
        found = found.take(found.columns[_FROM] == found.columns[_TO])
    columns: dict[str, Ids] = {}
    for term, name in ((subject, _FROM), (object_, _TO)):
        if term.startswith("?"):
            columns[term] = found.columns[name]
        else:
            mask = found.columns[name] == run.terms.number(term)
            found = found.take(mask)
            columns = {one: column[mask] for one, column in columns.items()}
    return Rows(columns, found.length)


def walked(path: Path, run: Evaluation, begin: Ids | None) -> Rows:
    """Where a path leads, from these terms (each once) or from anywhere: both ends, as often as there are ways."""
    match path:
        case Link(predicate, inverse):
            ends = (_TO, predicate, _FROM) if inverse else (_FROM, predicate, _TO)
            return scan.matches(Pattern(*ends), run, _given(begin)).only((_FROM, _TO))
        case Sequence(parts):
            return _one_after_the_other(parts, run, begin)
        case AnyOf(parts):
            # Each pair of ends once, as Oxigraph has it; the standard would have it once for each way.
            return distinct(stacked([walked(part, run, begin) for part in parts]))
        case Repeat(inner, least, many):
            return _repeated(inner, least, many, run, begin)
        case NoneOf(forward, backward):
            return _none_of(forward, backward, run, begin)


def turned(path: Path) -> Path:
    """The path walked backwards."""
    match path:
        case Link(predicate, inverse):
            return Link(predicate, not inverse)
        case Sequence(parts):
            return Sequence(tuple(turned(part) for part in reversed(parts)))
        case AnyOf(parts):
            return AnyOf(tuple(turned(part) for part in parts))
        case Repeat(inner, least, many):
            return Repeat(turned(inner), least, many)
        case NoneOf(forward, backward):
            return NoneOf(backward, forward)


def _known(term: str, run: Evaluation, rows: Rows) -> Ids | None:
    """The terms that an end may be, each once; None for any."""
    if not term.startswith("?"):
        return np.array([run.terms.number(term)], np.int32)
    column = rows.columns.get(term)
    return None if column is None else different(column)


def _given(begin: Ids | None) -> Rows:
    return Rows.one() if begin is None else Rows({_FROM: begin}, len(begin))


def _one_after_the_other(parts: tuple[Path, ...], run: Evaluation, begin: Ids | None) -> Rows:
    found = walked(parts[0], run, begin)
    for part in parts[1:]:
        middle = different(found.columns[_TO])
        following = walked(part, run, middle)
        at = np.argsort(following.columns[_FROM], kind="stable")
        starts = following.columns[_FROM][at]
        low = np.searchsorted(starts, found.columns[_TO])
        sizes = np.searchsorted(starts, found.columns[_TO], "right") - low
        places, owner = scan.spread(low, sizes)
        columns = {_FROM: found.columns[_FROM][owner], _TO: following.columns[_TO][at[places]]}
        found = Rows(columns, len(places))
    return found


def _repeated(inner: Path, least: int, many: bool, run: Evaluation, begin: Ids | None) -> Rows:
    """Each pair of ends once. All that one start reaches is found before what is found from it is followed again."""
    if least == 0:
        begin = _everything(run) if begin is None else _there(begin, run)
    found = distinct(walked(inner, run, begin))
    if many:
        found = _closed(found, inner, run)
    if least == 0 and begin is not None:
        found = distinct(stacked([Rows({_FROM: begin, _TO: begin}, len(begin)), found]))
    return found


def _closed(found: Rows, inner: Path, run: Evaluation) -> Rows:
    """Follow what was reached, until nothing new is."""
    steps: dict[str, Ids] = {}
    keys = _keys(found)
    news = found
    while news.length:
        reached = different(news.columns[_TO])
        following = distinct(walked(inner, run, reached))
        at = np.argsort(following.columns[_FROM], kind="stable")
        starts = following.columns[_FROM][at]
        low = np.searchsorted(starts, news.columns[_TO])
        sizes = np.searchsorted(starts, news.columns[_TO], "right") - low
        places, owner = scan.spread(low, sizes)
        steps = {_FROM: news.columns[_FROM][owner], _TO: following.columns[_TO][at[places]]}
        fresh = _keys(Rows(steps, len(places)))
        fresh = fresh[keys[np.minimum(np.searchsorted(keys, fresh), len(keys) - 1)] != fresh]
        keys = np.sort(np.concatenate([keys, fresh]))
        news = _unkeyed(fresh)
    return _unkeyed(keys)


def _keys(rows: Rows) -> Keys:
    """Both ends as one number, in order and each once."""
    both = (rows.columns[_FROM].astype(np.int64) << 32) | rows.columns[_TO]
    return different(both)


def _unkeyed(keys: Keys) -> Rows:
    columns = {_FROM: (keys >> 32).astype(np.int32), _TO: (keys & 0xFFFFFFFF).astype(np.int32)}
    return Rows(columns, len(keys))


def _everything(run: Evaluation) -> Ids:
    """Every subject and object in the graphs asked: a path of length zero leads from each to itself."""
    every = scan.matches(Pattern(_FROM, _MIDDLE, _TO), run, Rows.one())
    return np.union1d(every.columns[_FROM], every.columns[_TO]).astype(np.int32)


def _there(terms: Ids, run: Evaluation) -> Ids:
    """Those of these terms that are a subject or an object in the graphs asked."""
    if run.chosen is None:
        parts = [run.image.orders[order].parts(terms) for order in ("spo", "ops")]
        return terms[(parts[0][0] < parts[0][1]) | (parts[1][0] < parts[1][1])]
    ends = [(_FROM, _MIDDLE, _TO), (_TO, _MIDDLE, _FROM)]
    found = [scan.matches(Pattern(*one), run, _given(terms)).columns[_FROM] for one in ends]
    return terms[np.isin(terms, np.concatenate(found))]


def _none_of(forward: tuple[str, ...], backward: tuple[str, ...], run: Evaluation, begin: Ids | None) -> Rows:
    parts = []
    for ends, without in (((_FROM, _MIDDLE, _TO), forward), ((_TO, _MIDDLE, _FROM), backward)):
        if without:
            found = scan.matches(Pattern(*ends), run, _given(begin))
            shut = [run.terms.number(one) for one in without]
            parts.append(found.take(~np.isin(found.columns[_MIDDLE], shut)).only((_FROM, _TO)))
    return distinct(stacked(parts)) if len(parts) > 1 else stacked(parts)
