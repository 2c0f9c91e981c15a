"""Whether two files are of one paper: by what is cited of each; of a text also by the words that it is quoted with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Final, Self

from kg.model.citation import IDENTIFIERS
from kg.papers.held import plain
from kg.texts.text import PassageKind, Text

_TITLE: Final = "Title:"
_ALIKE: Final = 0.6
"""How like two titles of one paper are at least; a subtitle or a language may be all that tells them apart."""
_ENOUGH: Final = 3
"""Quotes none of which stands in a text, from which on it is doubted whether they are of it."""


@dataclass(frozen=True, slots=True)
class PaperNamed:
    """A file by what it says of its paper; `title` is none where nobody read it."""

    file: str
    identifiers: Mapping[str, str] = field(default_factory=dict)
    title: str | None = None

    @classmethod
    def of_evidence(cls, file: str, paper: Mapping[str, Any]) -> Self:
        """An evidence file, whose `paper` may be checked by nobody."""
        told = {name: str(paper[name]).strip() for name in IDENTIFIERS if paper.get(name)}
        title = paper.get("title") if paper.get("title_read") is not False else None
        return cls(file, told, str(title) if title else None)

    @classmethod
    def of_text(cls, text: Text) -> Self:
        """A text by its citation, else by its title."""
        cited = text.citation
        marked = (one.text for one in text.passages[:5] if one.kind is PassageKind.TITLE or one.text.startswith(_TITLE))
        title = (cited.title if cited else None) or next(marked, "").removeprefix(_TITLE).strip()
        return cls(text.file, cited.identifiers if cited else {}, title or None)

    def shares(self, other: PaperNamed) -> bool:
        """Whether both have one identifier alike."""
        return any(self.identifiers[name].lower() == held.lower() for name, held in self._both(other))

    def apart(self, other: PaperNamed) -> str | None:
        """In words, the identifiers that tell two papers; None where none does, or where both share one."""
        if self.shares(other):
            return None
        told = [f"its {name} is {self.identifiers[name]}, not {held}" for name, held in self._both(other)]
        return "; ".join(told) or None

    def titled_otherwise(self, other: PaperNamed) -> str | None:
        """In words, titles that no one paper has; None where they are like, or one is not known."""
        mine, theirs = plain(self.title or ""), plain(other.title or "")
        if not mine or not theirs or mine in theirs or theirs in mine:
            return None
        if SequenceMatcher(None, mine, theirs, autojunk=False).ratio() >= _ALIKE:
            return None
        return f"its title is “{self.title}”, not “{other.title}”"

    def _both(self, other: PaperNamed) -> list[tuple[str, str]]:
        return [(name, held) for name, held in other.identifiers.items() if name in self.identifiers]


def another_text(one: PaperNamed, text: PaperNamed, quotes: int, stand: int) -> str | None:
    """What to tell where a text is not, or does not look to be, of the paper of an evidence file; else None.

    `quotes` of the file were looked for in the text, of which so many stand there.
    """
    if one.shares(text):
        return None
    apart, otherwise = one.apart(text), one.titled_otherwise(text)
    unlike = quotes and not stand and (quotes >= _ENOUGH or otherwise)
    if not apart and not unlike:
        return None
    of = f"{one.file} {'is' if apart else 'looks to be'} of another paper than {text.file}"
    stands = "stands" if stand < 2 else "stand"
    counted = f"{stand or 'none'} of its {quotes} quotes {stands} there" if quotes else ""
    told = "; ".join(filter(None, (apart or otherwise, counted)))
    return f"{of}: {told}; right would be: the text that {one.file} was read from, or the file of that paper"
