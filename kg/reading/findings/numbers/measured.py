"""Findings told by a number: what the other modules of this room read.

The limits are those at which anybody would call it so; `why` says that it was reckoned, and from what.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.reading.findings.numbers.birth import of_birth
from kg.reading.findings.numbers.counted_out import of_counts
from kg.reading.findings.numbers.fluid import of_fluid
from kg.reading.findings.numbers.growth import of_growth
from kg.reading.findings.numbers.laboratory import of_laboratory
from kg.reading.findings.numbers.milestones import of_milestones
from kg.reading.findings.numbers.number_told import NumberTold
from kg.reading.findings.numbers.reflexes import of_reflexes
from kg.reading.findings.numbers.scores import of_scores
from kg.reading.findings.numbers.strength import of_strength
from kg.reading.findings.numbers.vital_signs import of_vital_signs


def measured(sentence: str) -> Iterator[NumberTold]:
    """Every finding that the numbers of a sentence tell.

    >>> [(one.hpo, one.absent) for one in measured("CSF: 2 cells/µL, protein 0.62 g/L.")]
    [('HP:0012229', True), ('HP:0002922', False)]
    """
    yield from of_fluid(sentence)
    yield from of_scores(sentence)
    yield from of_counts(sentence)
    yield from of_growth(sentence)
    yield from of_birth(sentence)
    yield from of_vital_signs(sentence)
    yield from of_milestones(sentence)
    yield from of_strength(sentence)
    yield from of_laboratory(sentence)
    yield from of_reflexes(sentence)
