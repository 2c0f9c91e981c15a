"""Questions of every kind of analysis: those that a release answers, and one of each kind that it answers none of."""

from typing import Final

from kg.analysis import KINDS, STANDARD, Question
from kg.analysis.parameters import question

_TOLD: Final = {
    "pooled-share": {"term": ["HP:0001250"]},
    "differential": {"present": ["HP:0001250", "HP:0002500"], "absent": ["HP:0011002"]},
}
"""What a kind must be told, or says nothing without."""
_STANDARD: Final = {one.kind for one in STANDARD}
EVERY: Final[tuple[Question, ...]] = (
    *STANDARD,
    *(question(kind, _TOLD.get(kind, {})) for kind in KINDS if kind not in _STANDARD),
)
