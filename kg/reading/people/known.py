"""A person as far as a text has told of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.reading.found import Spot, StatedFact
from kg.reading.people.mentions import PersonMention


@dataclass(slots=True, eq=False)
class Known:
    """A person as far as the text has told; `sure` is False while only a word such as `a woman` introduced them."""

    spot: Spot
    labels: list[str] = field(default_factory=list)
    ages: list[float] = field(default_factory=list)
    sex: str | None = None
    noun: str = ""
    kin: str = ""
    sort: str = ""
    of: Known | None = None
    sure: bool = True
    role: bool = False
    stated: list[tuple[int, StatedFact]] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    seen_in_short: bool = False
    """So far only the title or the abstract spoke of them."""
    counted: bool = False
    """The text counts them among its patients: `The second, her cousin`."""
    by_kin: bool = False
    """Only relatives of theirs were told of so far: `The mother had died` ahead of the patient."""
    dead: bool = False
    """A relative whose death was told."""
    elsewhere: bool = False
    """A person of another paper, who is in no register: what is told of them is nobody's."""

    @property
    def unborn(self) -> bool:
        """Whether it is told of before birth alone."""
        return self.noun in ("fetus", "foetus") or self.kin == "fetus"

    def agrees(self, mention: PersonMention) -> bool:
        """Whether a description can be of this person."""
        if mention.sex and self.sex and mention.sex != self.sex:
            return False
        return mention.age is None or not self.ages or mention.age in self.ages
