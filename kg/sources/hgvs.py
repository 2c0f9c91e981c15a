"""Variant names: a small grammar of our own for the HGVS that case reports print, and its normal form.

Existing parsers were weighed: `hgvs` needs a PostgreSQL client; `mavehgvs` is light but refuses, as its
stricter standard bids, the frameshift and stop names that papers print (p.Pro658Serfs*24, p.Tyr540*). The tests hold
this one against `mutalyzer-hgvs-parser`, which reads far more than one sure change.
"""

from __future__ import annotations

import re
from typing import Final

from kg.errors import KgError
from kg.model.change import Coding, CodingKind, Protein, ProteinKind, Residue
from kg.model.gene import AMINO, STOP, CodingPosition

_STOPS: Final = {"*": STOP, "X": STOP, "ter": STOP}
_SPELT: Final[dict[str, str]] = {**{name.lower(): name for name in AMINO.values()}, **AMINO, **_STOPS}

_POSITION: Final = r"([*-]?)(\d+)(?:([+-])(\d+))?"
_CODING: Final = re.compile(rf"(?:c\.)?{_POSITION}(?:_{_POSITION})?(\D.*)", re.IGNORECASE)
_EDIT: Final = re.compile(
    r"(?P<old>[A-Z]+)>(?P<new>[A-Z]+)|del(?P<gone>(?:(?!ins)[A-Z])+|\d+)?(?:ins(?P<instead>[A-Z]+))?"
    r"|dup(?P<again>[A-Z]+|\d+)?|ins(?P<into>[A-Z]+)|(?P<inv>inv)|(?P<same>=)",
    re.IGNORECASE,
)
_TOKEN: Final = rf"(?i:{'|'.join(AMINO.values())}|ter)|[{''.join(AMINO)}X*]"
_PROTEIN: Final = re.compile(
    rf"(?:[pP]\.)?(?P<a>{_TOKEN})(?P<m>\d+)(?:_(?P<b>{_TOKEN})(?P<n>\d+))?"
    rf"(?:(?P<new>{_TOKEN})?(?P<shift>fs|ext)(?:(?:\*|X|Ter)(?P<stop>\d+|\?))?"
    rf"|(?P<sub>{_TOKEN})|(?P<edit>delins|del|dup|ins)(?P<seq>(?:{_TOKEN})+|\d+)?|(?P<same>=)|(?P<lost>\?))"
)
_ACCESSION: Final = re.compile(r"^([A-Za-z]+_?\d[\w.]*)(?:\(([\w.-]+)\))?:")
_TRANSCRIPT: Final = re.compile(r"(?:[NX][MR]_|ENST|LRG_)\d[\w.]*", re.IGNORECASE)
_PRINT: Final = str.maketrans({"−": "-", "–": "-", "‐": "-", "→": ">", "＞": ">", "＊": "*"})


