"""One paper: where it is, how far it was read, whom and what it describes, what others took from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.analysis import Held
from kg.analysis.people import People
from kg.find import Depth, Ref, Said, stated
from kg.lexicon.spelling import PROLOGUE, reference
from kg.model.words import Design
from kg.names import BASE
from kg.portrait.described import (
    DescribedPerson,
    NamedVariant,
    Reported,
    ReportedFinding,
    findings,
    people,
    several,
    variants,
)
from kg.portrait.figures import FIGURE, FigureLine, figure_line

_STATUS: Final = {
    "hasFinding": "present",
    "hasExcludedFinding": "absent",
    "hasGroupFinding": "present, said of a group",
    "hasExcludedGroupFinding": "absent, said of a group",
}


def _asked(names: str) -> frozenset[str]:
    return frozenset(f"kg:{name}" if ":" not in name else name for name in names.split())


_PAPER: Final = _asked(
    "dcterms:title rdfs:label firstAuthor year journal design readingDepth bibo:pmid bibo:doi pmcid note keptOut "
    "hasReading possiblySharesPeopleWith ^kg:possiblySharesPeopleWith ^kg:readIn ^kg:cites"
)
_NAMING: Final = "rdfs:label ofVariant statedAs statedConsequence statedSignificance diseaseClaim novel hasDoubt readIn"
_TOO_MANY: Final = frozenset({"^kg:readIn"})
_SEEN: Final = ("kg:hasFinding", "kg:hasExcludedFinding")
MOST: Final = 25
"""People on one page."""
LARGE: Final = 40
"""People of a paper beyond whom no page could tell everything of all."""
_OF: Final = {
    "reading": _asked("readingDepth readAt via"),
    "doubt": _asked("rdfs:label text doubtAbout ^kg:hasDoubt computed"),
    "case": _asked(
        "rdfs:label caseLabel sex ageAtOnset statedAgeAtOnset onsetPeriod ageAtExamination ageAtDeath affected "
        "geneticStatus hasVariant hasFinding hasExcludedFinding hasGroupFinding hasExcludedGroupFinding memberOfFamily "
        "possiblySamePatientAs "
        "^kg:possiblySamePatientAs hasDoubt readIn"
    ),
    "observation": _asked("rdfs:label codedAs codedAsAbsent statedAs modality region hasDoubt readIn"),
    "mention": _asked(
        "rdfs:label ofVariant statedAs statedConsequence statedSignificance diseaseClaim novel hasDoubt readIn"
    ),
    "genotype": _asked(
        "rdfs:label ofVariant statedAs statedConsequence statedSignificance diseaseClaim novel hasDoubt readIn"
    ),
    "statistic": FIGURE | {"kg:readIn"},
}
"""What is asked of what a paper reports, by its room."""


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """That a paper was read: how far, where, and by way of what other text."""

    depth: Depth | None
    at: str
    via: str


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """What may be wrong, and about what; `found` by a check, not by a reader."""

    ref: Ref
    text: str
    about: tuple[Ref, ...]
    found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPortrait:
    """`quoted_in`: papers in which facts of this one were read; `quotes`: those whose facts were read here."""

    ref: Ref
    title: str
    author: str
    year: int | None
    journal: str
    design: Design | None
    depth: Depth | None
    pmid: str
    doi: str
    pmcid: str
    notes: tuple[str, ...]
    kept_out: tuple[str, ...]
    readings: tuple[ReadingLine, ...]
    doubts: tuple[DoubtLine, ...]
    people: tuple[DescribedPerson, ...]
    total: int
    variants: tuple[NamedVariant, ...]
    findings: tuple[ReportedFinding, ...]
    figures: tuple[FigureLine, ...]
    shares: tuple[Ref, ...]
    cited_by: tuple[Ref, ...]
    quoted_in: tuple[Ref, ...]
    quotes: tuple[Ref, ...]


def paper_query(iri: str) -> str:
    """What asks for the findings, in whom, and the figures of one paper."""
    of_people = " UNION ".join(
        f'{{ ?person kg:reportedIn ?paper ; kg:{link} ?what BIND("{status}" AS ?status) }}'
        for link, status in _STATUS.items()
    )
    return f"""{PROLOGUE}
