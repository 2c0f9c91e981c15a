"""HGVS among what people write: the coding and the protein name of a text in normal form, or why there is none.

Words may be folded; a change may not: `c.1754-2A>G`, `c.1754+2A>G` and `c.-1754A>G` are three places.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kg.sources.genomic import is_genomic
from kg.sources.hgvs import HgvsError, parse_coding, parse_protein

MARK: Final = re.compile(r"(?<![A-Za-z])([cp])\s*\.\s*(?=[\d(*?\-A-Z])", re.IGNORECASE)
_LOOKS: Final = re.compile(
    r"(?<![\w.])(?:[cgmnr]\.\s*[(\[]*[*?+-]?\d|p\.\s*[(\[]*(?:[a-z]{1,3}|\*)\d|[*-]?\d+(?:[+_-]\d+)*(?:[acgt]+>|(?:del|dup|ins|inv)))",
    re.IGNORECASE,
)
_PRINT: Final = str.maketrans(dict.fromkeys("−–‐‑—", "-") | {"→": ">", "＞": ">", "＊": "*", "：": ":"})
_LOWER: Final = re.compile(r"(?:p\.)?[a-z]\d+[a-z*]")
_EMPTY: Final = re.compile(r"\(\s*\)|\[\s*\]")
_ASIDE: Final = " ,;:/|"
_STRAY: Final = (
    (re.compile(r"(?<=[ACGT])\s*-+>\s*(?=[ACGT])", re.IGNORECASE), ">"),  # an arrow: G->A
    (re.compile(r"(?<=\d[ACGT])-(?=[ACGT](?![A-Za-z]))", re.IGNORECASE), ">"),  # as in our IRIs: c.2345G-A
    (re.compile(r"(?<=\d)-(?=[ACGT]+>)", re.IGNORECASE), ""),  # a hyphen that counts nothing: c.2345-G>A
)


def printed(text: str) -> str:
    """A text with the hyphens and arrows of print as HGVS has them."""
    return text.translate(_PRINT).strip()


def looks(text: str) -> bool:
    """Whether a text is written as a change, sound or not.

    >>> looks("c.2345?G>A"), looks("NM_000000.1:c.1+2"), looks("R782H"), looks("P. falciparum")
    (True, True, False, False)
    """
    return bool(_LOOKS.search(text)) or is_genomic(text)


def mended(text: str) -> str:
    """A text that is no HGVS without the hyphens that cannot count in it.

    >>> mended("c.2345-G>A"), mended("c.2345G->A"), mended("c.2345-1G>A")
    ('c.2345G>A', 'c.2345G>A', 'c.2345-1G>A')
    """
    for stray, right in _STRAY:
        text = stray.sub(right, text)
    return text


def changes_in(text: str) -> tuple[str | None, str | None]:
    """The coding and the protein name that a text consists of; raises `HgvsError`.

    >>> changes_in("c.2345 G>A (p.R782H)"), changes_in("p.(Gln481Ter)")
    (('c.2345G>A', 'p.Arg782His'), (None, 'p.Gln481*'))
    """
    marks = [*MARK.finditer(text)]
    halves = [text]
    if len(marks) == 2 and marks[0][1].lower() != marks[1][1].lower():
        halves = [text[: marks[1].start()], text[marks[1].start() :]]
    coding = protein = None
    for half in halves:
        if _EMPTY.sub("", half).strip(_ASIDE + "()[]"):
            kind, name = _change(half)
            coding, protein = (name, protein) if kind == "c" else (coding, name)
    return coding, protein


def _change(text: str) -> tuple[str, str]:
    bare = _bare(text)
    mark = bare[:2].lower()
    readers: tuple[tuple[str, Callable[[str], str]], ...] = (("c", _coding), ("p", _protein))
    for kind, read in readers:
        if mark[1:] != "." or mark[0] == kind:
            try:
                return kind, read(bare)
            except HgvsError:
                if mark[0] == kind:
                    raise
    raise HgvsError(f"{text.strip()!r} is no name of a change", "as in c.2345G>A or p.Arg782His")


def _bare(text: str) -> str:
    """Without spaces, and without the brackets around a name; those around a position say that it is not sure."""
    if re.search(r"\d\s+\d", text):
        raise HgvsError(f"{text.strip()!r} has a space in a position", "no space; a link writes + as %2B")
    bare, before = re.sub(r"[\s\[\]]", "", text), ""
    if ":" in bare.strip(_ASIDE):  # the readers would drop what stands before it, whatever it is
        raise HgvsError(
            f"{text.strip()!r} names what is no gene, transcript or chromosome", "as in NM_005211.4:c.2345G>A"
        )
    while bare != before:
        before = bare
        bare = bare.strip(_ASIDE)
        bare = re.sub(r"^([cp]\.)?\(([^()]*)\)$", lambda found: (found[1] or "") + found[2], bare)
        if bare.count("(") > bare.count(")"):
            bare = bare.removeprefix("(").removesuffix("(")
        elif bare.count("(") < bare.count(")"):
            bare = bare.removesuffix(")")
    return bare


def _coding(bare: str) -> str:
    name = str(parse_coding(bare))
    if "(" in bare and "(" not in name:
        raise HgvsError(f"{bare!r} is not sure of its place", "one position, or the two ends")
    return name


def _protein(bare: str) -> str:
    plain = re.sub(r"[()]", "", bare)
    return str(parse_protein(plain.upper() if _LOWER.fullmatch(plain) else plain))
