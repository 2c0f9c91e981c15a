"""Which variant somebody is told to carry by other words than its name: the family's, its kind, another's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.reading.found import Bearing, FoundPerson, FoundVariant, Spot
from kg.reading.sentences import sentences
from kg.reading.variant_words import name_of
from kg.reading.variants.labels_ahead import ONE_LABEL, called
from kg.reading.whose import Whose
from kg.texts.text import Text

_FAMILY: Final = "told to carry a variant; this is the only one of the family"
_KIND: Final = "told to carry a variant of this kind; the text names no other of it"
_LIKE: Final = "told to have the same variant as another"
_NOUN: Final = r"(?:variant|mutation|change|substitution|allele|genotype|deletion|duplication)\b"
_SHORTENS: Final = r"(?:\*|Ter|X\b|fs)"
_KINDS: Final = (
    (re.compile(rf"\btruncating\s{_NOUN}", re.I), re.compile(_SHORTENS)),
    (re.compile(rf"\b(?:nonsense|stop(?:[\s-]gain(?:ed)?)?)\s{_NOUN}", re.I), re.compile(r"\d(?:\*|Ter\b|X\b)")),
    (re.compile(rf"\bframe-?\s?shift(?:ing)?\s{_NOUN}", re.I), re.compile(r"fs")),
    (re.compile(rf"\b(?:splic(?:e|ing)(?:[\s-]site)?|intronic)\s{_NOUN}", re.I), re.compile(r"^c\.\d+[+-]\d")),
    (re.compile(rf"\bmissense\s{_NOUN}", re.I), re.compile(r"^p\.\(?[A-Z][a-z]{2}\d+(?!Ter)[A-Z][a-z]{2}\)?$")),
)
"""What a kind of variant is called, and what its names look like."""
_SAME_AS: Final = re.compile(
    rf"\b(?:same|identical)\s(?:[\w-]+\s){{0,3}}?{_NOUN}\s(?:[\w-]+\s){{0,3}}?(?:as|to|with)\s(?:[\w-]+\s){{0,4}}?(?P<as>{ONE_LABEL})",
    re.I,
)
_SHARING: Final = re.compile(
    rf"\b(?P<word>patient|case|proband|individual|subject|sibling)s\s(?P<one>\d{{1,2}}|[A-H])\sand\s(?P<two>\d{{1,2}}|[A-H])\b[^.;]{{0,40}}?"
    rf"\b(?:shar(?:e|es|ed|ing)|carr(?:y|ied|ying)|harbou?r(?:ed|ing)?|having|had|have)\s(?:the|an?|one)\s(?:(?:same|identical|one|common)\s)*{_NOUN}",
    re.I,
)
_DENIED: Final = re.compile(r"\b(?:not|no|never|neither|nor|without)\b", re.I)

Inferred = tuple[FoundVariant, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FamilyCarriers:
    """The people of a text with the variants that they have been given."""

    text: Text
    whose: Whose
    variants: Sequence[FoundVariant]
    cases: Mapping[str, Mapping[str, Any]]

    def of_another(self) -> Iterator[Inferred]:
        """Those who are said to have the same variant as another, whom a label names."""
        persons = self.whose.people.persons
        for number, passage in enumerate(self.text.passages):
            for start, end in sentences(passage.text):
                sentence = passage.text[start:end]
                if _DENIED.search(sentence):
                    continue
                if match := _SAME_AS.search(sentence):
                    about = self.whose.people.whom(Spot(number, max(0, start - 2), max(1, start - 1)))
                    other = called(match["as"].split()[-1], persons)
                    yield from self._as(other, about if start else ())
                if match := _SHARING.search(sentence):
                    both = [called(match[key], persons) for key in ("one", "two")]
                    for one, two in (both, both[::-1]):
                        yield from self._as(one, (two,) if two else ())

    def _as(self, other: str | None, labels: tuple[str, ...]) -> Iterator[Inferred]:
        free = tuple(label for label in labels if label != other and not self._held(label))
        theirs = self._held(other) if other else set()
        if free and len(theirs) == 1:
            yield from ((one, free, (_LIKE,)) for one in self._named(theirs)[:1])

    def of_kind(self, person: FoundPerson) -> Iterator[Inferred]:
        """The only variant of the kind that the sentence names where somebody is told to carry one."""
        spot = next(fact.spot for fact in person.stated if fact.key == "genetic_status")
        if spot.passage < 0:
            return
        words = self.text.passages[spot.passage].text
        sentence = next((words[start:end] for start, end in sentences(words) if start <= spot.start < end), "")
        for called_so, looks in _KINDS:
            if called_so.search(sentence):
                names = {name_of(one.facts) for one in self.variants if one.bearing is Bearing.PRESENT}
                fit = {name for name in names if any(looks.search(str(part)) for part in name[1:] if part)}
                if len(fit) == 1:
                    yield from ((one, (person.label,), (_KIND,)) for one in self._named(fit)[:1])

    def of_family(self, person: FoundPerson) -> Iterator[Inferred]:
        """The only variant that those of a family have, for one of them who is told to carry one."""
        family = self._root(person)
        held = {
            name for one in self.whose.people.persons if self._root(one) == family for name in self._held(one.label)
        }
        if len(held) == 1:
            yield from ((one, (person.label,), (_FAMILY,)) for one in self._named(held)[:1])

    def _root(self, person: FoundPerson) -> str:
        """The one whose relatives a family are."""
        of = {one.label: one.of for one in self.whose.people.persons}
        label, seen = person.label, set[str]()
        while (above := of.get(label)) and label not in seen:
            seen.add(label)
            label = above
        return label

    def _held(self, label: str) -> set[tuple[object, ...]]:
        return {name_of(two) for two in self.cases.get(label, {}).get("variants", ())}

    def _named(self, names: set[tuple[object, ...]]) -> list[FoundVariant]:
        return [one for one in self.variants if one.bearing is Bearing.PRESENT and name_of(one.facts) in names]
