#!/usr/bin/env bash
# pubmed_parser 0.5.1: tables that stand in `floats-group` are not there.
# Expected: JATS lets an article keep tables and figures in `floats-group`, beside `body`, and many of PMC do: `parse_pubmed_table`
#   would give the same table wherever it stands.
# Seen: only tables below `body` are looked for; of one in `floats-group` comes None, which also means that there is none.
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
<p>See <xref ref-type="table" rid="t1">Table 1</xref>.</p>
</sec></body><floats-group><table-wrap id="t1"><label>Table 1</label>
<caption><p>People</p></caption><table><thead><tr><th>Patient</th><th>Sign</th></tr></thead>
<tbody><tr><td>toy:1</td><td>apraxia</td></tr></tbody></table></table-wrap></floats-group></article>
XML
"$work/venv/bin/python" - <<'PY'
import sys
from pathlib import Path

from pubmed_parser import parse_pubmed_table

article = Path("article.xml").read_text(encoding="utf-8")
floats = article[article.index("<floats-group>") + len("<floats-group>") : article.index("</floats-group>")]
Path("inside.xml").write_text(article.replace("</sec>", floats + "</sec>"), encoding="utf-8")
inside, beside = parse_pubmed_table("inside.xml"), parse_pubmed_table("article.xml")
print(inside and inside[0]["table_values"], beside)
as_told = beside is None and inside[0]["table_values"] == [["toy:1", "apraxia"]]
sys.exit(0 if as_told else "a table of floats-group is read in another way than told above")
PY