class HgvsError(KgError, ValueError):
    """A variant name that cannot be read; `fix` says what would be right."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what}; {fix}")
        self.what, self.fix = what, fix


def parse_coding(text: str) -> Coding:
    """A coding name, with or without accession and `c.`; raises `HgvsError`."""
    plain = _plain(text)
    match = _CODING.fullmatch(plain)
    if match is None or set(match[9]) & set("()[]?/"):
        _unsure(text, plain)
        raise HgvsError(f"{text!r} is no coding name", "c. and a position and a change, as in c.2345G>A")
    first = _position(text, *match.groups()[:4])
    last = _position(text, *match.groups()[4:8]) if match[6] else first
    edit = _EDIT.fullmatch(match[9])
    if edit is None:
        raise HgvsError(f"{match[9]!r} in {text!r} is no change of bases", "as in G>A, del, dup, insA, delinsAA")
    return _checked(text, _edited(first, last, edit))


def counted_on(text: str) -> str | None:
    """The accession a name counts on: the transcript in `NG_012303.2(NM_005211.4):c.1A>G`; None where none is told.

    >>> counted_on("NM_005211.4(CSF1R):c.2345G>A")
    'NM_005211.4'
    """
    match = _ACCESSION.match(text.strip())
    if match is None:
        return None
    return match[2] if match[2] and _TRANSCRIPT.fullmatch(match[2]) else match[1]


def _plain(text: str) -> str:
    """A name without accession, spaces, and the signs around the whole of it; signs within it mean something."""
    bare = re.sub(r"\s", "", text.translate(_PRINT)).rstrip(".,;")
    bare = _ACCESSION.sub("", _opened(bare))
    mark, rest = (bare[:2], bare[2:]) if bare[:2].lower() in ("c.", "p.") else ("", bare)
    return mark + _opened(rest)


def _opened(text: str) -> str:
    """A text without brackets around all of it: `(Gln481*)`, `[2345G>A]`; those around a part of it stay."""
    while len(text) > 1 and text[0] + text[-1] in ("()", "[]") and not set(text[1:-1]) & set("()[]"):
        text = text[1:-1]
    return text


def _unsure(text: str, plain: str) -> None:
    if "/" in plain:
        fix = "the change alone, as in c.2345G>A, where all cells have it"
        raise HgvsError(f"{text!r} is a mosaic or chimera", fix)
    if set(plain) & set("()[]?"):
        raise HgvsError(f"{text!r} is not sure of its positions, or is of several", "one change at sure positions")


def _position(text: str, mark: str, base: str, sign: str | None, steps: str | None) -> CodingPosition:
    if int(base) == 0 or (steps is not None and int(steps) == 0):
        raise HgvsError(f"{text!r} has a position 0", "positions count from 1: c.-1 stands before c.1")
    offset = int(f"{sign}{steps}") if steps else 0
    return CodingPosition(-int(base) if mark == "-" else int(base), offset, mark == "*")


def _edited(first: CodingPosition, last: CodingPosition, edit: re.Match[str]) -> Coding:
    part = {name: (value or "").upper() for name, value in edit.groupdict().items()}
    kind: CodingKind
    if part["old"]:
        kind = "substitution" if len(part["old"]) == len(part["new"]) == 1 else "delins"
    elif edit[0].lower().startswith("del"):
        kind = "delins" if part["instead"] else "deletion"
    elif edit[0].lower().startswith("dup"):
        kind = "duplication"
    else:
        kind = "inversion" if part["inv"] else "unchanged" if part["same"] else "insertion"
    return Coding(
        kind=kind,
        first=first,
        last=last,
        reference=part["old"] or part["gone"] or part["again"],
        inserted=part["new"] or part["instead"] or part["into"],
    )


def _checked(text: str, change: Coding) -> Coding:
    for letter in change.inserted + ("" if change.reference.isdigit() else change.reference):
        if letter not in "ACGT":
            raise HgvsError(f"{letter!r} in {text!r} is no base", "A, C, G or T; residues belong in the p. name")
    one, two = change.first, change.last
    if (one.after_stop, one.base, one.offset) > (two.after_stop, two.base, two.offset):
        raise HgvsError(f"{text!r} runs backwards", f"the lower position first: c.{two}_{one}")
    length = change.length
    if change.kind == "insertion" and length not in (2, None):
        raise HgvsError(f"{text!r} inserts nowhere", "the two neighbours of the new bases, as in c.10_11insA")
    told = int(change.reference) if change.reference.isdigit() else len(change.reference)
    if told and length not in (told, None):
        what = f"{text!r} names {told} bases where its positions hold {length}"
        raise HgvsError(what, "positions and bases that agree")
    return change


def parse_protein(text: str) -> Protein:
    """A protein name in one or three letters, parentheses or not; raises `HgvsError`."""
    plain = _plain(text)
    match = _PROTEIN.fullmatch(plain)
    if match is None:
        _unsure(text, plain)
        raise HgvsError(f"{text!r} is no protein name", "p. and residue, number and change, as in p.Arg782His")
    first = Residue(_amino(match["a"]), int(match["m"]))
    last = Residue(_amino(match["b"]), int(match["n"])) if match["b"] else first
    if not 0 < first.number <= last.number:
        raise HgvsError(f"{text!r} runs backwards or from 0", f"the lower residue first: p.{last}_{first}")
    kind = _protein_kind(match)
    written = match["seq"] or match["sub"] or match["new"] or ""
    residues = tuple(map(_amino, re.findall(_TOKEN, written)))
    change = Protein(
        kind=kind,
        first=first,
        last=last,
        inserted=() if written.isdigit() or kind in ("deletion", "duplication") else residues,
        count=int(written) if written.isdigit() else None,
        stop_after=match["stop"],
    )
    return _sound(text, change)


def _sound(text: str, change: Protein) -> Protein:
    if change.kind == "insertion" and change.last.number != change.first.number + 1:
        raise HgvsError(f"{text!r} inserts nowhere", "the two neighbours, as in p.Lys10_Glu11insAla")
    if change.kind in ("insertion", "delins") and not (change.inserted or change.count):
        raise HgvsError(f"{text!r} does not say what is inserted", "the new residues, or their number")
    if change.first != change.last and change.kind in ("substitution", "frameshift", "extension", "start lost"):
        raise HgvsError(f"{text!r} gives a range to a change of one residue", "one residue, or delins")
    return change


def _protein_kind(match: re.Match[str]) -> ProteinKind:
    if match["shift"]:
        return "frameshift" if match["shift"] == "fs" else "extension"
    if match["edit"]:
        kinds: dict[str, ProteinKind] = {"del": "deletion", "dup": "duplication", "ins": "insertion"}
        return kinds.get(match["edit"], "delins")
    if match["same"] or (match["sub"] and _amino(match["a"]) == _amino(match["sub"])):
        return "unchanged"
    return "start lost" if match["lost"] else "substitution"


def _amino(token: str) -> str:
    return _SPELT.get(token) or _SPELT[token.lower()]


def normalise(text: str) -> str:
    """The normal form of a coding or protein name; raises `HgvsError`.

    >>> normalise("p.R782H"), normalise("c.2645 delC"), normalise("p.(Gln481Ter)")
    ('p.Arg782His', 'c.2645del', 'p.Gln481*')
    """
    plain = _plain(text)
    coding = plain[:2] in ("c.", "C.") or re.match(r"[*-]?\d", plain)
    return str(parse_coding(text)) if coding else str(parse_protein(text))


def codon_of(position: CodingPosition) -> int | None:
    """The codon a base belongs to (c.2345 is in codon 782); None in introns and untranslated parts."""
    return (position.base + 2) // 3 if position.coding else None
