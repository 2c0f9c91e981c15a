"""Repeat every definition of csf1r.ttl as IAO:0000115, which tools of OBO read, in the last part of that file.

    python ontology/definitions.py          after a definition was written or changed

Turtle cannot give one text to two properties, and written twice by hand the two would come apart. All above the marker
is written by hand and stays as it is; all below it is written here. The output repeats byte for byte.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.names import KG, SKOS

FILE = Path(__file__).resolve().parent / "csf1r.ttl"
MARKER = "# --- The same definitions as IAO:0000115, for OBO tools; written by python ontology/definitions.py"


def _short(node: ox.NamedNode) -> str:
    return f"kg:{node.value.removeprefix(KG)}" if node.value.startswith(KG) else str(node)


def repeated(text: str) -> str:
    """The text of the ontology with its last part written anew."""
    hand = text.partition(MARKER)[0].rstrip()
    found = sorted(
        f"{_short(triple.subject)} obo:IAO_0000115 {triple.object} ."
        for triple in ox.parse(hand, format=ox.RdfFormat.TURTLE)
        if triple.predicate.value == f"{SKOS}definition" and isinstance(triple.subject, ox.NamedNode)
    )
    return "\n".join((hand, "", MARKER, "", *found, ""))


if __name__ == "__main__":
    FILE.write_text(repeated(FILE.read_text(encoding="utf-8")), encoding="utf-8")
