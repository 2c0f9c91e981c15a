"""The format of an evidence file: one paper a file, typed, so that editors can complete and check it.

The JSON Schema next to the evidence (`kg/evidence/schema.json`) is written from these classes (`kg schema`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetCoreSchemaHandler, PlainSerializer, create_model

from kg.model import words
from kg.model.words import LOOKS, Choice, Significance, Status

LONGEST_QUOTE: Final = 300
"""Characters of a quote: enough to find it and to judge it, and no copy of the text."""
Stated = Literal[
    "sex",
    "age_at_onset",
    "onset",
    "age_at_examination",
    "age_at_imaging",
    "age_at_death",
    "affected",
    "genetic_status",
    "family",
    "family_history",
    "consanguinity",
    "inheritance",
    "origin",
]
"""Keys of a case that a quote may stand behind, as they have no entry of their own."""
Years = Annotated[float, Field(ge=0, le=120, description="age or time in years")]
Hpo = Annotated[str, Field(pattern=r"^HP:\d{7}$", description="HPO id, HP: and seven digits")]


class Spelt:
    """A word of a closed list is written as its phrase; `only` are the words that may stand here, else all."""

    def __init__(self, *only: Choice, by: Callable[[Choice], str] = str) -> None:
        self._only, self._by = only, by

    def __get_pydantic_core_schema__(self, source: type[Choice], handler: GetCoreSchemaHandler) -> Any:
        spelt = {self._by(word): word for word in self._only or source}
        plain = PlainSerializer(self._by, when_used="json")
        return handler.generate_schema(Annotated[Literal[*spelt], AfterValidator(spelt.__getitem__), plain])


C = TypeVar("C", bound=Choice)
Word = Annotated[C, Spelt()]
Group = Annotated[words.Scope, Spelt(words.Scope.GROUP)]
Meaning = Annotated[
    Significance, Spelt(Significance.PATHOGENIC, Significance.LIKELY_PATHOGENIC, Significance.UNCERTAIN)
]
Seen = Annotated[Status, Spelt(Status.PRESENT, Status.ABSENT)]


class Strict(BaseModel):
    """Unknown keys are faults: a misspelt key would otherwise lose a fact without a word."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class ReadingFile(Strict):
    """One act of reading. A fact without a reading of its own has its case's, else its paper's."""

    depth: Word[words.Depth] = Field(description="how far the text was read")
    paper: str | None = Field(
        None, description="the paper in which it was read, where that is another: pmid-..., doi-..., or its file name"
    )
    url: str | None = Field(None, description="where it was read")
    via: str | None = Field(None, description="through what: a mirror, a secondary page, another paper's table")


class Quoted(Strict):
    """A fact that may carry the words it was read in; what is `proposed` no person has accepted, and it is left out.

    A `why` tells what is doubtful in a proposal.
    """

    quote: Annotated[str, Field(min_length=1, max_length=LONGEST_QUOTE)] | None = Field(
        None, description="the paper's own words, short; [...] where some are left out"
    )
    place: str | None = Field(None, description="where they stand: section and paragraph, table and row")
    proposed: Literal[True, "refused"] | None = Field(
        None, description="true until a person has accepted it; refused where one has not"
    )
    why: list[str] = Field([], description="what is doubtful about a proposal")


class PaperFile(Strict):
    """What identifies the paper, and how it was read. While it is proposed, all of the file is left out."""

    title: str
    title_read: bool = Field(True, description="false where the title is ours because the page did not show it")
    pmid: Annotated[str, Field(pattern=r"^[1-9]\d{0,7}$|^0000\d{3}$")] | None = None
    doi: Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    pmcid: Annotated[str, Field(pattern=r"^PMC\d+$")] | None = None
    first_author: str | None = None
    journal: str | None = None
    year: Annotated[int, Field(ge=1850, le=2100)] | None = None
    design: Word[words.Design]
    genetic_status: Word[words.GeneticStatus] = Field(
        words.GeneticStatus.CONFIRMED, description="of the people described, unless a case says else"
    )
    readings: Annotated[list[ReadingFile], Field(min_length=1)]
    proposed: Literal[True] | None = Field(None, description="true until a person has said what the paper is")
    why: list[str] = []


