"""The identifier schemes of this graph: what their identifiers look like, and how people write their prefixes.

Spellings, patterns and web forms are those of bioregistry 0.15.6 (CC0) and of our own reference data; the package
itself weighs 8 MB and reads its whole registry at import, where thirty rows are wanted (`schemes.tsv`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from kg.names import OBO, OBO_PREFIXES, SCHEMES


@dataclass(frozen=True)
class Scheme:
    """An identifier scheme. `space` and a local part are an IRI; `local` is a pattern; `links` are web pages of theirs,
    without `https://` and `www.`, where `$` stands for the local part.
    """

    name: str
    space: str
    local: str
    prefixes: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    @cached_property
    def written(self) -> re.Pattern[str]:
        """An identifier with its prefix in any spelling, once or twice: `omim #1`, `HGNC:HGNC:1`."""
        ways = "|".join(
            re.sub(r"[^A-Za-z0-9]+", r"[\\W_]*", way)
            for way in sorted({self.name, *self.prefixes}, key=len, reverse=True)
        )
        return re.compile(rf"(?:(?:{ways})[\s:_/#=.\-]*){{1,2}}({self.local})", re.IGNORECASE)

    @cached_property
    def linked(self) -> re.Pattern[str]:
        """A page of theirs, with whatever follows."""
        own = re.sub(r"^https?://(?:www\.)?", "", self.space) + "$"
        ways = "|".join(re.escape(way).replace(r"\$", f"({self.local})") for way in (own, *self.links))
        return re.compile(rf"(?:{ways})(?:[/?#&.].*)?", re.IGNORECASE)

    def normal(self, local: str) -> str:
        """The local part as the owner writes it: capitals, and the zeros that a spreadsheet took."""
        if self.name in ("DOI", "DBSNP"):
            return local.lower()
        return local.upper()


def _listed() -> dict[str, Scheme]:
    """Those of the table. Where it names no space, that is where `names` or OBO have the scheme's things."""
    found = {}
    for row in Path(__file__).with_name("schemes.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, space, local, prefixes, links = row.split("\t")
        space = space or SCHEMES.get(name) or f"{OBO}{name}_"
        found[name] = Scheme(
            name, space, local, *(tuple(filter(None, some.split(" ; "))) for some in (prefixes, links))
        )
    return found


_LISTED: Final = _listed()
TABLE: Final = _LISTED | {
    name: Scheme(name, f"{OBO}{name}_", r"\d{7}") for name in sorted(OBO_PREFIXES - _LISTED.keys())
}
"""Each scheme by its name, which is the prefix of its short names here."""
VERSIONED: Final = frozenset({"ENSEMBL", "REFSEQ", "CCDS", "UCSC", "CLINVAR"})
"""Schemes whose identifiers end in a version, which does not tell one thing from another."""
