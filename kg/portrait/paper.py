"""One paper: where it is, how far it was read, whom and what it describes, what others took from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.find import Depth, Ref, Said, stated
from kg.lexicon.spelling import PROLOGUE, reference
from kg.model.words import Design, GeneticStatus, Sex
from kg.names import BASE
from kg.portrait.figures import FIGURE, FigureLine, figure_line
from kg.portrait.words import on_scan


def _asked(names: str) -> frozenset[str]:
    return frozenset(f"kg:{name}" if ":" not in name else name for name in names.split())


_PAPER: Final = _asked(
    "dcterms:title rdfs:label firstAuthor year journal design readingDepth bibo:pmid bibo:doi pmcid note keptOut "
    "hasReading possiblySharesPeopleWith ^kg:possiblySharesPeopleWith ^kg:reportedIn ^kg:readIn ^kg:cites"
)
_OF: Final = {
    "reading": _asked("readingDepth readAt via"),
    "doubt": _asked("text doubtAbout ^kg:hasDoubt computed"),
    "case": _asked(
        "rdfs:label caseLabel sex ageAtOnset statedAgeAtOnset onsetPeriod ageAtExamination ageAtDeath affected "
        "geneticStatus hasVariant hasFinding hasExcludedFinding hasGroupFinding memberOfFamily possiblySamePatientAs "
        "^kg:possiblySamePatientAs hasDoubt readIn"
    ),
    "observation": _asked("codedAs codedAsAbsent statedAs modality region hasDoubt readIn"),
    "mention": _asked("ofVariant statedAs statedConsequence statedSignificance diseaseClaim novel hasDoubt readIn"),
    "genotype": _asked("ofVariant statedAs statedConsequence statedSignificance diseaseClaim novel hasDoubt readIn"),
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
class DescribedPerson:
    """A person as a paper describes them; ages in years, `onset` in the paper's words where no age is told."""

    ref: Ref
    called: str
    sex: Sex | None
    onset: str
    examined: float | None
    died: float | None
    affected: bool | None
    status: GeneticStatus | None
    variants: tuple[Ref, ...]
    families: tuple[Ref, ...]
    present: int
    absent: int
    same: tuple[Ref, ...]
    doubts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedVariant:
    """A variant that a paper names; `stated` as printed."""

    ref: Ref
    stated: tuple[str, ...]
    consequence: tuple[str, ...]
    significance: tuple[str, ...]
    claims: tuple[str, ...]
    novel: bool
    carriers: tuple[Ref, ...]
    doubts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFinding:
    """A finding as a paper reports it: in whom it is present, in whom it was looked for and is absent; by which
    `observations`, each in the paper's words.

    `said`: as a radiologist says it. `group`: of several people together. `modality` is None for signs and symptoms.
    """

    what: Ref
    coded: bool
    said: str
    modality: Ref | None
    regions: tuple[Ref, ...]
    group: bool
    present: tuple[Ref, ...]
    absent: tuple[Ref, ...]
    observations: tuple[Ref, ...]
    doubts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPortrait:
    """All of it. `read_elsewhere`: facts of this paper that were read in another; `told_here`: those of others in this."""

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
        for link, status in (("hasFinding", "present"), ("hasExcludedFinding", "absent"), ("hasGroupFinding", "group"))
    )
    return f"""{PROLOGUE}
SELECT DISTINCT ?what ?label ?status ?person ?term ?modality WHERE {{
  VALUES ?paper {{ {reference(iri)} }}
  {{ {of_people} }} UNION {{ ?what a kg:CohortStatistic ; kg:reportedIn ?paper BIND("figure" AS ?status) }}
  ?what rdfs:label ?label
  OPTIONAL {{ ?what kg:codedAs|kg:codedAsAbsent|kg:aboutTerm|kg:aboutAbsenceOf ?term }}
  OPTIONAL {{ ?what kg:modality ?modality }}
}} ORDER BY ?status ?label ?person ?what"""


