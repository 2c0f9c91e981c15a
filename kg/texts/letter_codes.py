"""What the numbers of a PDF's letters mean: Unicode mostly, and where a file tells nothing, what fonts of TeX hold."""

from __future__ import annotations

import re
from typing import Final

UNTOLD: Final = "\N{REPLACEMENT CHARACTER}"
"""A letter that is drawn, of which the file does not tell which it is."""
OF_TEX: Final = re.compile(r"(?:(?:CM|EC|SF|LM|MS)[A-Z]\w*)?")
"""Names of TeX's fonts; those that are drawn as pictures of letters have none."""
_HYPHEN: Final = 2
"""What PDFium gives for a hyphen at the end of a line."""
_LIGATURES: Final = ("ff", "fi", "fl", "ffi", "ffl")
_BARE: Final = {
    **dict(zip(range(11, 16), _LIGATURES, strict=True)),
    **dict(zip(range(16, 23), "“”„«»–—", strict=True)),
    **dict(zip(range(27, 32), _LIGATURES, strict=True)),
}


def written(code: int, wide: bool, of_tex: bool) -> str:
    """The text of a letter; none of one that means nothing and takes no room (`wide`).

    >>> written(28, True, True), written(28, True, False), written(0, False, False), written(13, False, False)
    ('fi', '\ufffd', '', '\\n')
    """
    if code == _HYPHEN:
        return "-"
    if of_tex and code in _BARE:
        return _BARE[code]
    if code in (9, 10, 13):
        return " " if code == 9 else "\n"
    if code < 32 or code in (0xFFFE, 0xFFFF):
        return UNTOLD if wide else ""
    return chr(code)
