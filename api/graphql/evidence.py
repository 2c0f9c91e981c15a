"""Where a fact comes from and how it was read: a part of every fact."""

from __future__ import annotations

from typing import Any

import strawberry

from api.graphql.node import one, told
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

    paper = one("Paper", "kg:reportedIn", "The paper that says so.")
    read_in = one(
        "Paper",
        "kg:readIn",
        "The paper in whose text it was read, which may be another; null where that is no paper of the graph.",
    )
    type = one("OntologyTerm", "kg:evidenceType", "The kind of evidence, in terms of ECO.")

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
    return told(Evidence, Evidence.of, "Where it comes from: paper, depth of reading, place.", *EVIDENCE)
