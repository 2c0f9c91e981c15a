#!/usr/bin/env bash
# RDFLib 7.6.0: one value that is no number is left out of an AVG in silence, and makes SUM end the whole query.
# Expected (SPARQL 1.1 Query, section 11.5, "Aggregate Example (with errors)", whose data and groups these are): the
#   aggregate of that group is unbound, and the other groups are answered. Oxigraph (pyoxigraph 0.5.13) does so.
# Seen: AVG of 1 and a blank node is 1; SUM of them raises AttributeError, so that no group is answered.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet pyoxigraph==0.5.13 rdflib==7.6.0
"$work/venv/bin/python" - <<'PY'
import sys

import pyoxigraph
import rdflib

DATA = "@prefix : <urn:> . :x :p 1, 2, 3, 4 . :y :p 1, _:foo ."
ASKED = "SELECT ?g (%s(?p) AS ?n) { ?g <urn:p> ?p } GROUP BY ?g"

store = pyoxigraph.Store()
store.load(DATA.encode(), format=pyoxigraph.RdfFormat.TURTLE)
graph = rdflib.Graph().parse(data=DATA, format="turtle")


def by_oxigraph(name: str) -> dict[str, float | None]:
    return {row["g"].value: row["n"] and float(row["n"].value) for row in store.query(ASKED % name)}


def by_rdflib(name: str) -> dict[str, float | None] | str:
    try:
        return {str(row.g): row.n and float(row.n) for row in graph.query(ASKED % name)}
    except Exception as error:
        return type(error).__name__


for name, of_x, seen in (("AVG", 2.5, {"urn:x": 2.5, "urn:y": 1.0}), ("SUM", 10.0, "AttributeError")):
    print(name, "Oxigraph:", by_oxigraph(name), "RDFLib:", by_rdflib(name))
    if by_oxigraph(name) != {"urn:x": of_x, "urn:y": None}:
        sys.exit(f"Oxigraph no longer answers {name} as the standard's example does.")
    if by_rdflib(name) != seen:
        sys.exit(f"RDFLib now answers {name} over a value that is no number in another way.")
PY
