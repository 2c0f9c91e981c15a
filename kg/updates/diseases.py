"""Our diseases held against a release of Mondo: ids, labels, parents, and what is the same in OMIM and Orphanet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.build.inputs import Inputs
from kg.sources.mondo import Mondo
from kg.sources.ontology.names import matched
from kg.sources.reference import read_reference
from kg.updates.change import SourceChange
from kg.updates.uses import Uses

COMPARED: Final = ("OMIM", "OMIMPS", "ORPHA")
"""Prefixes of exact matches that are compared; Mondo keeps these by hand."""


def disease_changes(inputs: Inputs, mondo: Mondo, used: Uses) -> Iterator[SourceChange]:
    """What the release says otherwise than our mappings, our slice and our list of diseases."""
    rows = list(_mappings(inputs))
    labels = {row["subject_id"]: row["subject_label"] for row in rows}
    labels |= {row["object_id"]: row["object_label"] for row in rows if row["object_label"]}
    for identifier in used.terms():
        places = tuple(map(str, used.of(identifier)))
        yield from _became(identifier, labels.get(identifier, ""), mondo, places)
    yield from _parents(rows, mondo)
    yield from _matches(rows, mondo)
    for identifier, name in read_reference(inputs.reference).diseases.items():
        if not mondo.same_as(identifier):
            what = "no current disease of the release is the same"
            yield SourceChange("no disease", identifier, name, what, "", ("reference/diseases.yaml",))


def _mappings(inputs: Inputs) -> Iterator[dict[str, str]]:
    for path in inputs.mapping_files():
        yield from (row for row in read_sssom(path) if row["subject_id"].startswith("MONDO:"))


def read_sssom(path: Path) -> list[dict[str, str]]:
    """The rows of an SSSOM table."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _became(identifier: str, label: str, mondo: Mondo, places: tuple[str, ...]) -> Iterator[SourceChange]:
    term = mondo.get(identifier)
    if term is None:
        primary = mondo.primary(identifier)
        if primary:
            what = f"it was merged into {mondo.shown(primary)}"
            yield SourceChange("merged", identifier, label, what, mondo.shown(primary), places)
        else:
            yield SourceChange("unknown", identifier, label, "the release does not hold it", "", places)
    elif term.obsolete and not label.startswith("obsolete "):
        right = mondo.instead(term) or "the release names none instead"
        yield SourceChange("obsolete", identifier, label, f"the release says: {term.label}", right, places)
    elif label and not term.obsolete and label != term.label:
        yield SourceChange("relabelled", identifier, term.label, f"ours is {label!r}", f"label: {term.label}", places)
    elif not term.obsolete and label.startswith("obsolete "):
        yield SourceChange("current again", identifier, term.label, f"ours is {label!r}", "", places)


def _parents(rows: list[dict[str, str]], mondo: Mondo) -> Iterator[SourceChange]:
    for row in rows:
        below, above = row["subject_id"], row["object_id"]
        if row["predicate_id"] != "skos:broadMatch" or not above.startswith("MONDO:"):
            continue
        if mondo.current(below) and above not in mondo.ancestors(below):
            what = f"no longer below {above} ({row['object_label']})"
            now = " or ".join(map(mondo.shown, mondo.terms[below].parents)) or "no parent"
            yield SourceChange("moved", below, mondo.terms[below].label, what, now, ("mappings/diseases.sssom.tsv",))


def _matches(rows: list[dict[str, str]], mondo: Mondo) -> Iterator[SourceChange]:
    ours: dict[str, set[str]] = {}
    for row in rows:
        if row["predicate_id"] == "skos:exactMatch":
            ours.setdefault(row["subject_id"], set()).add(matched(row["object_id"]))
    for identifier in sorted(ours):
        term = mondo.get(identifier)
        if term is not None and not term.obsolete:
            both = (ours[identifier], term.exact)
            held, theirs = ({one for one in found if one.partition(":")[0] in COMPARED} for found in both)
            for kind, differing in (("match lost", held - theirs), ("match gained", theirs - held)):
                for one in sorted(differing):
                    elsewhere = " and ".join(map(mondo.shown, mondo.same_as(one)))
                    what = f"{one}" + (f", which is {elsewhere}" if elsewhere and kind == "match lost" else "")
                    yield SourceChange(kind, identifier, term.label, what, "", ("mappings/diseases.sssom.tsv",))
