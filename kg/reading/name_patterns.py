"""The shapes in which papers print the name of a change, one group of the pattern to each kind of name."""

from __future__ import annotations

import re
from typing import Final

from kg.model.gene import AMINO
from kg.reading.changes_in_words import BASES_IN_WORDS, PROTEIN_IN_WORDS

_POSITION: Final = r"[*-]?\s?\d{1,6}(?:\s?[+-]\s?\d{1,5})?"
_RANGE: Final = rf"{_POSITION}(?:\s?_\s?{_POSITION})?"
_BASES: Final = r"[ACGT]+(?![a-z])"
_EDIT: Final = (
    rf"(?:[ACGT]{{1,60}}\s?-{{0,2}}>\s?[ACGTRYSWKMN]{{1,60}}|[acgt]\s?-{{0,2}}>\s?[acgt]|[ACGT](?:\sto\s|-|\s?/\s?)[ACGT](?![A-Za-z/])"
    rf"|del\s?(?:[ACGT]+(?=\s?ins)|{_BASES}|\d+(?!\w))?(?:\s?ins\s?{_BASES})?"
    rf"|dup\s?(?:{_BASES}|\d+(?!\w))?|ins\s?{_BASES}|inv(?![a-z]))"
)
_CHANGE: Final = rf"{_RANGE}(?:-\s(?=[ACGT]\s?>))?\s?{_EDIT}"
_OLD: Final = r"[ACGT]\s?\d{1,6}\s?-{0,2}>?\s?[ACGT]"
_THREE: Final = rf"(?:{'|'.join(AMINO.values())}|Ter|[Ss]top)"
_ANY: Final = rf"(?:(?i:{'|'.join(AMINO.values())}|Ter|Stop)|[{''.join(AMINO)}X*])"
_END: Final = r"(?![A-Za-z0-9])"


def _residues(token: str) -> str:
    place = rf"{token}\s?-?\s?\d{{1,5}}-?(?:\s?_\s?{token}\s?\d{{1,5}})?"
    shift = rf"(?:{token}\s?)?fs\s?(?:(?:\*|X|Ter|ter)\s?(?:\d{{1,4}}|\?)|\(\s?\*?\s?\d{{1,4}}\s?\))?"
    longer = rf"(?:{token}\s?)?ext\s?(?:\*|X|Ter|-)?\s?\d{{0,4}}"
    edit = rf"(?:del\s?ins|ins|dup|del)\s?(?:{token}+|\d{{1,4}})?"
    return rf"{place}\s?(?:{shift}|{longer}|{edit}|(?:>|\sto\s)?\s?{token}|=)"


_BODY: Final = rf"(?:{_residues(_ANY)}|\d{{1,5}}\s?(?:{_THREE})\s?>\s?(?:{_THREE}))"
_ACCESSION: Final = (
    r"(?:(?P<accession>(?:N[CGMPRW]_|XM_|ENS[TP]|LRG_)\d+(?:\.\d+)?(?:t\d)?)\s?(?:\((?P<gene>[\w.-]+)\))?\s?[:;]\s?)?"
)
_SMALL: Final = rf"(?:{'|'.join([way for one in AMINO.values() for way in (one.lower(), one.upper())])})"


def _bracketed(body: str) -> str:
    return rf"(?:\(\s?{body}\s?\)|\[\s?{body}\s?\]|{body})"


NAMES: Final = re.compile(
    rf"(?<![A-Za-z0-9.])(?<!\d_){_ACCESSION}(?:"
    rf"(?P<coding>(?:[cC]\s?\.|cDNA\s?[.:]?|c(?=\d{{2}}))\s?{_bracketed(_CHANGE)}{_END})"
    rf"|(?P<old>c\s?\.\s?{_bracketed(_OLD)}{_END})"
    rf"|(?P<protein>(?:[pP]\s?\.|p(?=[A-Z]\d{{3}}|[A-Z][a-z]{{2}}\d{{2}}))\s?{_bracketed(_BODY)}{_END})"
    rf"|(?P<intron>IVS\s?-?\s?\d{{1,3}}\s?[+-]\s?\d{{1,4}}(?:\s?{_EDIT})?{_END})"
    rf"|(?P<bare_coding>\d{{2,6}}(?:\s?[+-]\s?\d{{1,4}})?(?:\s?_\s?\d{{2,6}}(?:\s?[+-]\s?\d{{1,4}})?\s?{_EDIT}"
    rf"|\s?[ACGT]\s?-{{0,2}}>\s?[ACGT]){_END})"
    rf"|(?P<bare_three>{_residues(_THREE)}(?<!=){_END})"
    rf"|(?P<small>{_SMALL}\d{{1,4}}(?:{_SMALL}|ter|stop|fs){_END})"
    rf"|(?P<in_words>{PROTEIN_IN_WORDS})"
    rf"|(?P<in_bases>{BASES_IN_WORDS})"
    rf"|(?P<bare_one>[{''.join(AMINO)}]\d{{2,4}}(?:[{''.join(AMINO)}]?fs(?:[*X]\d{{1,4}})?|\s?-{{0,2}}>\s?[{''.join(AMINO)}X]"
    rf"|[{''.join(AMINO)}X]|del{_END}|\*){_END})"
    rf")"
)
"""Signs are plain ones, as `plain_signs` writes them."""
