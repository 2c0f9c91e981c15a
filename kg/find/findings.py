"""Where a term was seen, or looked for and not seen: what the page of a term lists."""

from __future__ import annotations

from collections.abc import Mapping

from kg.engine import Engine
from kg.find.called import Names
from kg.find.facts import FindingFacts, Page, Ref
from kg.find.filters import ObservationFilter
from kg.find.listing import BadPage
from kg.find.pattern import Writing
from kg.find.patterns import pattern
from kg.find.patterns_people import LINKS
from kg.find.said import Said
from kg.find.statements import stated
from kg.lexicon.spelling import PROLOGUE
from kg.model.words import Scope, Status
from kg.names import OBO

_PROPERTIES = frozenset(
    {"rdfs:label", "kg:reportedIn", "kg:readIn", "kg:readingDepth", "kg:codedAs", "kg:excludes"}
    | {f"^kg:{link}" for link in LINKS.values()}
)


def findings(engine: Engine, where: ObservationFilter, limit: int, offset: int = 0) -> Page[FindingFacts]:
    """The findings that meet a filter, by IRI. Raises `UnknownName`, `NotAName` and `BadPage`."""
    if limit < 0 or offset < 0:
        raise BadPage("a page has a limit and an offset of 0 or more")
    asked = pattern(Writing(Names(engine)), where)
    chosen = engine.rows(f"""{PROLOGUE}
        SELECT DISTINCT ?x WHERE {{ {asked} }} ORDER BY ?x LIMIT {int(limit)} OFFSET {int(offset)}""")
    counted = engine.rows(f"{PROLOGUE} SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {asked} }}")
    found = stated(engine, ((row["x"].value, _PROPERTIES) for row in chosen))
    return Page(tuple(_finding(one) for one in found.values()), int(counted[0]["n"].value), offset)


def _finding(one: Said) -> FindingFacts:
    status, scope = standing(one)
    return FindingFacts(
        iri=one.iri,
        label=one.label,
        status=status,
        group=scope is Scope.GROUP,
        term=own_term(one),
        cases=tuple(dict.fromkeys(case.iri for link in LINKS.values() for case in one.refs(f"^kg:{link}"))),
        paper=one.text("kg:reportedIn"),
        depth=one.depth,
        read_in=one.text("kg:readIn"),
    )


def standing(one: Said) -> tuple[Status, Scope]:
    """Whether an observation is present or absent, and of whom, as the links of persons to it say."""
    return next(
        (meaning for meaning, link in LINKS.items() if one.refs(f"^kg:{link}")), (Status.NOT_REPORTED, Scope.PERSON)
    )


def own_term(one: Said) -> Ref | None:
    """The HPO term that the paper's words were read as, present or excluded."""
    terms: Mapping[str, Ref] = {ref.iri: ref for name in ("kg:codedAs", "kg:excludes") for ref in one.refs(name)}
    return next((ref for iri, ref in terms.items() if iri.startswith(OBO)), None)
