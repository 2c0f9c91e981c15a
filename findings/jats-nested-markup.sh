#!/usr/bin/env bash
# pubmed_parser 0.5.1: words in markup within markup are lost, and what stands close by in the file runs together.
# Expected: the text of a paragraph has all its words, and keeps those apart that are printed apart: a gene in bold italics, a
#   reference in superscript behind a variant, two lines (`break` of JATS).
# Seen: `parse_pubmed_paragraph` leaves out the gene, gives "c.2345G>A12", a name in HGVS that nobody printed, and "yearslesions".
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet pubmed_parser==0.5.1
cd "$work"
cat > article.xml <<'XML'
<article article-type="case-report"><front><article-meta><article-id pub-id-type="pmid">0000001</article-id>
<article-id pub-id-type="pmc">0000001</article-id><title-group><article-title>A toy report</article-title></title-group>
</article-meta></front><body><sec id="s1"><title>Report</title>
<p>The variant of <bold><italic>CSF1R</italic></bold> was c.2345G&gt;A<sup>12</sup>. At 40 years<break/>lesions were seen.</p>
</sec></body></article>
XML
"$work/venv/bin/python" - <<'PY'
import sys

from pubmed_parser import parse_pubmed_paragraph

text = parse_pubmed_paragraph("article.xml", all_paragraph=True)[0]["text"].strip()
print(text)
as_told = text == "The variant of  was c.2345G>A12. At 40 yearslesions were seen."
sys.exit(0 if as_told else "the paragraph is read in another way than told above")
PY
