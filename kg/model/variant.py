"""The name of a variant as normalised from what papers print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class VariantName:
    """A change in a gene, by its coding name, else its protein name, else as printed.

    `coding` is HGVS without the transcript ("c.2345G>A"), `protein` HGVS in three letters ("p.Arg782His"); both
    normalised. `unnamed` tells apart variants that the text read does not name.
    """

    gene: str
    coding: str | None = None
    protein: str | None = None
    unnamed: str | None = None

    @property
    def identity(self) -> str:
        """What makes it this variant: two mentions with one identity are one variant."""
        return self.coding or self.protein or f"unnamed {self.unnamed}"

    def __str__(self) -> str:
        names = [name for name in (self.coding, self.protein) if name]
        if not names:
            return f"{self.gene} variant not named ({self.unnamed})"
        return f"{self.gene} {names[0]}" + (f" ({names[1]})" if len(names) > 1 else "")