class DoubtFile(Strict):
    """Something that may be wrong; it travels with the fact."""

    text: str
    about: str = Field("paper", description="paper | case:LABEL | variant:NAME | statistic:MEASURE")


class VariantFile(Quoted):
    """A variant as named in the paper. `coding` and `protein` hold HGVS without transcript, `stated` the print."""

    gene: str
    coding: str | None = Field(None, description="c. name, e.g. c.2345G>A")
    protein: str | None = Field(None, description="p. name in three letters, e.g. p.Arg782His")
    stated: str | None = Field(None, description="the name as printed")
    transcript: str | None = None
    zygosity: Word[words.Zygosity] | None = None
    presumed: bool = Field(False, description="the person was not tested; the genotype is inferred in the paper")
    exon: Annotated[int, Field(ge=1)] | None = None
    intron: Annotated[int, Field(ge=1)] | None = None
    consequence: str | None = Field(None, description="in the paper's words")
    significance: Meaning | None = None
    novel: bool | None = None
    functional_class: str | None = None
    effect: str | None = None
    disease_claim: bool = Field(True, description="false where the paper does not claim that it causes the disease")
    notes: list[str] = []
    reading: ReadingFile | None = None


class PhenotypeFile(Quoted):
    """A sign or symptom, in the paper's words, with the HPO term where one fits."""

    text: str
    hpo: Hpo | None = None
    label: str | None = Field(None, description="the HPO term's label; checked")
    status: Seen
    initial: bool = Field(False, description="among the first signs")
    onset_age: Years | None = None
    side: Word[words.Side] | None = None
    scope: Group | None = Field(None, description="stated for several people together")
    reading: ReadingFile | None = None


if TYPE_CHECKING:
    Looked = Quoted
else:
    Looked = create_model(
        "Looked", __base__=Quoted, **{name: (Annotated[kind, Spelt()] | None, None) for name, kind in LOOKS.items()}
    )


class ImagingFile(Looked):
    """A finding on a scan or at autopsy. Region and sequence may be vocabulary keys or known phrases."""

    text: str
    modality: str
    sequence: str | None = None
    region: str | None = None
    hpo: Hpo | None = None
    label: str | None = None
    status: Seen
    side: Word[words.Side] | None = None
    age: Years | None = Field(None, description="age at the scan")
    study: Annotated[int, Field(ge=1)] | None = Field(
        None, description="which of the person's scans with this modality: 1 is the first"
    )
    scope: Group | None = None
    reading: ReadingFile | None = None


class StudyFile(Quoted):
    """A scan or recording of which the paper says more than what it shows: that it was normal, which it was, when.

    What it shows stands under `imaging`, with the same modality, age and order (`study`).
    """

    modality: str
    text: str | None = Field(None, description="the paper's words on the whole study")
    order: Annotated[int, Field(ge=1)] | None = Field(None, description="1 is the person's first with this modality")
    age: Years | None = Field(None, description="age at the study")
    months_after_first: Annotated[float, Field(ge=0)] | None = Field(None, description="how long after the first")
    result: Word[words.StudyResult] | None = Field(
        None, description="of the whole study; a normal one makes nothing absent that the paper does not name"
    )
    reading: ReadingFile | None = None


class TreatmentFile(Strict):
    """A treatment, and what came of it."""

    name: str
    outcome: str | None = Field(None, description="what came of it, in the paper's words")


class EarlierDiagnosisFile(Strict):
    """What the person's disease was taken for before it was recognised."""

    text: str
    disease: str | None = Field(None, description="a disease of kg/reference/diseases.yaml, where one fits")
    label: str | None = Field(None, description="its name there; checked")


class SamePersonFile(Strict):
    """A case of another paper that may be this person."""

    paper: str = Field(description="that paper's key: pmid-..., doi-..., pmcid-..., or its file name")
    case: str
    why: str


class SharedPeopleFile(Strict):
    """Another paper that may describe some of the same people, where cases cannot be linked one by one."""

    paper: str = Field(description="that paper's key: pmid-..., doi-..., pmcid-..., or its file name")
    why: str


class QuotedFile(Quoted):
    """The words behind something of a person that has no entry of its own: `key` names it (sex, age_at_onset)."""

    key: Stated
    value: str | float | bool | None = Field(None, description="what is proposed; accepted, it stands under its key")


