"""From what names a thing to the rows of the index: its names, its numbers, its links, its texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator
from functools import lru_cache
from typing import Final, TypeAlias

from kg.lexicon import reading as by
from kg.lexicon.complete import written
from kg.lexicon.folds import joined, marked, spelt
from kg.lexicon.hgvs import looks
from kg.lexicon.identifiers import Identifier, identifiers
from kg.lexicon.kinds import NAMED, WORDS, Role, SearchKind
from kg.lexicon.layout import FACTS, MAKES
from kg.lexicon.reading import Statements, UseCounts
from kg.lexicon.volume import Writer
from kg.names import BASE, KG, OBO, OBO_PREFIXES, OWL, SKOS, contract
from kg.release.made_once import KEPT

_OWN: Final = KG.removesuffix("#")
# An enzyme class and a pathway are listed with a gene, and are not the gene.
_NO_NAMES: Final = ("EC:", "Reactome")
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SYNONYMS: Final = (by.NAMES[1][0], SKOS + "altLabel")
_TEXTS: Final[dict[SearchKind, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    SearchKind.TERM: (("label", (by.LABEL,)), ("synonym", _SYNONYMS), ("related", by.NAMES[2])),
    SearchKind.PAPER: (("title", (by.LABEL,)), ("id", by.NUMBERS[1:]), ("author", (by.AUTHOR,))),
    SearchKind.CASE: (("label", (by.LABEL,)),),
    SearchKind.VARIANT: (("label", (by.LABEL,)), ("name", (KG + "hgvs", KG + "hgvsProtein"))),
    SearchKind.OBSERVATION: (("words", (by.SAID,)),),
    SearchKind.STATISTIC: (("label", (by.LABEL,)),),
    SearchKind.GENE: (("label", (by.LABEL,)), ("name", (KG + "fullName",)), ("synonym", _SYNONYMS)),
    SearchKind.FAMILY: (("label", (by.LABEL,)),),
    SearchKind.PART: (("label", (by.LABEL,)),),
}
"""For each kind what its texts are to a thing, and the properties that hold them."""
_SEARCHED: Final = {space + word: kind for kind in SearchKind for word in sorted(kind.value) for space in (KG, OWL)}
_CITED: Final = (SearchKind.TERM, SearchKind.PAPER, SearchKind.VARIANT, SearchKind.GENE)
"""What people know by an identifier."""


def write(
    writer: Writer,
    things: Iterable[tuple[str, Statements]],
    tally: UseCounts,
    mapped: Container[str] | None = None,
) -> None:
    """All rows of all things; the tally is whole when the last was read.

    `mapped` are the things that others lead to, where they are known: what else only has a label is not written.
    """
    for iri, said in things:
        kinds = kinds_of(said)
        bare = not kinds and mapped is not None and iri not in mapped and not is_old(said)
        for table, rows in _tables(tuple(said), bool(kinds), bare):
            writer.put(table, rows(iri, said, kinds))
    _without_bare(writer)
    for known in _TYPED:
        writer.run(known)
    missense = (
        "SELECT iri, replace(label, '_', ' ') FROM things WHERE kinds LIKE '%Consequence' AND label LIKE '%_variant'"
    )
    for iri, label in list(writer.run(missense)):
        name = label.removesuffix(" variant")
        writer.put("names", [(joined(name), 2, iri, name, 0)])
    _used(writer, tally)
    writer.with_words(spelt)


_BARE: Final = ("names", "numbers", "things")
"""Where what only has a label would stand."""
_TYPED: Final = [
    f"""UPDATE things SET kinds = trim(kinds || ' {mark}') WHERE iri IN (SELECT object FROM facts
    WHERE kind = '{kind}' AND (property = '{by.TYPE}' AND object LIKE '{of}%' OR property = '{by.CONSEQUENCE}'))"""  # noqa: S608
    for kind, of, mark in (("Variant", KG, "Consequence"), ("ProteinDomain", "", "DomainType"))
]
"""Kinds of changes and of domains are what variants and domains are typed as."""


def _without_bare(writer: Writer) -> None:
    """What only has a label is of use where a mapping leads to it, or from it."""
    links = ", ".join(f"'{one}'" for one in (by.SAME, *by.NEAR))
    mapped = " UNION ".join(f"SELECT {end} FROM links WHERE property IN ({links})" for end in ("subject", "object"))  # noqa: S608
    bare = "SELECT iri FROM things WHERE kinds = '' AND NOT old AND iri NOT IN (" + mapped + ")"  # noqa: S608
    for table in _BARE:
        writer.run(f"DELETE FROM {table} WHERE iri IN ({bare})")  # noqa: S608


def _used(writer: Writer, tally: UseCounts) -> None:
    """How often each thing is used, and which IRIs of others are spoken of."""
    for used, number in sorted(tally.uses.items()):
        iri, name = used.strip("<>"), written(used.strip("<>"))
        if used.startswith("<"):
            # A property that no ontology here defines is of use all the same.
            writer.put("completions", _completions(iri, {by.TYPE: [OWL + "AnnotationProperty"]}, ()))
        for table, key, value in (("things", "iri", iri), ("completions", "name", name)):
            writer.run(f"UPDATE {table} SET uses = uses + ? WHERE {key} = ?", number, value)  # noqa: S608
    known = "SELECT iri FROM things UNION SELECT subject FROM links UNION SELECT object FROM links"
    writer.put("spoken", ((iri,) for iri in sorted(tally.spoken.difference(iri for (iri,) in writer.run(known)))))


def _all(said: Statements, properties: Iterable[str]) -> Iterator[str]:
    return (value for one in properties for value in said.get(one, ()))


def is_old(said: Statements) -> bool:
    """Whether a thing is said to be obsolete, however a server spells a truth."""
    return not {"true", "1"}.isdisjoint(said.get(by.OLD, ()))


def kinds_of(said: Statements) -> list[str]:
    """The types of a thing in words of our ontology and of OWL; none where nobody calls such a thing by a name."""
    own = _words(tuple(said.get(by.TYPE, ())))
    return sorted({*own, "Category"}) if "Class" in own and _OWN in said.get(by.DEFINED, ()) else [*own]


@lru_cache(maxsize=KEPT)
def _words(types: tuple[str, ...]) -> tuple[str, ...]:
    own = {one.rpartition("#")[2] for one in types if one.startswith((KG, OWL))}
    return () if own.isdisjoint((*NAMED, *WORDS)) else tuple(sorted(own))


def _things(iri: str, said: Statements, kinds: Collection[str]) -> Iterator[tuple[object, ...]]:
    if kinds or by.LABEL in said or is_old(said):
        yield iri, " ".join(kinds), min(said.get(by.LABEL, ()), default=""), int(is_old(said)), 0


def _names(iri: str, said: Statements, kinds: Collection[str]) -> Iterator[tuple[object, ...]]:
    for rank, name in _called(iri, said, kinds):
        # Folding is for words: a change stands as it is written.
        yield joined(name), rank, iri, name, int("Variant" in kinds and looks(name))


def _called(iri: str, said: Statements, kinds: Collection[str]) -> Iterator[tuple[int, str]]:
    """Each name with its rank: the lower, the more it is the thing's own."""
    if not kinds:
        yield from ((3, name) for name in said.get(by.LABEL, ()))
        return
    later = 2 if any(one.endswith("Property") for one in kinds) else 0
    for rank, properties in enumerate(by.NAMES):
        for name in _all(said, properties):
            yield rank + later, name
            if is_old(said) and name.startswith("obsolete "):
                yield 2, name.removeprefix("obsolete ")
    local = iri.removeprefix(KG) if iri.startswith(KG) else iri.removeprefix(BASE).partition("/")[2]
    if iri.startswith(BASE) and "/" not in local:
        yield 1, local
    elif not {"ProteinDomain", "Family", "Paper"}.isdisjoint(kinds):
        yield 2, local.rpartition("/")[2]


