"""All terms of one release, with what is above and below each, and what became of old ids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from kg.sources.ontology.term import OntologyTerm


@dataclass(frozen=True, slots=True)
class CurrentTerm:
    """The current id of a term; `rewrite` says in words what was changed to get there, or is None."""

    id: str
    rewrite: str | None = None


class Ontology:
    """All terms of one release, with their closures. `prefix` is that of its ids."""

    prefix: ClassVar[str]

    def __init__(self, version: str, terms: Mapping[str, OntologyTerm]) -> None:
        self.version, self.terms = version, terms
        purl = r"https?://purl\.obolibrary\.org/obo/"
        registry = rf"(?:https?://)?(?:www\.)?identifiers\.org/(?:{self.prefix}/)?"
        self._spelling = re.compile(rf"(?:{purl}|{registry}|obo:)?{self.prefix}[:_](\d{{7}})", re.IGNORECASE)
        self._children: dict[str, list[str]] = {}
        self._primary: dict[str, str] = {}
        self._ancestors: dict[str, frozenset[str]] = {}
        self._names: dict[tuple[bool, str], list[str]] = {}
        for term in terms.values():
            for parent in term.parents:
                self._children.setdefault(parent, []).append(term.id)
            for other in term.alternative_ids:
                self._primary[other] = term.id

    def get(self, identifier: str) -> OntologyTerm | None:
        """The term with this very id, obsolete ones too; alternative ids are found by `resolve` only."""
        return self.terms.get(identifier)

    def current(self, identifier: str) -> bool:
        """Whether a term has this very id and is not obsolete."""
        term = self.terms.get(identifier)
        return term is not None and not term.obsolete

    def shown(self, identifier: str) -> str:
        """An id with its label: `HP:0002500 (Abnormal cerebral white matter morphology)`."""
        term = self.terms.get(identifier)
        return f"{identifier} ({term.label})" if term else identifier

    def instead(self, term: OntologyTerm) -> str:
        """What is right for an obsolete term; several replacements, and those to consider, are candidates only."""
        candidates = " or ".join(map(self.shown, term.replaced_by or term.consider))
        if not candidates or len(term.replaced_by) == 1:
            return candidates
        return f"the term that is meant; it may be {candidates}: read the source"

    def children(self, identifier: str) -> tuple[str, ...]:
        """The ids right below a term."""
        return tuple(self._children.get(identifier, ()))

    def ancestors(self, identifier: str) -> frozenset[str]:
        """The ids above a term, and its own."""
        found = self._ancestors.get(identifier)
        if found is None:
            above = (self.ancestors(one) for one in self.terms[identifier].parents)
            found = self._ancestors[identifier] = frozenset((identifier,)).union(*above)
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

    def resolve(self, spelling: str) -> CurrentTerm | None:
        """The current term meant by any spelling: CURIE, PURL, identifiers.org, alternative or replaced id.

        None when nothing is meant, or when an obsolete term has no replacement.
        """
        match = self._spelling.fullmatch(spelling.strip())
        if match is None:
            return None
        written = f"{self.prefix}:{match[1]}"
        steps = [f"{spelling.strip()} is read as {written}"] if spelling != written else []
        current, seen = written, {written}
        while (term := self.terms.get(current)) is None or term.obsolete:
            following = self._following(current, term)
            if following is None or following[0] in seen:
                return None
            current = following[0]
            seen.add(current)
            steps.append(following[1])
        return CurrentTerm(current, "; ".join(steps) or None)

    def _following(self, identifier: str, term: OntologyTerm | None) -> tuple[str, str] | None:
        # Many obsolete ids also stand as alternative ids: their replacement is the plainer word.
        if term is not None and term.replaced_by:
            return term.replaced_by[0], f"{identifier} is obsolete, replaced by {term.replaced_by[0]}"
        if identifier in self._primary:
            primary = self._primary[identifier]
            return primary, f"{identifier} is an alternative id of {primary}"
        return None