class AsideFile(Looked):
    """A finding that the text tells of nobody: a general statement, a hypothesis, a relative who is not named.

    It is never built. A curator gives it to a person, or refuses it.
    """

    text: str
    hpo: Hpo | None = None
    label: str | None = None
    status: Seen = Status.PRESENT
    modality: str | None = None
    sequence: str | None = None
    region: str | None = None
    side: Word[words.Side] | None = None
    age: Years | None = None


class CaseFile(Quoted):
    """One person."""

    label: str
    also_labelled: list[str] = []
    sex: Word[words.Sex] | None = None
    age_at_onset: Years | None = None
    onset: Word[words.OnsetPeriod] | None = Field(
        None, description="when it began, where the paper names a period of life and no age"
    )
    age_at_examination: Years | None = None
    age_at_imaging: Years | None = None
    age_at_death: Years | None = None
    affected: bool | None = Field(None, description="false for a carrier without signs of the disease")
    genetic_status: Word[words.GeneticStatus] | None = None
    stated_genetic_status: str | None = None
    family: str | None = Field(None, description="a name for the family inside this paper")
    family_history: Word[words.FamilyHistory] | None = None
    consanguinity: str | None = None
    inheritance: str | None = None
    origin: str | None = None
    says: str | None = Field(None, description="where the text says it")
    variants: list[VariantFile] = []
    phenotypes: list[PhenotypeFile] = []
    imaging: list[ImagingFile] = []
    studies: list[StudyFile] = Field([], description="scans and recordings of which more is said than what they show")
    treatment: list[TreatmentFile | str] = Field([], description="a name, or a name with its outcome")
    earlier_diagnoses: list[EarlierDiagnosisFile] = Field([], description="what it was taken for before")
    same_person: list[SamePersonFile] = []
    notes: list[str] = []
    quoted: list[QuotedFile] = Field([], description="the words behind sex, ages and the like")
    kept_out: str | None = Field(None, description="why this case is listed but not put in the graph")
    reading: ReadingFile | None = None


class GroupValueFile(Strict):
    """One group's value in a comparison."""

    group: str
    value: float
    measure: str = "value"


class StatisticFile(Quoted):
    """A figure of a group of people."""

    measure: str
    group: str | None = None
    hpo: Hpo | None = None
    label: str | None = None
    status: Seen = Status.PRESENT
    modality: str | None = None
    sequence: str | None = None
    region: str | None = None
    side: str | None = None
    n: Annotated[int, Field(ge=0)] | None = None
    numerator: Annotated[int, Field(ge=0)] | None = None
    denominator: Annotated[int, Field(ge=1)] | None = None
    percent: float | None = None
    mean: float | None = None
    sd: float | None = None
    median: float | None = None
    range: str | None = Field(None, description="LOW-HIGH")
    unit: str | None = None
    p: float | str | None = None
    odds_ratio: float | None = None
    correlation: float | None = None
    ci95: str | None = None
    value: float | None = None
    values: list[float] = []
    groups: list[GroupValueFile] = []
    rank: int | None = None
    direction: str | None = None
    qualitative: bool = Field(False, description="a finding named without a number")
    approximate: bool = False
    initial: bool = False
    lower_bound: float | None = None
    follow_up_months: float | None = None
    second_hand: bool = Field(False, description="seen only as quoted by this paper")
    genetic_status: Word[words.GeneticStatus] | None = None
    notes: list[str] = []
    reading: ReadingFile | None = None


class EvidenceFile(Strict):
    """One paper and everything read in it."""

    revised: date = Field(description="the day this file was last changed")
    paper: PaperFile
    notes: list[str] = []
    doubts: list[DoubtFile] = []
    shares_people: list[SharedPeopleFile] = Field([], description="papers that may describe some of the same people")
    cases: list[CaseFile] = []
    statistics: list[StatisticFile] = []
    variants: list[VariantFile] = Field([], description="variants the paper names without a person")
    aside: list[AsideFile] = Field([], description="findings the text tells of nobody; never built")


def json_schema(form: type[Strict] = EvidenceFile, title: str = "Evidence file of the CSF1R knowledge graph") -> str:
    """The JSON Schema of a format, as text with sorted keys and a closing newline."""
    schema: dict[str, Any] = form.model_json_schema()
    schema |= {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
