"""The namespaces of others that our things point to: a link is what leads into one from outside it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from kg.names import LINKED, OBO, OBO_PREFIXES, SCHEMES


def spaces() -> dict[str, str]:
    """The namespaces of others that may be pointed to, with the short name of each."""
    return {f"{OBO}{prefix}_": prefix for prefix in OBO_PREFIXES} | {
        at: name for name, at in (SCHEMES | LINKED).items()
    }


# The longer first: one may lie within another.
_SPACES: Final = tuple(sorted(spaces(), key=lambda space: (-len(space), space)))


@lru_cache(maxsize=65536)
def spaces_of(iri: str) -> tuple[str, ...]:
    """The namespaces of others that an IRI lies in, the nearest first."""
    return tuple([space for space in _SPACES if iri.startswith(space)]) if iri.startswith(_SPACES) else ()


def space_of(iri: str) -> str | None:
    """The namespace of others that an IRI lies in."""
    return next(iter(spaces_of(iri)), None)
