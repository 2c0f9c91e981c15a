"""Where a fact comes from, how it was read, and what may be wrong with it."""

from __future__ import annotations

from typing import Any

import strawberry

from api.graphql.node import Asked, Thing, first, many, one, resolved, sure, text, texts, thing, told, word
from api.graphql.refs import OntologyTermRef, PaperRef
from kg.find import Said
from kg.model.words import Depth

EVIDENCE = (
    "kg:reportedIn",
    "kg:readIn",
    "kg:readingDepth",
    "kg:evidenceType",
    "kg:statedAs",
    "kg:locus",
    "kg:readAt",
    "kg:via",
    "kg:secondHand",
)
"""The properties that say where a fact comes from."""


@strawberry.type(description="Where a fact comes from: which paper, how far it was read, and the place in it.")
class Evidence:
    """Made of what is stated about the fact's own node."""

    said: strawberry.Private[Said]
    depth: Depth | None = strawberry.field(description="How far the text was read that says so.")
    stated_as: str | None = strawberry.field(description="The words or the name as printed.")
    locus: str | None = strawberry.field(description="Where in the text it stands.")
    read_at: list[str] = strawberry.field(description="Addresses where it was read, if elsewhere than the paper.")
    via: str | None = strawberry.field(description="Through what it was read: a mirror, another paper's table.")
    second_hand: bool = strawberry.field(description="True where it was seen only as quoted by this paper.")

    @resolved("The paper that says so.")
    def paper(self, info: Asked) -> PaperRef | None:
        """By its link."""
        return first(info, "Paper", self.said.refs("kg:reportedIn")[:1])

    @resolved("The paper in whose text it was read, which may be another; null where that is no paper of the graph.")
    def read_in(self, info: Asked) -> PaperRef | None:
        """By its link."""
        return first(info, "Paper", self.said.refs("kg:readIn")[:1])

    @resolved("The kind of evidence, in terms of ECO.")
    def type(self, info: Asked) -> OntologyTermRef | None:
        """By its link."""
        return first(info, "OntologyTerm", self.said.refs("kg:evidenceType")[:1])

    @classmethod
    def of(cls, said: Said) -> Evidence:
        """From the statements of a fact."""
        return cls(
            said=said,
            depth=said.depth,
            stated_as=said.text("kg:statedAs"),
            locus=said.text("kg:locus"),
            read_at=list(said.texts("kg:readAt")),
            via=said.text("kg:via"),
            second_hand=bool(said.flag("kg:secondHand")),
        )


def evidence() -> Any:
    """The field that every fact has."""
    return told(Evidence.of, "Where it comes from: paper, depth of reading, place.", *EVIDENCE)


@thing("kg:Doubt", description="A reason why something as printed, or as read, may be wrong. It settles nothing.")
class Doubt(Thing):
    """kg:Doubt."""

    text: str = text("kg:text", "The reason, in words.")
    computed: bool = sure("kg:computed", "True where a check found it, false where a curator wrote it.")
    about: list[Thing] = many("Thing", "^kg:hasDoubt", description="What it is about.")
    evidence: Evidence = evidence()


@thing("kg:Reading", description="One act of reading a paper: how far, where and through what.")
class Reading(Thing):
    """kg:Reading."""

    depth: Depth | None = word(Depth, "kg:readingDepth", "How far.")
    read_at: list[str] = texts("kg:readAt", "Addresses.")
    via: str | None = text("kg:via", "Through what: a mirror, a secondary page, another paper's table.")
    read_in: PaperRef | None = one("Paper", "kg:readIn", "The paper in whose text it was read, where another.")
