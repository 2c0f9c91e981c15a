"""Names for someone who is writing a query: classes, properties and values, by a piece of what they are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from kg.lexicon.kinds import Role
from kg.lexicon.volume import Volume
from kg.lexicon.words import Texts
from kg.names import OBO, OBO_PREFIXES, PREFIXES

_WORD: Final = re.compile(r"[^\W_]+")
_LOCAL: Final = re.compile(r"[A-Za-z_][\w-]*")
_TEXTS: Final = "SELECT *, lower(' ' || label || ' ' || local || ' ' || synonyms) AS text FROM completions"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name as a query writes it: `name` is `obo:HP_0002500`, `matched` the synonym found where it is not the label.

    `uses` counts the graph's statements with it.
    """

    name: str
    iri: str
    label: str
    role: Role
    uses: int
    matched: str = ""


@dataclass(frozen=True, slots=True)
class Completions:
    """The words of an index that a query may use."""

    volume: Volume
    texts: Texts

    def begun(self, text: str, role: Role | None, most: int) -> list[Suggestion]:
        """The names that a beginning (`kg:has`, `obo:white`, `HP:00025`, `leukoaraiosis`) may stand for, best first.

        Those of `role` come first, then our own, then what the graph uses most.
        """
        prefix, rest = _split(text)
        words = [self.texts.spellings(word.lower()) for word in _WORD.findall(rest)]
        start = rest.lower()
        begins, values = "substr(lower(substr(name, instr(name, ':') + 1)), 1, ?) = ?", [len(start), start]
        inside, parts = _each("", words)
        whole, heads = _each(" ", words)
        of_prefix = "substr(name, 1, ?) = ?" if prefix is not None else "(1 OR ? OR ?)"
        start_of = [len(prefix) + 1, f"{prefix}:"] if prefix is not None else [0, 0]
        rows = self.volume.rows(
            f"SELECT name, label, role, uses, synonyms FROM ({_TEXTS}) "  # noqa: S608
            f"WHERE {of_prefix} AND ({begins} OR ({inside})) ORDER BY role <> ?, NOT ({begins} OR ({whole})), "
            f"NOT {begins}, substr(name, 1, 3) <> 'kg:', uses DESC, length(label), name LIMIT ?",
            *(*start_of, *values, *parts, role.value if role else "", *values, *heads, *values, most),
        )
        return [_matched(row, words) for row in rows]

    def has(self, name: str) -> bool:
        """Whether this is such a name."""
        return bool(self.volume.rows("SELECT 1 FROM completions WHERE name = ?", name))

    def like(self, name: str) -> str | None:
        """The name of the same prefix that is most like one that is none: by its letters, else by a word in it."""
        prefix, _, local = name.partition(":")
        rows = self.volume.rows("SELECT name FROM completions WHERE name LIKE ?", f"{prefix}:%")
        known = {own.partition(":")[2].casefold(): own for (own,) in rows}
        near = get_close_matches(local.casefold(), known, 1, 0.75)
        return known[near[0]] if near else next((one.name for one in self.begun(name, None, 1)), None)

    def of(self, iri: str) -> list[Suggestion]:
        """A thing, where a query has a name for it."""
        query = "SELECT name, label, role, uses, synonyms FROM completions WHERE name = ?"
        rows = self.volume.rows(query, written(iri) or "")
        return [_matched(row, ()) for row in rows]


def _each(before: str, words: Sequence[tuple[str, ...]]) -> tuple[str, list[str]]:
    """That a text has each word in one of its spellings; nothing has none."""
    tests = [" OR ".join(["instr(text, ?)"] * len(ways)) for ways in words]
    return " AND ".join(f"({one})" for one in tests) or "0", [before + way for ways in words for way in ways]


def _split(text: str) -> tuple[str | None, str]:
    """A prefix, where one is written, and the rest; `HP:0002500` is read as `obo:HP_0002500`."""
    prefix, colon, rest = text.strip().partition(":")
    if not colon:
        return None, prefix
    if prefix.upper() in OBO_PREFIXES:
        return next(name for name, space in PREFIXES.items() if space == OBO), f"{prefix.upper()}_{rest}"
    return prefix, rest


def written(iri: str) -> str | None:
    """A thing as a query names it; None where no prefix of ours shortens it to what SPARQL reads without escapes."""
    for prefix, space in PREFIXES.items():
        local = iri.removeprefix(space)
        if local != iri and _LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
    return None


def _matched(row: tuple[str, str, str, int, str], words: Sequence[tuple[str, ...]]) -> Suggestion:
    name, label, role, uses, synonyms = row
    shown = f"{label} {name}".lower()
    hit = all(any(one in shown for one in ways) for ways in words)
    others = (one for one in synonyms.split("\n") if all(any(way in one.lower() for way in ways) for ways in words))
    return Suggestion(name, _iri(name), label, Role(role), uses, "" if hit else next(others, ""))


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local
