"""Where that is which a term says by itself: the corpus callosum of a thin one, the spinal cord of its lesion."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from kg.model.vocabulary import Vocabulary
from kg.reading.findings.lexis import Lexis
from kg.reading.findings.scans.places import places
from kg.reading.findings.scans.scan_words import ROOM
from kg.reading.findings.scans.seeing import WIDE
from kg.reading.rows import rows

_ANYWHERE: Final = frozenset(
    ("periventricular_wm", "subcortical_wm", "subcortical_u_fibres", "deep_white_matter", "cerebral_cortex")
)
"""Places that every lobe has: what is said of a lobe there stands."""


def place_beside(hpo: str | None, told: str | None, lexis: Lexis) -> str | None:
    """The place of a finding: as told, unless that lies outside the one which the term itself names."""
    own = _own(hpo, lexis) if hpo else None
    if own is None or (told and told not in WIDE and _agree(told, own, lexis.reference.vocabulary)):
        return told
    return own


def _own(hpo: str, lexis: Lexis) -> str | None:
    if hpo in _table():
        return _table()[hpo]
    label = lexis.label(hpo) or ""
    return next((one.value for one in places(label, lexis.reference.vocabulary) if one.value not in WIDE), None)


def _agree(told: str, own: str, vocabulary: Vocabulary) -> bool:
    """Whether a place lies within another, or the two may meet."""
    mine = set(vocabulary.regions(own) or ())
    theirs = set(vocabulary.regions(told) or ())
    return bool(mine & _ANYWHERE) or not mine or bool(mine & _around(theirs, vocabulary))


def _around(keys: set[str], vocabulary: Vocabulary) -> set[str]:
    """Places with all that they are a part of."""
    wider = {out for key in keys if key in vocabulary.regions_by_key for out in vocabulary.regions_by_key[key].within}
    return keys if wider <= keys else _around(keys | wider, vocabulary)


@lru_cache(1)
def _table() -> Mapping[str, str]:
    return {row["hpo"]: row["region"] for row in rows(ROOM / "term_places.tsv")}
