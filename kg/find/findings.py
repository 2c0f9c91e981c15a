"""Findings: seen, or looked for and not seen; and what was only stated for several people together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.engine import Engine, Row
from kg.find.facts import FindingFacts, Page, Ref
from kg.find.filters import EVERY_FINDING, FindingFilter
from kg.find.page import linked, page
from kg.find.patterns import LINKS, finding_pattern
from kg.find.resolve import Names
from kg.find.said import Said, own_terms, said
from kg.find.spelling import PROLOGUE, references
from kg.names import KG

_FINDING = (
    "rdfs:label kg:statedAs kg:reportedIn kg:readingDepth kg:evidenceType kg:ageAtObservation kg:initial "
    "kg:modality kg:sequence kg:region kg:statedRegion kg:statedSequence kg:side kg:symmetry kg:evolution "
    "kg:distribution kg:contrast"
)
# Not rdf:type: a finding has dozens, one for every ancestor of its term. What was seen on a scan has a modality.
_MEANING = {KG + link: meaning for meaning, link in LINKS.items()}


def findings(
    engine: Engine, where: FindingFilter = EVERY_FINDING, limit: int = 50, offset: int = 0
) -> Page[FindingFacts]:
    """The findings of persons (or, if asked, the group statements) that meet a filter.

    Raises `UnknownName` and `NotAName`.
    """
    names = Names(engine)
    return page(engine, finding_pattern(where, names), names, limit, offset, read_findings)


def findings_of_cases(
    engine: Engine, cases: Iterable[str], where: FindingFilter = EVERY_FINDING
) -> dict[str, tuple[FindingFacts, ...]]:
    """The findings of each case that meet a filter. Raises `UnknownName` and `NotAName`."""
    pattern = finding_pattern(where, Names(engine))
    by_case = linked(engine, cases, f"BIND(?owner AS ?case) {pattern}")
    found = read_findings(engine, (iri for iris in by_case.values() for iri in iris))
    return {case: tuple(found[iri] for iri in iris) for case, iris in by_case.items()}


def read_findings(engine: Engine, iris: Iterable[str]) -> dict[str, FindingFacts]:
    """The facts of these findings; what no person leads to is left out."""
    iris = list(iris)
    found, terms, owners = said(engine, iris, _FINDING), own_terms(engine, iris), _owners(engine, iris)
    return {iri: _finding(one, terms.get(iri), owners[iri]) for iri, one in found.items() if iri in owners}


def _owners(engine: Engine, iris: list[str]) -> dict[str, list[tuple[str, str]]]:
    """For each finding, the persons that lead to it and by which link."""
    if not iris:
        return {}
    rows: list[Row] = engine.rows(f"""{PROLOGUE}
        SELECT DISTINCT ?x ?case ?link WHERE {{
          VALUES ?x {{ {references(iris)} }} VALUES ?link {{ {references(_MEANING)} }} ?case ?link ?x
        }} ORDER BY ?x ?case ?link""")
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        found[row["x"].value].append((row["case"].value, row["link"].value))
    return found


def _finding(one: Said, term: Ref | None, owners: list[tuple[str, str]]) -> FindingFacts:
    status, group = _MEANING[owners[0][1]]
    return FindingFacts(
        iri=one.iri,
        label=one.label,
        stated_as=one.text("kg:statedAs"),
        status=status,
        group=group,
        imaging=one.ref("kg:modality") is not None,
        term=term,
        cases=tuple(dict.fromkeys(case for case, _ in owners)),
        paper=one.text("kg:reportedIn"),
        depth=one.depth,
        evidence=one.ref("kg:evidenceType"),
        age=one.number("kg:ageAtObservation"),
        initial=bool(one.flag("kg:initial")),
        modality=one.ref("kg:modality"),
        sequences=one.refs("kg:sequence"),
        regions=one.refs("kg:region"),
        stated_region=one.text("kg:statedRegion"),
        stated_sequence=one.text("kg:statedSequence"),
        side=one.word("kg:side"),
        symmetry=one.word("kg:symmetry"),
        evolution=one.word("kg:evolution"),
        distribution=one.word("kg:distribution"),
        contrast=one.word("kg:contrast"),
    )
