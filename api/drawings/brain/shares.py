"""The colours of the brain: what is told of a region, and how that is painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

STEPS: Final = (
    (0.02, "#c3ddf3", "s1"),
    (0.05, "#8fbfe6", "s2"),
    (0.10, "#4f95cf", "s3"),
    (0.20, "#1f68aa", "s4"),
    (1.00, "#0a3a70", "s5"),
)
"""Up to which share of all people, and the colour of it: each step is darker than the one before, also in grey."""
_UNREAD: Final = ("#dfe3e8", "unread")
_DENIED: Final = ("#ffffff", "paper")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionTold:
    """What is told of a region: of how many people it is present, and denied; `to` is where that leads."""

    name: str
    present: int
    absent: int
    people: int
    to: str

    @property
    def said(self) -> bool:
        """Whether anything is told of it."""
        return bool(self.present or self.absent)

    @property
    def words(self) -> str:
        """In a line."""
        rest = self.people - self.present - self.absent
        told = f"present in {self.present} of {self.people} people, looked for and not seen in {self.absent}"
        return f"{self.name}: {told}, not reported in {rest}"

    @property
    def colour(self) -> tuple[str, str]:
        """Its colour, and the class by which it follows dark and light."""
        if not self.present:
            return _DENIED if self.absent else _UNREAD
        share = self.present / self.people
        return next((colour, name) for most, colour, name in STEPS if share <= most)