def paper_portrait(engine: Engine, iri: str) -> PaperPortrait | None:
    """A paper; None where the graph says nothing of it itself."""
    paper = stated(engine, [(iri, _PAPER)])[iri]
    if not paper.text("rdfs:label"):
        return None
    told: dict[str, list[Ref]] = defaultdict(list)
    for ref in (*paper.refs("^kg:reportedIn"), *paper.refs("kg:hasReading")):
        told[ref.iri.removeprefix(BASE).partition("/")[0]].append(ref)
    asked = [(ref.iri, properties) for room, properties in _OF.items() for ref in told[room]]
    # Of what was read in this paper of others, and in others of it, only whose it is matters.
    others = [ref.iri for ref in paper.refs("^kg:readIn") if ref not in set(paper.refs("^kg:reportedIn"))]
    asked += [(other, _asked("reportedIn")) for other in others]
    said = stated(engine, asked)
    of = {room: {ref.iri: (ref, said[ref.iri]) for ref in refs} for room, refs in told.items() if room in _OF}
    people = _people(of.get("case", {}))
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
        people=people,
        variants=_variants({**of.get("mention", {}), **of.get("genotype", {})}, people),
        findings=_findings(of.get("observation", {}), of.get("case", {})),
        figures=_figures(of.get("statistic", {})),
        shares=_several(paper.refs("kg:possiblySharesPeopleWith"), paper.refs("^kg:possiblySharesPeopleWith")),
        cited_by=paper.refs("^kg:cites"),
        quoted_in=_papers((one.refs("kg:readIn") for some in of.values() for _, one in some.values()), iri),
        quotes=_papers((said[other].refs("kg:reportedIn") for other in others), iri),
    )


_Told = Mapping[str, tuple[Ref, Said]]
"""Things of a room by their IRIs, each with its label and what is said of it."""


def _readings(found: Iterable[Said]) -> Iterator[ReadingLine]:
    for one in sorted(found, key=lambda one: (-(one.depth.rank if one.depth else -1), one.iri)):
        yield ReadingLine(one.depth, one.text("kg:readAt") or "", one.text("kg:via") or "")


def _doubts(found: Iterable[tuple[Ref, Said]]) -> tuple[DoubtLine, ...]:
    return tuple(
        DoubtLine(ref, one.text("kg:text") or ref.label, _about(one), bool(one.flag("kg:computed")))
        for ref, one in sorted(found, key=lambda pair: pair[0].iri)
    )


def _about(one: Said) -> tuple[Ref, ...]:
    return _several(one.refs("kg:doubtAbout"), one.refs("^kg:hasDoubt"))


def _people(found: _Told) -> tuple[DescribedPerson, ...]:
    return tuple(_person(ref, one) for ref, one in sorted(found.values(), key=lambda pair: pair[0].label))


def _person(ref: Ref, one: Said) -> DescribedPerson:
    age = one.number("kg:ageAtOnset")
    period = one.ref("kg:onsetPeriod")
    stated_onset = one.text("kg:statedAgeAtOnset") or (period.label if period else "")
    status, sex = one.text("kg:geneticStatus"), one.text("kg:sex")
    return DescribedPerson(
        ref=ref,
        called=one.text("kg:caseLabel") or ref.label,
        sex=next((word for word in Sex if word.iri == sex), None),
        onset=f"{age:g}" if age is not None else stated_onset,
        examined=one.number("kg:ageAtExamination"),
        died=one.number("kg:ageAtDeath"),
        affected=one.flag("kg:affected"),
        status=next((word for word in GeneticStatus if word.iri == status), None),
        variants=one.refs("kg:hasVariant"),
        families=one.refs("kg:memberOfFamily"),
        present=len(one.refs("kg:hasFinding")),
        absent=len(one.refs("kg:hasExcludedFinding")),
        same=_several(one.refs("kg:possiblySamePatientAs"), one.refs("^kg:possiblySamePatientAs")),
        doubts=one.refs("kg:hasDoubt"),
    )


