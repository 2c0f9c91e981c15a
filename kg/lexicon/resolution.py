"""What resolving a name gives: the thing, or all that it may be, and how it was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.names import contract


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its kind: a word of our ontology (`Disease`), `Class` for a term, empty for a term of others."""

    iri: str
    label: str
    kind: str = ""
    why: str = ""

    @property
    def curie(self) -> str:
        """Its short name, or the IRI where no namespace fits."""
        return contract(self.iri)

    def told(self) -> dict[str, str]:
        """Its parts by name; `why` only where there is one."""
        parts = {"iri": self.iri, "curie": self.curie, "label": self.label, "kind": self.kind}
        return {**parts, "why": self.why} if self.why else parts


@dataclass(frozen=True, slots=True)
class Way:
    """Things that a way of reading leads to, each with its rank (0 is the thing's own name), and how it was read."""

    found: tuple[tuple[int, str], ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a text stands for. Without a `thing` it is ambiguous if there are `candidates`, else unknown.

    `rewrites` tell step by step how it was read; with a `thing`, `candidates` are what else is called so or is near.
    """

    asked: str
    thing: Named | None = None
    rewrites: tuple[str, ...] = ()
    candidates: tuple[Named, ...] = ()
    suggestions: tuple[Named, ...] = ()

    def told(self) -> dict[str, Any]:
        """As JSON has it, for the command line and the web alike."""
        return {
            "asked": self.asked,
            "thing": self.thing.told() if self.thing else None,
            "rewrites": [*self.rewrites],
            "candidates": [one.told() for one in self.candidates],
            "suggestions": [one.told() for one in self.suggestions],
        }

    @property
    def ambiguous(self) -> bool:
        """Whether several things are called so, none more than the others."""
        return self.thing is None and bool(self.candidates)

    @property
    def meant(self) -> tuple[Named, ...]:
        """The one thing, else all that it may be."""
        return (self.thing,) if self.thing else self.candidates
