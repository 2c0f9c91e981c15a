"""A release held against the one in place: what it would change in what this project says and asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.build.inputs import Inputs
from kg.errors import FaultyInput
from kg.imports.cohorts import Cohort
from kg.imports.cohorts import cohorts as imported
from kg.sources.hpo import Hpo, read_hpo
from kg.sources.hpoa import read_hpoa
from kg.sources.mondo import Mondo
from kg.sources.pins import Pin
from kg.sources.reference import read_reference
from kg.updates.annotations import annotation_changes
from kg.updates.answers import answer_changes
from kg.updates.change import Comparison, SourceChange
from kg.updates.diseases import disease_changes
from kg.updates.given import Given, read_given
from kg.updates.terms import term_changes
from kg.updates.uses import uses


def compared(given: Given, inputs: Inputs, pin: Pin) -> Comparison:
    """Every change that the release would bring; `pin` is what is in place. Raises `FaultyInput`."""
    changes = {"hp": _hpo, "hpoa": _hpoa, "mondo": _mondo}[given.kind]
    return Comparison(given.kind, pin.version or "none", given.version, tuple(changes(given, inputs)))


def in_place(pin: Pin) -> Given:
    """What is pinned, read as if it were given; raises `FaultyInput` where nothing is, or the file has changed."""
    if pin.path is None:
        right = f"`kg sources update {pin.kind} FILE_OR_URL`, or a file to compare with"
        raise FaultyInput(f"no {pin.title} is pinned; right would be {right}")
    if fault := pin.fault():
        raise FaultyInput(fault)
    return read_given(pin.kind, pin.path.read_bytes(), str(pin.path), pin.sha256)


def _hpo(given: Given, inputs: Inputs) -> Iterator[SourceChange]:
    assert isinstance(given.ontology, Hpo)  # noqa: S101 - of the kind that was read
    inputs.verify("hp")
    old, there = read_hpo(inputs.hpo), imported(inputs.cohorts)
    used = uses(inputs, "HP", there)
    yield from term_changes(old, given.ontology, used)
    yield from answer_changes(old, given.ontology, used)
    yield from _cohorts(there, given)


def _cohorts(there: Sequence[Cohort], given: Given) -> Iterator[SourceChange]:
    for cohort in there:
        held = cohort.manifest["hpo"]
        if held != given.version:
            what = f"closed over {held}"
            yield SourceChange("cohort", cohort.name, "", what, "`kg import phenopackets` again, after the update")


def _hpoa(given: Given, inputs: Inputs) -> Iterator[SourceChange]:
    inputs.verify("hpoa")
    wanted = read_reference(inputs.reference).diseases.keys()
    before, after = read_hpoa(inputs.hpoa, wanted), read_hpoa(given.raw, wanted, given.origin)
    yield from annotation_changes(before, after, read_hpo(inputs.hpo))


def _mondo(given: Given, inputs: Inputs) -> Iterator[SourceChange]:
    assert isinstance(given.ontology, Mondo)  # noqa: S101 - of the kind that was read
    yield from disease_changes(inputs, given.ontology, uses(inputs, "MONDO", imported(inputs.cohorts)))
