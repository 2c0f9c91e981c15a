"""The answers that a release holds: the declared analyses, worked out from all that stands in it so far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from typing import Any, Final

from kg.analysis import STANDARD, Analysis, Held, Inquiry, answer
from kg.engine.memory import MemoryEngine
from kg.errors import FaultyInput, KgError
from kg.find import Kind, Known, Names
from kg.names import KG, OWL, RDFS, contract, expand
from kg.release.homes import kind_of
from kg.report import Tell
from kg.sources.hpo import Hpo
from kg.triples.terms import LABEL, TYPE, halves

_ASIDE: Final = frozenset({"hpoa", "cohort", "database", "clinvar", "gnomad"})
"""Graphs that no analysis asks by SPARQL while a release is made; people of cohorts are counted all the same."""
_OF_HPO: Final = (f"<{LABEL}>", f"<{RDFS}subClassOf>")
"""Of HPO what terms are called and how they hang together: a third of it."""
_CLASS: Final = f"> <{TYPE}> <{OWL}Class> "
_SOFTWARE: Final = ("numpy", "scipy")
_PACKAGE: Final = re.compile(r"[\w-]+")


def asked_names(lines: Iterable[str], hpo: Hpo) -> Names:
    """What analyses ask by SPARQL, the graphs of papers and what explains them; and what they may name.

    Terms go by their ids and our classes by their short names: to index all names would cost more than all answers.
    """
    kept = list(filter(_asked, lines))
    terms = {(Kind.TERM, one): expand(one) for one, term in hpo.terms.items() if not term.obsolete}
    ours = {line.partition("> ")[0][1:] for line in kept if _CLASS in line and line.startswith(f"<{KG}")}
    categories = {(Kind.CATEGORY, contract(iri)): iri for iri in ours}
    known: Known = {name: ((iri,), ()) for name, iri in (terms | categories).items()}
    return Names(MemoryEngine.of_lines("".join(kept).encode()), known)


def _asked(line: str) -> bool:
    kind = kind_of(halves(line)[1])
    return line.split(" ", 2)[1] in _OF_HPO if kind == "hpo" else kind not in _ASIDE


def answers(held: Held, tell: Tell, asked: Sequence[Inquiry] = STANDARD) -> tuple[Analysis, ...]:
    """The declared set over all people. Raises `FaultyInput` with the question that has no answer."""
    tell(f"analyses: {len(asked)} declared questions")
    return tuple(_answered(held, question) for question in asked)


def _answered(held: Held, question: Inquiry) -> Analysis:
    try:
        return answer(held, question)
    except KgError as error:
        raise FaultyInput(f"{question.kind} {question.canonical} has no answer: {error}") from error
    except Exception as error:
        error.add_note(f"in the analysis {question.kind} {question.canonical}, which every release answers")
        raise


def told(found: Iterable[Analysis]) -> dict[str, Any]:
    """What the manifest says of them. Versions of libraries stand here alone: the dataset is the same with others,
    since figures leave rounded.
    """
    every = list(found)
    software = sorted({*_SOFTWARE, *(_PACKAGE.findall(name)[0] for one in every for name in one.method.software)})
    return {
        "answers": len(every),
        "rows": sum(len(one.rows) for one in every),
        "software": {name: version(name) for name in software},
    }
