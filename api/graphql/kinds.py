"""The types of the schema that have an IRI, by name: how types that lead to each other find each other."""

from __future__ import annotations

from typing import Any, Final

KINDS: Final[dict[str, Any]] = {}
"""Each registers itself where it is made (see `node.py`), and is looked up when all of them are."""
KEYS: Final[dict[str, tuple[str, ...]]] = {}
"""The keys by which another subgraph may name a thing, by the name of its type."""
