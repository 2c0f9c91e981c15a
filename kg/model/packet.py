"""One person as a GA4GH phenopacket gives them. Ages are years; what a packet does not say is None or empty."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from kg.model.database import GenomicPlace
from kg.model.packet_words import CAUSES
from kg.model.words import Side

SIDES: Final = {"HP:0012835": Side.LEFT, "HP:0012834": Side.RIGHT, "HP:0012832": Side.BILATERAL}
"""HPO's modifiers that the ontology gives as close matches of its sides."""
UNSPECIFIED: Final = "GENO:0000137"
"""The Genotype Ontology's `unspecified zygosity`: nothing is stated."""


@dataclass(frozen=True, slots=True)
class Term:
    """A class of some ontology, by its CURIE; the label is the packet's own and may be empty."""

    id: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was: `stated` is the packet's own form (`P4M`, `P10Y/P20Y`, a date, a CURIE).

    `low` and `high` are years, one and the same for a plain age; `days` counts those of a pregnancy.
    """

    stated: str
    low: float | None = None
    high: float | None = None
    term: Term | None = None
    days: int | None = None

    @property
    def age(self) -> float | None:
        """The age in years, where it is one age and no range."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Remark:
    """A statement in the words of our ontology, for which the schema has no field.

    `about` is the IRI of a property. `value` is an IRI where `datatype` is "iri", else a text of that XML Schema type.
    """

    about: str
    value: str
    datatype: str = "string"


@dataclass(frozen=True, slots=True)
class PacketThing:
    """Something of ours that a remark of a person leads to: a family, a doubt, another case; and what is said of it."""

    link: str
    iri: str
    kind: str
    label: str
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Something outside: a paper (`PMID:...`), a file, a web page. `paper` is the IRI of a paper of ours."""

    id: str
    address: str = ""
    description: str = ""
    # Kept out of its representation, from which names of findings are made; so these classes keep their names, too.
    paper: str = field(default="", repr=False)

    @property
    def pmid(self) -> str | None:
        """The PubMed number, where it is a paper of PubMed."""
        scheme, _, number = self.id.partition(":")
        return number if scheme.upper() == "PMID" and number.isdecimal() else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a feature is believed."""

    code: Term | None = None
    reference: Reference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A sign, symptom or finding. `known`: the term is one of our HPO; `modality` is set where it is imaging.

    The last four are set in packets that we wrote: `coded` is false where the words alone stand for a term, `name` is
    what the finding is called in its IRI, `read` tells a finding that was read in a paper.
    """

    term: Term
    present: bool = True
    known: bool = True
    modality: str | None = None
    description: str = ""
    severity: Term | None = None
    modifiers: tuple[Term, ...] = ()
    onset: Moment | None = None
    resolution: Moment | None = None
    evidence: tuple[Evidence, ...] = ()
    remarks: tuple[Remark, ...] = ()
    name: str = ""
    coded: bool = True
    read: bool = False


@dataclass(frozen=True, slots=True)
class GeneName:
    """A gene by what it is called, its id (`HGNC:2433`) where given, and what it is called in its IRI.

    `known` is one of the reference data, which says all else of it.
    """

    symbol: str
    id: str = ""
    key: str = ""
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """A variant. `identity` names it within its gene: a coding name counts on the reference transcript of the gene
    where it stands alone, else on the accession before it.

    `coding` and `protein` are normalised HGVS without accession; there is no `coding` for a name that counts on another
    transcript than the reference of a gene of ours. `expressions` are (syntax, value). `alike` are keys that variants
    share which may be one: a name on several versions of a transcript, a place. `iri` is what a packet that we wrote
    calls it in the graph.
    """

    identity: str
    label: str
    coding: str | None = None
    protein: str | None = None
    gene: GeneName | None = None
    expressions: tuple[tuple[str, str], ...] = ()
    place: GenomicPlace | None = None
    vrs: str | None = None
    structure: Term | None = None
    aliases: tuple[str, ...] = ()
    description: str = ""
    alike: tuple[str, ...] = ()
    iri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a laboratory says of one variant, or of a gene alone, in this person; words as the schema's enums.

    `named` is the packet's own id of the variant. `read`: it was read in a paper, so that the names of the variant are
    not what the paper prints.
    """

    status: str = "UNKNOWN_STATUS"
    variation: Variation | None = None
    gene: GeneName | None = None
    zygosity: Term | None = None
    named: str = ""
    acmg: str = "NOT_PROVIDED"
    actionability: str = "UNKNOWN_ACTIONABILITY"
    disease: Term | None = None
    remarks: tuple[Remark, ...] = ()
    read: bool = False

    @property
    def explains(self) -> bool:
        """Whether the variant is taken as the cause, or a part of it."""
        return self.status in CAUSES


@dataclass(frozen=True, slots=True)
class PacketDisease:
    """A disease the person has, or was found not to have."""

    term: Term
    present: bool = True
    onset: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One measurement: a number with its unit and normal range, or a class as the result."""

    assay: Term
    description: str = ""
    value: float | None = None
    unit: Term | None = None
    low: float | None = None
    high: float | None = None
    result: Term | None = None
    when: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Treated:
    """A treatment by its name; `id` is that of the agent, `name` what it is called in its IRI."""

    label: str
    id: str = ""
    name: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """A whole phenopacket; `file` is where it was read.

    In packets that we wrote, `case` is the path of the case's IRI, `named` gives the names of the measurements in
    theirs, and `read` tells a person who was read of in a paper.
    """

    id: str
    file: str
    label: str
    aliases: tuple[str, ...] = ()
    sex: str = "UNKNOWN_SEX"
    karyotype: str = "UNKNOWN_KARYOTYPE"
    seen: Moment | None = None
    vital: str = "UNKNOWN_STATUS"
    death: Moment | None = None
    cause: Term | None = None
    survival: int | None = None
    features: tuple[Feature, ...] = ()
    calls: tuple[Call, ...] = ()
    diseases: tuple[PacketDisease, ...] = ()
    measurements: tuple[Measured, ...] = ()
    progress: tuple[str, ...] = ()
    summaries: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    resources: tuple[str, ...] = ()
    created: str = ""
    creator: str = ""
    treatments: tuple[Treated, ...] = ()
    remarks: tuple[Remark, ...] = ()
    things: tuple[PacketThing, ...] = ()
    named: tuple[str, ...] = ()
    case: str = ""
    read: bool = False
