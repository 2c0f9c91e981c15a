"""The words of imaging and genetics that evidence files may use, and the terms of others they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Self

from kg.errors import FaultyInput, UnknownName


@dataclass(frozen=True, slots=True)
class Code:
    """A term elsewhere."""

    scheme: str
    id: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A modality or sequence; `key` names it in IRIs. Autopsy and tissue are modalities that no
    `scan` is made by.
    """

    key: str
    label: str
    codes: tuple[Code, ...] = ()
    note: str | None = None
    scan: bool = True


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the brain; `uberon` is None where no UBERON term was found.

    `within` holds the keys of the nearest regions that it is a part or a kind of.
    """

    key: str
    label: str
    uberon: str | None = None
    note: str | None = None
    codes: tuple[Code, ...] = ()
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VocabularyWord:
    """A term of SO, GENO, ECO or HPO with the plain words it is used for."""

    id: str
    label: str
    use_for: tuple[str, ...] = ()


def folded(phrase: str) -> str:
    """A phrase as it is compared: case and spacing do not matter."""
    return " ".join(phrase.lower().split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Look-ups by key or by printed phrase; None means that nobody taught us the phrase.

    `tables` holds the term tables (`variant_consequences`, `zygosity`, `evidence_types` ...) by name.
    """

    modalities: Mapping[str, Concept]
    sequences_by_key: Mapping[str, Concept]
    regions_by_key: Mapping[str, Region]
    tables: Mapping[str, tuple[VocabularyWord, ...]]
    modality_phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sequence_phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    region_phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    splicing_phrases: Mapping[str, bool] = field(default_factory=dict)

    def faults(self) -> Iterator[str]:
        """What the regions say of each other that cannot be: place, fault, and what would be right."""
        nested: dict[str, tuple[str, ...]] = {}
        for key, region in self.regions_by_key.items():
            for other in region.within:
                if other == key:
                    yield f"region {key}: lies within itself; right would be: the larger region, or no relation"
                elif other not in self.regions_by_key:
                    yield f"region {key}: within {other!r}, which is no region; right would be: a key of `regions`"
            nested[key] = tuple(other for other in region.within if other in self.regions_by_key and other != key)
        try:
            TopologicalSorter(nested).prepare()
        except CycleError as error:
            circle = [*reversed(error.args[1])]
            path = " within ".join(circle)
            yield f"region {circle[0]}: in a circle, {path}; right would be: to drop the relation that is wrong"

    def sound(self) -> Self:
        """This vocabulary, when its regions do not contradict each other; raises `FaultyInput` otherwise."""
        found = list(self.faults())
        if found:
            raise FaultyInput("\n".join(f"vocabulary.yaml: {fault}" for fault in found))
        return self

    def modality(self, phrase: str) -> str | None:
        """The key of the modality a phrase names."""
        found = _find(phrase, self.modalities, self.modality_phrases)
        return found[0] if found else None

    def sequences(self, phrase: str) -> tuple[str, ...] | None:
        """The keys of the sequences a phrase names; empty where it is known to name none of them."""
        return _find(phrase, self.sequences_by_key, self.sequence_phrases)

    def regions(self, phrase: str) -> tuple[str, ...] | None:
        """The keys of the regions a phrase names; empty where it is known to name none of them."""
        return _find(phrase, self.regions_by_key, self.region_phrases)

    def word(self, table: str, phrase: str) -> VocabularyWord | None:
        """The term of a table by its label, or by a plain word it is used for."""
        wanted = folded(phrase).replace("_", " ")
        for word in self.tables.get(table, ()):
            if wanted in (folded(name).replace("_", " ") for name in (word.label, *word.use_for)):
                return word
        return None

    def consequence(self, label: str) -> str:
        """The SO id of a consequence; raises `UnknownName`."""
        return self._needed("variant_consequences", label).id

    def on_splicing(self, consequence: str) -> bool | None:
        """Whether a printed consequence states an effect on splicing; None where it speaks of it in unknown words."""
        said = folded(consequence)
        return self.splicing_phrases.get(said, None if "splic" in said else False)

    def evidence(self, phrase: str) -> str:
        """The ECO id of a kind of evidence, by label or plain word (`MRI finding`); raises `UnknownName`."""
        return self._needed("evidence_types", phrase).id

    def evidence_of_modality(self, key: str) -> str:
        """The ECO id of what a modality shows: that of `KEY finding`, else of any imaging finding."""
        word = self.word("evidence_types", f"{key} finding")
        return word.id if word else self.evidence("imaging finding of a case")

    def _needed(self, table: str, phrase: str) -> VocabularyWord:
        word = self.word(table, phrase)
        if word is None:
            raise UnknownName(f"the table {table} of the vocabulary has no word {phrase!r}", phrase)
        return word

    def known(self, what: str) -> list[str]:
        """Every key and phrase for `modality`, `sequence` or `region`: what a typing error may have meant."""
        keys: Iterable[str]
        keys, phrases = {
            "modality": (self.modalities, self.modality_phrases),
            "sequence": (self.sequences_by_key, self.sequence_phrases),
            "region": (self.regions_by_key, self.region_phrases),
        }[what]
        return [*keys, *phrases]


def _find(phrase: str, keys: Mapping[str, object], phrases: Mapping[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    if phrase in keys:
        return (phrase,)
    wanted = folded(phrase)
    if wanted in phrases:
        return phrases[wanted]
    return next(((key,) for key in keys if folded(key) == wanted), None)
