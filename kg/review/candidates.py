"""What a curator decides on: every entry of an evidence file that was proposed, in the order of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final, Self

from kg.review.words import in_words
from kg.sources.positions import Steps

LISTS: Final = ("variants", "phenotypes", "imaging", "studies", "statistics", "aside")
"""Lists whose entries are one fact each."""
_READ: Final = ("quote", "place", "proposed", "why")
_INNER: Final = (*LISTS, "quoted", "treatment", "earlier_diagnoses", "same_person", "notes", "readings")


class Ruling(StrEnum):
    """What became of a candidate; `TAKEN` by a person, or never proposed."""

    OPEN = "open"
    TAKEN = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One entry. `list` is what it stands in (`paper` and `cases` among them), `person` whose it is.

    `facts` are its keys but for how it was read; of something `quoted`, `key` and `value`; of the paper also the
    `depth` of its first reading.
    """

    steps: Steps
    list: str
    verdict: Ruling
    person: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    quote: str | None = None
    place: str | None = None
    why: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What stands for it in an address: `cases.0.phenotypes.3`."""
        return ".".join(map(str, self.steps))

    def __str__(self) -> str:
        """What it says, on one line."""
        return in_words(self.list, self.facts)

    @property
    def said(self) -> str:
        """All that is known of it but its place in the file and what was decided: what tells it from others."""
        return repr((self.list, self.person, sorted(map(repr, self.facts.items())), self.quote, self.place))

    @property
    def digest(self) -> str:
        """Short, and another as soon as the entry is another, or has been decided on."""
        return sha256(repr((self.name, self.said, self.verdict, self.why)).encode()).hexdigest()[:12]

    @property
    def asked(self) -> bool:
        """Whether it is to be decided: the paper, and all that was proposed; not what a person wrote by hand."""
        return self.verdict is not Ruling.TAKEN or self.quote is not None or self.list == "paper"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the curator is: decided of all that was proposed."""

    open: int
    taken: int
    refused: int

    @classmethod
    def of(cls, every: Sequence[Candidate]) -> Self:
        """Of those that are to be decided, which what a person wrote by hand is not."""
        count = Counter(one.verdict for one in every if one.asked)
        return cls(count[Ruling.OPEN], count[Ruling.TAKEN], count[Ruling.REFUSED])

    def __str__(self) -> str:
        return f"{self.taken + self.refused} of {self.open + self.taken + self.refused} decided, {self.open} open"


def steps_of(name: str) -> Steps:
    """The place that a name stands for.

    >>> steps_of("cases.0.phenotypes.3")
    ('cases', 0, 'phenotypes', 3)
    """
    return tuple(int(part) if part.isdigit() else part for part in name.split("."))


def candidates_in(value: Mapping[str, Any]) -> tuple[Candidate, ...]:
    """The paper, then each person with what is told of them, then what is told of nobody."""
    return tuple(_all(value))


def _all(value: Mapping[str, Any]) -> Iterator[Candidate]:
    yield _candidate(value["paper"], ("paper",), "paper")
    for number, case in enumerate(value.get("cases") or ()):
        here: Steps = ("cases", number)
        yield _candidate(case, here, "cases", case["label"])
        for name in ("quoted", *LISTS):
            yield from _entries(case, (*here, name), case["label"])
    for name in LISTS:
        yield from _entries(value, (name,))


def _entries(of: Mapping[str, Any], steps: Steps, person: str | None = None) -> Iterator[Candidate]:
    for number, entry in enumerate(of.get(str(steps[-1])) or ()):
        yield _candidate(entry, (*steps, number), str(steps[-1]), person)


def _candidate(entry: Mapping[str, Any], steps: Steps, name: str, person: str | None = None) -> Candidate:
    proposed = entry.get("proposed")
    read = {"depth": entry["readings"][0].get("depth")} if name == "paper" and entry.get("readings") else {}
    return Candidate(
        steps=steps,
        list=name,
        verdict=_ruling(proposed, name),
        person=person,
        facts={key: said for key, said in entry.items() if key not in (*_READ, *_INNER)} | read,
        quote=entry.get("quote"),
        place=entry.get("place"),
        why=tuple(entry.get("why") or ()),
    )


def _ruling(proposed: object, name: str) -> Ruling:
    """What no format allows under `proposed` was decided by nobody: it is open, and `finish` never drops it."""
    if proposed == "refused":
        return Ruling.REFUSED
    return Ruling.OPEN if proposed or name == "aside" else Ruling.TAKEN
