"""The ways to read a name, the surest first; each gives the things it leads to, before they are brought home."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.lexicon.changes import Changes
from kg.lexicon.folds import marked
from kg.lexicon.held import HeldNames, NameEntry
from kg.lexicon.homes import Homes
from kg.lexicon.identifiers import identifiers
from kg.lexicon.ours import ours
from kg.lexicon.resolution import Way
from kg.names import contract

_BOTH: Final = re.compile(
    r"(?P<id>[A-Za-z]+[:_]\w+)[\s|!,;:–-]+(?P<name>\D.+)|(?P<called>.+?)\s*[(\[](?P<last>[^()\[\]]+)[)\]]"
)


NOWHERE: Final = Way()


class Ways:
    """All ways over one graph."""

    def __init__(self, held: HeldNames, homes: Homes, changes: Changes) -> None:
        self._held, self._homes, self._changes = held, homes, changes

    def of(self, given: str) -> Iterator[Way]:
        """One after the other, so that whoever has found what he looks for can stop."""
        ways = (self._own, self._identifier, self._pointed_at, self._variant, self._both, self._name, self._bare)
        for way in ways:
            yield way(given)

    def _own(self, given: str) -> Way:
        """A thing by its IRI or its short name, as the graph has it or nearly so."""
        iri = next((one for one in ours(given) if self._held.thing(one)), None)
        return self._at(given, iri)

    def _pointed_at(self, given: str) -> Way:
        """An IRI of which the graph says nothing, but which it uses."""
        known = (one for one in ours(given) if self._held.anything(one))
        return self._at(given, next(known, None))

    def _at(self, given: str, iri: str | None) -> Way:
        if iri is None:
            return NOWHERE
        return Way(((0, iri),), () if given in (iri, contract(iri)) else (f"{given} is read as {contract(iri)}",))

    def _identifier(self, given: str) -> Way:
        read = identifiers(given)
        held = {one: self._held.numbered(one) for one in read}
        if not any(held.values()):
            held = {one: [one.iri] for one in read if self._held.anything(one.iri)}
        found = tuple(dict.fromkeys((0, iri) for iris in held.values() for iri in iris))
        if found:
            names = [str(one) for one, iris in held.items() if iris]
            return Way(found, () if given in names else (f"{given} is read as {' or '.join(names)}",))
        noted = self._held.noted(marked(given))
        return Way(tuple((0, iri) for iri in noted), (f"{given} is a notation",))

    def _variant(self, given: str) -> Way:
        found, told = self._changes.led(given)
        return Way(tuple((0, iri) for iri in found), told) if found else NOWHERE

    def _both(self, given: str) -> Way:
        """An identifier with the name of its thing, as curators write them: `HP:0002500 ! Abnormal ...`."""
        parts = _BOTH.fullmatch(given)
        if not parts:
            return NOWHERE
        one, other = parts["id"] or parts["last"], parts["name"] or parts["called"]
        first, second = self._identifier(one), self._name(other)
        if not first.found or not second.found:
            return NOWHERE
        both = {home for _, iri in first.found for home, _ in self._homes.of(iri)}
        same = both & {home for _, iri in second.found for home, _ in self._homes.of(iri)}
        told = f"{one} and {other!r} {'agree' if same else 'do not agree'}"
        return Way(first.found, (*first.told, told)) if same else Way((*first.found, *second.found[:5]), (told,))

    def _name(self, given: str) -> Way:
        entries, aside = self._held.called(given)
        told = self._called(given, entries, aside) if entries else ()
        return Way(tuple((one.rank, one.iri) for one in entries), told)

    def _called(self, given: str, entries: Iterable[NameEntry], aside: str) -> tuple[str, ...]:
        best = min(entries, key=lambda one: (one.rank, one.iri))
        told = [f"{given!r} is read as {best.name!r}, {aside}"] if aside and best.name != given else []
        if best.name != self._held.named(best.iri).label:
            told.append(f"{best.name!r} is a name of {contract(best.iri)}")
        return tuple(told)

    def _bare(self, given: str) -> Way:
        rows = self._held.bare(given.lstrip("# "))
        names = dict.fromkeys(f"{scheme}:{local}" for scheme, local, _ in rows)
        return Way(tuple((0, iri) for _, _, iri in rows), (f"{given} is read as {' or '.join(names)}",))

    def unheld(self, given: str) -> tuple[str, ...]:
        """What a text was read as, though nothing here is called so."""
        ids = tuple(f"{given} is read as {one}, which is not in this graph" for one in identifiers(given))
        return self._changes.unheld(given) or ids

    def variant(self, given: str) -> str | None:
        """The normal form of a variant's name; None for what is none."""
        change = self._changes.read(given)
        return str(change) if change else None
