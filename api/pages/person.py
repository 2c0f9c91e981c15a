"""The page of a person: who, what they carry, their course, what was seen and looked for, what it may be, says who."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from json import dumps
from typing import Final

from api.drawings.timeline import WIDTH, timeline, told
from api.pages.wanted import Wanted
from api.view import Drawing, Sheet, View
from kg.model.methods import study_of
from kg.model.words import FamilyHistory, GeneticStatus, Scope
from kg.portrait.course import LifeCourse, course
from kg.portrait.events import ScanStudy
from kg.portrait.observed import SeenFinding, in_order
from kg.portrait.person import PersonPortrait, asked, person
from kg.portrait.sourced import ReadSource, choice
from kg.portrait.spoken import FAMILY, capital, whether_tested

COLUMNS: Final = (
    *("person", "personLabel", "finding", "words", "status", "scope", "statedAs", "term", "termLabel", "system"),
    *("modality", "sequences", "regions", "regionLabels", "statedRegion", "looks", "age", "ageWords", "studies"),
    *("studyOrder", "firstSign", "severity", "papers", "depth", "readIn", "via", "readAt", "doubts"),
)
_AFFECTED: Final = {True: "affected", False: "no signs when seen"}
_TISSUE: Final = ("autopsy", "neuropathology")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenGroup:
    """Findings that are told together, of one scan or one system of the body: `seen`, and looked for and `missed`."""

    title: str
    seen: tuple[SeenFinding, ...]
    missed: tuple[SeenFinding, ...]
    scan: ScanStudy | None = None


def person_view(wanted: Wanted, iri: str) -> View | None:
    """The view of a case; None where the IRI is no person's."""
    found = person(wanted.held, iri)
    if found is None:
        return None
    life = course(found)
    reads = [*_reads(found)]
    values = {
        "person": found,
        "facts": [*_facts(found)],
        "course": life,
        "scans": [*_scans(found)],
        "signs": [*_signs(found)],
        "group": [one for one in found.findings if one.scope is Scope.GROUP],
        "same": [*_beside(found)],
        "reads": reads,
        "numbers": {one.key: number for number, one in enumerate(reads, 1)},
        "untested": _untested(found),
        "named": {one.iri: one.words for one in found.findings},
        # The doubts stand above, in full.
        "doubts": (),
    }
    return View(
        template="person.html",
        title=found.label,
        path=wanted.path,
        sheet=Sheet(columns=COLUMNS, rows=[_row(found, one) for one in found.findings]),
        sparql=asked(iri),
        graphql=_GRAPHQL.replace("IRI", dumps(iri)),
        drawing=_drawing(found, life),
        values=values,
    )


def _untested(found: PersonPortrait) -> str:
    """Why the person does not count as a carrier; empty for a confirmed one."""
    status = choice(GeneticStatus, found.told, "kg:geneticStatus")
    return "" if status is GeneticStatus.CONFIRMED else whether_tested(status) if status else "nobody tells of a test"


def _reads(found: PersonPortrait) -> Iterator[ReadSource]:
    """Each way in which facts of the person were read, once, in the order of the page."""
    sources = [one.source for one in found.variants] + [one.source for one in found.findings]
    sources += [one.source for one in found.scans if one.source.how]
    sources += [one.source for one in (*found.treatments, *found.diagnoses)]
    yield from {one.key: one for one in sources}.values()


def _drawing(found: PersonPortrait, life: LifeCourse) -> Drawing | None:
    line = timeline(life)
    if line is None:
        return None
    return Drawing(
        template="drawings/timeline.svg",
        title=f"Course of {found.label}",
        says=told(life),
        width=WIDTH,
        height=line.height,
        values={"line": line},
    )


def _facts(found: PersonPortrait) -> Iterator[tuple[str, str]]:
    """Who the person is, in words, as far as that is told."""
    said = found.told
    status, family = choice(GeneticStatus, said, "kg:geneticStatus"), choice(FamilyHistory, said, "kg:familyHistory")
    stated = "; ".join(said.texts("kg:statedGeneticStatus"))
    affected = said.flag("kg:affected")
    told = {
        "In the paper": said.text("kg:caseLabel"),
        "Also called": "; ".join(said.texts("kg:alsoLabelled")),
        "Sex": said.word("kg:sex") or said.text("kg:statedSex"),
        "Sex chromosomes": said.text("kg:karyotypicSex"),
        "Origin": "; ".join(said.texts("kg:origin")),
        "State": "" if affected is None else _AFFECTED[affected],
        "Genetic status": f"{whether_tested(status)}{f' (“{stated}”)' if stated else ''}",
        "Family history": FAMILY[family] if family else "",
        "Inheritance": "; ".join(said.texts("kg:inheritance")),
        "Parents": "; ".join(said.texts("kg:consanguinity")),
        "When last heard of": said.text("kg:vitalStatus"),
        "Survival after diagnosis": f"{said.number('kg:survivalDays'):g} days" if said.text("kg:survivalDays") else "",
    }
    return ((name, words) for name, words in told.items() if words)


