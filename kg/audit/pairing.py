"""Findings of two readings that are one: the same on the same scan, the same term, or terms above one another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from kg.audit.named import term_key
from kg.sources.hpo import Hpo
from kg.sources.schema import ImagingFile, PhenotypeFile

Finding = PhenotypeFile | ImagingFile
F = TypeVar("F", bound=Finding)


def own(entries: Sequence[F]) -> list[F]:
    """Findings of the person; what is told of a group is nobody's own."""
    return [one for one in entries if one.scope is None]


def paired(mine: list[F], theirs: list[F], hpo: Hpo) -> tuple[list[tuple[F, F]], list[F], list[F]]:
    """Findings that are one: the same on the same scan, then the same term, then terms above one another."""
    both: list[tuple[F, F]] = []
    left, right = [*mine], [*theirs]
    ways: tuple[Callable[[Finding, Finding], bool], ...] = (
        _exactly,
        _same_term,
        lambda one, other: above(one, other, hpo) is not None,
    )
    for alike in ways:
        for one in [*left]:
            at = next((number for number, each in enumerate(right) if alike(one, each)), None)
            if at is not None:
                both.append((one, right.pop(at)))
                left.remove(one)
    return both, left, right


def _exactly(one: Finding, other: Finding) -> bool:
    parts = ("modality", "region", "sequence")
    return _same_term(one, other) and all(getattr(one, key, None) == getattr(other, key, None) for key in parts)


def _same_term(one: Finding, other: Finding) -> bool:
    return term_key(one) == term_key(other)


def above(one: Finding, other: Finding, hpo: Hpo) -> str | None:
    """How two terms of one finding stand to each other; None where they do not, or one is no term."""
    if one.text.casefold() == other.text.casefold():
        return "the same words"
    if one.hpo not in hpo.terms or other.hpo not in hpo.terms or one.hpo is None or other.hpo is None:
        return None
    if other.hpo in hpo.ancestors(one.hpo):
        return f"{hpo.shown(one.hpo)} is a kind of {hpo.shown(other.hpo)}"
    return f"{hpo.shown(other.hpo)} is a kind of {hpo.shown(one.hpo)}" if one.hpo in hpo.ancestors(other.hpo) else None
