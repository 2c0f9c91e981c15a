"""The format of a database release that ships with the evidence: who says what, one record a claim.

The JSON Schema next to the files (`kg/evidence/databases/schema.json`) is written from these classes.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from kg.model.words import ClassificationKind, Significance
from kg.sources.schema import Spelt, Strict, Word, json_schema

Pmid = Annotated[str, Field(pattern=r"^[1-9]\d{0,7}$|^0000\d{3}$", description="a PMID in quotes")]
Address = Annotated[str, Field(pattern=r"^https?://\S+$", description="a web address")]
Curie = Annotated[str, Field(pattern=r"^[A-Za-z]+:\S+$", description="prefix and number, as in OMIM:221820")]

_PLACE = r"^GRCh3[78]:[\dXYM]+:\d+:[ACGT]+:[ACGT]+$"
Place = Annotated[str, Field(pattern=_PLACE, description="assembly:chrom:pos:ref:alt")]


class SourceFile(Strict):
    """Where the rows were read."""

    url: Address = Field(description="the file that was read, at one version")
    via: str | None = Field(None, description="through what: a copy, a table that others made")
    rows: Annotated[int, Field(ge=1)] = Field(description="how many rows of the genes the file has")
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] = Field(
        description="checksum of the rows as they were cut"
    )
    read: str = Field(description="how it was read, and what the checksum is of")


class ConditionFile(Strict):
    """What something is classified for."""

    name: str | None = None
    id: Curie | None = None


class ClaimFile(Strict):
    """What every record says. `classification` holds the database's own word."""

    id: str | None = Field(None, description="the record's accession in the database, as VAR_000001")
    gene: str
    classification: str = Field(description="in the database's own words")
    submitters: list[str] = Field([], description="who says so, where the database is told by others")
    cites: list[Pmid] = Field([], description="papers that the record cites; that they say so is another matter")
    notes: list[str] = Field([])


class VariantClaimFile(ClaimFile):
    """What a record says of a variant."""

    variation: Annotated[int, Field(ge=1)] | None = Field(None, description="ClinVar's number of the variation")
    dbsnp: Annotated[str, Field(pattern=r"^rs\d+$")] | None = None
    coding: str | None = Field(None, description="c. name, as in c.2345G>A")
    protein: str | None = Field(None, description="p. name, as in p.Arg782His")
    transcript: str | None = None
    stated: str = Field(description="what the database calls the variant")
    place: Place | None = None
    kind: Annotated[ClassificationKind, Spelt(by=lambda word: word.value)] | None = Field(
        None, description="which of ClinVar's questions it answers"
    )
    significance: Word[Significance] | None = Field(
        None, description="what the classification means, where it is one of these"
    )
    review: str | None = Field(None, description="ClinVar's review status")
    conditions: list[ConditionFile] = Field([])


class GeneClaimFile(ClaimFile):
    """What a record says of a gene and a disease."""

    disease: ConditionFile
    inheritance: Annotated[str, Field(pattern=r"^HP:\d{7}$")] | None = None
    criteria: Address | None = Field(None, description="the criteria of the classification")


class ReleaseFile(Strict):
    """A release of a database: all that it says of our genes."""

    revised: date = Field(description="the day this file was last changed")
    database: Annotated[str, Field(pattern=r"^[A-Za-z][\w .-]*$")]
    release: Annotated[str, Field(pattern=r"^[\w.-]+$")] = Field(description="its name for the release, in quotes")
    issued: date
    title: str
    licence: Address
    credit: str
    source: SourceFile
    notes: list[str] = Field([])
    variants: list[VariantClaimFile] = Field([])
    genes: list[GeneClaimFile] = Field([])


def release_schema() -> str:
    """The JSON Schema of a release, as that of an evidence file."""
    return json_schema(ReleaseFile, "A database release in the evidence of the CSF1R knowledge graph")
