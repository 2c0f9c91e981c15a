"""Tables that set the paper's own people beside those of other papers: which row or column is the paper's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.reading.people.mentions import LABEL_WORD
from kg.texts.text import PrintedTable

_REFERENCES: Final = re.compile(r"^(?:references?|study|author|source|publication|citation|reported\sby)s?\b", re.I)
_OURS: Final = re.compile(r"\b(?:this|present|our|ours|own|current|here)\b", re.I)
_OWN: Final = re.compile(
    r"^(?:the\s)?(?:(?:present|this|our|current)(?:\sown)?\s(?:index\s)?(?:patient|case|study|report|work|paper|proband|child|girl|boy|woman"
    r"|man|infant)|ours|(?:patient|case|proband)\s(?:of|in|from)\s(?:this|the\spresent|our)\s\w+)(?:[’']s\b.*|\s?[(,[].*)?$",
    re.I,
)
_OWN_LABEL: Final = re.compile(
    rf"(?P<label>{LABEL_WORD}\s?[\w.:-]{{1,6}})\s?[(,\[]\s?(?:this|the\spresent|present|our|current|own|here)\b"
    r"[^)\]]*[)\]]?$", re.I
)  # fmt: skip
_MANY: Final = re.compile(r"\bn\s?=\s?(?!1\b)\d", re.I)
_PUBLISHED: Final = re.compile(
    r"\b(?:published|previous(?:ly)?|literature|reported)\b(?!\s(?:here|in\sthis|by\sus))", re.I
)
_GROUP: Final = re.compile(
    r"^(?:all|total|others?|controls?|overall|sum|mean|median|average|range|frequency|literature|remarks?|comments?|notes?"
    r"|unit|units|normal|reference\srange)\b|\b(?:published|literature|n\s?=)\b",
    re.I,
)
"""What a column is called that is no one's beside those of persons."""
_CITES: Final = re.compile(r"\[\d|\bet\sal\b|\((?:[A-Z][\w'’-]+,?\s)(?:and\s\w+,?\s)?(?:19|20)\d\d")


def of_others(table: PrintedTable) -> bool:
    """Whether a table is of published people alone, as its caption says."""
    heads = (*table.columns, *(row[0] for row in table.rows if row))
    if any(_PUBLISHED.search(head) for head in table.columns[2:]):
        return False  # they have a column of their own
    return bool(_PUBLISHED.search(table.caption)) and not _OURS.search(table.caption) and not any(map(_is_own, heads))


def is_group(head: str) -> bool:
    """Whether a column is called like what is told of many, or of nobody: `Published (n = 9)`, `Total`."""
    return bool(_GROUP.search(head.strip()))


def cites(head: str) -> bool:
    """Whether the head of a column names another paper: `Patient 2 (Toy 2001)`."""
    return bool(_CITES.search(head))


def references_in(heads: Sequence[str]) -> int | None:
    """Where a table says from which paper each person is."""
    return next((at for at, head in enumerate(heads) if _REFERENCES.match(head.strip())), None)


def is_ours(reference: str) -> bool:
    """Whether a reference in a table is this paper itself, or none is given."""
    return not reference.strip() or bool(_OURS.search(reference))


def own_labels(table: PrintedTable) -> dict[int, str]:
    """The rows of persons of this paper that say so, beside those of others: `Patient 1 (this report)`."""
    told = ((row, _OWN_LABEL.match(cells[0].strip())) for row, cells in enumerate(table.rows) if cells)
    return {row: match["label"] for row, match in told if match is not None}


def own_column(table: PrintedTable) -> int | None:
    """The one column that is the paper's own patient beside others; None where there is none, or are several."""
    where = references_in([cells[0] for cells in table.rows])
    papers = table.rows[where] if where is not None else [""] * len(table.columns)
    told = enumerate(zip(table.columns, papers, strict=False))
    own = [at for at, (head, paper) in told if at and (_is_own(head) or (paper.strip() and is_ours(paper)))]
    return own[0] if len(own) == 1 else None


def own_row(table: PrintedTable) -> int | None:
    """The one row that is the paper's own patient beside others."""
    where = references_in(table.columns)
    own = [
        row
        for row, cells in enumerate(table.rows)
        if any(_is_own(cell) for cell in cells[:2])
        or (where is not None and cells[where].strip() and is_ours(cells[where]))
    ]
    return own[0] if len(own) == 1 and len(table.rows) > 1 else None


def _is_own(head: str) -> bool:
    return _OWN.match(head.strip()) is not None and not _MANY.search(head)
