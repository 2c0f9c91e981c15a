"""Which gene a place in a text speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.model.gene import GeneModel
from kg.reading.rows import table_of
from kg.texts.text import Passage

_SYMBOL: Final = r"[A-Z][A-Z0-9]{1,8}\d[A-Z0-9]{0,3}|C\d{1,2}orf\d{1,3}|[A-Z]{3,8}"
_TOLD: Final = re.compile(
    rf"\b({_SYMBOL})\b(?=\s?(?:genes?\b|\(?\s?(?:N[MGP]_|ENST)|[:,]?\s?[cp]\.|\s[A-Z]\d{{2,4}}[A-Z*]|-?\s?(?:related|associated)?\s?"
    rf"(?:mutations?|variants?|mutated)\b))|\b(?:genes?|in|of)\s({_SYMBOL})\b"
)
_CHANGE: Final = re.compile(r"[A-Z]\d{2,4}[A-Z]")
_ROMAN: Final = re.compile(r"[IVX]+")
_TITLE: Final = re.compile(
    rf"(?:\d+(?:\.\d+)*\.?\s)?({_SYMBOL})(?:\sgene|[\s-](?:related|associated)\s[\w\s-]{{3,40}})?"
)
_NOT_GENES: Final = frozenset(
    word
    for line in (
        "ACMG ADL AIDS ALSP BANDDOS CADASIL CADD CNS CSF DNA DWI EEG FLAIR GNOMAD HDLS HGMD HGVS HSCT MRI MRS NGS PCR",
        "PET POLD RNA SPECT WES WGS MMSE MOCA WHO USA UK ALS FTD FTLD T1 T2 ICD HIV EMG CDNA MRNA SNP SNPS VUS EXAC",
        "CARE HLA ECG ENMG NCS BMI ICU OMIM HPO HGNC GDPR PMID NMDA VEP BAEP SSEP MRA CTA LBSL VWM AMN FISH CGH MLPA",
        "IQ WAIS WISC FAB TMT ADHD SNV CNV INDEL ROI SUV FDG TIA OCB IGG TSH HSV VZV JCV NGS QPCR RTPCR PEG NIHSS",
    )
    for word in line.split()
)


@dataclass(frozen=True, slots=True)
class NamedGenes:
    """The genes a passage names: place of each, and its symbol."""

    places: tuple[tuple[int, str], ...]

    def near(self, at: int, start: int, end: int) -> str | None:
        """The gene for a place in the sentence from `start` to `end`: the last one named before it, else the next."""
        here = [(place, gene) for place, gene in self.places if start <= place < end]
        before = [gene for place, gene in here if place <= at]
        return before[-1] if before else (here[0][1] if here else None)

    def before(self, at: int) -> str | None:
        """The gene named last before a place, however far away."""
        found = [gene for place, gene in self.places if place <= at]
        return found[-1] if found else None


def _of_mouse(written: str) -> str | None:
    """The symbol as it is written, where it is that of a mouse's gene (`Csf1r`)."""
    return written if re.fullmatch(r"[A-Z][a-z]+\d*[a-z]*\d*", written) and re.search(r"\d", written) else None


def headed(passages: Iterable[Passage]) -> list[str | None]:
    """The gene under whose name, as a heading or a line of its own, each passage stands.

    A name of letters alone is a gene's only where others of the text have digits (`GFAP` beside `EIF2B5`).
    """
    lines = [(passage.place.section.rpartition(" > ")[2], passage.text) for passage in passages]
    titles = [[_TITLE.fullmatch(line) for line in both] for both in lines]
    named = [[match[1] if match and match[1] not in _NOT_GENES else None for match in both] for both in titles]
    if not any(symbol and re.search(r"\d", symbol) for both in named for symbol in both):
        return [None] * len(lines)
    under: list[str | None] = []
    last, here = "", None
    for (section, _), (of_section, of_line) in zip(lines, named, strict=True):
        here = of_line or (of_section if section != last else here)
        last = section
        under.append(here)
    return under


class GeneNames:
    """Recognises genes: those of the reference data by every name that means nothing else, others by their symbol."""

    def __init__(self, genes: Iterable[GeneModel]) -> None:
        known: dict[str, str] = {}
        for gene in genes:
            short = re.fullmatch(r"([A-Z]+)(\d+)([A-Z]*)", gene.symbol)
            written = "-?".join(filter(None, short.groups())) if short else re.escape(gene.symbol)
            known[written] = gene.symbol
            known |= {re.escape(one): gene.symbol for one in gene.aliases if "-" in one}
            known[re.escape(gene.name).replace(r"\ ", r"[\s-]")] = gene.symbol
        known |= {re.escape(protein): gene for protein, gene in table_of(Path(__file__).parent / "proteins.tsv")}
        self._known = [
            (re.compile(rf"(?<![\w-])(?:{way})(?![A-Za-z0-9])", re.IGNORECASE), to) for way, to in known.items()
        ]

    def named(self, text: str) -> NamedGenes:
        """Every gene a text names, in order."""
        found = {match.start(): _of_mouse(match[0]) or to for way, to in self._known for match in way.finditer(text)}
        for match in _TOLD.finditer(text):
            symbol, at = (match[1], match.start(1)) if match[1] else (match[2], match.start(2))
            is_label = _ROMAN.fullmatch(symbol) or text[match.end(1 if match[1] else 2) :][:2].strip("-–:.").isdigit()
            if at not in found and symbol.upper() not in _NOT_GENES and not _CHANGE.fullmatch(symbol) and not is_label:
                found[at] = symbol
        return NamedGenes(tuple(sorted(found.items())))