def _numbers(iri: str, said: Statements, kinds: Collection[str]) -> Iterator[tuple[object, ...]]:
    """By the thing's own IRI and by what is the same; else by a notation, unless it is of something near."""
    if kinds or by.LABEL in said or is_old(said):
        yield from (_numbered(one, 0, iri) for one in _identified(iri))
    exact = [(target, iri) for target in said.get(by.SAME, ()) if kinds]
    for target, own in (*exact, *((protein, protein) for protein in said.get(MAKES, ()))):
        yield from (_numbered(one, 0, own) for one in identifiers(target))
    inexact = {one.key for link in by.NEAR for target in said.get(link, ()) for one in identifiers(target)}
    for name in _all(said, by.NUMBERS):
        # A paper's own number has no prefix.
        given = f"PMID:{name}" if name.isdecimal() else name
        for one in identifiers(given) if name != contract(iri) else ():
            if one.key not in inexact:
                yield _numbered(one, 1, iri)


def _identified(iri: str) -> tuple[Identifier, ...]:
    """By its IRI; what is ours is in no scheme, and terms, which are many, are looked for in no other."""
    scheme, _, local = iri.removeprefix(OBO).partition("_")
    if iri.startswith(OBO) and local.isdecimal() and scheme in OBO_PREFIXES:
        return (Identifier(scheme, local),)
    return () if iri.startswith(BASE) else identifiers(iri)


