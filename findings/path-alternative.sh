#!/usr/bin/env bash
# Oxigraph (pyoxigraph 0.5.13) gives each pair of ends of a path with alternatives once; RDFLib 7.6.0 gives every way.
# Expected (SPARQL 1.1 Query, section 18.4: "Evaluation of Alternative Property Path" is the union of both sides, and
#   a union keeps duplicates; section 9.3: only `*`, `+` and `?` leave them out): where two properties lead from one
#   thing to another, `?s a|b ?o` has two solutions, as `{ ?s a ?o } UNION { ?s b ?o }` has.
# Seen: Oxigraph counts 1 for the path and 2 for the union, so that a count changes with how a question is written.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet pyoxigraph==0.5.13 rdflib==7.6.0
"$work/venv/bin/python" - <<'PY'
import sys

import pyoxigraph
import rdflib

DATA = "<urn:x> <urn:a> <urn:y> . <urn:x> <urn:b> <urn:y> ."
PATH = "SELECT ?s ?o { ?s <urn:a>|<urn:b> ?o }"
UNION = "SELECT ?s ?o { { ?s <urn:a> ?o } UNION { ?s <urn:b> ?o } }"

store = pyoxigraph.Store()
store.load(DATA.encode(), format=pyoxigraph.RdfFormat.TURTLE)
graph = rdflib.Graph().parse(data=DATA, format="turtle")
oxigraph = [len(list(store.query(text))) for text in (PATH, UNION)]
rdf_lib = [len(graph.query(text)) for text in (PATH, UNION)]
print("standard: [2, 2]", "Oxigraph:", oxigraph, "RDFLib:", rdf_lib)
if oxigraph != [1, 2]:
    sys.exit("Oxigraph no longer gives each pair of ends of an alternative once.")
if rdf_lib != [2, 2]:
    sys.exit("RDFLib no longer gives every way of an alternative.")
PY
