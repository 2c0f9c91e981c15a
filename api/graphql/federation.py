"""Things as other subgraphs name them: a type and one of its keys, or several that agree."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.graphql.ahead import read_whole
from api.graphql.kinds import KEYS, KINDS
from api.graphql.node import Asked, Thing
from kg import find
from kg.errors import KgError, UnknownName
from kg.find import BadPage, Kind
from kg.lexicon.ours import iri_of
from kg.lexicon.spelling import NotAName, is_name
from kg.names import contract

_NATURAL: Final = {"pmid": (Kind.PAPER, "PMID:"), "doi": (Kind.PAPER, "DOI:"), "hgvs": (Kind.VARIANT, "")}
"""Keys other than `id` and `curie`: the kind of thing, and what stands before them when they are looked up."""
_TOLD: Final = 100
"""Faults that are told one by one: five hundred would make an answer of an attack many times its size."""
_Place = tuple[str, str] | KgError | None
"""The type and the IRI that are meant; why none can be; None where nothing has that key."""


async def entities(info: Asked, representations: Sequence[Any]) -> list[Thing | KgError | None]:
    """Each in its place, an error too, so that it spoils no other. Raises `BadPage` where they are too many."""
    most = info.context.settings.page_most
    if len(representations) > most:
        raise BadPage(f"`representations` may hold {most} at most, not {len(representations)}")
    names = info.context.names()
    places = _told(await info.context.engine.read(lambda: [_place(names, one) for one in representations]))
    info.context.rewrites += [one for one in names.rewrites if one not in info.context.rewrites]
    meant = dict.fromkeys(place for place in places if isinstance(place, tuple))
    wanted = {kind: [iri for it, iri in meant if it == kind] for kind, _ in meant}
    read = await asyncio.gather(*(read_whole(info, KINDS[kind], iris) for kind, iris in wanted.items()))
    pairs = zip(wanted, read, strict=True)
    found = {(kind, one.iri): one for kind, things in pairs for one in things if one and _is_so(one)}
    return [found.get(place) if isinstance(place, tuple) else place for place in places]


def _told(places: list[_Place]) -> list[_Place]:
    """The places with no more faults than are told; the last of them says how many follow."""
    faults = [(number, one) for number, one in enumerate(places) if isinstance(one, KgError)]
    if len(faults) > _TOLD:
        for number, _ in faults[_TOLD:]:
            places[number] = None
        number, last = faults[_TOLD - 1]
        places[number] = BadPage(f"{last}; {len(faults) - _TOLD} places after this one have a fault as well")
    return places


def _is_so(thing: Thing) -> bool:
    """Whether no other type claims it: anything that no type claims may be shown as a term, and nothing else."""
    claimed = Thing.claimed(thing.said.texts("rdf:type"))
    return claimed is None or isinstance(thing, claimed)


def _place(names: find.Names, one: Any) -> _Place:
    try:
        return _meant(names, one)
    except (BadPage, NotAName) as error:
        return error


def _meant(names: find.Names, one: Any) -> _Place:
    """What a representation means: a key that is null says nothing, and one that leads to nothing contradicts none."""
    kind = one.get("__typename") if isinstance(one, Mapping) else None
    if not isinstance(kind, str) or kind not in KEYS:
        what = json.dumps(kind if isinstance(one, Mapping) else one)[:80]
        raise BadPage(f"a representation is {{__typename: ..., id: ...}} of a type that has a key, which {what} is not")
    given = {key: one[key] for key in KEYS[kind] if one.get(key) is not None}
    if not given:
        raise BadPage(f"a representation of {kind} needs one of its keys, not null: {', '.join(KEYS[kind])}")
    found = {key: iri for key, value in given.items() if (iri := _iri(names, key, value))}
    if len(set(found.values())) > 1:
        told = ", ".join(f"`{key}` to {contract(iri)}" for key, iri in found.items())
        raise BadPage(f"the keys of a representation lead to different things: {told}")
    return next(((kind, iri) for iri in found.values()), None)


def _iri(names: find.Names, key: str, value: object) -> str | None:
    """What a key leads to; None where nothing is called so."""
    if not isinstance(value, str):
        raise BadPage(f"the key `{key}` is a text, here it is {json.dumps(value)[:80]}")
    if key not in _NATURAL:
        iri = iri_of(value) if is_name(value) else None
        if iri is None:
            raise BadPage(f"`{key}` is an IRI or a short name such as HP:0002500, and {value[:80]!r} is neither")
        return iri
    kind, before = _NATURAL[key]
    try:
        found = names.all(kind, before + value)
    except UnknownName:
        return None
    if len(found) > 1:
        several = " or ".join(map(contract, found[:5]))
        raise BadPage(f"`{key}` {value[:80]!r} may be any of {len(found)} things: {several}")
    return found[0]
