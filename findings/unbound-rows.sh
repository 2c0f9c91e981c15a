#!/usr/bin/env bash
# RDFLib 7.6.0: a loop over the rows of a result skips each row in which nothing is bound; len() and the JSON hold it.
# Expected (SPARQL 1.1 Query, section 6.1, OPTIONAL): a solution whose optional part does not match stays, with that
#   variable unbound. Two cases of which one has an age are two rows of SELECT ?age. (Python's data model, __len__ and
#   __iter__: what len() counts is what a loop goes over.)
# Seen: len() is 2, the JSON has two solutions, the loop has one. So cases without an age are not counted by looping.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet rdflib==7.6.0
"$work/venv/bin/python" - <<'PY'
import json
import sys

import rdflib

DATA = "<urn:toy:1> a <urn:Case> ; <urn:age> 40 . <urn:toy:2> a <urn:Case> ."

graph = rdflib.Graph().parse(data=DATA, format="turtle")
result = graph.query("SELECT ?age { ?case a <urn:Case> OPTIONAL { ?case <urn:age> ?age } }")
told = len(result)
written = len(json.loads(result.serialize(format="json"))["results"]["bindings"])
looped = len(list(result))
print("len():", told, "solutions in JSON:", written, "rows of the loop:", looped)
if (told, written, looped) != (2, 2, 1):
    sys.exit("RDFLib's results now agree with themselves about a row in which nothing is bound, or differ otherwise.")
PY
