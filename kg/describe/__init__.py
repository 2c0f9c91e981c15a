"""What the graph says of itself, so that a program which has never met it can use it: prefixes, examples, VoID."""

from kg.describe.graphs import KINDS, figures, well_known

__all__ = ["KINDS", "figures", "well_known"]
