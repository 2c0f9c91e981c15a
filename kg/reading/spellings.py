"""Names of variants as papers print them: where they stand in a text, and what each is in normal form.

`kg.sources.hgvs` decides what a name means; here is only what typesetters, old conventions and line breaks make of one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from kg.model.change import Coding, Protein
from kg.reading.changes_in_words import coding_of_words, protein_of_words
from kg.reading.name_patterns import NAMES
from kg.sources.hgvs import HgvsError, parse_coding, parse_protein

_SIGNS: Final = str.maketrans(
    {**dict.fromkeys("−–‐‑—﹣－", "-"), **dict.fromkeys("→＞⟶➔›⇒➝⟩˃", ">"), **dict.fromkeys("＊∗⁎✱", "*"), "＋": "+"}
    | {"\u0410": "A", "\u0421": "C", "\u0422": "T"}  # Cyrillic letters that look like these bases
    | {**dict.fromkeys("\u200b\u00ad\u2060\ufeff\u200c\u200d", " ")}
)


class Sureness(IntEnum):
    """How surely a spelling is a variant's name, whatever stands around it."""

    ONE_LETTER = 0
    BARE = 1
    NAMED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedName:
    """One name: its place in the text, the print, and what it says. `fault` is why it could not be read.

    `counted_in` is the intron of a name that counts from one (`IVS13+1G>A`).
    """

    start: int
    end: int
    printed: str
    sure: Sureness
    coding: Coding | None = None
    protein: Protein | None = None
    accession: str | None = None
    gene: str | None = None
    counted_in: int | None = None
    fault: str | None = None


def plain_signs(text: str) -> str:
    """The text with one dash, one arrow and one star for their many shapes; as long as before."""
    return text.translate(_SIGNS)


def names_in(text: str) -> Iterator[PrintedName]:
    """Every name of a change in a text, from left to right; the bare ones are candidates alone."""
    for match in NAMES.finditer(plain_signs(text)):
        yield _read(match, text)


def _read(match: re.Match[str], text: str) -> PrintedName:
    kind = match.lastgroup or ""
    written = match[kind]
    coding: Coding | None = None
    protein: Protein | None = None
    fault = intron = None
    try:
        if kind in _CODINGS:
            coding = _CODINGS[kind](written)
        elif kind == "intron":
            intron = int(re.findall(r"\d+", written)[0])
        else:
            protein = _PROTEINS.get(kind, _protein)(written)
    except HgvsError as error:
        fault = str(error)
    sure = Sureness.BARE if kind == "bare_one" and ">" in plain_signs(written) else _SURE.get(kind, Sureness.NAMED)
    return PrintedName(
        start=match.start(),
        end=match.end(),
        printed=text[match.start() : match.end()],
        sure=sure,
        coding=coding,
        protein=protein,
        accession=match["accession"],
        gene=match["gene"],
        counted_in=intron,
        fault=fault,
    )


def _joined(written: str) -> str:
    plain = re.sub(
        r"(?<=[ACGT])(?:\sto\s|-|\s?/\s?)(?=[ACGT])", ">", re.sub(r"^(?:cDNA\s?[.:]?|c(?=\d))", "c.", written)
    )
    plain = re.sub(r"(?<=\d)-\s(?=[ACGT]\s?>)", "", re.sub(r"^p(?=[A-Z])", "p.", plain))
    plain = re.sub(r"\s", "", plain).replace("->", ">").replace(">>", ">")
    return re.sub(r"(?<=\d)[acgt]>[acgt]\b", lambda one: one[0].upper(), plain)


def _protein(written: str) -> Protein:
    return parse_protein(_spelt(written))


def _spelt(written: str) -> str:
    """A protein name as the parser knows it; `782Arg>His`, `Arg782>His`, `Gln481Stop`, `Pro882fs(*70)` are others."""
    plain = re.sub(r"(?i)stop", "Ter", _joined(re.sub(r"\sto\s", "", written)))
    plain = re.sub(r"(\d+)([A-Z][a-z]{2})>([A-Z][a-z]{2})", r"\2\1\3", plain).replace(">", "")
    plain = re.sub(r"fs\(\*?(\d+)\)", r"fs*\1", plain)
    plain = re.sub(r"fs(?i:ter)", "fsTer", plain)
    return re.sub(r"(?<=[A-Za-z])-(?=\d)|(?<=\d)-(?=[A-Za-z])", "", plain)


_CODINGS: Final[dict[str, Callable[[str], Coding]]] = {
    "coding": lambda written: parse_coding(_joined(written)),
    "bare_coding": lambda written: parse_coding(_joined(written)),
    "old": lambda written: parse_coding(re.sub(r"([ACGT])(\d+)>?([ACGT])", r"\2\1>\3", _joined(written))),
    "in_bases": coding_of_words,
}
_PROTEINS: Final[dict[str, Callable[[str], Protein]]] = {
    "small": lambda written: _protein(re.sub(r"[A-Za-z]{3,4}", lambda word: word[0].capitalize(), written)),
    "in_words": protein_of_words,
}
"""How the groups of the pattern are read; all other names of proteins are read alike."""
_SURE: Final = {
    "bare_one": Sureness.ONE_LETTER,
    **dict.fromkeys(("small", "in_words", "in_bases", "bare_three", "bare_coding"), Sureness.BARE),
}
