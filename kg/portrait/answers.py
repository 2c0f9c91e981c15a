"""The answers that a release holds."""

from __future__ import annotations

from typing import Final

from kg.lexicon.spelling import PROLOGUE

ANSWERS: Final = f"""{PROLOGUE}
SELECT ?answer ?kind ?label WHERE {{
  ?answer kg:analysisKind ?kind ; rdfs:label ?label
}} ORDER BY STR(?kind) STR(?label)"""
"""What asks for each, with its kind and what it is called."""
