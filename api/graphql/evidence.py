"""Where a fact comes from and how it was read: a part of every fact."""

from __future__ import annotations

from typing import Any

import strawberry

from api.graphql.fields import many, one, sure, text, texts, told
from api.graphql.inside import metadata
from api.graphql.node import READS, Stated
from kg.model.words import Depth


@strawberry.type(description="Where a fact comes from: which paper, how far it was read, and the place in it.")
class Evidence(Stated):
    """Made of what is stated about the fact's own node."""

    depth = told(Depth | None, lambda said: said.depth, "How far the text was read that says so.", "kg:readingDepth")
    stated_as = text("kg:statedAs", "The words or the name as printed.")
    locus = text("kg:locus", "Where in the text it stands.")
    read_at = texts("kg:readAt", "Addresses where it was read, if elsewhere than the paper.")
    via = text("kg:via", "Through what it was read: a mirror, another paper's table.")
    second_hand = sure("kg:secondHand", "True where it was seen only as quoted by this paper.")
    paper = one("Paper", "kg:reportedIn", "The paper that says so.")
    read_in = one(
        "Paper",
        "kg:readIn",
        "The paper in whose text it was read, which may be another; null where that is no paper of the graph.",
    )
    quotations = many("Quotation", "kg:hasQuotation", description="The paper's own words behind it, with their place.")
    type = one("OntologyTerm", "kg:evidenceType", "The kind of evidence, in terms of ECO.")


def evidence() -> Any:
    """The field that every fact has."""
    kind: Any = Evidence
    reads = [name for noted in metadata(kind).values() for name in noted[READS]]
    return told(Evidence, Evidence.of, "Where it comes from: paper, depth of reading, place.", *reads)
