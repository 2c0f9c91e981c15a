"""Whom a page of people shows: its filters, read of the address, in words and as a form."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, TypeVar

from api.errors import Refusal
from api.pages.wanted import Wanted
from kg.analysis.frequencies import Frequencies
from kg.analysis.parameters import FaultyQuestion, question
from kg.analysis.population import Population
from kg.find.filters import CaseFilter
from kg.lexicon import Kind
from kg.model.methods import study_of
from kg.model.words import Choice, GeneticStatus, Status
from kg.portrait.sought import PeopleSought
from kg.portrait.spoken import STATES, WHOM

C = TypeVar("C", bound=Choice)
_PLAIN: Final = (
    *("population", "variant", "consequence", "exon", "intron", "domain", "lobe", "gene", "zygosity", "sex", "onset"),
    *("affected", "category", "depth", "paper", "case", "where"),
)
"""Parameters that an analysis of people takes as well, and reads."""
_OWN: Final = ("finding", "seen", "status", "normal")
FILTERS: Final = (*_PLAIN, *_OWN)
POPULATIONS: Final = {one.name.lower(): words for one, words in WHOM.items()}
CLASSES: Final = {"kg:MissenseVariant": "missense", "kg:TruncatingVariant": "truncating", "kg:SpliceVariant": "splice"}
NORMAL: Final = {
    "CT": "CT",
    "MRI": "MRI",
    "unspecified": study_of("unspecified"),
    "EEG": "EEG",
    "any": "any scan or recording",
}
_EVERY: Final = ("CT", "MRI", "PET", "SPECT", "MRS", "unspecified", "EEG")
_WORDS: Final = {
    "variant": "variant",
    "consequence": "class",
    "exon": "exon",
    "intron": "intron",
    "domain": "domain",
    "lobe": "lobe",
    "gene": "gene",
    "zygosity": "zygosity",
    "sex": "sex",
    "affected": "ill",
    "category": "category",
    "depth": "read",
    "paper": "paper",
    "case": "person",
    "onset": "onset",
    "where": "filter",
    "status": "genetic status",
}


@dataclass(frozen=True, slots=True)
class FilterChip:
    """A filter that is in force, in words, and the address without it."""

    words: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """Whom a page shows, as read; `form` are the values of its fields."""

    sought: PeopleSought
    population: Population
    form: dict[str, str]
    chips: tuple[FilterChip, ...]

    @property
    def words(self) -> str:
        """Whom it counts, before the filters."""
        return self.population.meaning


def sieve(wanted: Wanted, usual: Population = Population.EVERYBODY, but: Collection[str] = ()) -> Sieve:
    """Read of the address, `but` for what a view reads otherwise. Raises `Refusal`, with what would be right."""
    plain = {name: wanted.many(name) for name in _PLAIN if name not in but and wanted.many(name)}
    try:
        asked = question(Frequencies.kind, {"population": (usual.name.lower(),), **plain})
    except FaultyQuestion as fault:
        raise Refusal(400, str(fault)) from fault
    if not isinstance(asked, Frequencies):
        raise Refusal(400, "people are sought by what frequencies are asked by")
    status = tuple(_word(GeneticStatus, "status", one) for one in wanted.many("status"))
    where = CaseFilter(all_of=(asked.who, CaseFilter(genetic_status=status))) if status else asked.who
    normal = wanted.many("normal")
    names = wanted.held.names
    every = tuple(one for one in _EVERY if names.has(Kind.MODALITY, one))
    found = PeopleSought(
        where=where,
        finding=wanted.text("finding"),
        state=_word(Status, "seen", wanted.text("seen", "present")),
        normal=every if "any" in normal else normal,
    )
    form = {name: wanted.text(name) for name in FILTERS}
    form["population"] = asked.population.name.lower()
    form["normal"] = " ".join(normal)
    return Sieve(sought=found, population=asked.population, form=form, chips=_chips(wanted, but))


def _word(words: type[C], name: str, text: str) -> C:
    """A word of a closed list, with spaces, hyphens or underscores between."""
    found = words.said(text.replace("-", " ").replace("_", " "))
    if found is None:
        raise Refusal(400, f"`{name}` is one of: {', '.join(words)}")
    return found


def _chips(wanted: Wanted, but: Collection[str]) -> tuple[FilterChip, ...]:
    def one(text: str, **without: None) -> FilterChip:
        return FilterChip(text, wanted.other(**without, page=None))

    found = [
        one(f"{word}: {' or '.join(wanted.many(name))}", **{name: None})
        for name, word in _WORDS.items()
        if name not in but and wanted.many(name)
    ]
    if finding := wanted.text("finding"):
        state = STATES[_word(Status, "seen", wanted.text("seen", "present"))]
        found.append(one(f"{finding}: {state}", finding=None, seen=None))
    if normal := wanted.many("normal"):
        found.append(one(f"nothing seen on {' or '.join(NORMAL.get(each, each) for each in normal)}", normal=None))
    return tuple(found)
