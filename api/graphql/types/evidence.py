"""Acts of reading, and what may be wrong with what was read."""

from __future__ import annotations

from api.graphql.evidence import evidence
from api.graphql.fields import certain, many, one, sure, text, texts, word
from api.graphql.node import Thing, thing
from kg.model.words import Depth


@thing("kg:Doubt", description="A reason why something as printed, or as read, may be wrong. It settles nothing.")
class Doubt(Thing):
    """kg:Doubt."""

    text = certain("kg:text", "The reason, in words.")
    computed = sure("kg:computed", "True where a check found it, false where a curator wrote it.")
    about = many("Thing", "^kg:hasDoubt", description="What it is about.")
    evidence = evidence()


@thing("kg:Reading", description="One act of reading a paper: how far, where and through what.")
class Reading(Thing):
    """kg:Reading."""

    depth = word(Depth, "kg:readingDepth", "How far.")
    read_at = texts("kg:readAt", "Addresses.")
    via = text("kg:via", "Through what: a mirror, a secondary page, another paper's table.")
    read_in = one("Paper", "kg:readIn", "The paper in whose text it was read, where another.")


@thing("kg:Quotation", description="A paper's own words behind a fact. A release may keep place and hash alone.")
class Quotation(Thing):
    """kg:Quotation."""

    words = text("kg:quotedText", "The words; null where the release leaves them out.")
    place = text("kg:quotedPlace", "Where they stand: section and paragraph, page, table and row.")
    hash = text("kg:quotedHash", "SHA-256 of the words without differences of spaces and dashes.")
    about = text("kg:quotedFor", "Of words about a person: the property that they are behind.")
    behind = many("Thing", "^kg:hasQuotation", description="What they are behind.")
    paper = one("Paper", "kg:reportedIn", "The paper that they stand in.")
