"""Whether criteria hold when not all is known: true, false, or open because what is not reported could change it.

An item stands in a rule once (a check of criteria.yaml), so that counting what holds and what is open is exact: open
is what some completion of the unreported makes true and some other makes false.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from kg.find.criteria import Criterion

State: TypeAlias = bool | None
"""Holds, does not hold, or nothing is reported."""
Known: TypeAlias = Callable[[Criterion], State]
"""What is known of an item."""


def state(one: Criterion, known: Known) -> State:
    """Whether a criterion holds, as far as items are known."""
    if one.unread:
        return None
    if not one.parts:
        return known(one)
    states = [state(part, known) for part in one.parts]
    sure = sum(found is True for found in states)
    possible = sure + sum(found is None for found in states)
    if one.least is not None:
        return _decided(sure >= one.least, possible < one.least)
    return _decided(possible <= (one.most or 0), sure > (one.most or 0))


def _decided(yes: bool, no: bool) -> State:
    return True if yes else False if no else None


def verdict(categories: tuple[Criterion, ...], known: Known) -> tuple[Criterion | None, State]:
    """The first category that does not fail, and whether it holds; None where all fail."""
    for one in categories:
        found = state(one, known)
        if found is not False:
            return one, found
    return None, False


def items(one: Criterion) -> Iterator[Criterion]:
    """The items of a criterion that can be looked up."""
    if not one.parts and not one.unread:
        yield one
    for part in one.parts:
        yield from items(part)


def still_open(one: Criterion, known: Known) -> Iterator[Criterion]:
    """The items, and what was not read, that leave a criterion open: each could change it."""
    if state(one, known) is None:
        if not one.parts or one.unread:
            yield one
        for part in () if one.unread else one.parts:
            yield from still_open(part, known)


def excluding(one: Criterion, known: Known) -> Iterator[Criterion]:
    """The items that hold and should not."""
    if one.most is not None and state(one, known) is False:
        yield from (item for part in one.parts for item in items(part) if known(item))
    for part in one.parts:
        yield from excluding(part, known)
