"""What variants are taken for: one interpretation a disease."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any, Final

from kg.export.packets.calls import NOBODY_SAID, Calls
from kg.export.packets.diagnosed import Diagnosed
from kg.export.packets.nodes import Node
from kg.names import DCTERMS, KG
from kg.sources.phenopackets.schema import ENUMS

_CAUSE: Final = ("CAUSATIVE", "CONTRIBUTORY")


def interpretations(
    case: Node, genotypes: Sequence[Node], name: str, calls: Calls, has: Diagnosed
) -> list[dict[str, Any]]:
    """Every genotype with the disease it is held against; how far the work has come, and summaries, in turn."""
    papers = case.values(KG + "reportedIn")
    explained = {has.usual, *(one.iri for one in has.diseases if one.present)}
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in genotypes:
        against = [has.usual] if has.usual else one.texts(KG + "interpretedFor")
        told_of = [*calls.calls(one, name, papers)]
        for disease in against or [""]:
            # A call taken for the cause gives the person its disease; of several said of one variant, not each does.
            grouped[disease] += told_of if not disease or disease in explained else map(_not_the_cause, told_of)
    progress = _progress(case, has, [call for found in grouped.values() for call in found])
    summaries = case.texts(DCTERMS + "description")
    told = []
    for number, (group, status, summary) in enumerate(zip_longest(sorted(grouped.items()), progress, summaries)):
        whole: dict[str, Any] = {
            "id": f"{name}-{number + 1}" if number else name,
            "progressStatus": status or "UNKNOWN_PROGRESS",
        }
        if group:
            term = calls.words.term(group[0]) if group[0] else NOBODY_SAID
            whole["diagnosis"] = {"disease": dict(term), "genomicInterpretations": group[1]}
        if summary:
            whole["summary"] = summary
        told.append(whole)
    return told


def _not_the_cause(call: dict[str, Any]) -> dict[str, Any]:
    return {**call, "interpretationStatus": "UNKNOWN_STATUS"} if call["interpretationStatus"] in _CAUSE else call


def _progress(case: Node, has: Diagnosed, found: Sequence[dict[str, Any]]) -> list[str]:
    """SOLVED where a paper claims that a variant explains what an affected person has; else as packets said."""
    if case.has(KG + "readingDepth"):
        explained = any(one["interpretationStatus"] in _CAUSE for one in found)
        return ["SOLVED"] if has.affected and explained else []
    words = [value.upper().replace(" ", "_") for value in case.values(KG + "progressStatus")]
    known = [word for word in words if word in ENUMS["Progress"][1:]]
    if len(known) == len(words):
        case.take(KG + "progressStatus")
        return known
    return []
