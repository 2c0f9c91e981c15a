"""Questions of a differential that radiologists ask, as addresses."""

from __future__ import annotations

from typing import Final

PRESETS: Final = (
    ("An asymmetric lesion of the white matter", "/differential?look=asymmetric&present=HP:0002500"),
    ("A symmetric lesion of the white matter", "/differential?look=symmetric&present=HP:0002500"),
    ("Calcification in the brain, as on CT", "/differential?present=HP:0002514"),
    ("Restricted diffusion", "/differential?present=HP:0032615"),
    ("A thin corpus callosum", "/differential?present=HP:0033725"),
    ("What is typical of adults with this disorder", "/differential?typical=adults"),
    ("What is typical of children with both copies changed", "/differential?typical=biallelic"),
)
"""What a reader sees, and where it is answered."""
