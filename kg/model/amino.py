"""The residues of proteins, in one letter and in three."""

from __future__ import annotations

import re
from typing import Final

STOP: Final = "*"
"""How a stop is written among residues."""
AMINO: Final[dict[str, str]] = dict(
    zip(
        "ARNDCQEGHILKMFPSTWYV",
        re.findall("...", "AlaArgAsnAspCysGlnGluGlyHisIleLeuLysMetPheProSerThrTrpTyrVal"),
        strict=True,
    )
)
"""One letter to three letters."""