def _scans(found: PersonPortrait) -> Iterator[SeenGroup]:
    """What scans show, study by study; then what was seen by a method and on no study that is told."""
    own = [one for one in found.findings if one.scope is Scope.PERSON and one.method]
    by_iri = {one.iri: one for one in own}
    for scan in found.scans:
        when = f", at {scan.when.words}" if scan.when else ", age not told"
        shown = [by_iri[one] for one in (*scan.shows, *scan.shows_no) if one in by_iri]
        yield _grouped(f"{capital(scan.words)}{when}", shown, scan)
    shown_at_all = {iri for scan in found.scans for iri in (*scan.shows, *scan.shows_no)}
    rest = [one for one in own if one.iri not in shown_at_all]
    for method in sorted({one.method for one in rest}, key=lambda one: (one in _TISSUE, one)):
        title = study_of(method)
        yield _grouped(f"{capital(title)}, study not told", [o for o in rest if o.method == method])


def _signs(found: PersonPortrait) -> Iterator[SeenGroup]:
    """Signs and symptoms by system of the body."""
    own = [one for one in found.findings if one.scope is Scope.PERSON and not one.method]
    for system in in_order(one.system for one in own):
        yield _grouped(system, [one for one in own if one.system == system])


def _grouped(title: str, some: Iterable[SeenFinding], scan: ScanStudy | None = None) -> SeenGroup:
    ranked = sorted(some, key=lambda one: (not one.initial, one.words.casefold(), one.iri))
    seen, missed = (tuple(one for one in ranked if one.present is state) for state in (True, False))
    return SeenGroup(title=title, seen=seen, missed=missed, scan=scan)


def _beside(found: PersonPortrait) -> Iterator[tuple[str, list[str]]]:
    """Facts of the person beside those of who may be the same: what it is, then for each of them."""
    for name, link in _COMPARED.items():
        everybody = (found.told, *(one.said for one in found.same))
        values = [", ".join(one.label or one.iri for one in said.refs(link)) for said in everybody]
        if any(values):
            yield name, values


_COMPARED: Final = {
    "Variant": "kg:hasVariant",
    "Sex": "kg:sex",
    "Origin": "kg:origin",
    "Family": "kg:memberOfFamily",
    "Age at onset": "kg:ageAtOnset",
    "Age when examined": "kg:ageAtExamination",
    "Age at death": "kg:ageAtDeath",
    "Paper": "kg:reportedIn",
}


def _row(found: PersonPortrait, one: SeenFinding) -> Sequence[object]:
    source, when = one.source, one.when
    age = when.low if when and not when.span else None
    return (
        *(found.iri, found.label, one.iri, one.words, one.status, one.scope, one.stated),
        *(one.term, one.term.label if one.term else None, one.system, one.method or None, one.sequences, one.regions),
        *(
            tuple(region.label for region in one.regions),
            one.stated_region,
            one.looks,
            age,
            when.words if when else None,
        ),
        *(one.scans, one.order, one.initial, one.severity.label if one.severity else None, source.papers),
        *(source.depth, source.read_in, source.via, source.read_at, tuple(doubt.label for doubt in source.doubts)),
    )


_GRAPHQL: Final = """{
  case(id: IRI) {
    label caseLabel alsoLabelled sex origin affected geneticStatus statedGeneticStatus familyHistory inheritance
    consanguinity ageAtOnset onsetPeriod ageAtExamination ageAtImaging ageAtDeath notes
    paper { label pmid doi }
    evidence { depth locus via readAt }
    families { label }
    doubts { text computed }
    categories { label }
    possiblySame { label }
    genotypes { label zygosity { label } significance { label } claim presumed variant { label hgvsProtein } }
    imagingStudies { label age order result }
    treatments { label outcome }
    earlierDiagnoses { label disease { label } }
    observations(first: 100) {
      totalCount
      nodes {
        label status statedAs initial age side term { label } severity { label } evidence { depth via }
        ... on ImagingObservation { modality { label } sequences { label } regions { label } symmetry distribution }
      }
    }
    saidOfTheGroup: observations(first: 50, where: { scope: GROUP }) { totalCount nodes { label status statedAs } }
  }
}"""
