"""What the brain is painted from: what is asked, a group of people, a region in all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from api.drawings.brain.atlas import NOWHERE, BrainPlace
from api.drawings.brain.paint import PaintedPicture
from api.drawings.brain.shares import RegionTold
from api.pages.whom import Whom
from kg.analysis.frequencies import FrequencyRow
from kg.analysis.result import Analysis
from kg.find import Ref
from kg.names import contract
from kg.portrait.radiologist import place
from kg.portrait.spoken import small

_NEW: Final = "this region is new here: no shape was drawn for it yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class BrainAsked:
    """What is painted: a finding, or any, by a way of looking, or by any."""

    term: Ref | None
    on: str

    @property
    def words(self) -> str:
        """In a line."""
        return f"{small(self.term.label) if self.term else 'any imaging finding'}{f' on {self.on}' if self.on else ''}"

    @property
    def told(self) -> dict[str, tuple[str, ...]]:
        """As an analysis is asked for it."""
        return {"observed": (self.term.iri,) if self.term else (), "modality": (self.on,) if self.on else ()}

    def leads(self, region: str, whom: Whom) -> str:
        """To who has the finding there and who says so; of any finding to the region's page."""
        return who_has(region, self.term.iri, self.on, whom.query) if self.term else region


@dataclass(frozen=True, slots=True, kw_only=True)
class BrainGroup:
    """A group of people with what is told of each region; `heading` is empty where there is one group alone."""

    heading: str
    whom: Whom
    analysis: Analysis
    rows: Mapping[str, FrequencyRow]
    pictures: tuple[PaintedPicture, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrainRow:
    """A region in the table: a row of each group, and where it is painted."""

    region: Ref
    rows: tuple[FrequencyRow, ...]
    places: tuple[BrainPlace, ...]

    @property
    def said(self) -> str:
        """What it is called at the light box."""
        return place(self.region.label)

    @property
    def told(self) -> int:
        """Of how many people anything is told."""
        return sum(row.present + row.absent for row in self.rows)

    @property
    def how(self) -> tuple[str, ...]:
        """How it is painted, each way once."""
        return tuple(dict.fromkeys(one.how for one in self.places)) or (NOWHERE,)

    @property
    def why(self) -> str:
        """The reasons, each once."""
        return "; ".join(dict.fromkeys(one.why for one in self.places)) or _NEW


def who_has(region: str, term: str, on: str, whom: str) -> str:
    """The page that says who has a finding in a region, and which papers say so."""
    asked = {"term": contract(term), "region": contract(region), **({"modality": on} if on else {})}
    return f"/findings/seen?{urlencode(asked)}&{whom}"


def told(row: FrequencyRow, to: str) -> RegionTold:
    """A row as it is painted."""
    return RegionTold(name=place(row.term.label), present=row.present, absent=row.absent, people=row.cases, to=to)
