"""All that the recogniser of findings knows: built once, asked for every text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.reading.findings.names.every_name import all_names
from kg.reading.findings.names.index import TermIndex
from kg.reading.findings.names.matched import MatchedText, matched_texts
from kg.settings import PACKAGE
from kg.sources.hpo import Hpo
from kg.sources.phenopackets.imaging import modalities
from kg.sources.reference import ReferenceData

BRAIN: Final = (
    *("HP:0012443", "HP:0002143", "HP:0002269", "HP:0034381", "HP:0002171", "HP:0011400", "HP:0007305"),
    *("HP:0032070", "HP:0002280", "HP:0034206", "HP:0010576", "HP:0002062", "HP:0100702"),
    *("HP:0033140", "HP:0012448"),
)
"""Abnormal morphology of brain and spinal cord, of neuronal migration, axonal spheroids of the central nervous system,
gliosis, myelin, enhancement of the meninges, cisterna magna, the nervous system before birth, cysts, the pyramidal
tracts: what lies below these terms is seen on scans and in tissue."""
TISSUE: Final = ("HP:0012639", "HP:0004311", "HP:0011970", "HP:0012647", "HP:0100256", "HP:0002185", "HP:0100315")
"""What a microscope shows: morphology of the nervous system, macrophages, amyloid in vessels, inflammation, plaques,
tangles and Lewy bodies."""
ORGANS: Final = ("HP:0002664", "HP:0002597", "HP:0001438", "HP:0001627", "HP:0002088", "HP:0003447", "HP:0004311")
"""What an autopsy shows besides: tumours, vessels, organs."""
NO_SCAN: Final = ("HP:0001297",)
"""Stroke: a brain that is damaged, told of a person."""
WHITE_MATTER: Final = ("HP:0002500",)
"""Abnormal cerebral white matter morphology."""
BONE: Final = ("HP:0000924",)
"""Abnormality of the skeletal system: seen on radiographs, and on a person."""
EEG: Final = "HP:0002353"
"""EEG abnormality: told beside scans of the brain, as the vocabulary has it."""


@dataclass(frozen=True, slots=True)
class Lexis:
    """The names of findings, and which of their terms are seen on scans: always, or where a scan is told of.

    `modality` is the kind of scan that the term itself tells, by its key.
    """

    hpo: Hpo
    reference: ReferenceData
    index: TermIndex
    modality: Mapping[str, str]
    brain: frozenset[str]
    white_matter: frozenset[str]
    bone: frozenset[str]
    tissue: frozenset[str]

    def label(self, identifier: str | None) -> str | None:
        """The label of a term."""
        return self.hpo.terms[identifier].label if identifier else None


def lexis_of(hpo: Hpo, reference: ReferenceData, matched: Iterable[MatchedText] | None = None) -> Lexis:
    """The lexis of a release of HPO, our vocabulary and what curators have matched: in our evidence, unless given."""
    texts = matched_texts(PACKAGE / "evidence") if matched is None else matched
    names = all_names(hpo, reference.vocabulary_document, texts)
    return Lexis(
        hpo,
        reference,
        TermIndex.of(names),
        {**modalities(hpo), **dict.fromkeys(_below(hpo, (EEG,)), "EEG")},
        _below(hpo, BRAIN) - _below(hpo, NO_SCAN),
        _below(hpo, WHITE_MATTER),
        _below(hpo, BONE),
        _below(hpo, (*TISSUE, *ORGANS)),
    )


def _below(hpo: Hpo, terms: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(hpo.descendants(one) for one in terms if one in hpo.terms))
