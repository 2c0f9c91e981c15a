"""Where this project uses the terms of an ontology: evidence, reference, our ontology, questions, code, cohorts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.build.inputs import Inputs
from kg.imports.cohorts import Cohort
from kg.model.words import Status
from kg.settings import PACKAGE, data_folder
from kg.sources.checks_terms import worded
from kg.sources.positions import Steps, place
from kg.sources.schema import StatisticFile
from kg.sources.sheet import Sheet, read_sheet

_STATED: Final = re.compile(r"<http://purl\.obolibrary\.org/obo/(HP|MONDO)_(\d{7})>")


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """One place that names a term. `line` is 0 where there is none; `where` is evidence, reference, ... or cohort."""

    where: str
    file: str
    line: int
    term: str
    place: str = ""

    def __str__(self) -> str:
        at = f"{self.file}:{self.line}" if self.line else self.file
        return f"{at} {self.place}".strip()


@dataclass(frozen=True, slots=True)
class FindingUse:
    """A finding of the evidence, in the paper's words: coded with a term, or with none yet."""

    text: str
    term: str | None
    present: bool
    file: str
    line: int
    place: str
    in_graph: bool


@dataclass(frozen=True, slots=True)
class Uses:
    """Everything that names terms of one prefix, and every finding of the evidence."""

    places: tuple[Use, ...]
    findings: tuple[FindingUse, ...] = ()

    def of(self, term: str) -> tuple[Use, ...]:
        """The places that name a term."""
        return tuple(use for use in self.places if use.term == term)

    def terms(self) -> list[str]:
        """The terms that are named, each once, sorted."""
        return sorted({use.term for use in self.places})


def uses(inputs: Inputs, prefix: str, cohorts: Sequence[Cohort] = ()) -> Uses:
    """Read the evidence, and search the other files for ids of a prefix, in CURIEs and in IRIs."""
    found: list[Use] = []
    findings: list[FindingUse] = []
    for path in sorted(inputs.evidence.glob("*.yaml")):
        sheet, _ = read_sheet(path)
        if sheet is not None and prefix == "HP":
            findings += _findings(sheet)
            found += _coded(sheet)
        else:
            found += _searched("evidence", path, prefix)
    for where, paths in _files(inputs):
        for path in paths:
            found += _searched(where, path, prefix)
    for cohort in cohorts:
        found += _stated(cohort, prefix)
    return Uses(tuple(sorted(set(found))), tuple(findings))


def _files(inputs: Inputs) -> Iterator[tuple[str, Iterable[Path]]]:
    # The slice of HPO is left out: it is cut from HPO itself, ancestors and all, and `make slices` renews it.
    slices = [path for path in inputs.ontology_files() if path.name != "hp.ttl"]
    yield "reference", sorted(inputs.reference.glob("*.yaml"))
    yield "ontology", [*slices, *inputs.shape_files()]
    yield "mapping", inputs.mapping_files()
    yield "question", sorted(path for path in data_folder("queries").iterdir() if path.suffix in (".rq", ".graphql"))
    yield "code", sorted(PACKAGE.rglob("*.py"))


def _searched(where: str, path: Path, prefix: str) -> Iterator[Use]:
    ids = re.compile(rf"\b{prefix}[:_](\d{{7}})\b")
    text = path.read_text(encoding="utf-8")
    if prefix in text:
        name = f"{path.parent.name}/{path.name}"
        for number, line in enumerate(text.split("\n"), 1):
            yield from (Use(where, name, number, f"{prefix}:{one}") for one in ids.findall(line))


def _coded(sheet: Sheet) -> Iterator[Use]:
    for steps, one in worded(sheet):
        if one.hpo is not None:
            line = sheet.document.line((*steps, "hpo"))
            yield Use("evidence", sheet.name, line, one.hpo, place(steps))


def _findings(sheet: Sheet) -> Iterator[FindingUse]:
    for steps, one in worded(sheet):
        figure = isinstance(one, StatisticFile)
        key, words = ("measure", one.measure) if isinstance(one, StatisticFile) else ("text", one.text)
        line = sheet.document.line((*steps, "hpo" if one.hpo else key))
        in_graph = not figure and not _kept_out(sheet, steps)
        yield FindingUse(words, one.hpo, one.status is Status.PRESENT, sheet.name, line, place(steps), in_graph)


def _kept_out(sheet: Sheet, steps: Steps) -> bool:
    return isinstance(steps[1], int) and steps[0] == "cases" and bool(sheet.file.cases[steps[1]].kept_out)


def _stated(cohort: Cohort, prefix: str) -> Iterator[Use]:
    """A use for each term that a cohort states, with how often; what was inferred for it is left out."""
    counted: Counter[str] = Counter()
    for line in cohort.lines():
        if not line.endswith("graph/inferred> .\n"):
            counted.update(f"{kind}:{number}" for kind, number in _STATED.findall(line) if kind == prefix)
    for term, number in counted.items():
        yield Use("cohort", f"cohort {cohort.name}", 0, term, f"{number:,} statements")
