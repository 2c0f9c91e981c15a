"""What is said of people that analyses count, one statement at a time: from sorted lines, or asked of an engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

import numpy as np

from kg.engine import Engine
from kg.engine.columns.met import Met
from kg.engine.columns.numbering import different
from kg.engine.columns.rows import Ids
from kg.lexicon.reading import parts
from kg.lexicon.spelling import PROLOGUE
from kg.model.words import LOOKS
from kg.names import BASE, KG, full

SaidOf: TypeAlias = tuple[str, str, tuple[str, ...]]
"""Subject, the short name of a property, and the IRIs or the texts that it leads to."""
_TYPE: Final = "rdf:type"
_LABEL: Final = "rdfs:label"
_OF_PEOPLE: Final = (
    *("kg:reportedIn", "kg:readingDepth", "kg:geneticStatus", "kg:sex", "kg:memberOfFamily"),
    *("kg:possiblySamePatientAs", "kg:hasVariant", "kg:hasGenotype", "kg:hasFinding", "kg:hasExcludedFinding"),
    *("kg:hasImagingStudy", "kg:studyResult", "kg:onsetPeriod", "kg:onsetTerm", "kg:hasDoubt"),
    *("kg:statedAgeAtOnset", "kg:statedAgeAtDeath", "kg:possiblySharesPeopleWith"),
)
_OF_VARIANTS: Final = (
    *("kg:ofVariant", "kg:zygosity", "kg:consequence", "kg:inExon", "kg:inIntron", "kg:inDomain", "kg:kinaseLobe"),
    *("kg:ofGene", "kg:rank"),
)
_OF_OBSERVATIONS: Final = (
    *("kg:codedAs", "kg:codedAsAbsent", "kg:excludes"),
    *("kg:modality", "kg:sequence", "kg:region", "kg:severity", *(f"kg:{name}" for name in LOOKS)),
)
LINKS: Final = (_TYPE, *_OF_PEOPLE, *_OF_VARIANTS, *_OF_OBSERVATIONS, "kg:within", "kg:affected")
"""Properties that lead to things; `kg:affected` to true or false, `kg:rank` to a number, stated ages to words."""
AGES: Final = ("kg:ageAtOnset", "kg:ageAtDeath", "kg:ageAtExamination", "kg:ageAtImaging", "kg:ageAtObservation")
"""Properties that say an age in years."""
_OF: Final = {
    _TYPE: (KG, *(BASE + room for room in ("case/", "domain/", "genotype/", "observation/", "variant/"))),
    "kg:rank": (BASE + "exon/", BASE + "intron/"),
}
"""What some properties are read of; the others are read of everything. Types of our own words: which of them are."""
_UNNAMED: Final = (BASE + "observation/",)
_NOBODY: Final = BASE + "analysis/"
"""Answers tell of people with the same words, and are none."""
_READ: Final = {f"<{full(name)}>": name for name in (*LINKS, *AGES, _LABEL)}


def said_in_columns(met: Met) -> Iterator[tuple[str, Ids, Ids]]:
    """Of lines that were numbered: by the short name of a property, which subjects lead to which objects."""
    terms, columns = list(met.terms), met.columns()
    for predicate, name in _READ.items():
        rows = np.flatnonzero(columns["p"] == met.terms.get(predicate.encode(), -1))
        subjects = columns["s"][rows]
        read = np.zeros(len(terms), np.bool_)
        named = different(subjects)
        read[named] = [_keeps(terms[one][1:-1].decode(), name) for one in named.tolist()]
        kept = read[subjects]
        yield name, subjects[kept], columns["o"][rows[kept]]


def said_by(engine: Engine) -> Iterator[SaidOf]:
    """The same, asked of an engine: a property at a time, each in parts that an answer can hold."""
    for predicate, name in _READ.items():
        pattern = f"?s {predicate} ?o FILTER({_asked(name)})"
        counted = engine.rows(f"{PROLOGUE} SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
        for part in parts(int(counted[0]["n"].value)):
            for row in engine.rows(f"{PROLOGUE} SELECT ?s ?o WHERE {{ {pattern} {part} }}"):
                yield row["s"].value, name, (row["o"].value,)


def _asked(name: str) -> str:
    """What `_keeps` keeps, as an engine is asked for it."""
    rooms = " || ".join(f'STRSTARTS(STR(?s), "{room}")' for room in _OF.get(name, ()))
    without = (_NOBODY, *(_UNNAMED if name == _LABEL else ()))
    return " && ".join((f"({rooms or 'true'})", *(f'!STRSTARTS(STR(?s), "{room}")' for room in without)))


def _keeps(subject: str, name: str) -> bool:
    without = (_NOBODY, *_UNNAMED) if name == _LABEL else (_NOBODY,)
    return subject.startswith(_OF.get(name, "")) and not subject.startswith(without)
