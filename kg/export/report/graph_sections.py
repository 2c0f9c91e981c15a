"""What the graph holds, how much of the field that is, where the variants lie, and what may be wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np

from kg import find
from kg.analysis.chosen import chosen
from kg.analysis.held import Held
from kg.analysis.people import Mask
from kg.analysis.population import Population
from kg.engine import Question, questions
from kg.export.report import figures
from kg.export.report.parts import Cells, Grid, Picture, Section
from kg.find.groups import Group
from kg.find.said import said
from kg.names import full


def holding(held: Held, manifest: Mapping[str, Any]) -> Section:
    """How much is in the graph, and of what is known to be published."""
    counts = find.counts(held.engine)
    rows = [
        ("papers", counts.papers),
        *((f"papers read as {depth}", n) for depth, n in counts.papers_by_depth.items()),
        ("persons", counts.cases),
        *((f"persons {status}", n) for status, n in counts.cases_by_status.items()),
        ("variants that a paper or a cohort names", counts.reported_variants),
        ("findings seen", counts.present),
        ("findings looked for and not seen", counts.absent),
        ("of both, on scans", counts.imaging),
        ("figures of groups", counts.statistics),
        ("doubts", counts.doubts),
    ]
    held_of = [(one["what"], str(one["held"]), _about(one), str(one["source"])) for one in manifest["share"]]
    parts = (
        Grid("holding", "What is in the graph.", ("what", "how many"), [(what, f"{n:,}") for what, n in rows], most=99),
        Grid("field", "How much of the known field that is.", ("what", "here", "of", "by"), held_of),
    )
    words = (
        "Facts were read in published papers by curators; each keeps its paper and how far that was read. Not reported "
        "never means absent.",
    )
    return Section("What is in the graph", words, parts)


def _about(share: Mapping[str, Any]) -> str:
    return f"about {share['of']:,}" if share["approximate"] else f"{share['of']:,}"


def variants(held: Held) -> Section:
    """Where the variants of confirmed carriers lie, and how many persons carry each."""
    who = chosen(held, Population.CARRIERS.value)
    marks, table = _marks(held, who)
    places = [
        Picture(
            f"persons-by-{by.name.lower()}", f"Confirmed carriers by {by.name.lower()}.", figures.bars(found, "persons")
        )
        for by, name in ((Group.EXON, "exon"), (Group.INTRON, "intron"))
        if (found := _by(held, by, who))
    ]
    drawn = Picture(
        "variant-map",
        "Changed residues and how many confirmed carriers have the change; below them the domains of the protein. "
        "Changes that two or more carry are named.",
        figures.protein(marks, _stretches(held)),
    )
    grid = Grid("variants", "Variants of confirmed carriers.", ("variant", "protein", "class", "persons"), table)
    words = (f"{int(who.sum())} confirmed carriers. {Population.CARRIERS.meaning}",)
    return Section("Variants", words, (*([drawn] if marks else []), *places, grid))


def _marks(held: Held, who: Mask) -> tuple[list[figures.Mark], list[Cells]]:
    people = held.people
    carried = people.groups(Group.VARIANT, who)
    classes = people.mask(map(full, Group.VARIANT_CLASS.among))
    told = said(held.engine, [people.iris[one] for one in np.unique(carried.indices)], "kg:residue kg:hgvsProtein")
    marks, table = [], []
    for iri, facts in told.items():
        number = people.number[iri]
        carriers = len(carried[:, [number]].nonzero()[0])
        types = people.links["rdf:type"][[number]].indices
        kind = ", ".join(people.ref(one).label for one in types if classes[one]) or "no class"
        protein, residue = facts.text("kg:hgvsProtein") or "", facts.number("kg:residue")
        table.append((people.ref(number).label, protein, kind, str(carriers)))
        if residue is not None:
            marks.append(figures.Mark(int(residue), protein.removeprefix("p."), carriers, kind))
    return marks, sorted(table, key=lambda row: (-int(row[3]), row[0]))


def _stretches(held: Held) -> list[figures.Stretch]:
    people = held.people
    iris = [people.iris[one] for one in np.unique(people.links["kg:inDomain"].indices)]
    told = said(held.engine, iris, "rdfs:label kg:firstResidue kg:lastResidue").values()
    ends = [(one.number("kg:firstResidue"), one.number("kg:lastResidue"), one.label) for one in told]
    return [figures.Stretch(int(first), int(last), label) for first, last, label in ends if first and last]


def _by(held: Held, by: Group, who: Mask) -> list[tuple[str, int]]:
    found = Counter(held.people.groups(by, who).indices.tolist())
    named = [(held.people.ref(number).label, n) for number, n in found.items()]
    return sorted(named, key=lambda one: [int(part) if part.isdigit() else part for part in one[0].split()][-1:] or [0])


def doubts(held: Held) -> Section:
    """What may be wrong, by whom it was doubted; who was kept out, and why."""
    parts = []
    for name in ("doubts", "kept-out"):
        asked = questions.find(name)
        found = questions.sheet(
            held.engine.answer(Question(asked.text, ("application/sparql-results+json",))).body.decode()
        )
        parts.append(Grid(name, asked.question, found.columns, found.rows))
    words = (
        "Numbers of persons are small, and most papers were read as abstracts: a finding that is not reported may be "
        "there. Papers describe whom their authors saw, not who is ill: shares are not those of all carriers.",
    )
    return Section("Limits and doubts", words, tuple(parts))
