"""The dataset as people like to read it: TriG with its named graphs, and Turtle of all graphs together.

Written from the sorted N-Quads, without an RDF library, so that the bytes depend on the quads alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kg.names import PREFIXES, RDF
from kg.release.made_once import MadeOnce
from kg.release.runs import ReadRun

# Turtle 1.1, PN_LOCAL, but only the part of it that needs no escape; an IRI that does not fit is written in full.
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_TYPE: Final = f"<{RDF}type>"
_SPACES: Final = {f"<{space}": prefix for prefix, space in PREFIXES.items()}
_QUOTE: Final = '"'
_AND: Final = " ;\n    "
HEAD: Final = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in sorted(PREFIXES.items()))


def turtle(subject: str, runs: Iterable[ReadRun]) -> str:
    """What is said of a thing, in one graph or in any."""
    return f"{short(subject)} {_AND.join([_said[run] for run in runs])} .\n"


def opens(graph: str, _: int) -> str:
    """The beginning of a graph in TriG."""
    return f"\n{_short[f'<{graph}>']} {{\n"


def short(term: str) -> str:
    """The short form of an IRI; literals and blank nodes as they are."""
    return term if term[0] == '"' else _short[term]


def _shortened(term: str) -> str:
    cut = max(term.rfind("#"), term.rfind("/")) + 1
    prefix = _SPACES.get(term[:cut])
    if prefix:
        local = term[cut:-1]
        if _LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
    return term


# Bounded, since most names of a large dataset come once; those of properties and classes stay.
_short: Final = MadeOnce(_shortened, 65536)


def _say(run: ReadRun) -> str:
    verb = "a" if run.predicate == _TYPE else _short[run.predicate]
    return f"{verb} {', '.join([one if one[0] == _QUOTE else _short[one] for one in run.objects])}"


_said: Final = MadeOnce(_say)
