"""Whom a page counts: a group of people as an address names it, in words, and as fields of a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from api.errors import Refusal
from api.pages.wanted import Wanted
from kg.analysis import Held
from kg.analysis.chosen import chosen
from kg.analysis.counts import grouped
from kg.analysis.frequencies import Frequencies
from kg.analysis.parameters import FaultyQuestion, question
from kg.analysis.population import Population
from kg.errors import UnknownName
from kg.find import Group, Sex
from kg.model.words import Lobe
from kg.portrait.spoken import WHOM, whom

PARAMETERS: Final = (
    *("population", "consequence", "exon", "intron", "domain", "lobe", "zygosity", "sex", "gene", "variant"),
)
"""What an address may say of a group, as the analyses read it."""
_CLASSES: Final = (("missense", "missense"), ("splice", "splice"), ("truncating", "truncating"))


@dataclass(frozen=True, slots=True)
class WhomField:
    """A field of a form. `choices` are values with what a reader sees; a field without any takes any text."""

    name: str
    label: str
    value: str
    choices: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Whom:
    """A group. `before` stands before the names of its parameters; `given` has them without."""

    before: str
    given: Mapping[str, Sequence[str]]
    asked: Frequencies

    @classmethod
    def of(cls, wanted: Wanted, usual: Population = Population.ADULTS, before: str = "") -> Whom:
        """The group of an address; of a `usual` population where it names none. Raises `Refusal`."""
        given = {name: found for name in PARAMETERS if (found := wanted.many(before + name))}
        try:
            asked = question("frequencies", {"population": [usual.name], **given})
            chosen(wanted.held, asked.who)  # type: ignore[attr-defined]  # the question of this kind
        except (FaultyQuestion, UnknownName) as error:
            raise Refusal(400, str(error)) from error
        return cls(before, given, asked)  # type: ignore[arg-type]  # the question of this kind

    @property
    def words(self) -> str:
        """In a line."""
        return whom(self.asked)

    def populations(self, wanted: Wanted) -> list[tuple[str, str, bool]]:
        """Each population in words, the same page for it, and whether it is the one that is asked for."""
        now = self.asked.population
        return [(words, wanted.other(population=one.name, offset=None), one is now) for one, words in WHOM.items()]

    @property
    def means(self) -> str:
        """What its population is."""
        return self.asked.population.meaning

    @property
    def query(self) -> str:
        """Its parameters, population and all, without what stands before them."""
        told = {**self.given, "population": (self.asked.population.name,)}
        return urlencode([(name, text) for name in sorted(told) for text in told[name]])

    @property
    def graphql(self) -> dict[str, Any]:
        """The arguments of an analysis that say the same."""
        return {"population": self.asked.population, "where": self.asked.where}

    def people(self, held: Held) -> int:
        """How many they are."""
        return int(chosen(held, self.asked.who).sum())

    def fields(self, held: Held) -> Iterator[WhomField]:
        """What a form asks of a group, filled with what is asked now."""
        everybody = chosen(held, Frequencies(population=Population.EVERYBODY).who)
        choices: dict[str, Sequence[tuple[str, str]]] = {
            "population": [(one.name, f"{words[:1].upper()}{words[1:]}") for one, words in WHOM.items()],
            "consequence": _CLASSES,
            "exon": sorted(_numbered(held, everybody, Group.EXON), key=lambda one: int(one[0])),
            "lobe": [(one.name, str(one)) for one in Lobe],
            "domain": _called(held, everybody, Group.DOMAIN),
            "zygosity": _called(held, everybody, Group.ZYGOSITY),
            "sex": [(one.name, str(one)) for one in Sex],
        }
        for name, label in _LABELS.items():
            usual = self.asked.population.name if name == "population" else ""
            value = next(iter(self.given.get(name, ())), usual)
            yield WhomField(self.before + name, label, value, choices.get(name, ()))


_LABELS: Final = {
    "population": "Whom to count",
    "consequence": "Kind of variant",
    "exon": "Exon",
    "domain": "Domain",
    "lobe": "Kinase lobe",
    "zygosity": "Zygosity",
    "sex": "Sex",
    "variant": "Variant",
}


def _called(held: Held, who: Any, by: Group) -> list[tuple[str, str]]:
    found = grouped(held.people, who, by)
    return sorted((ref.label, ref.label) for ref in held.people.refs(one for one in found if one is not None))


def _numbered(held: Held, who: Any, by: Group) -> list[tuple[str, str]]:
    """Exons by their numbers, which is what an address names."""
    numbers = {label.rpartition(" ")[2] for label, _ in _called(held, who, by)}
    return [(one, one) for one in numbers if one.isdecimal()]