def _numbered(one: Identifier, rank: int, iri: str) -> tuple[object, ...]:
    scheme, local = one.key
    return local, scheme, rank, iri


def _notations(iri: str, said: Statements, kinds: Collection[str]) -> Iterator[tuple[object, ...]]:
    for name in _all(said, by.NUMBERS):
        if ":" in name and not name.startswith(_NO_NAMES) and not identifiers(name):
            yield marked(name), iri


def _links(iri: str, said: Statements, kinds: Collection[str]) -> Iterator[tuple[object, ...]]:
    return ((iri, link, target) for link in by.LINKS for target in said.get(link, ()))


def _facts(iri: str, said: Statements, kinds: Collection[str]) -> Iterator[tuple[object, ...]]:
    for kind in (one for one in FACTS if KG + one in said.get(by.TYPE, ())):
        yield from ((kind, iri, name, value) for name, values in said.items() for value in values)


def _said(iri: str, said: Statements, kinds: Collection[str]) -> Iterator[tuple[object, ...]]:
    for kind, matched, properties in _searched(tuple(said.get(by.TYPE, ()))) if not is_old(said) else ():
        for text in sorted({*_all(said, properties)}) if properties else (contract(iri),):
            yield iri, kind, matched, text
    for variant in said.get(by.OF_VARIANT, ()):
        yield from ((variant, SearchKind.VARIANT.name, "words", text) for text in said.get(by.SAID, ()))


@lru_cache(maxsize=KEPT)
def _searched(types: tuple[str, ...]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The texts of a thing of these types: kind, what they are to it, and the properties; of its identifier none."""
    kinds = dict.fromkeys(_SEARCHED[one] for one in types if one in _SEARCHED)
    cited = (("id", tuple[str, ...]()),)
    return tuple(
        (kind.name, matched, properties)
        for kind in kinds
        for matched, properties in (*_TEXTS[kind], *(cited if kind in _CITED else ()))
    )


def _completions(iri: str, said: Statements, _: Collection[str]) -> Iterator[tuple[object, ...]]:
    words = [one.removeprefix(OWL) for one in said.get(by.TYPE, ()) if one.removeprefix(OWL) in WORDS]
    role = next((role for role, ends in _ROLES.items() if any(one.endswith(ends) for one in words)), None)
    name = written(iri) if role and not is_old(said) else None
    if role and name:
        local = _HUMP.sub(" ", name.partition(":")[2])
        others = "\n".join(sorted({*_all(said, by.NAMES[1])}))
        yield name, role.value, local, min(said.get(by.LABEL, ()), default=""), others, 0


_ROLES: Final = {Role.CLASS: "Class", Role.PROPERTY: "Property", Role.VALUE: "Individual"}
_Rows: TypeAlias = Callable[[str, Statements, Collection[str]], Iterator[tuple[object, ...]]]
_ROWS: Final[dict[str, _Rows]] = {
    "things": _things,
    "names": _names,
    "numbers": _numbers,
    "notations": _notations,
    "links": _links,
    "facts": _facts,
    "said": _said,
    "completions": _completions,
}
_OF_NAMED: Final = ("facts", "completions")
"""Where only what has a kind stands."""
_OF: Final = {"notations": by.NUMBERS, "links": by.LINKS, "said": (by.TYPE, by.OF_VARIANT)}
"""Tables whose rows are made of some properties alone."""


@lru_cache(maxsize=KEPT)
def _tables(properties: tuple[str, ...], named: bool, bare: bool) -> tuple[tuple[str, _Rows], ...]:
    """Those in which a thing of which this is said may have rows: most things have in few."""
    left = {*(_BARE if bare else ()), *(() if named else _OF_NAMED)}
    left |= {table for table, of in _OF.items() if set(of).isdisjoint(properties)}
    return tuple((table, rows) for table, rows in _ROWS.items() if table not in left)
