"""A change at a place of the genome, in one form for all its spellings; `str` writes it in HGVS."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Self

from kg.model.change import CodingKind

_COMPLEMENT: Final = str.maketrans("ACGTN", "TGCAN")


def complement(bases: str) -> str:
    """The bases of the other strand, read in its direction.

    >>> complement("AAC")
    'GTT'
    """
    return bases.translate(_COMPLEMENT)[::-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class GenomicChange:
    """A change of the bases `first` to `last` (from 1); an insertion has its two neighbours there, as in HGVS.

    `assembly` is None where a spelling names none. `accession` is the sequence in RefSeq, where the two are known.
    `reference` are bases as stated. Shared bases are cut off and the rest stands as far 3' as the spelling shows;
    `slack` is how many bases the change may move to the 5' side within what it shows. What lies outside of a spelling
    is not known without the genome, so two names of one deletion in a repeat may stay two.
    """

    assembly: str | None
    chromosome: str
    kind: CodingKind
    first: int
    last: int
    reference: str = ""
    inserted: str = ""
    accession: str | None = None
    slack: int = 0

    def __str__(self) -> str:
        where = self.accession or f"{self.assembly + ':' if self.assembly else ''}chr{self.chromosome}"
        place = str(self.first) if self.first == self.last else f"{self.first}_{self.last}"
        ending = {
            "substitution": f"{self.reference}>{self.inserted}",
            "deletion": "del",
            "duplication": "dup",
            "insertion": f"ins{self.inserted}",
            "delins": f"delins{self.inserted}",
            "inversion": "inv",
            "unchanged": "=",
        }
        return f"{where}:{'m' if self.chromosome == 'MT' else 'g'}.{place}{ending[self.kind]}"

    @property
    def movable(self) -> bool:
        """Whether bases beside it may repeat it, so that it has other places too."""
        return self.kind in ("deletion", "duplication", "insertion")

    def leftmost(self) -> Self:
        """The same change as far to the 5' side of the forward strand as its spelling shows."""
        return replace(
            self,
            first=self.first - self.slack,
            last=self.last - self.slack,
            reference=_turned(self.reference, self.slack),
            inserted=_turned(self.inserted, self.slack),
            slack=0,
        )

    @classmethod
    def trimmed(
        cls, assembly: str | None, chromosome: str, position: int, old: str, new: str, accession: str | None = None
    ) -> Self:
        """The change of the bases `old` that start at `position` into `new`."""
        shared = _shared(old, new)
        gone, come = old[shared:], new[shared:]
        behind = _shared(gone[::-1], come[::-1])
        gone, come = gone[: len(gone) - behind], come[: len(come) - behind]
        first = position + shared
        kind, last, slack = _kind(gone, come), first + len(gone) - 1, 0
        if kind == "unchanged":
            first, last = position, position + max(len(old), 1) - 1
        elif kind == "inversion":
            come = ""
        elif not (gone and come):
            slack = _slack(old[:shared], gone or come)
        if kind == "insertion":
            if shared >= len(come) and old[shared - len(come) : shared] == come:
                kind, gone, first, last, come = "duplication", come, first - len(come), first - 1, ""
                slack = max(0, slack - len(gone))
            else:
                first, last = first - 1, first
        return cls(
            assembly=assembly,
            chromosome=chromosome,
            kind=kind,
            first=first,
            last=last,
            reference=gone,
            inserted=come,
            accession=accession,
            slack=slack,
        )


def _kind(gone: str, come: str) -> CodingKind:
    if len(gone) > 1 and come == complement(gone):
        return "inversion"
    if gone and come:
        return "substitution" if len(gone) == len(come) == 1 else "delins"
    return "deletion" if gone else "insertion" if come else "unchanged"


def _shared(one: str, two: str) -> int:
    for number, (left, right) in enumerate(zip(one, two, strict=False)):
        if left != right:
            return number
    return min(len(one), len(two))


def _slack(before: str, moved: str) -> int:
    """How many steps `moved` can go to the left over the bases before it without changing what results."""
    steps = 0
    while steps < len(before) and before[-1 - steps] == moved[-1 - steps % len(moved)]:
        steps += 1
    return steps


def _turned(bases: str, steps: int) -> str:
    by = steps % len(bases) if bases else 0
    return bases[len(bases) - by :] + bases[: len(bases) - by]
