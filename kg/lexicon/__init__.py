"""What things are called: one index of names, written with a release and read by every door."""

from kg.lexicon.kinds import Kind, Role, SearchKind
from kg.lexicon.lexicon import INDEX, LONGEST, Lexicon, index_of, write_index
from kg.lexicon.resolution import Named, Resolution

__all__ = [
    "INDEX",
    "LONGEST",
    "Kind",
    "Lexicon",
    "Named",
    "Resolution",
    "Role",
    "SearchKind",
    "index_of",
    "write_index",
]
