"""One fact about people by itself, in words: a finding, a scan, a genotype, a treatment, a diagnosis, a doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from kg.engine import Engine
from kg.find.facts import Ref
from kg.find.findings import standing
from kg.find.patterns_people import LINKS
from kg.find.said import Said
from kg.find.statements import stated
from kg.lexicon.spelling import PROLOGUE, reference
from kg.model.words import Claim, Scope, Status
from kg.portrait.carried import CARRIED, PLACED, carried
from kg.portrait.events import SCANNED, TREATED, course_fact, scan
from kg.portrait.observed import SEEN, SeenFinding, finding, sequence_words
from kg.portrait.radiologist import place
from kg.portrait.sourced import READ, ReadSource
from kg.portrait.spoken import STATES

FactLines: TypeAlias = Mapping[str, tuple[Ref | str, ...]]
_LED: Final = frozenset(f"^kg:{link}" for link in LINKS.values())
_SEEN: Final = SEEN | _LED
_CLAIMS: Final = {Claim.CAUSAL: "the cause of the disease", Claim.NONE: "not claimed to be the cause"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactPortrait:
    """`words` say it, `kind` is said before `whose` it is; `lines` are what is told of it, each by its name."""

    iri: str
    kind: str
    words: str
    lines: FactLines
    whose: tuple[Ref, ...]
    source: ReadSource


def observation(engine: Engine, iri: str) -> FactPortrait | None:
    """A finding."""
    said = stated(engine, [(iri, _SEEN)])[iri]
    if not said.facts:
        return None
    status, scope = standing(said)
    one = finding(said, status, scope)
    group = "said of several people together, and of none of them alone" if scope is Scope.GROUP else ""
    lines = {
        "State": (STATES[status] if status else "nobody's finding",),
        "Of whom": (group,),
        "In the paper": (one.stated,),
        "Term": (one.term,) if one.term else ("no term of HPO fits",),
        "Method": said.refs("kg:modality"),
        "Sequence": tuple(Ref(each.iri, sequence_words(each)) for each in one.sequences),
        "Place": tuple(Ref(each.iri, place(each.label)) for each in one.regions),
        "Place in the paper": one.stated_region,
        "Look": one.looks,
        "Age": (one.when.words,) if one.when else (),
        "First sign": ("yes",) if one.initial else (),
        "Severity": (one.severity,) if one.severity else (),
        "Scan": tuple(each for name in ("^kg:showsFinding", "^kg:showsNo") for each in said.refs(name)),
        "Kind of evidence": said.refs("kg:evidenceType"),
    }
    whose = _all(said, _LED)
    return _fact(said, "Finding on a scan of" if one.method else "Sign or symptom of", _stated(one), lines, whose)


def _stated(one: SeenFinding) -> str:
    return one.words if one.present else f"no {one.words}"


def study(engine: Engine, iri: str) -> FactPortrait | None:
    """A scan or recording, with what it shows."""
    said = stated(engine, [(iri, SCANNED | {"^kg:hasImagingStudy"})])[iri]
    if not said.facts:
        return None
    one = scan(said)
    shown = stated(engine, [(each, SEEN) for each in (*one.shows, *one.shows_no)])

    def seen(iris: Iterable[str], status: Status) -> tuple[Ref, ...]:
        return tuple(Ref(each, finding(shown[each], status, Scope.PERSON).words) for each in iris)

    lines = {
        "Method": said.refs("kg:modality"),
        "Result": (f"{one.result} as a whole",) if one.result else (),
        "In the paper": (one.stated,),
        "Age": (one.when.words,) if one.when else ("not told",),
        "Which of them": (f"no. {one.order} by this method",) if one.order else (),
        "After the first": (f"{one.months_after:g} months",) if one.months_after else (),
        "Seen": seen(one.shows, Status.PRESENT),
        "Looked for and not seen": seen(one.shows_no, Status.ABSENT),
    }
    return _fact(said, "Scan or recording of", said.label, lines, said.refs("^kg:hasImagingStudy"))


def genotype(engine: Engine, iri: str) -> FactPortrait | None:
    """A variant as a person carries it."""
    said = stated(engine, [(iri, CARRIED | {"^kg:hasGenotype"})])[iri]
    if not said.facts:
        return None
    variants = said.refs("kg:ofVariant")
    one = carried(said, stated(engine, [(each.iri, PLACED) for each in variants]))
    lines: FactLines = {
        "Variant": variants,
        "Gene": (one.gene,) if one.gene else (),
        "Printed as": (*one.stated, *said.texts("kg:statedProtein")),
        "Copies": (one.zygosity or "zygosity not stated",),
        "On the other copy": one.in_trans,
        "Kind": one.kinds or one.stated_kinds,
        "Place": one.places,
        "Class": (one.significance,),
        "Claim": (_CLAIMS[one.claim],) if one.claim else (),
        "Take care": one.cautions,
        "Effect told": one.effect,
        "New": ("when it was published",) if one.new else (),
    }
    return _fact(said, "Variant as carried by", said.label, lines, said.refs("^kg:hasGenotype"))


def treatment(engine: Engine, iri: str) -> FactPortrait | None:
    """A treatment."""
    return _of_course(engine, iri, "Treatment of", "^kg:hasTreatment", "What came of it")


def diagnosis(engine: Engine, iri: str) -> FactPortrait | None:
    """What a person's disease was taken for before it was recognised."""
    return _of_course(engine, iri, "Earlier diagnosis of", "^kg:hasEarlierDiagnosis", "Then")


