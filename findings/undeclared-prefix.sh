#!/usr/bin/env bash
# Oxigraph (pyoxigraph 0.5.13) says of an undeclared prefix what else might have stood there, and mostly not that it is one.
# Expected (SPARQL 1.1 Query, section 4.1.1: the prefix of a name is mapped by a PREFIX of the query): an error that speaks
#   of the prefix, wherever in the query it stands.
# Seen: as the object of a triple, "Prefix not found" is among what was expected; as subject or property the whole message
#   is "expected OPTIONAL", in VALUES "expected UNDEF", and in a FILTER it lists names of functions.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet pyoxigraph==0.5.13
"$work/venv/bin/python" - <<'PY'
import sys

import pyoxigraph

PLACES = {
    "object": "SELECT * { ?s ?p b:o }",
    "property": "SELECT * { ?s b:p ?o }",
    "subject": "SELECT * { b:s ?p ?o }",
    "VALUES": "SELECT * { VALUES ?s { b:x } }",
    "FILTER": "SELECT * { ?s ?p ?o FILTER(?o = b:x) }",
}
speaks = {}
for place, query in PLACES.items():
    try:
        pyoxigraph.Store().query(query)
    except SyntaxError as error:
        print(f"{place}: {str(error)[:90]}")
        speaks[place] = "Prefix" in str(error)
if speaks != {place: place == "object" for place in PLACES}:
    sys.exit(f"Oxigraph speaks of the prefix elsewhere now: {speaks}")
PY
