#!/usr/bin/env bash
# Oxigraph (pyoxigraph 0.5.13) and RDFLib 7.6.0 change the text of a literal they are given, so an age written P14M, as
# phenopackets write ages, is told as P1Y2M.
# Expected (RDF 1.1 Concepts, section 3.3, literal term equality): two literals with different lexical forms are two
#   terms, so a graph that says both holds two triples, and gives each back as it was said.
# Seen: one triple, P1Y2M, in both. RDFLib documents this and has a switch (rdflib.NORMALIZE_LITERALS), and keeps two
#   with it off; the documentation of pyoxigraph's Store and Literal says nothing of it, and there is no switch.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet pyoxigraph==0.5.13 rdflib==7.6.0
"$work/venv/bin/python" - <<'PY'
import sys

import pyoxigraph
import rdflib

DURATION = "http://www.w3.org/2001/XMLSchema#duration"
TOLD = f'<urn:toy> <urn:age> "P14M"^^<{DURATION}> , "P1Y2M"^^<{DURATION}> .'


def by_rdflib() -> list[str]:
    return sorted(map(str, rdflib.Graph().parse(data=TOLD, format="turtle").objects()))


store = pyoxigraph.Store()
store.load(TOLD.encode(), format=pyoxigraph.RdfFormat.TURTLE)
oxigraph = sorted(quad.object.value for quad in store)
parsed = sorted(one.triple.object.value for one in pyoxigraph.parse(TOLD.encode(), format=pyoxigraph.RdfFormat.TURTLE))
as_is = by_rdflib()
rdflib.NORMALIZE_LITERALS = False
switched = by_rdflib()
print("Oxigraph's parser:", parsed, "its store:", oxigraph, "RDFLib:", as_is, "with its switch:", switched)
if parsed != ["P14M", "P1Y2M"] or oxigraph != ["P1Y2M"]:
    sys.exit("Oxigraph's store no longer merges two literals of one value that its parser tells apart.")
if as_is != ["P1Y2M"] or switched != ["P14M", "P1Y2M"]:
    sys.exit("RDFLib no longer merges two literals of one value, or its switch no longer keeps them apart.")
PY
