"""A coding name and the protein name beside it are one variant; and what the gene says of both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.model.gene import GeneModel
from kg.reading.spellings import PrintedName
from kg.sources.agreement import codon_disagreements, disagreements
from kg.sources.checks_variants import against_gene
from kg.sources.schema import VariantFile

_BESIDE: Final = re.compile(
    r"[\s,;:/=|()\[\]{}–-]*(?:(?:p|c)\.)?[\s(\[]*(?:i\.e\.,?\s|or\s|also\sknown\sas\s|aka\s)?[\s(\[]*"
)
_LEADS: Final = re.compile(
    r"result|lead|caus|predict|chang|encod|correspond|produc|substitut|replac|alter|protein|amino\sacid|exon|known\sas|designated",
    re.I,
)
_FAR: Final = 110
"""Characters of prose that may stand between the two names of one variant (`in exon 18, which is predicted to ...`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTwice:
    """A variant by one of its names, or by both."""

    one: PrintedName
    two: PrintedName | None = None
    faults: tuple[str, ...] = field(default=())
    apart: bool = False
    """The two stand in two lists, one behind the other."""

    @property
    def start(self) -> int:
        """Where the first name begins."""
        return self.one.start

    @property
    def end(self) -> int:
        """Where the last name ends."""
        return self.two.end if self.two and not self.apart else self.one.end

    @property
    def gene(self) -> str | None:
        """The gene that an accession names in brackets."""
        return self.one.gene or (self.two.gene if self.two else None)

    @property
    def accession(self) -> str | None:
        """What the names count on."""
        return self.one.accession or (self.two.accession if self.two else None)

    def facts(self, text: str) -> dict[str, str | int | bool]:
        """The names in normal form, the print, and what an accession tells."""
        coding = self.one.coding or (self.two.coding if self.two else None)
        protein = self.one.protein or (self.two.protein if self.two else None)
        close = self.two is not None and _BESIDE.fullmatch(text, self.one.end, self.two.start)
        printed = text[self.start : self.end] if close or not self.two else f"{self.one.printed} {self.two.printed}"
        found: dict[str, str | int | bool] = {}
        if coding:
            found["coding"] = str(coding)
        if protein:
            found["protein"] = str(protein)
        found["stated"] = _closed(" ".join(printed.split()))
        transcript = self.accession or ""
        if transcript.upper().startswith(("NM_", "ENST", "XM_")):
            found["transcript"] = transcript
        if self.one.counted_in:
            found["intron"] = self.one.counted_in
        return found


def _closed(text: str) -> str:
    for opening, closing in ("()", "[]"):
        if text.count(opening) == text.count(closing) + 1:
            text += closing
    return text


def paired(text: str, names: Sequence[PrintedName]) -> list[NamedTwice]:
    """The names of a sentence, put together where two are of one variant: beside each other, or in a list in order."""
    mates = {**_neighbours(text, names)}
    left = [name for index, name in enumerate(names) if index not in mates and index not in mates.values()]
    found, used = [], set(mates.values())
    lists = _lists(left)
    for index, name in enumerate(names):
        if index in used or id(name) in {id(two) for two in lists.values()}:
            continue
        mate = names[mates[index]] if index in mates else lists.get(id(name))
        apart = index not in mates
        faults = tuple(filter(None, (name.fault, mate.fault if mate else None)))
        found.append(NamedTwice(one=name, two=mate, faults=faults, apart=apart))
    return found


def _neighbours(text: str, names: Sequence[PrintedName]) -> dict[int, int]:
    mates: dict[int, int] = {}
    elsewhere = {index for index, one in enumerate(names) if sum(_one_codon(one, two) for two in names) == 1}
    for index in range(len(names) - 1):
        one, two = names[index], names[index + 1]
        if index in mates.values() or not _kinds_differ(one, two):
            continue
        between = text[one.end : two.start]
        beside = bool(_BESIDE.fullmatch(between)) or not re.search(r"\w", between)
        leads = len(between) <= _FAR and bool(_LEADS.search(between)) and "." not in between.replace("i.e.", "")
        fit = _one_codon(one, two)
        if (fit and (beside or leads)) or (beside and not {index, index + 1} & elsewhere):
            mates[index] = index + 1
    return mates


def _lists(left: Sequence[PrintedName]) -> dict[int, PrintedName]:
    """`c.A and c.B (p.A and p.B, respectively)`: those left over that are of one codon."""
    found: dict[int, PrintedName] = {}
    proteins = [name for name in left if name.protein]
    for name in left:
        if name.coding:
            mates = [two for two in proteins if _one_codon(name, two)]
            if len(mates) == 1 and mates[0] not in found.values():
                found[id(name)] = mates[0]
    return found


def _kinds_differ(one: PrintedName, two: PrintedName) -> bool:
    return bool((one.coding and two.protein) or (one.protein and two.coding))


def _one_codon(one: PrintedName, two: PrintedName) -> bool:
    coding, protein = one.coding or two.coding, one.protein or two.protein
    if coding is None or protein is None:
        return False
    if coding.first.offset:
        return protein.kind != "substitution"
    return not any(codon_disagreements(coding, protein))


def fits(name: PrintedName, gene: GeneModel) -> bool:
    """Whether a name starts from the residues or bases that the gene has there."""
    return not any(disagreements(name.coding, name.protein, gene)) and (
        name.protein is None or name.protein.last.number <= gene.protein_length
    )


def faults_of(facts: Mapping[str, object], named: NamedTwice, gene: GeneModel | None) -> Iterator[str]:
    """Why the names of a variant may be wrong, as `kg check` tells it."""
    coding = named.one.coding or (named.two.coding if named.two else None)
    protein = named.one.protein or (named.two.protein if named.two else None)
    if named.one.counted_in:
        yield _from_intron(named.one, gene)
    if gene is None or not gene.exons:
        return
    known = gene.reference_transcript or ""
    told = str(facts.get("transcript", known))
    if told.partition(".")[0] not in {
        one.partition(".")[0] for t in gene.transcripts for one in (t.id, t.ensembl or t.id)
    }:
        yield f"counted on {told}, which is no transcript of {gene.symbol} in the reference data"
    numbers = {key: facts[key] for key in ("exon", "intron") if key in facts and not named.one.counted_in}
    file = VariantFile.model_validate({"gene": gene.symbol, **numbers})
    for _, _, what, fix in against_gene(file, coding, protein, gene):
        yield f"{what}; right would be: {fix}"


def _from_intron(name: PrintedName, gene: GeneModel | None) -> str:
    what = f"{name.printed} counts from an intron, and is not converted"
    exon = next((one for one in gene.exons if one.number == name.counted_in), None) if gene else None
    after = next((one for one in gene.exons if one.number == (name.counted_in or 0) + 1), None) if gene else None
    match = re.search(r"([-+−–])\s?(\d+)(.*)$", name.printed[3:])
    if gene is None or exon is None or after is None or match is None:
        return what
    sign = "+" if match[1] == "+" else "-"
    edge = exon.last if sign == "+" else after.first
    return f"{what}; by the exon table of {gene.reference_transcript} it would be c.{edge}{sign}{match[2]}{match[3]}"
