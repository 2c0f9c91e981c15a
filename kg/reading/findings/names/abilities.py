"""What people can no longer do: each ability of `abilities.tsv` in all ways in which it is said to be lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.reading.findings.names.called import CalledSo
from kg.reading.rows import rows
from kg.sources.hpo import Hpo

_TABLE: Final = Path(__file__).parent / "abilities.tsv"
_LOST: Final = (
    "difficulty",
    "unable",
    "could not",
    "cannot",
    "not able",
    "no longer",
    "no longer able",
    "lost ability",
    "couldn't",
    "can't",
    "hardly",
    "barely",
    "scarcely",
    "struggled",
    "hard",
    "failed",
    "forgot how",
    "effort",
)
_STOPPED: Final = ("stopped", "gave up", "given up", "ceased", "abandoned", "quit")
_HELPED: Final = (
    "help",
    "help with",
    "assistance",
    "assistance with",
    "dependent",
    "assisted",
    "prompting",
    "supervision",
)
_LOWER: Final = 25
"""The rank of a name that is made here: behind those that are printed by HPO for just this."""


def lost_abilities(hpo: Hpo) -> Iterator[CalledSo]:
    """`unable to cook`, `difficulty cooking`, `needed help with cooking`, and whatever else says so."""
    for row in rows(_TABLE):
        if hpo.current(row["hpo"]):
            said = (*_LOST, *(_STOPPED if row["stopped"] else ()), *(_HELPED if row["help"] else ()))
            for phrase in row["phrases"].split(", "):
                yield from (CalledSo(f"{one} {phrase}", row["hpo"], _LOWER) for one in said)
