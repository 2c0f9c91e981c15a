"""By what persons are told apart: one table for the queries that count them and for the matrices that do."""

from __future__ import annotations

from typing import Final

from kg.model.words import Meant


class Group(Meant):
    """By what persons are told apart when they are counted. Who has two variants counts with each.

    Each is the path of properties that leads from a person to the group.
    """

    ALL = "", "Not at all: everybody together."
    VARIANT = "kg:hasVariant", "By variant."
    CONSEQUENCE = "kg:hasVariant/kg:consequence", "By consequence, in terms of the Sequence Ontology."
    VARIANT_CLASS = "kg:hasVariant/rdf:type", "By class of the variant: missense, truncating, splice."
    EXON = "kg:hasVariant/kg:inExon", "By the exon that the variant lies in."
    INTRON = "kg:hasVariant/kg:inIntron", "By the intron that the variant lies in."
    DOMAIN = "kg:hasVariant/kg:inDomain", "By protein domain."
    LOBE = "kg:hasVariant/kg:kinaseLobe", "By the lobe of the kinase domain that the variant lies in."
    GENE = "kg:hasVariant/kg:ofGene", "By gene."
    ZYGOSITY = "kg:hasGenotype/kg:zygosity", "By zygosity."
    SEX = "kg:sex", "By sex."
    ONSET_CLASS = "rdf:type", "By age class at onset: early (before 18 years) or late."
    STATUS = "kg:geneticStatus", "By whether they were tested."
    DEPTH = "kg:readingDepth", "By how far the paper was read."
    PAPER = "kg:reportedIn", "By the paper that describes them."

    @property
    def path(self) -> tuple[str, ...]:
        """Its properties, from a person on; none for everybody together."""
        return tuple(filter(None, self.value.split("/")))

    @property
    def words(self) -> str:
        """What a title says of it: `, by variant class`; nothing for everybody together."""
        return f", by {self.name.lower().replace('_', ' ')}" if self.value else ""

    @property
    def among(self) -> tuple[str, ...]:
        """The only things that are a group, where not all that the path leads to are."""
        return _AMONG.get(self, ())

    @property
    def pattern(self) -> str:
        """The graph pattern from `?x` to `?group`; empty for everybody together."""
        some = f"VALUES ?group {{ {' '.join(self.among)} }} " if self.among else ""
        return f"{some}?x {self.value} ?group" if self.value else ""


_AMONG: Final = {
    Group.VARIANT_CLASS: ("kg:MissenseVariant", "kg:SpliceVariant", "kg:TruncatingVariant"),
    Group.ONSET_CLASS: ("kg:EarlyOnsetCase", "kg:LateOnsetCase"),
}
