"""Names of variants as papers print them: where they stand in a text, and what each is in normal form.

`kg.sources.hgvs` decides what a name means; here is only what typesetters, old conventions and line breaks make of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Final

from kg.model.change import Coding, Protein
from kg.model.gene import AMINO
from kg.reading.rows import table_of
from kg.sources.hgvs import HgvsError, parse_coding, parse_protein

_SIGNS: Final = str.maketrans(
    {**dict.fromkeys("−–‐‑—﹣－", "-"), **dict.fromkeys("→＞⟶➔›⇒➝⟩", ">"), **dict.fromkeys("＊∗⁎✱", "*"), "＋": "+"}
    | {**dict.fromkeys("\u200b\u00ad\u2060\ufeff\u200c\u200d", " ")}
)
_POSITION: Final = r"[*-]?\s?\d{1,6}(?:\s?[+-]\s?\d{1,5})?"
_RANGE: Final = rf"{_POSITION}(?:\s?_\s?{_POSITION})?"
_BASES: Final = r"[ACGT]+(?![a-z])"
_EDIT: Final = (
    rf"(?:[ACGT]{{1,60}}\s?-{{0,2}}>\s?[ACGTRYSWKMN]{{1,60}}|[acgt]\s?-{{0,2}}>\s?[acgt]|[ACGT](?:\sto\s|-)[ACGT]"
    rf"|del\s?(?:[ACGT]+(?=\s?ins)|{_BASES}|\d+(?!\w))?(?:\s?ins\s?{_BASES})?"
    rf"|dup\s?(?:{_BASES}|\d+(?!\w))?|ins\s?{_BASES}|inv(?![a-z]))"
)
_CHANGE: Final = rf"{_RANGE}\s?{_EDIT}"
_OLD: Final = r"[ACGT]\s?\d{1,6}\s?-{0,2}>?\s?[ACGT]"
_THREE: Final = rf"(?:{'|'.join(AMINO.values())}|Ter|Stop)"
_ANY: Final = rf"(?:(?i:{'|'.join(AMINO.values())}|Ter|Stop)|[{''.join(AMINO)}X*])"
_END: Final = r"(?![A-Za-z0-9])"


def _residues(token: str) -> str:
    place = rf"{token}\s?-?\s?\d{{1,5}}-?(?:\s?_\s?{token}\s?\d{{1,5}})?"
    shift = rf"(?:{token}\s?)?fs\s?(?:(?:\*|X|Ter|ter)\s?(?:\d{{1,4}}|\?)|\(\s?\*?\s?\d{{1,4}}\s?\))?"
    longer = rf"(?:{token}\s?)?ext\s?(?:\*|X|Ter|-)?\s?\d{{0,4}}"
    edit = rf"(?:del\s?ins|ins|dup|del)\s?(?:{token}+|\d{{1,4}})?"
    return rf"{place}\s?(?:{shift}|{longer}|{edit}|>?\s?{token}|=)"


_BODY: Final = rf"(?:{_residues(_ANY)}|\d{{1,5}}\s?(?:{_THREE})\s?>\s?(?:{_THREE}))"
_ACCESSION: Final = (
    r"(?:(?P<accession>(?:N[CGMPRW]_|XM_|ENS[TP]|LRG_)\d+(?:\.\d+)?(?:t\d)?)\s?(?:\((?P<gene>[\w.-]+)\))?\s?[:;]\s?)?"
)


_SMALL: Final = rf"(?:{'|'.join([way for one in AMINO.values() for way in (one.lower(), one.upper())])})"
_ACIDS: Final = {row[0]: row[1] for row in table_of(Path(__file__).parent / "amino_acids.tsv")}
"""Residues by their whole names: `isoleucine` is Ile."""
_ACID: Final = rf"(?:{'|'.join(_ACIDS)})"
_PLACE: Final = r"(?:at|in|of)\s(?:the\s)?(?:amino[\s-]acid\s)?(?:position|codon|residue)?\s?"
_IN_WORDS: Final = (
    rf"(?:an?\s)?(?i:{_ACID})[\s-](?:to|by|→|>)[\s-](?i:{_ACID})\s"
    rf"(?:substitution|change|replacement|exchange|mutation)\s{_PLACE}\d{{1,4}}\b"
    rf"|(?i:{_ACID})\s(?:residue\s)?(?:{_PLACE})?\(?\d{{1,4}}\b[^.;]{{0,50}}?\b(?:to|by|with|for|into)\s(?:an?\s)?(?i:{_ACID})\b"
    rf"|substitution\sof\s(?:an?\s)?(?i:{_ACID})\s(?:by|with|to)\s(?:an?\s)?(?i:{_ACID})\s{_PLACE}\d{{1,4}}\b"
)


_BASE: Final = r"(?:[ACGT]\b|(?i:adenine|cytosine|guanine|thymine)\b)"
_TO: Final = r"(?:\s?-?\s?(?:to|for|>)\s?-?\s?)"
_CHANGED: Final = r"(?:transition|transversion|substitution|change|exchange|replacement|mutation)"
_AT: Final = r"(?:nucleotide|nt\.?|base|cDNA|coding|position|number|pair)"
_IN_BASES: Final = (
    rf"(?<![\w-]){_BASE}{_TO}{_BASE}\s{_CHANGED}\s(?:at|in|of)\s(?:the\s)?(?:{_AT}\s){{1,3}}\d{{1,5}}\b"
    rf"|{_CHANGED}\sof\s{_BASE}\s(?:to|by|with|for)\s{_BASE}\s(?:at|in)\s(?:the\s)?(?:{_AT}\s){{1,3}}\d{{1,5}}\b"
    rf"|(?:nucleotide|nt\.?)\s(?:position\s)?\d{{1,5}},?\s?\(?{_BASE}{_TO}{_BASE}"
)
"""`a G-to-A transition at nucleotide 2345` is c.2345G>A."""
_BASES_NAMED: Final = {"adenine": "A", "cytosine": "C", "guanine": "G", "thymine": "T"}


def _bracketed(body: str) -> str:
    return rf"(?:\(\s?{body}\s?\)|\[\s?{body}\s?\]|{body})"


_NAMES: Final = re.compile(
    rf"(?<![A-Za-z0-9.])(?<!\d_){_ACCESSION}(?:"
    rf"(?P<coding>[cC]\s?\.\s?{_bracketed(_CHANGE)}{_END})"
    rf"|(?P<old>c\s?\.\s?{_bracketed(_OLD)}{_END})"
    rf"|(?P<protein>[pP]\s?\.\s?{_bracketed(_BODY)}{_END})"
    rf"|(?P<intron>IVS\s?-?\s?\d{{1,3}}\s?[+-]\s?\d{{1,4}}(?:\s?{_EDIT})?{_END})"
    rf"|(?P<bare_coding>\d{{2,6}}(?:\s?[+-]\s?\d{{1,4}})?(?:\s?_\s?\d{{2,6}}(?:\s?[+-]\s?\d{{1,4}})?\s?{_EDIT}"
    rf"|\s?[ACGT]\s?-{{0,2}}>\s?[ACGT]){_END})"
    rf"|(?P<bare_three>{_residues(_THREE)}(?<!=){_END})"
    rf"|(?P<small>{_SMALL}\d{{1,4}}(?:{_SMALL}|ter|stop|fs){_END})"
    rf"|(?P<in_words>{_IN_WORDS})"
    rf"|(?P<in_bases>{_IN_BASES})"
    rf"|(?P<bare_one>[{''.join(AMINO)}]\d{{2,4}}(?:[{''.join(AMINO)}]?fs(?:[*X]\d{{1,4}})?|\s?-{{0,2}}>\s?[{''.join(AMINO)}X]"
    rf"|[{''.join(AMINO)}X]|del{_END}|\*){_END})"
    rf")"
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
    for match in _NAMES.finditer(plain_signs(text)):
        yield _read(match, text)


def _read(match: re.Match[str], text: str) -> PrintedName:
    kind = match.lastgroup or ""
    written = match[kind]
    coding: Coding | None = None
    protein: Protein | None = None
    fault = intron = None
    try:
        if kind in ("coding", "bare_coding"):
            coding = parse_coding(_joined(written))
        elif kind == "old":
            coding = parse_coding(re.sub(r"([ACGT])(\d+)>?([ACGT])", r"\2\1>\3", _joined(written)))
        elif kind == "intron":
            intron = int(re.findall(r"\d+", written)[0])
        elif kind == "small":
            protein = parse_protein(_spelt(re.sub(r"[A-Za-z]{3,4}", lambda word: word[0].capitalize(), written)))
        elif kind == "in_bases":
            first, second = (_BASES_NAMED.get(base.lower(), base) for base in re.findall(_BASE, written))
            coding = parse_coding(f"c.{re.findall(r'[0-9]+', written)[0]}{first}>{second}")
        elif kind == "in_words":
            one, *_, two = (_ACIDS[word[0].lower()] for word in re.finditer(rf"(?i:{_ACID})", written))
            protein = parse_protein(f"{one}{re.findall(r'[0-9]+', written)[0]}{two}")
        else:
            protein = parse_protein(_spelt(written))
    except HgvsError as error:
        fault = str(error)
    bare = dict.fromkeys(("small", "in_words", "in_bases", "bare_three", "bare_coding"), Sureness.BARE)
    arrow = ">" in plain_signs(written)
    sure = {"bare_one": Sureness.BARE if arrow else Sureness.ONE_LETTER, **bare}
    return PrintedName(
        start=match.start(),
        end=match.end(),
        printed=text[match.start() : match.end()],
        sure=sure.get(kind, Sureness.NAMED),
        coding=coding,
        protein=protein,
        accession=match["accession"],
        gene=match["gene"],
        counted_in=intron,
        fault=fault,
    )


def _joined(written: str) -> str:
    plain = re.sub(r"(?<=[ACGT])(?:\sto\s|-)(?=[ACGT])", ">", written)
    plain = re.sub(r"\s", "", plain).replace("->", ">").replace(">>", ">")
    return re.sub(r"(?<=\d)[acgt]>[acgt]\b", lambda one: one[0].upper(), plain)


def _spelt(written: str) -> str:
    """A protein name as the parser knows it; `782Arg>His`, `Arg782>His`, `Gln481Stop`, `Pro882fs(*70)` are others."""
    plain = re.sub(r"(?i)stop", "Ter", _joined(written))
    plain = re.sub(r"(\d+)([A-Z][a-z]{2})>([A-Z][a-z]{2})", r"\2\1\3", plain).replace(">", "")
    plain = re.sub(r"fs\(\*?(\d+)\)", r"fs*\1", plain)
    plain = re.sub(r"fs(?i:ter)", "fsTer", plain)
    return re.sub(r"(?<=[A-Za-z])-(?=\d)|(?<=\d)-(?=[A-Za-z])", "", plain)