def _variants(found: _Told, people: Iterable[DescribedPerson]) -> tuple[NamedVariant, ...]:
    """Every naming of one variant together: with a person, and without."""
    carriers: dict[str, list[Ref]] = defaultdict(list)
    for person in people:
        for variant in person.variants:
            carriers[variant.iri].append(person.ref)
    named: dict[Ref, list[Said]] = defaultdict(list)
    for _, one in found.values():
        for variant in one.refs("kg:ofVariant"):
            named[variant].append(one)

    def texts(some: Iterable[Said], name: str) -> tuple[str, ...]:
        return tuple(sorted({text for one in some for text in one.texts(name)}))

    return tuple(
        NamedVariant(
            ref=variant,
            stated=texts(some, "kg:statedAs"),
            consequence=texts(some, "kg:statedConsequence"),
            significance=texts(some, "kg:statedSignificance"),
            claims=tuple(sorted({claim.label for one in some for claim in one.refs("kg:diseaseClaim")})),
            novel=any(one.flag("kg:novel") for one in some),
            carriers=tuple(carriers[variant.iri]),
            doubts=_several(*(one.refs("kg:hasDoubt") for one in some)),
        )
        for variant, some in sorted(named.items(), key=lambda pair: pair[0].label)
    )


def _findings(observations: _Told, cases: _Told) -> tuple[ReportedFinding, ...]:
    """Observations of one term, by one method in one place, together. Signs come after scans, in the order of names."""
    whose: dict[str, dict[str, list[Ref]]] = defaultdict(lambda: defaultdict(list))
    for person, one in cases.values():
        for link in ("kg:hasFinding", "kg:hasExcludedFinding", "kg:hasGroupFinding"):
            for seen in one.refs(link):
                whose[seen.iri][link].append(person)
    alike: dict[tuple[Ref, Ref | None, tuple[Ref, ...], bool], list[Said]] = defaultdict(list)
    for ref, one in observations.values():
        words = one.text("kg:statedAs") or ref.label
        what = one.ref("kg:codedAs") or one.ref("kg:codedAsAbsent") or Ref(ref.iri, words)
        alike[what, one.ref("kg:modality"), one.refs("kg:region"), "kg:hasGroupFinding" in whose[ref.iri]].append(one)
    found = []
    for (what, modality, regions, group), some in alike.items():
        iris = [one.iri for one in some]
        seen = "kg:hasGroupFinding" if group else "kg:hasFinding"
        found.append(
            ReportedFinding(
                what=what,
                coded=what.iri not in observations,
                said=on_scan(what.label, modality.iri.rpartition("/")[2], [one.label for one in regions])
                if modality
                else what.label,
                modality=modality,
                regions=regions,
                group=group,
                present=_several(*(whose[iri][seen] for iri in iris)),
                absent=_several(*(whose[iri]["kg:hasExcludedFinding"] for iri in iris)),
                observations=tuple(Ref(one.iri, one.text("kg:statedAs") or "") for one in some),
                doubts=_several(*(one.refs("kg:hasDoubt") for one in some)),
            )
        )
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.modality is None,
                one.modality.iri if one.modality else "",
                -len(one.present),
                one.what.label,
            ),
        )
    )


def _figures(found: _Told) -> tuple[FigureLine, ...]:
    parts = {iri: one for iri, (_, one) in found.items()}
    of_groups = {part.iri for one in parts.values() for part in one.refs("kg:hasGroupValue")}
    lines = (figure_line(one, ref.label, parts) for ref, one in found.values() if ref.iri not in of_groups)
    return tuple(sorted(lines, key=lambda one: (one.second_hand, one.measure.casefold(), one.group, one.ref.iri)))


def _several(*some: Iterable[Ref]) -> tuple[Ref, ...]:
    """All of several lists, each once, by name."""
    return tuple(sorted({one for refs in some for one in refs}, key=lambda one: (one.label, one.iri)))


def _papers(some: Iterable[Iterable[Ref]], but: str) -> tuple[Ref, ...]:
    return tuple(one for one in _several(*some) if one.iri != but)
