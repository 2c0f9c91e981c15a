"""A filter of cases, met by matrices where they hold what it asks, and by a query where they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from functools import partial, reduce
from typing import Any, Final, TypeVar

import numpy as np

from kg import find
from kg.analysis.held import Held
from kg.analysis.people import Mask, People
from kg.find.filters import CaseFilter, GenotypeFilter, PaperFilter, Span, VariantFilter
from kg.lexicon import Kind
from kg.names import KG, full

F = TypeVar("F", CaseFilter, VariantFilter, PaperFilter)
_NESTED: Final = ("all_of", "any_of", "none_of")
_HELD: Final[dict[type, tuple[str, ...]]] = {
    CaseFilter: (
        *("id", "genotype", "variant", "sex", "genetic_status", "affected", "onset", "death", "category", "depth"),
        *("paper", *_NESTED),
    ),
    GenotypeFilter: ("variant", "zygosity"),
    VariantFilter: (
        *("id", "gene", "consequence", "descendants", "domain", "lobe", "exon", "intron", "carried", "reported"),
        *_NESTED,
    ),
    PaperFilter: ("id", "depth", *_NESTED),
}
"""The fields of filters that matrices can meet."""


def chosen(held: Held, where: CaseFilter) -> Mask:
    """The persons that a filter leaves; of those it holds, each is met in its own way. Raises `UnknownName`."""
    own = replace(where, all_of=(), any_of=(), none_of=())
    found = _all(held, _case(held, own)) if matrices_do(own) else _asked(held, own)
    return _combined(found, where, partial(chosen, held))


def variants(held: Held, where: VariantFilter) -> Mask:
    """The variants that a filter leaves. Raises `UnknownName`."""
    return held.people.typed(KG + "Variant") & _variants(held, where) if matrices_do(where) else _asked(held, where)


def _asked(held: Held, where: CaseFilter | VariantFilter) -> Mask:
    listing, size = find.Listing(where), 10_000
    page = find.page(held.names, listing, size)
    iris = [iri for _, iri in page.keys]
    while page.more:
        page = find.page(held.names, listing, size, beyond=page.keys[-1])
        iris += [iri for _, iri in page.keys]
    return held.people.mask(iris)


def matrices_do(where: Any) -> bool:
    """Whether a filter asks for nothing that matrices do not hold."""
    asked = {one.name: getattr(where, one.name) for one in fields(where)}
    asked = {one.name: asked[one.name] for one in fields(where) if asked[one.name] != one.default}
    inner = (each for one in asked.values() for each in (one if isinstance(one, tuple) else (one,)))
    return asked.keys() <= set(_HELD[type(where)]) and all(matrices_do(one) for one in inner if type(one) in _HELD)


def _combined(found: Mask, where: F, met: Callable[[F], Mask]) -> Mask:
    """Those of some that meet the filters within one: all of some, any of some, none of some."""
    for one in where.all_of:
        found = found & met(one)
    if where.any_of:
        found = found & reduce(np.logical_or, map(met, where.any_of))
    for one in where.none_of:
        found = found & ~met(one)
    return found


def _all(held: Held, masks: Iterable[Mask]) -> Mask:
    return reduce(np.logical_and, masks, np.ones(len(held.people.iris), dtype=bool))


def _variants(held: Held, where: VariantFilter) -> Mask:
    return _combined(_all(held, _variant(held, where)), where, partial(_variants, held))


def _papers(held: Held, where: PaperFilter) -> Mask:
    return _combined(_all(held, _paper(held, where)), where, partial(_papers, held))


def _case(held: Held, where: CaseFilter) -> Iterator[Mask]:
    people = held.people
    yield people.cases
    if where.id:
        yield named(held, Kind.CASE, where.id)
    words = {"kg:sex": where.sex, "kg:geneticStatus": where.genetic_status, "kg:readingDepth": where.depth}
    for link, values in words.items():
        if values:
            yield people.leading(link, people.mask(one.iri for one in values))
    if where.affected is not None:
        yield people.having("kg:affected", str(where.affected).lower())
    if where.category:
        yield people.leading("rdf:type", _categories(held, where.category))
    for link, span in (("kg:ageAtOnset", where.onset), ("kg:ageAtDeath", where.death)):
        yield from _within(people, link, span)
    if where.genotype:
        yield people.leading("kg:hasGenotype", _all(held, _genotype(held, where.genotype)))
    if where.variant:
        yield people.leading("kg:hasVariant", _variants(held, where.variant))
    if where.paper:
        yield people.leading("kg:reportedIn", _papers(held, where.paper))


def _genotype(held: Held, where: GenotypeFilter) -> Iterator[Mask]:
    people = held.people
    if where.zygosity:
        yield people.leading("kg:zygosity", named(held, Kind.ZYGOSITY, where.zygosity))
    if where.variant:
        yield people.leading("kg:ofVariant", _variants(held, where.variant))


def _variant(held: Held, where: VariantFilter) -> Iterator[Mask]:
    people = held.people
    if where.id:
        yield named(held, Kind.VARIANT, where.id)
    if where.gene:
        yield people.leading("kg:ofGene", named(held, Kind.GENE, where.gene))
    if where.consequence:
        link = "rdf:type" if where.descendants else "kg:consequence"
        yield people.leading(link, named(held, Kind.CONSEQUENCE, where.consequence))
    if where.domain:
        domains = named(held, Kind.DOMAIN, where.domain)
        yield people.leading("kg:inDomain", domains | people.leading("rdf:type", domains))
    if where.lobe:
        yield people.leading("kg:kinaseLobe", people.mask(one.iri for one in where.lobe))
    for link, ranks in (("kg:inExon", where.exon), ("kg:inIntron", where.intron)):
        if ranks:
            yield people.leading(link, people.leading("kg:rank", people.mask(str(int(one)) for one in ranks)))
    for link, wanted in (("kg:hasVariant", where.carried), ("kg:ofVariant", where.reported)):
        if wanted is not None:
            yield _led_to(people, link) == wanted


def _led_to(people: People, link: str) -> Mask:
    found = np.zeros(len(people.iris), dtype=bool)
    found[people.links[link].indices] = True
    return found


def _paper(held: Held, where: PaperFilter) -> Iterator[Mask]:
    people = held.people
    if where.id:
        yield named(held, Kind.PAPER, where.id)
    if where.depth:
        yield people.leading("kg:readingDepth", people.mask(one.iri for one in where.depth))


def named(held: Held, kind: Kind, spellings: Iterable[str]) -> Mask:
    """The things of these names. Raises `UnknownName`."""
    return held.people.mask(iri for one in spellings for iri in held.names.all(kind, one))


def _categories(held: Held, spellings: Iterable[str]) -> Mask:
    """As `named`; a class that somebody is of needs no looking up, so that a build has no names to read."""
    ours = [full(one) if one.startswith("kg:") else one for one in spellings]
    known = {one for one in ours if one.startswith(KG) and one in held.people.number}
    return held.people.mask(known) | named(held, Kind.CATEGORY, [one for one in ours if one not in known])


def _within(people: People, link: str, span: Span | None) -> Iterator[Mask]:
    if span and span.low is not None:
        yield people.ages[link] >= span.low
    if span and span.high is not None:
        yield people.ages[link] <= span.high
