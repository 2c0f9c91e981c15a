"""OBO Graphs JSON, the form of `hp.json` and `mondo.json`.

What OWL says and where it goes in this format: README-owlmapping.md and FromOwl.java of geneontology/obographs.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from kg.errors import FaultyInput
from kg.names import IAO, OIO, OWL, RDFS, SKOS
from kg.sources.ontology.names import SCOPES, curie, kind_of, version_of
from kg.sources.ontology.term import DEFINITION, EQUIVALENT, EXACT, Draft, OntologyTerm, Synonym, term_of

_IS_A: Final = {"is_a", "rdfs:subClassOf", RDFS + "subClassOf"}
_SPACES: Final = {"oio": OIO, "oboInOwl": OIO, "rdfs": RDFS, "skos": SKOS, "IAO": IAO}
_RIGHT: Final = "the form of OBO Graphs: an id, and a label, meta and type of the right kind"

Tree = dict[str, Any]


def read_obographs(text: str, prefix: str) -> Draft:
    """Every class of this prefix; places are ids. Raises `FaultyInput` for what is no OBO Graphs document."""
    draft = Draft()
    graphs = _graphs(text)
    try:
        draft.version = next(filter(None, map(_version, graphs)), None)
        parents = _parents(graphs, prefix)
        nodes = [node for graph in graphs for node in graph.get("nodes") or ()]
    except (AttributeError, TypeError, KeyError) as error:
        raise FaultyInput(f"a graph of the document is not in the form of OBO Graphs: {error!r}") from None
    for number, node in enumerate(nodes):
        try:
            if term := _node(node, prefix, parents):
                draft.terms.append((term.id, term))
        except (AttributeError, TypeError, KeyError, ValueError) as error:
            draft.faults.append((f"node {number}", f"it cannot be read: {error!r}"[:200], _RIGHT))
    stray = sorted(parents.keys() - {term.id for _, term in draft.terms})
    draft.faults += [(one, f"{one} has parents but is no node", "a node for it") for one in stray]
    return draft


def prefixes(text: str) -> list[str]:
    """The prefix of every node's id, as often as it stands."""
    try:
        ids = [node["id"] for graph in _graphs(text) for node in graph.get("nodes") or ()]
        return [curie(one).partition(":")[0] for one in ids]
    except (AttributeError, TypeError, KeyError):
        return []


def _graphs(text: str) -> list[Tree]:
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise FaultyInput(f"the JSON breaks off or is broken at line {error.lineno}: {error.msg}") from None
    except (RecursionError, ValueError) as error:
        raise FaultyInput(f"this JSON cannot be read: {error}"[:200]) from None
    graphs = document.get("graphs") if isinstance(document, dict) else None
    if not isinstance(graphs, list) or not all(isinstance(graph, dict) for graph in graphs):
        raise FaultyInput("JSON, but no OBO Graphs document: it has no list `graphs`")
    return graphs


def _version(graph: Tree) -> str | None:
    meta = graph.get("meta") or {}
    infos = [one["val"] for one in meta.get("basicPropertyValues") or () if one["pred"] == OWL + "versionInfo"]
    found = meta.get("version") or next(iter(infos), None)
    return version_of(found) if found else None


def _parents(graphs: list[Tree], prefix: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for graph in graphs:
        for edge in graph.get("edges") or ():
            if edge["pred"] in _IS_A:
                below, above = curie(edge["sub"]), curie(edge["obj"])
                if below.startswith(f"{prefix}:") and above.startswith(f"{prefix}:"):
                    found.setdefault(below, set()).add(above)
    return found


def _node(node: Tree, prefix: str, parents: dict[str, set[str]]) -> OntologyTerm | None:
    identifier = curie(node["id"])
    if not identifier.startswith(f"{prefix}:") or node.get("type") in ("PROPERTY", "INDIVIDUAL"):
        return None
    meta = node.get("meta") or {}
    said: dict[str, list[str]] = defaultdict(list)
    for one in meta.get("basicPropertyValues") or ():
        said[_long(one["pred"])].append(str(one["val"]))
    definition = meta.get("definition")
    said[RDFS + "comment"] += map(_text, meta.get("comments") or ())
    said[EXACT] += _equivalent(meta)
    said |= {
        RDFS + "label": [_text(node.get("lbl") or "")],
        RDFS + "subClassOf": list(parents.get(identifier, ())),
        DEFINITION: [_text(definition["val"])] if definition else [],
        OIO + "hasDbXref": [_text(one["val"]) for one in meta.get("xrefs") or ()],
        OWL + "deprecated": ["true"] if meta.get("deprecated") is True else [],
    }
    return term_of(identifier, said, map(_synonym, meta.get("synonyms") or ()), prefix)


def _long(predicate: str) -> str:
    """A predicate as an IRI; some tools write `oio:` and `rdfs:`."""
    short, colon, name = predicate.partition(":")
    return _SPACES[short] + name if colon and short in _SPACES else predicate


def _synonym(one: Tree) -> Synonym:
    scope = SCOPES[one["pred"].rpartition("#")[2]]
    return Synonym(_text(one["val"]), scope, kind_of(one.get("synonymType") or ""))


def _equivalent(meta: Tree) -> Iterator[str]:
    for xref in meta.get("xrefs") or ():
        said = (xref.get("meta") or {}).get("basicPropertyValues") or ()
        if any(one["pred"].endswith("#source") and one["val"] == EQUIVALENT for one in said):
            yield xref["val"]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value
