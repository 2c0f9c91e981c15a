"""What somebody gave, as the values that questions and filters hold: texts, and JSON; every fault is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from math import isfinite
from types import NoneType
from typing import Any, Final, TypeAlias, get_args, get_origin, get_type_hints

from kg.errors import KgError
from kg.find.filters import Span

Faults: TypeAlias = list[str]
_ALSO: Final = {"and": "allof", "or": "anyof", "not": "noneof", "min": "low", "max": "high"}
"""What GraphQL calls fields of filters."""
_DEEPEST: Final = 12
"""Filters in filters: more than anybody means."""


def folded(name: str) -> str:
    """A name without what spellings differ in: `variant-class` and VARIANT_CLASS are one."""
    return re.sub(r"[\W_]", "", name.lower())


def bare(of: Any) -> Any:
    """A type without None."""
    some = [one for one in get_args(of) if one is not NoneType]
    return some[0] if len(some) == 1 and NoneType in get_args(of) else of


def many(of: Any) -> Any:
    """The type of the members of a tuple; None for what is none."""
    kind = bare(of)
    return get_args(kind)[0] if get_origin(kind) is tuple else None


def read(of: Any, given: Any, place: str, faults: Faults, depth: int = 0) -> Any:
    """The value of a type; what cannot be one is told in `faults`, with the place and what would be right."""
    kind, each = bare(of), many(of)
    if depth > _DEEPEST:
        return _told(faults, place, "a filter within so many", f"at most {_DEEPEST}")
    if each is not None:
        items = given if isinstance(given, list | tuple) else [given]
        return tuple(read(each, one, place, faults, depth) for one in items)
    if isinstance(given, list | tuple):
        if len(given) != 1:
            return _told(faults, place, f"{len(given)} values", "one")
        given = given[0]
    if isinstance(kind, type) and isinstance(given, kind) and not isinstance(given, bool | float):
        return given
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _word(kind, given, place, faults)
    if kind is Span and not isinstance(given, Mapping):
        return _span(given, place, faults)
    if is_dataclass(kind):
        return _made(kind, given, place, faults, depth + 1)
    return _plain(kind, given, place, faults)


def _told(faults: Faults, place: str, what: str, right: str) -> None:
    faults.append(f"`{place}`: {what}; right would be {right}")


def _shown(given: Any) -> str:
    return f"{str(given)[:80]!r}"


def _word(kind: type[Enum], given: Any, place: str, faults: Faults) -> Any:
    names = {folded(spelling): one for one in kind for spelling in _spellings(one)}
    found = names.get(folded(str(given)))
    return found if found is not None else _told(faults, place, _shown(given), ", ".join(kind.__members__))


def _spellings(one: Enum) -> tuple[str, ...]:
    return (one.name, str(one), one.value) if isinstance(one, str) else (one.name,)


def _span(given: Any, place: str, faults: Faults) -> Any:
    low, dots, high = str(given).partition("..")
    try:
        ends = [float(one) if one.strip() else None for one in (low, high if dots else low)]
    except ValueError:
        ends = []
    if not ends or ends == [None, None] or not all(one is None or isfinite(one) for one in ends):
        return _told(faults, place, _shown(given), "18, 18..40, 18.. or ..40")
    return Span(low=ends[0], high=ends[1])


def _plain(kind: Any, given: Any, place: str, faults: Faults) -> Any:
    if kind is bool:
        word = given if isinstance(given, bool) else {"true": True, "false": False}.get(str(given).lower())
        return word if word is not None else _told(faults, place, _shown(given), "true or false")
    if kind in (int, float) and not isinstance(given, bool):
        try:
            number = kind(given)
            if isfinite(number) and (not isinstance(given, float) or number == given):
                return number
        except (ValueError, TypeError, OverflowError):
            pass
    right = {int: "a whole number", float: "a number"}.get(kind, "a text")
    return _told(faults, place, _shown(given), right)


def _made(kind: Any, given: Any, place: str, faults: Faults, depth: int) -> Any:
    if not isinstance(given, Mapping):
        return _told(faults, place, _shown(given), "an object of JSON")
    types, known = get_type_hints(kind), {folded(one.name): one.name for one in fields(kind)}
    before, found = len(faults), {}
    for name, value in given.items():
        here = folded(str(name))
        field = known.get(_ALSO.get(here, here))
        if field is None:
            _told(faults, place, f"it has no {str(name)[:80]!r}", ", ".join(_called(one) for one in known.values()))
        elif value is not None:
            found[field] = read(types[field], value, field if depth == 1 else f"{place}.{field}", faults, depth)
    missing = [one.name for one in fields(kind) if one.default is MISSING and one.name not in found]
    if missing or len(faults) > before:
        return None
    try:
        return kind(**found)
    except KgError as error:
        faults.append(str(error))
        return None


def _called(name: str) -> str:
    return {"all_of": "and", "any_of": "or", "none_of": "not", "low": "min", "high": "max"}.get(name, name)
