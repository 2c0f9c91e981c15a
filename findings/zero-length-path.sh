#!/usr/bin/env bash
# Oxigraph (pyoxigraph 0.5.13) and RDFLib 7.6.0 each miss one half of what SPARQL 1.1 says of paths of length zero.
# Expected (SPARQL 1.1 Query, section 18.4, ZeroOrMorePath and nodes(G)): from a term that is written in the path, the
#   term itself is reached, be it in the graph or not. From a variable, only nodes of the graph are; a VALUES beside
#   the path does not alter that, since each is evaluated alone and then joined (W3C test values_and_path).
# Seen, over an empty graph: Oxigraph has no row for the written term (RDFLib has one), and RDFLib has a row for the
#   variable (Oxigraph has none).
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet pyoxigraph==0.5.13 rdflib==7.6.0
"$work/venv/bin/python" - <<'PY'
import sys

import pyoxigraph
import rdflib

WRITTEN = "SELECT ?o { <urn:x> <urn:p>* ?o }"
JOINED = "SELECT ?o { VALUES ?s { <urn:x> } ?s <urn:p>* ?o }"
ASKED = "ASK { <urn:x> <urn:p>* <urn:x> }"

store, graph = pyoxigraph.Store(), rdflib.Graph()
oxigraph = [len(list(store.query(WRITTEN))), len(list(store.query(JOINED))), bool(store.query(ASKED))]
rdf_lib = [len(graph.query(WRITTEN)), len(graph.query(JOINED)), graph.query(ASKED).askAnswer]
print("standard: [1, 0, True]", "Oxigraph:", oxigraph, "RDFLib:", rdf_lib)
if oxigraph != [0, 0, False]:
    sys.exit("Oxigraph no longer loses a path of length zero from a term outside the graph.")
if rdf_lib != [1, 1, True]:
    sys.exit("RDFLib no longer reaches a joined term that is outside the graph.")
PY
