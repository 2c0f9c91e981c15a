"""fenominal over the same texts, by the same rule. It knows no people and no scans: findings and polarity count."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unicodedata import normalize

from kg.sources.hpo import hpo_path, read_hpo
from tests.reading.gold import read_gold
from tests.reading.score import ANYBODY, Proposal, Score, score_findings

PURL = "http://purl.obolibrary.org/obo/"


@cache
def recogniser() -> Any:
    """fenominal with the terms and synonyms of the hp.obo we read: its own format is hp.json (OBO Graphs)."""
    from fenominal import Fenominal  # only here: it comes with the group bench

    hpo = read_hpo(hpo_path())
    nodes = [_node(term) for term in hpo.terms.values() if not term.obsolete]
    edges = [
        {"sub": PURL + term.id.replace(":", "_"), "pred": "is_a", "obj": PURL + parent.replace(":", "_")}
        for term in hpo.terms.values()
        if not term.obsolete
        for parent in term.parents
    ]
    meta = {"version": f"{PURL}hp/releases/{hpo.version.rpartition('/')[2]}/hp.json"}
    with TemporaryDirectory() as folder:
        path = Path(folder, "hp.json")
        path.write_text(
            json.dumps({"graphs": [{"id": PURL + "hp.json", "meta": meta, "nodes": nodes, "edges": edges}]})
        )
        return Fenominal(str(path))


def _node(term: Any) -> dict[str, Any]:
    synonyms = [{"pred": "hasExactSynonym", "val": str(getattr(s, "text", s))} for s in term.synonyms]
    return {"id": PURL + term.id.replace(":", "_"), "lbl": term.label, "type": "CLASS", "meta": {"synonyms": synonyms}}


def ascii_of(text: str) -> str:
    """A text as long, in ASCII: its spans count characters before a sentence and bytes inside it (0.3.4)."""
    return "".join(c if c.isascii() else first_ascii(c) for c in text)


def first_ascii(character: str) -> str:
    decomposed = normalize("NFKD", character)[0]
    return decomposed if decomposed.isascii() else "-"


def of_fenominal(gold: Path) -> Score:
    """Its score on one text."""
    known, made = read_gold(gold), Score()
    proposals = []
    for hit in json.loads(recogniser().map_text(ascii_of(known.text))):
        span = (hit["span"]["start"], hit["span"]["end"])
        status = "absent" if hit["excluded"] else "present"
        quote = known.text[slice(*span)]
        proposals.append(Proposal(hpo=hit["termId"], spans=[span], person=ANYBODY, status=status, quote=quote))
    score_findings(known, proposals, made)
    return made
