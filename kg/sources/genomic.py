"""Names of a change on the genome, in every spelling that is in use: HGVS g., SPDI, gnomAD's and VCF's.

NC_000005.10:g.150056316C>T    NC_000005.10:150056315:C:T    5-150056316-C-T    GRCh38 chr5:150056316C>T
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.model.genomic import GenomicChange
from kg.settings import PACKAGE
from kg.sources.hgvs import HgvsError, parse_coding
from kg.sources.positions import read_yaml

_TABLE: Final = PACKAGE / "reference" / "chromosomes.yaml"
_ASSEMBLY: Final = r"(?:(?P<assembly>(?:GRCh|hg|b|NCBI)\d\d(?:\.p\d+)?)\s*(?:[-:_/,\s]\s*)?)?"
_CHROMOSOME: Final = r"\(?(?:chr)?(?P<chromosome>\d{1,2}|[XYM]|MT)\)?"
_WHERE: Final = rf"(?:(?P<accession>NC_\d{{6}}\.\d+)(?:\([\w.-]+\))?|{_ASSEMBLY}{_CHROMOSOME})"
_HGVS: Final = re.compile(rf"{_WHERE}\s*:\s*(?P<g>[gm]\.)?(?P<change>[\d(?].*)", re.IGNORECASE | re.ASCII)
_SPDI: Final = re.compile(
    r"(?P<accession>NC_\d{6}\.\d+):(?P<before>\d{1,9}):(?P<old>\d{1,7}|[ACGTN]*):(?P<new>[ACGTN]*)",
    re.IGNORECASE | re.ASCII,
)
_VCF: Final = re.compile(
    rf"{_ASSEMBLY}{_CHROMOSOME}(?P<sign>[-:_/\s])(?P<position>\d{{1,9}})(?P=sign)(?P<old>[ACGTN]+)(?:(?P=sign)|>)(?P<new>[ACGTN]+)",
    re.IGNORECASE | re.ASCII,
)
_BASES: Final = re.compile(r"[ACGTN]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Assemblies:
    """What accessions and names of assemblies stand for."""

    chromosomes: Mapping[str, tuple[tuple[str, str], ...]]
    names: Mapping[str, str]

    def assembly(self, written: str) -> str:
        """The name of an assembly, whatever its spelling or patch; one that is not known stays as it is written."""
        bare = re.sub(r"\.p\d+$", "", written.strip(), flags=re.IGNORECASE)
        return self.names.get(bare.casefold(), written.strip())

    def where(self, accession: str) -> tuple[str | None, str] | None:
        """Assembly and chromosome of an accession; no assembly where it is of several, None for a strange one."""
        found = self.chromosomes.get(accession.upper())
        if not found:
            return None
        return (found[0][0] if len(found) == 1 else None), found[0][1]

    def accession(self, assembly: str | None, chromosome: str) -> str | None:
        """The accession of a chromosome of an assembly."""
        for accession, places in self.chromosomes.items():
            if (assembly, chromosome) in places:
                return accession
        return None


@lru_cache(maxsize=1)
def assemblies() -> Assemblies:
    """The human assemblies of the reference data."""
    rows = read_yaml(_TABLE).value["assemblies"]
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in rows:
        for accession, chromosome in row["chromosomes"].items():
            found[accession] = (*found.get(accession, ()), (row["name"], chromosome))
    names = {name.casefold(): row["name"] for row in rows for name in (row["name"], *row["also"])}
    return Assemblies(found, names)


def is_genomic(text: str) -> bool:
    """Whether a name is spelled as one on the genome; it may be faulty all the same."""
    return any(pattern.fullmatch(text.strip()) for pattern in (_SPDI, _VCF, _HGVS))


def read_genomic(text: str) -> GenomicChange:
    """The change that a name on the genome tells; raises `HgvsError`.

    >>> str(read_genomic("NC_000005.10:150056315:C:T")), str(read_genomic("chr5:150056316C>T"))
    ('NC_000005.10:g.150056316C>T', 'chr5:g.150056316C>T')
    """
    written = text.strip()
    if match := _SPDI.fullmatch(written):
        return _spdi(written, match)
    if match := _VCF.fullmatch(written):
        where = _where(written, None, match["assembly"], match["chromosome"])
        return _trimmed(written, where, int(match["position"]), match["old"], match["new"])
    if match := _HGVS.fullmatch(written):
        where = _where(written, match["accession"], match["assembly"], match["chromosome"])
        return _from_hgvs(written, where, match["change"])
    fix = "as in NC_000005.10:g.150056316C>T, 5-150056316-C-T or SPDI"
    raise HgvsError(f"{text[:80]!r} is no name on the genome", fix)


def from_vcf(assembly: str, chromosome: str, position: int, old: str, new: str) -> GenomicChange:
    """The change of a record of VCF; raises `HgvsError` where its bases are symbols, or the chromosome is none."""
    if not (_BASES.fullmatch(old.upper()) and _BASES.fullmatch(new.upper())):
        raise HgvsError(f"{old[:20]}>{new[:20]} are no bases", "A, C, G, T")
    return _trimmed(f"{chromosome}:{position}", sequence(assembly, chromosome), position, old, new)


Where = tuple[str | None, str, str | None]
"""Assembly, chromosome and accession, as far as they are told."""


def sequence(assembly: str, chromosome: str) -> Where:
    """The assembly and the chromosome of a record of VCF by their own names; raises `HgvsError`."""
    bare = chromosome.strip()
    if re.match(r"NC_", bare, re.IGNORECASE):
        return _where(bare, bare, None, None)
    match = re.fullmatch(_CHROMOSOME, bare, re.IGNORECASE)
    if match is None:
        raise HgvsError(f"{bare[:40]!r} is no chromosome", "1 to 22, X, Y or MT, with or without chr")
    return _where(bare, None, assembly, match["chromosome"])


def _where(text: str, accession: str | None, assembly: str | None, chromosome: str | None) -> Where:
    known = assemblies()
    if accession:
        found = known.where(accession)
        if found is None:
            raise HgvsError(f"{accession} in {text[:80]!r} is no chromosome of a known assembly", "as in NC_000005.10")
        return *found, accession.upper()
    name = "MT" if (chromosome or "").upper() in ("M", "MT") else (chromosome or "").upper().lstrip("0") or "0"
    build = known.assembly(assembly) if assembly and assembly.strip() else None
    # The chrM of hg19 is another sequence than the mitochondrion of GRCh37.
    other = name == "MT" and assembly is not None and assembly.strip().casefold() == "hg19"
    return ("hg19", name, None) if other else (build, name, known.accession(build, name))


def _trimmed(text: str, where: Where, position: int, old: str, new: str) -> GenomicChange:
    if position < 1:
        raise HgvsError(f"{text[:80]!r} has a position 0", "positions count from 1")
    return GenomicChange.trimmed(where[0], where[1], position, old.upper(), new.upper(), where[2])


def _spdi(text: str, match: re.Match[str]) -> GenomicChange:
    where, first = _where(text, match["accession"], None, None), int(match["before"]) + 1
    if match["old"].isdigit() and int(match["old"]):
        last = first + int(match["old"]) - 1
        change = f"{first}{f'_{last}' if last > first else ''}del{'ins' + match['new'] if match['new'] else ''}"
        return _from_hgvs(text, where, change)
    return _trimmed(text, where, first, match["old"].replace("0", ""), match["new"])


def _from_hgvs(text: str, where: Where, written: str) -> GenomicChange:
    if re.search(r"[()?\[\]/]", written):
        raise HgvsError(f"{text[:80]!r} is not sure of its place", "one position, or the two ends")
    change = parse_coding(f"c.{written}")
    if any(one.offset or one.after_stop or one.base < 1 for one in (change.first, change.last)):
        raise HgvsError(f"{text[:80]!r} has no position of the genome", "a number, as in g.150056316")
    first, last, old = change.first.base, change.last.base, change.reference
    whole = old and not old.isdigit() and len(old) == last - first + 1
    if whole and change.kind in ("substitution", "delins", "deletion"):
        return GenomicChange.trimmed(where[0], where[1], first, old, change.inserted, where[2])
    return GenomicChange(
        assembly=where[0],
        chromosome=where[1],
        kind=change.kind,
        first=first,
        last=last,
        reference="" if old.isdigit() else old,
        inserted=change.inserted,
        accession=where[2],
    )
