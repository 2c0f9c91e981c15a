#!/usr/bin/env bash
# pyoxigraph 0.5.13: that JSON-LD cannot hold a triple term (RDF 1.2) is told as an OSError, as a full disk would be.
# Expected (pyoxigraph's documentation of serialize): OSError "if a system error happens while writing the file", and
#   ValueError "if the format is not supported". So a server can tell a refusal (its client asks for another format)
#   from a failure of its own.
# Seen: an OSError that has no errno, "JSON-LD does not support RDF 1.2 yet", though no file is written at all. Turtle
#   and RDF/XML hold the same triple.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet pyoxigraph==0.5.13
"$work/venv/bin/python" - <<'PY'
import sys

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

said = Triple(NamedNode("urn:toy:a"), NamedNode("urn:toy:b"), NamedNode("urn:toy:c"))
REIFIES = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")
triple = Triple(NamedNode("urn:toy:r"), REIFIES, said)
for able in (RdfFormat.TURTLE, RdfFormat.RDF_XML):
    if not serialize([triple], format=able):
        sys.exit(f"{able} no longer holds a triple term.")
try:
    serialize([triple], format=RdfFormat.JSON_LD)
except Exception as error:
    print(repr(error), "errno:", getattr(error, "errno", None))
    if type(error) is not OSError or error.errno is not None:
        sys.exit("The refusal of a triple term in JSON-LD is now told by another exception.")
else:
    sys.exit("JSON-LD now holds a triple term.")
PY
