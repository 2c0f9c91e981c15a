"""Slips in the names of a query: prefixes that nobody declares, and names of our ontology that a graph has not.

The first is an error of whoever runs the query; the second is an answer without rows, which looks like knowledge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import islice
from typing import Final

from kg.engine.federation import decoded
from kg.engine.names_in import NamesIn
from kg.lexicon.complete import Completions
from kg.lexicon.schemes import TABLE
from kg.names import KG, KNOWN, PREFIXES

OTHERS: Final = {"dct": "dcterms", "dcterm": "dcterms", "oboinowl": "oio", "iao": "obo", "pubmed": "PMID"}
"""How others write prefixes of ours, beside the spellings of `schemes.tsv`."""
LONGEST: Final = 20_000
"""Characters of the longest query that is looked at: what is longer no person wrote."""
_TOLD: Final = 5
_LOOKED_AT: Final = 200
"""Names of one query that are looked up: a question has a dozen."""


def undeclared(query: str) -> str | None:
    """What is wrong with the prefixes of a query that cannot be read, in words; None where nothing is.

    >>> undeclared("SELECT * { ?s rdsf:label ?l }")
    '`rdsf:` is not declared; if `rdfs:` is meant: PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>'
    """
    missing = [prefix for prefix in _names(query).undeclared if prefix not in KNOWN]
    return "; ".join(map(_told_prefix, missing[:_TOLD])) or None


def _names(query: str) -> NamesIn:
    return NamesIn.of(decoded(query) if len(query) <= LONGEST else "")


def _told_prefix(prefix: str) -> str:
    near = _near(prefix)
    if near:
        return f"`{prefix}:` is not declared; if `{near}:` is meant: PREFIX {near}: <{KNOWN[near]}>"
    ours = ", ".join(islice(PREFIXES, 11))
    return f"`{prefix}:` is not declared; write PREFIX {prefix}: <...>. Known here without that are {ours} and others"


def _near(prefix: str) -> str | None:
    """The known prefix that is meant: written in other letters, by others in another way, or with a slip."""
    folded, ways = prefix.casefold(), _ways()
    if folded in ways:
        return ways[folded]
    turned = (one for one in ways if sorted(one) == sorted(folded))
    near = next(turned, None) or next(iter(get_close_matches(folded, ways, 1, 0.75)), None)
    return ways[near] if near else None


def _ways() -> Mapping[str, str]:
    known = {name.casefold(): name for name in reversed(KNOWN)}
    schemes = [(way.casefold(), one.name.casefold()) for one in TABLE.values() for way in one.prefixes]
    return OTHERS | {way: known[name] for way, name in schemes if name in known} | known


def own_names(query: str) -> tuple[str, ...]:
    """The names of our ontology in a query, as `kg:` writes them."""
    found = (iri.removeprefix(KG) for iri in _names(query).named if iri.startswith(KG) and iri != KG)
    # Half of a surrogate pair, which an escape may write, is no text.
    return tuple(f"kg:{local}".encode(errors="replace").decode() for local in islice(found, _LOOKED_AT))


def strange_names(names: Sequence[str], known: Completions) -> tuple[str, ...]:
    """Those of such names that a graph has not, each in a sentence with the nearest one."""
    strange = [name for name in names if not known.has(name)]
    return tuple(_sentences(strange, known))


def _sentences(strange: Sequence[str], known: Completions) -> Iterator[str]:
    for name in strange[:_TOLD]:
        near = known.like(name)
        yield f"{name[:80]} is no name of this graph" + (f"; the nearest is {near}" if near else "")
    if len(strange) > _TOLD:
        yield f"nor are {len(strange) - _TOLD} others"