SELECT DISTINCT ?what ?label ?status ?person ?term ?modality WHERE {{
  VALUES ?paper {{ {reference(iri)} }}
  {{ {of_people} }} UNION {{ ?what a kg:CohortStatistic ; kg:reportedIn ?paper BIND("figure" AS ?status) }}
  ?what rdfs:label ?label
  OPTIONAL {{ ?what kg:codedAs|kg:codedAsAbsent|kg:aboutTerm|kg:aboutAbsenceOf ?term }}
  OPTIONAL {{ ?what kg:modality ?modality }}
}} ORDER BY ?status STR(?label) ?person ?what"""


def paper_portrait(held: Held, iri: str, begun: int = 0) -> PaperPortrait | None:
    """A paper; None where the graph says nothing of it itself. Of very many people those from `begun` on are told."""
    engine = held.engine
    told, total = _reported(held.people, iri, begun)
    large = total > LARGE
    paper = stated(engine, [(iri, _PAPER - _TOO_MANY if large else _PAPER)])[iri]
    if not paper.text("rdfs:label"):
        return None
    told["reading"] = [ref.iri for ref in paper.refs("kg:hasReading")]
    asked = [(one, properties) for room, properties in _OF.items() for one in told[room]]
    # Of what was read in this paper of others, and in others of it, only whose it is matters.
    own = {one for some in told.values() for one in some}
    others = [ref.iri for ref in paper.refs("^kg:readIn") if ref.iri not in own]
    said = stated(engine, [*asked, *((other, _asked("reportedIn")) for other in others)])
    of = {room: {one: (Ref(one, said[one].label), said[one]) for one in told[room]} for room in _OF if told[room]}
    persons = people(of.get("case", {}))
    year = paper.text("kg:year")
    return PaperPortrait(
        ref=Ref(iri, paper.label),
        title=paper.text("dcterms:title") or paper.label,
        author=paper.text("kg:firstAuthor") or "",
        year=int(year) if year else None,
        journal=paper.text("kg:journal") or "",
        design=next((one for one in Design if one.iri == paper.text("kg:design")), None),
        depth=paper.depth,
        pmid=paper.text("bibo:pmid") or "",
        doi=paper.text("bibo:doi") or "",
        pmcid=paper.text("kg:pmcid") or "",
        notes=paper.texts("kg:note"),
        kept_out=paper.texts("kg:keptOut"),
        readings=tuple(_readings(one for _, one in of.get("reading", {}).values())),
        doubts=_doubts(of.get("doubt", {}).values()),
        people=persons,
        total=total,
        variants=variants({**of.get("mention", {}), **of.get("genotype", {})}, persons),
        findings=findings(of.get("observation", {}), of.get("case", {})),
        figures=_figures(of.get("statistic", {})),
        shares=several(paper.refs("kg:possiblySharesPeopleWith"), paper.refs("^kg:possiblySharesPeopleWith")),
        cited_by=paper.refs("^kg:cites"),
        quoted_in=_papers((one.refs("kg:readIn") for some in of.values() for _, one in some.values()), iri),
        quotes=_papers((said[other].refs("kg:reportedIn") for other in others), iri),
    )


def _reported(people: People, iri: str, begun: int) -> tuple[dict[str, list[str]], int]:
    """What a paper reports, by rooms, and how many people; of very many people those of one page and what is theirs."""
    found: dict[str, list[str]] = defaultdict(list)
    for number in people.having("kg:reportedIn", iri).nonzero()[0] if iri in people.number else ():
        one = people.iris[number]
        found[one.removeprefix(BASE).partition("/")[0]].append(one)
    total = len(found["case"])
    if total > LARGE:
        found["case"] = found["case"][begun : begun + MOST]
        persons = people.numbers(found["case"])
        seen = {int(one) for link in _SEEN for one in people.links[link][persons].indices}
        found["observation"] = [people.iris[one] for one in sorted(seen)]
        found["genotype"] = []
        found["doubt"] = found["doubt"][:MOST]
    return found, total


def _readings(found: Iterable[Said]) -> Iterator[ReadingLine]:
    for one in sorted(found, key=lambda one: (-(one.depth.rank if one.depth else -1), one.iri)):
        yield ReadingLine(one.depth, one.text("kg:readAt") or "", one.text("kg:via") or "")


def _doubts(found: Iterable[tuple[Ref, Said]]) -> tuple[DoubtLine, ...]:
    return tuple(
        DoubtLine(ref, one.text("kg:text") or ref.label, _about(one), bool(one.flag("kg:computed")))
        for ref, one in sorted(found, key=lambda pair: pair[0].iri)
    )


def _about(one: Said) -> tuple[Ref, ...]:
    return several(one.refs("kg:doubtAbout"), one.refs("^kg:hasDoubt"))


def _figures(found: Reported) -> tuple[FigureLine, ...]:
    parts = {iri: one for iri, (_, one) in found.items()}
    of_groups = {part.iri for one in parts.values() for part in one.refs("kg:hasGroupValue")}
    lines = (figure_line(one, ref.label, parts) for ref, one in found.values() if ref.iri not in of_groups)
    return tuple(sorted(lines, key=lambda one: (one.second_hand, one.measure.casefold(), one.group, one.ref.iri)))


def _papers(some: Iterable[Iterable[Ref]], but: str) -> tuple[Ref, ...]:
    return tuple(one for one in several(*some) if one.iri != but)
