"""Who carries a variant: each person as a line of a table, what is told of several of them together, what each has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.analysis import People
from kg.engine import Engine
from kg.find import Depth, Ref, Said, stated
from kg.find.said import said

_OF: Final = frozenset(
    {
        *("rdfs:label", "kg:caseLabel", "kg:sex", "kg:ageAtOnset", "kg:statedAgeAtOnset", "kg:onsetTerm"),
        *("kg:ageAtExamination", "kg:ageAtDeath", "kg:geneticStatus", "kg:affected", "kg:reportedIn"),
        *("kg:readingDepth", "kg:readIn", "kg:hasDoubt", "kg:hasGenotype", "kg:hasVariant"),
    }
)
_GENOTYPE: Final = frozenset({"kg:ofVariant", "kg:zygosity", "kg:presumed"})
_TOGETHER: Final = {"kg:hasGroupFinding": True, "kg:hasExcludedGroupFinding": False}
_STATED: Final = frozenset({"rdfs:label", "kg:codedAs", "kg:codedAsAbsent", "kg:reportedIn", "kg:readingDepth"})
_STATES: Final = (
    ("present", "kg:hasFinding", "kg:codedAs"),
    ("looked for and not seen", "kg:hasExcludedFinding", "kg:codedAsAbsent"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """A person as told by a paper. Ages are in years; `onset_words` where no number is given for that.

    `variants` are all that the person carries, each with its zygosity in a word, and whether it is only presumed.
    `perhaps` are people of other papers who may be the same.
    """

    ref: Ref
    papers: tuple[Ref, ...]
    depth: Depth | None
    read_in: tuple[Ref, ...]
    sex: str
    onset: float | None
    onset_words: str
    examined: float | None
    died: float | None
    status: str
    affected: bool | None
    variants: tuple[tuple[Ref, str, bool], ...]
    perhaps: tuple[Ref, ...]
    doubts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """A finding that a paper gives for several people together, so that it is no one's own; `people` are of them."""

    ref: Ref
    present: bool
    term: Ref | None
    people: tuple[Ref, ...]
    papers: tuple[Ref, ...]


def carriers(engine: Engine, people: Iterable[Ref]) -> tuple[Carrier, ...]:
    """What is told of some people, in their order: three queries."""
    iris = [one.iri for one in people]
    found = stated(engine, ((iri, _OF) for iri in iris))
    genotypes = stated(
        engine, ((one.iri, _GENOTYPE) for person in found.values() for one in person.refs("kg:hasGenotype"))
    )
    same = said(engine, iris, "kg:possiblySamePatientAs") if iris else {}
    return tuple(_carrier(found[iri], genotypes, same[iri].refs("kg:possiblySamePatientAs")) for iri in iris)


def _carrier(person: Said, genotypes: dict[str, Said], perhaps: tuple[Ref, ...]) -> Carrier:
    sex, status = person.ref("kg:sex"), person.ref("kg:geneticStatus")
    onset = [*person.texts("kg:statedAgeAtOnset"), *(one.label for one in person.refs("kg:onsetTerm"))]
    own = person.refs("kg:reportedIn")
    return Carrier(
        ref=Ref(person.iri, person.text("kg:caseLabel") or person.label),
        papers=own,
        depth=person.depth,
        read_in=tuple(one for one in person.refs("kg:readIn") if one not in own),
        sex=sex.label if sex else "",
        onset=person.number("kg:ageAtOnset"),
        onset_words=", ".join(onset),
        examined=person.number("kg:ageAtExamination"),
        died=person.number("kg:ageAtDeath"),
        status=status.label if status else "",
        affected=person.flag("kg:affected"),
        variants=tuple(_carried(person, genotypes)),
        perhaps=perhaps,
        doubts=person.refs("kg:hasDoubt"),
    )


def _carried(person: Said, genotypes: dict[str, Said]) -> Iterator[tuple[Ref, str, bool]]:
    told = {}
    for one in person.refs("kg:hasGenotype"):
        zygosity, variant = genotypes[one.iri].ref("kg:zygosity"), genotypes[one.iri].ref("kg:ofVariant")
        if variant:
            told[variant.iri] = zygosity.label if zygosity else "", bool(genotypes[one.iri].flag("kg:presumed"))
    for variant in person.refs("kg:hasVariant"):
        yield variant, *told.get(variant.iri, ("", False))


def together(engine: Engine, people: Sequence[Ref]) -> tuple[Together, ...]:
    """What papers say of several of these people at once, by what it is."""
    told = stated(engine, ((one.iri, frozenset(_TOGETHER)) for one in people))
    whose: dict[tuple[str, bool], list[Ref]] = defaultdict(list)
    for person in people:
        for link, present in _TOGETHER.items():
            for one in told[person.iri].refs(link):
                whose[one.iri, present].append(person)
    facts = stated(engine, ((iri, _STATED) for iri, _ in whose))
    found = [
        Together(
            ref=Ref(iri, facts[iri].label),
            present=present,
            term=facts[iri].ref("kg:codedAs") or facts[iri].ref("kg:codedAsAbsent"),
            people=tuple(whom),
            papers=facts[iri].refs("kg:reportedIn"),
        )
        for (iri, present), whom in whose.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.present, one.ref.label, one.ref.iri)))


def findings_of(people: People, persons: Iterable[Ref]) -> Iterator[tuple[object, ...]]:
    """Each finding of some people, also those not seen when looked for: a row with what, how, where and who says so."""
    for number in people.numbers(one.iri for one in persons):
        person = people.ref(number)
        papers = _to(people, "kg:reportedIn", number)
        for state, link, coded in _STATES:
            for one in _along(people, link, number):
                terms = _to(people, coded, one) or (None,)
                for term in terms:
                    where = _to(people, "kg:modality", one), _to(people, "kg:region", one)
                    yield (
                        *(person, person.label, state, people.ref(one)),
                        *(term, term.label if term else None),
                        *(tuple(part.label for part in some) for some in where),
                        papers,
                    )


def _along(people: People, link: str, number: int) -> list[int]:
    matrix = people.links[link]
    found: list[int] = sorted(matrix.indices[matrix.indptr[number] : matrix.indptr[number + 1]].tolist())
    return found


def _to(people: People, link: str, number: int) -> tuple[Ref, ...]:
    return people.refs(_along(people, link, number))
