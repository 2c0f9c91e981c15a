"""What the graph says of itself, so that a program which has never met it can use it: prefixes, examples, VoID."""

from kg.describe.count import count
from kg.describe.graphs import KINDS, figures, well_known
from kg.describe.words import MEANING, VOID

__all__ = ["KINDS", "MEANING", "VOID", "count", "figures", "well_known"]
