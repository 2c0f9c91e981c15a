"""How often the carriers of something have findings: the numbers of the analysis `frequencies`, as at every door."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from api.pages.view import Sheet
from kg.analysis import Analysis, Held, answer
from kg.analysis.frequencies import FrequencyRow
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
    """Findings of everybody who carries something, most present first. `whom` asks for them in an address."""

    analysis: Analysis
    whom: str

    @property
    def people(self) -> int:
        """How many are counted."""
        return self.analysis.people or 0

    @property
    def rows(self) -> tuple[FrequencyRow, ...]:
        """Its rows."""
        return tuple(row for row in self.analysis.rows if isinstance(row, FrequencyRow))

    @property
    def sheet(self) -> Sheet:
        """All rows as a table."""
        return Sheet(columns=COLUMNS, rows=[_row(row) for row in self.rows])


def shares(held: Held, name: str, value: str) -> Shares:
    """Those of everybody of whom one parameter of the analysis holds: `exon`, 18."""
    given = {"population": ["EVERYBODY"], name: [value]}
    return Shares(answer(held, question("frequencies", given)), urlencode({"population": "EVERYBODY", name: value}))


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


def _row(row: FrequencyRow) -> tuple[object, ...]:
    share = row.of_reported
    figures = (share.value, share.low, share.high) if share else (None, None, None)
    return (
        *(row.term, row.term.label, row.present, row.absent, row.not_reported, row.cases),
        *(*figures, row.papers),
    )
