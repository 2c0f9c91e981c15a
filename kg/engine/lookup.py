"""Look-ups: queries that cannot run away, told by the shape of their text.

A look-up is a SELECT or ASK of a few triple patterns and nothing else, each of which begins at a name or a text that
the query says, or at what a pattern before it found. What it costs is then the matches that are met on the way, which
whoever answers counts (`walk.py`). The reading errs on the side of no: what is not plainly of this shape is a query
like any other, and answered as any other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

from kg.names import KG, KNOWN

LONGEST: Final = 2_000
"""Characters of a text that is looked at."""
PATTERNS: Final = 12
_S: Final = r"[ \t\r\n]*+"
_IRI: Final = r'<[A-Za-z][A-Za-z0-9+.-]*+:(?:[^<>"{}|^`\\/\x00-\x20]|/(?!\.))*+>'
_SHORT: Final = r"[A-Za-z][A-Za-z0-9_-]*+:[A-Za-z0-9_][A-Za-z0-9_-]*+(?![\w.:%\\-]*[\w:%\\-])"
_VARIABLE: Final = r"[?$][A-Za-z][A-Za-z0-9_]*+(?!\w)"
_TEXT: Final = r'"[^"\\\n\r\x00]*+"(?:@[a-z]{2,3}(?![\w-]))?(?!["^@])'
_TERM: Final = rf"(?:{_IRI}|{_SHORT}|{_VARIABLE})"
_PAIR: Final = rf"{_S}(?:{_TERM}|a(?=[ \t\r\n<?$])){_S}(?:{_TERM}|{_TEXT}){_S}"
_SAME: Final = rf"{_S}{_TERM}{_PAIR}(?:;{_PAIR})*+"
_SHAPE: Final = re.compile(
    rf"{_S}((?:(?i:PREFIX)[ \t\r\n]++[A-Za-z][A-Za-z0-9_-]*+:{_S}{_IRI}{_S})*+)"
    rf"(?:(?i:SELECT){_S}(\*|(?:{_VARIABLE}{_S})++){_S}(?i:WHERE)?|(?i:ASK)(?:{_S}(?i:WHERE))?)"
    rf"{_S}\{{({_SAME}(?:\.{_SAME})*+)\.?{_S}\}}{_S}(?:(?i:LIMIT)[ \t\r\n]++([0-9]{{1,6}}+){_S})?"
)
_DECLARED: Final = re.compile(rf"([A-Za-z0-9_-]+):{_S}<([^>]*)>")
_PARTS: Final = re.compile(rf"{_IRI}|{_SHORT}|{_VARIABLE}|{_TEXT}|[;.a]")
_TYPE: Final = "<" + KNOWN["rdf"] + "type>"


class AnchoredPattern(NamedTuple):
    """A triple pattern. A name stands in angle brackets, a text in quotes, a variable after a question mark."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """A look-up. `shown` are the variables of its answer in their order, None for ASK; `most` rows are wanted.

    The patterns stand in an order in which each is anchored.
    """

    shown: tuple[str, ...] | None
    patterns: tuple[AnchoredPattern, ...]
    most: int | None = None

    @classmethod
    def of(cls, text: str) -> Self | None:
        """Read a query; None where it is no look-up.

        >>> Lookup.of("ASK { ?s a kg:Case }").patterns[0].object
        '<https://w3id.org/csf1r-kg/ontology#Case>'
        >>> Lookup.of("SELECT * { ?s ?p ?o }")
        """
        shape = shaped(text)
        if shape is None:
            return None
        declared, shown, body, most = shape.groups()
        patterns = _anchored(_patterns(body, _spaces(declared)))
        if not patterns:
            return None
        found = dict.fromkeys(part for one in patterns for part in one if part[0] == "?")
        # With a star Oxigraph gives the variables in the order of their names.
        names = sorted(found) if shown == "*" else shown.replace("$", "?").split() if shown else []
        if shown != "*" and (len(set(names)) < len(names) or not set(names) <= found.keys()):
            return None
        if most and len(patterns) > 1:
            return None  # which rows a limit leaves is the planner's choice
        return cls(tuple(names) if shown else None, patterns, int(most) if most else None)

    @property
    def own_names(self) -> Iterator[str]:
        """What it names of our ontology, as `kg:` writes it."""
        for one in self.patterns:
            for part in one:
                if part.startswith(_OWN):
                    yield f"kg:{part[len(_OWN) : -1]}"


_OWN: Final = f"<{KG}"


def shaped(text: str) -> re.Match[str] | None:
    """Whether a text has the shape of a look-up, of which `Lookup.of` says whether it is one."""
    if len(text) > LONGEST or "service" in text.lower():
        return None  # what may be told of a call to elsewhere is not told here
    return _SHAPE.fullmatch(text)


def _spaces(declared: str) -> Mapping[str, str]:
    if not declared:
        return KNOWN
    return {**KNOWN, **dict(_DECLARED.findall(declared))}


def _patterns(body: str, spaces: Mapping[str, str]) -> list[AnchoredPattern]:
    """The patterns of a body, whose shape is right; none where a prefix is not known, or too many."""
    found: list[AnchoredPattern] = []
    said: list[str] = []
    for part in (*_PARTS.findall(body), "."):
        if part in ".;":
            if len(said) == 3:
                found.append(AnchoredPattern(*said))
            del said[0 if part == "." else 1 :]
        elif part[0] in '<?"':
            said.append(part)
        elif part[0] == "$":
            said.append("?" + part[1:])
        elif part == "a":
            said.append(_TYPE)
        else:
            prefix, _, local = part.partition(":")
            if prefix not in spaces:
                return []
            said.append(f"<{spaces[prefix]}{local}>")
    return found if len(found) <= PATTERNS else []


def _anchored(patterns: list[AnchoredPattern]) -> tuple[AnchoredPattern, ...]:
    """The patterns in an order in which each begins at something known; none where there is no such order."""
    if len(patterns) == 1 and _weight(patterns[0], ()) >= _LEAST and not _meets_itself(patterns[0]):
        return (patterns[0],)
    known: set[str] = set()
    order: list[AnchoredPattern] = []
    left = patterns
    while left:
        best = max(left, key=lambda one: _weight(one, known))
        if _weight(best, known) < _LEAST or _meets_itself(best):
            return ()
        order.append(best)
        known.update(part for part in best if part[0] == "?")
        left = [one for one in left if one is not best]
    return tuple(order)


_LEAST: Final = 2


def _weight(one: AnchoredPattern, known: Collection[str]) -> int:
    """How much of a pattern is known; below `_LEAST` nothing that it could begin at. A class has many things."""
    subject, predicate, value = (part[0] != "?" or part in known for part in one)
    return 4 * subject + 2 * value + (predicate and one.predicate != _TYPE)


def _meets_itself(one: AnchoredPattern) -> bool:
    return any(one.count(part) > 1 for part in one if part[0] == "?")
