#!/usr/bin/env bash
# negspacy 1.1.0: a denial goes on past a semicolon, so signs that the next clause states count as absent.
# Expected: "There was no tremor; ataxia was marked." states ataxia, and "No family history; ataxia since 40." too: NegEx lets a
#   denial reach to the end of its clause.
# Seen: with each of the three sets of terms only the end of the sentence or a word such as "but" ends it; ataxia is negated.
#   With "but" for the semicolon it is not.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet negspacy==1.1.0
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys

import spacy
from negspacy.negation import Negex  # noqa: F401  (its import gives spaCy the part "negex")
from negspacy.termsets import termset

SAID = {
    "There was no tremor; ataxia was marked.": True,
    "No family history; ataxia since 40.": True,
    "There was no tremor but ataxia was marked.": False,
}
seen = {}
for name in ("en", "en_clinical", "en_clinical_sensitive"):
    reader = spacy.blank("en")
    reader.add_pipe("sentencizer")
    signs = [{"label": "SIGN", "pattern": word} for word in ("tremor", "ataxia")]
    reader.add_pipe("entity_ruler").add_patterns(signs)
    reader.add_pipe("negex", config={"neg_termset": termset(name).get_patterns()})
    for sentence in SAID:
        seen[name, sentence] = {sign.text: sign._.negex for sign in reader(sentence).ents}["ataxia"]
        print(name, sentence, "ataxia negated:", seen[name, sentence])
as_told = all(SAID[sentence] == negated for (_, sentence), negated in seen.items())
sys.exit(0 if as_told else "a semicolon is taken in another way than told above")
PY
