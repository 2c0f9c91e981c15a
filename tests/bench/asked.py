"""Every question asked of every side, turn and turn about: cold, warm, and whether the answers are the same."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.engine import questions as ask
from kg.names import KNOWN
from tests.bench.agree import GRAPH, ROWS, Read, difference, read
from tests.bench.figures import Spread
from tests.bench.measure import Failed
from tests.bench.shapes import SHAPES
from tests.bench.sides import Side

SLOW: Final = 3.0
"""Seconds: a question that takes longer is asked once more, and no third time."""
PATIENCE: Final = 60.0
"""Seconds that all questions together may take rdflib the first time; those after that are not asked of it."""
_FORM: Final = re.compile(r"^\s*(?:#.*\n|PREFIX .*\n|BASE .*\n|\s)*(SELECT|ASK|CONSTRUCT|DESCRIBE)", re.IGNORECASE)


@dataclass(slots=True)
class Times:
    """What one side did with one question: seconds of the first time, of each further time, and what went wrong."""

    cold: float | None = None
    warm: list[float] = field(default_factory=list)
    failed: str = ""
    differs: str = ""

    @property
    def spread(self) -> Spread | None:
        """Of the warm times; none where there are none."""
        return Spread.of(self.warm) if self.warm and not self.failed else None


Asked = dict[str, dict[str, Times]]
"""By question, by side."""


def questions() -> dict[str, str]:
    """The questions of the project that ask nobody else, then the natural shapes; with every prefix they use."""
    catalogue = {one.name: one.text for one in ask.catalogue() if not one.federates_with}
    return catalogue | {name: declared(text) for name, text in SHAPES.items()}


def declared(text: str) -> str:
    """A query with the prefixes it uses and does not declare.

    >>> declared("ASK { ?c a kg:Case }")
    'PREFIX kg: <https://w3id.org/csf1r-kg/ontology#> ASK { ?c a kg:Case }'
    """
    bare = re.sub(r"<[^<>\s]*>", "", text)
    used = [name for name in KNOWN if re.search(rf"(?<![\w:]){name}:", bare)]
    missing = [name for name in used if not re.search(rf"PREFIX {name}:", text)]
    return "".join(f"PREFIX {name}: <{KNOWN[name]}> " for name in missing) + text


def accept(text: str) -> str:
    """The type an answer is wanted in: rows, or a graph."""
    bare = re.sub(r"PREFIX [\w-]*: <[^>]*> ", "", text)
    found = _FORM.match(bare)
    return GRAPH if found and found[1].upper() in ("CONSTRUCT", "DESCRIBE") else ROWS


def all_asked(sides: Sequence[Side], wanted: Mapping[str, str], rounds: int) -> Asked:
    """Ask everything; the first side is the one the others are held against."""
    told: Asked = {}
    spent = {one.name: 0.0 for one in sides}
    for number, (name, text) in enumerate(wanted.items()):
        told[name] = {one.name: Times() for one in sides}
        answers: dict[str, Read] = {}
        for turn in range(1 + rounds):
            for side in turning(sides, number + turn):
                times = told[name][side.name]
                if turn and (times.cold is None or (times.cold > SLOW and times.warm)):
                    continue
                times.failed = times.failed or kept_from(side, told[name], spent)
                if not times.failed:
                    body = once(side, text, times)
                    spent[side.name] += times.cold or side.deadline if not turn else 0
                    if not turn and body is not None:
                        taken(body, accept(text), side.name, answers, times)
        for other in sides[1:]:
            if sides[0].name in answers and other.name in answers:
                told[name][other.name].differs = difference(answers[sides[0].name], answers[other.name])
        print(f"{name:40}" + "  ".join(shown(told[name][one.name], one.name) for one in sides), flush=True)
    return told


def taken(body: bytes, form: str, name: str, answers: dict[str, Read], times: Times) -> None:
    """Read one side's answer, or note that it is in no form that can be read."""
    try:
        answers[name] = read(body, form)
    except (SyntaxError, ValueError, KeyError) as error:
        times.differs = f"not {form}: {body[:60]!r} ({error})"


def turning(sides: Sequence[Side], number: int) -> Iterator[Side]:
    """Each question begins with another side; the slow ones, which wait for others, come last."""
    first, last = ([one for one in sides if one.slow is slow] for slow in (False, True))
    start = number % len(first)
    yield from (*first[start:], *first[:start], *last)


def kept_from(side: Side, beside: Mapping[str, Times], spent: Mapping[str, float]) -> str:
    """Why a side is not asked: it had its time, or rdflib by itself found no end."""
    if side.slow and spent[side.name] > PATIENCE:
        return "not asked"
    alone = beside.get("rdflib")
    return "not asked" if alone and side.name == "rdflib-endpoint" and alone.failed else ""


def once(side: Side, text: str, times: Times) -> bytes | None:
    """Ask once more and note it; the answer, if there is one."""
    begun = time.perf_counter()
    try:
        seconds, body = side.ask(text, accept(text))
    except Failed as error:
        times.failed = str(error)
        times.cold = times.cold or time.perf_counter() - begun
        return None
    if times.cold is None:
        times.cold = seconds
    else:
        times.warm.append(seconds)
    return body


def shown(times: Times, name: str) -> str:
    """One line's part of one side."""
    middle = times.spread.median * 1000 if times.spread else float("nan")
    return f"{name} {times.failed[:40] or f'{middle:.1f} ms'}{' DIFFERS' if times.differs else ''}"
