"""What was seen in a person, or looked for and not seen, as a radiologist and a neurologist say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.find.facts import Ref
from kg.find.findings import own_term
from kg.find.said import Said
from kg.lexicon.spelling import PROLOGUE, references
from kg.model.words import LOOKS, Choice, Scope, Side, Status
from kg.portrait.ages import TIMED, ToldAge, told_at
from kg.portrait.radiologist import on_scan
from kg.portrait.sourced import READ, ReadSource, choice
from kg.portrait.spoken import capital

SEEN: Final = (
    READ
    | TIMED
    | {"kg:codedAs", "kg:excludes", "kg:codedAsAbsent", "kg:modality", "kg:sequence", "kg:region", "kg:side"}
    | {"kg:statedRegion", "kg:statedSequence", "kg:studyOrder", "kg:initial", "kg:severity", "kg:modifier"}
    | {f"kg:{name}" for name in LOOKS}
    | {"kg:statedResolution", "kg:evidenceType", "^kg:showsFinding", "^kg:showsNo"}
)
"""What is asked of a finding."""
_TOPS: Final = "http://purl.obolibrary.org/obo/HP_0000118"
# Of several systems a sign is told under the first of these, since readers here look for it there; else by name.
_FIRST: Final = ("Nervous system", "Eye", "Ear", "Musculoskeletal system")
_LAST: Final = ("Head or neck", "Limbs", "Constitutional symptom")
UNPLACED: Final = "Other"
UNCODED: Final = "Without a term"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFinding:
    """A finding. `words` say it with method, place and look; `stated` are the paper's own, `term` HPO's.

    `method` is the key of a modality, empty for signs and symptoms; `scans` are the studies that show it, `order` which
    of the person's studies of that method it was; `system` is the system of the body by HPO. A finding of a `scope`
    GROUP is said of several people together, and is no finding of any of them.
    """

    iri: str
    words: str
    stated: str
    term: Ref | None
    status: Status
    scope: Scope
    method: str
    scans: tuple[str, ...]
    order: int | None
    sequences: tuple[Ref, ...]
    regions: tuple[Ref, ...]
    stated_region: tuple[str, ...]
    looks: tuple[str, ...]
    when: ToldAge | None
    gone: str
    initial: bool
    severity: Ref | None
    modifiers: tuple[Ref, ...]
    system: str
    source: ReadSource

    @property
    def own_places(self) -> tuple[str, ...]:
        """The paper's words for the place, where `words` say it otherwise."""
        return tuple(one for one in self.stated_region if one.casefold() not in self.words.casefold())

    @property
    def present(self) -> bool:
        """Whether it was seen."""
        return self.status is Status.PRESENT


def finding(said: Said, status: Status, scope: Scope, system: str = "") -> SeenFinding:
    """A finding by all that is said of it."""
    term, method = own_term(said), (said.text("kg:modality") or "").rpartition("/")[2]
    stated = said.text("kg:statedAs") or (term.label if term else said.label)
    regions, looks = said.refs("kg:region"), tuple(_looks(said))
    where = [one.label for one in regions] or said.texts("kg:statedRegion")
    sequences = said.refs("kg:sequence")
    told = ", ".join(map(sequence_words, sequences))
    plain = ", ".join((stated, *(one for one in looks if one not in stated)))
    order = said.number("kg:studyOrder")
    return SeenFinding(
        iri=said.iri,
        words=on_scan(stated, method, where, looks, told, status is Status.PRESENT) if method else plain,
        stated=stated,
        term=term,
        status=status,
        scope=scope,
        method=method,
        scans=tuple(one.iri for name in ("^kg:showsFinding", "^kg:showsNo") for one in said.refs(name)),
        order=None if order is None else int(order),
        sequences=sequences,
        regions=regions,
        stated_region=said.texts("kg:statedRegion"),
        looks=looks,
        when=told_at(said),
        gone=said.text("kg:statedResolution") or "",
        initial=bool(said.flag("kg:initial")),
        severity=said.ref("kg:severity"),
        modifiers=said.refs("kg:modifier"),
        system=system or (UNPLACED if term else UNCODED),
        source=ReadSource.of(said),
    )


def sequence_words(sequence: Ref) -> str:
    """An MRI sequence by its key: T2*, FLAIR."""
    return sequence.iri.rpartition("/")[2].replace("star", "*")


def _looks(said: Said) -> Iterator[str]:
    lists: Mapping[str, type[Choice]] = {"side": Side, **LOOKS}
    for name, words in lists.items():
        if found := choice(words, said, f"kg:{name}"):
            yield str(found)


def systems(engine: Engine, terms: Iterable[str]) -> Mapping[str, str]:
    """For each HPO term the system of the body that it is told under."""
    wanted = dict.fromkeys(terms)
    query = f"""{PROLOGUE} SELECT DISTINCT ?term ?top ?label WHERE {{ VALUES ?term {{ {references(wanted)} }}
        ?term rdfs:subClassOf* ?top . ?top rdfs:subClassOf <{_TOPS}> ; rdfs:label ?label }}"""
    rows = engine.rows(query) if wanted else ()
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["term"].value, []).append(_system(row["label"].value))
    return {term: min(names, key=_rank) for term, names in found.items()}


def _system(label: str) -> str:
    name = label.removeprefix("Abnormality of ").removeprefix("the ").removesuffix(" abnormality")
    return capital(name)


def _rank(name: str) -> tuple[int, str]:
    """Where a system stands among others."""
    return (_FIRST.index(name) - len(_FIRST) if name in _FIRST else int(name in _LAST), name)


def in_order(names: Iterable[str]) -> list[str]:
    """Systems as they are listed: what has none comes last."""
    return sorted(set(names), key=lambda name: (name == UNPLACED, name == UNCODED, _rank(name)))
