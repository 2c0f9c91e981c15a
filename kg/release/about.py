"""What a release is in words and numbers, as a server tells them: taken from its manifest, which may lack them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class FieldShare:
    """How much of the known field is held, with the paper that says how large it is."""

    what: str
    held: int
    of: int
    approximate: bool
    source: str


@dataclass(frozen=True, slots=True)
class NamedSource:
    """Something the release was made from."""

    title: str
    version: str
    licence: str


@dataclass(frozen=True, slots=True)
class About:
    """A release in words and numbers. `triples` is None where the manifest does not say."""

    title: str
    version: str
    issued: str
    digest: str
    triples: int | None
    share: tuple[FieldShare, ...]
    sources: tuple[NamedSource, ...]

    @classmethod
    def of(cls, manifest: Mapping[str, Any]) -> Self:
        """From a manifest; what it lacks is empty."""
        return cls(
            title=str(manifest.get("title", "CSF1R knowledge graph")),
            version=str(manifest.get("version", "")),
            issued=str(manifest.get("issued", "")),
            digest=str(manifest.get("inputs_digest", "")),
            triples=manifest.get("triples"),
            share=tuple(
                FieldShare(row["what"], row["held"], row["of"], bool(row.get("approximate")), row.get("source", ""))
                for row in manifest.get("share", ())
            ),
            sources=tuple(
                NamedSource(
                    str(row.get("title", row.get("name", ""))),
                    str(row.get("version", "")),
                    str(row.get("licence", row.get("license", ""))),
                )
                for row in manifest.get("sources", ())
            ),
        )
