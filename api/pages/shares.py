"""How often the carriers of something have findings: the numbers of the analysis `frequencies`, as at every door."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

import numpy as np

from api.view import Sheet
from kg.analysis import Analysis, Held
from kg.analysis.counts import Counts
from kg.analysis.frequencies import Frequencies, FrequencyRow, counted, frequency_rows, without_rows
from kg.analysis.parameters import question

LISTED: Final = 60
"""Findings on a page; the table to take along has all of them."""
COLUMNS: Final = (
    "finding",
    "findingLabel",
    "present",
    "absent",
    "notReported",
    "people",
    "share",
    "low",
    "high",
    "papers",
)


@dataclass(frozen=True, slots=True)
class Shares:
    """Findings of everybody who carries something. `analysis` has no rows but these: `rows`, which most people have.

    `number` is how many findings there are; `whom` asks for them in an address.
    """

    analysis: Analysis
    counts: Counts
    rows: tuple[FrequencyRow, ...]
    whom: str

    @property
    def people(self) -> int:
        """How many are counted."""
        return self.analysis.people or 0

    @property
    def number(self) -> int:
        """How many findings there are."""
        return len(self.counts.tallies[0])

    @property
    def sheet(self) -> Sheet:
        """All findings as a table, made when it is written."""
        return Sheet(columns=COLUMNS, rows=_rows(self.counts))


def shares(held: Held, name: str, value: str) -> Shares:
    """Those of everybody of whom one parameter of the analysis holds: `exon`, 18."""
    given = {"population": ["EVERYBODY"], name: [value]}
    asked: Frequencies = question("frequencies", given)  # type: ignore[assignment]  # the question of this kind
    found = counted(held, asked)
    terms, has, lacks = found.tallies
    first = np.lexsort((-lacks, -has))
    analysis = without_rows(held, asked, found, list(zip(has.tolist(), lacks.tolist(), strict=True)))
    # Some more than are shown, since equals are put in order by what they are called.
    least = np.searchsorted(-has[first], -has[first][LISTED - 1], side="right") if len(first) > LISTED else len(first)
    rows = frequency_rows(found, terms[first[:least]])[:LISTED]
    return Shares(analysis, found, rows, urlencode({"population": "EVERYBODY", name: value}))


def graphql(name: str, value: str | int) -> str:
    """The same in GraphQL."""
    told = json.dumps(value, ensure_ascii=False)
    return f"""{{
  analysis {{
    frequencies(population: EVERYBODY, where: {{variant: {{{name}: [{told}]}}}}) {{
      people
      rows(first: 100) {{
        totalCount
        nodes {{
          term {{ iri label }}
          present
          absent
          notReported
          cases
          ofReported {{ value low high }}
        }}
      }}
    }}
  }}
}}"""


def _rows(counts: Counts) -> Iterator[tuple[object, ...]]:
    yield from map(_row, frequency_rows(counts))


def _row(row: FrequencyRow) -> tuple[object, ...]:
    share = row.of_reported
    figures = (share.value, share.low, share.high) if share else (None, None, None)
    return (
        *(row.term, row.term.label, row.present, row.absent, row.not_reported, row.cases),
        *(*figures, row.papers),
    )
