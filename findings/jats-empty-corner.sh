#!/usr/bin/env bash
# pmcgrab 3.0.1: in a table whose first head cell is empty, every finding is given to the neighbour's column.
# Expected: the empty corner is the head of the first column, as in every table with signs in rows and people in columns: toy:1
#   has apraxia (+) and toy:2 has not (-).
# Seen: empty heads are left out before heads and cells are put together, so `process_single_local_xml` says
#   {"toy:1": "Apraxia", "toy:2": "+"}, and the last column is gone.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet pmcgrab==3.0.1
cd "$work"
cat > article.xml <<'XML'
<article article-type="case-report"><front><article-meta><article-id pub-id-type="pmid">0000001</article-id>
<article-id pub-id-type="pmc">0000001</article-id><title-group><article-title>A toy report</article-title></title-group>
</article-meta></front><body><sec id="s1"><title>Report</title>
<table-wrap id="t1"><label>Table 1</label><caption><p>Signs</p></caption><table>
<thead><tr><th/><th>toy:1</th><th>toy:2</th></tr></thead>
<tbody><tr><td>Apraxia</td><td>+</td><td>-</td></tr><tr><td>Ataxia</td><td>-</td><td>+</td></tr></tbody></table></table-wrap>
</sec></body></article>
XML
"$work/venv/bin/python" -W ignore - 2>/dev/null <<'PY'
import sys

from pmcgrab import process_single_local_xml

rows = process_single_local_xml("article.xml")["assets"]["tables"][0]["rows"]
print(rows)
as_told = rows == [{"toy:1": "Apraxia", "toy:2": "+"}, {"toy:1": "Ataxia", "toy:2": "-"}]
sys.exit(0 if as_told else "a table with an empty corner is read in another way than told above")
PY
