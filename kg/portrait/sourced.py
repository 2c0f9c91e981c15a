"""How a fact was read: the papers that say it, how far they were read and through what, and what is in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeVar

from kg.find.facts import Ref
from kg.find.said import Said
from kg.model.words import Choice, Depth
from kg.portrait.spoken import read

READ: Final = frozenset(
    {f"kg:{name}" for name in ("reportedIn", "readIn", "readingDepth", "readAt", "via", "locus", "hasDoubt", "note")}
    | {"kg:hasQuotation", "kg:secondHand", "kg:reference", "dcterms:description", "rdfs:label", "kg:statedAs"}
)
"""What is asked of a fact to know that."""
_W = TypeVar("_W", bound=Choice)


def choice(words: type[_W], said: Said, name: str) -> _W | None:
    """The word of a closed list that a property says."""
    found = said.word(name)
    return next((one for one in words if one.value == found), None) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSource:
    """Where a fact comes from. `read_in` are the papers whose text was read, where they are others than `papers`.

    `references` are what imported people name beside papers; `notes` are remarks of curators and packets, `words` the
    quotations behind it.
    """

    papers: tuple[Ref, ...]
    read_in: tuple[Ref, ...]
    depth: Depth | None
    via: tuple[str, ...]
    read_at: tuple[str, ...]
    locus: tuple[str, ...]
    references: tuple[str, ...]
    notes: tuple[str, ...]
    doubts: tuple[Ref, ...]
    second_hand: bool
    words: tuple[Ref, ...] = ()

    @classmethod
    def of(cls, said: Said) -> ReadSource:
        """As the node of the fact tells it."""
        papers = said.refs("kg:reportedIn")
        return cls(
            papers=papers,
            read_in=tuple(one for one in said.refs("kg:readIn") if one not in papers),
            depth=said.depth,
            via=said.texts("kg:via"),
            read_at=said.texts("kg:readAt"),
            locus=said.texts("kg:locus"),
            references=said.texts("kg:reference"),
            notes=said.texts("kg:note") + said.texts("dcterms:description"),
            doubts=said.refs("kg:hasDoubt"),
            second_hand=bool(said.flag("kg:secondHand")),
            words=said.refs("kg:hasQuotation"),
        )

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two facts read in one way: notes, doubts and quoted words are their own."""
        return self.papers, self.read_in, self.depth, self.via, self.read_at, self.locus, self.second_hand

    @property
    def how(self) -> str:
        """How it was read, in words: `full text read`, `abstract read, quoted from another paper`."""
        return ", ".join(filter(None, (read(self.depth), "quoted from another paper" if self.second_hand else "")))