def _of_course(engine: Engine, iri: str, kind: str, link: str, more: str) -> FactPortrait | None:
    said = stated(engine, [(iri, TREATED | {link})])[iri]
    if not said.facts:
        return None
    one = course_fact(said)
    lines: FactLines = {more: (one.more,), "Disease": (one.disease,) if one.disease else ()}
    return _fact(said, kind, one.words, lines, said.refs(link))


def doubt(engine: Engine, iri: str) -> FactPortrait | None:
    """What may be wrong with something."""
    said = stated(engine, [(iri, READ | {"kg:text", "kg:computed", "^kg:hasDoubt"})])[iri]
    if not said.facts:
        return None
    by = "computing: the facts do not agree" if said.flag("kg:computed") else "whoever read the paper"
    words = said.text("kg:text") or said.label
    return _fact(said, "Doubt about", words, {"Noted by": (by,)}, said.refs("^kg:hasDoubt"))


def _fact(said: Said, kind: str, words: str, lines: FactLines, whose: tuple[Ref, ...]) -> FactPortrait:
    told = {name: tuple(one for one in values if one) for name, values in lines.items()}
    return FactPortrait(
        iri=said.iri,
        kind=kind,
        words=words,
        lines={name: values for name, values in told.items() if values},
        whose=whose,
        source=ReadSource.of(said),
    )


def _all(said: Said, names: Iterable[str]) -> tuple[Ref, ...]:
    return tuple(sorted({one for name in names for one in said.refs(name)}, key=lambda one: (one.label, one.iri)))


FACTS: Final[Mapping[str, Callable[[Engine, str], FactPortrait | None]]] = {
    "diagnosis": diagnosis,
    "doubt": doubt,
    "genotype": genotype,
    "observation": observation,
    "study": study,
    "treatment": treatment,
}
"""By the room that the IRI of such a fact stands in."""


def asked(iri: str) -> str:
    """The query for all that is said of a fact, and of who has it."""
    return f"""{PROLOGUE}
# All that is said of one fact, and what leads to it.
SELECT DISTINCT ?property ?value ?of ?graph WHERE {{
  {{ GRAPH ?graph {{ {reference(iri)} ?property ?value }} FILTER(?graph != graph:inferred) }}
  UNION {{ GRAPH ?graph {{ ?of ?property {reference(iri)} }} FILTER(?graph != graph:inferred) }}
}}
ORDER BY ?property ?value ?of ?graph"""
