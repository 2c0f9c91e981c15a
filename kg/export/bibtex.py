"""BibTeX in UTF-8, as BibTeX itself and biber read it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from kg.export.names import Name
from kg.export.works import Work

# Braces are counted by BibTeX even behind a backslash, so that only their names keep the count right.
_ESCAPES: Final = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{sign: "\\" + sign for sign in "&%$#_"},
}
_HEAD: Final = "% Of the authors only the first is known here; the DOI leads to the others.\n"


def bibtex(works: Iterable[Work]) -> str:
    """The works as entries, fields in a fixed order."""
    return _HEAD + "".join(map(_entry, works))


def _entry(work: Work) -> str:
    fields = {
        "author": _author(work.author) if work.author else None,
        "title": _title(work.title) if work.title else None,
        "journal": escaped(work.journal) if work.journal else None,
        "year": str(work.year) if work.year else None,
        "doi": _verbatim(work.doi) if work.doi else None,
        "pmid": work.pmid,
        "pmcid": work.pmcid,
        "url": _verbatim(work.address) if work.address and not work.doi else None,
    }
    kind = "article" if work.journal else "misc"
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"\n@{kind}{{{key(work.key)},\n{lines}}}\n"


def key(text: str) -> str:
    """A key without the signs that mean something to BibTeX; two texts never give one key.

    >>> key("doi-10.1000-(toy)_1")
    'doi-10.1000-_28_toy_29__5f_1'
    """
    return re.sub(r"[^A-Za-z0-9.:+-]", lambda sign: f"_{ord(sign[0]):x}_", text)


def escaped(text: str) -> str:
    """Text as a value: what is a command to TeX is spelt out, spaces and line ends become single spaces.

    >>> escaped("5_% of {toys}")
    '5\\\\_\\\\% of {\\\\textbraceleft}toys{\\\\textbraceright}'
    """
    return "".join(_ESCAPES.get(letter, letter) for letter in " ".join(text.split()))


def _title(text: str) -> str:
    """A title whose gene and disease names keep their capitals in styles that take capitals away."""
    return " ".join(f"{{{escaped(word)}}}" if _is_name(word) else escaped(word) for word in text.split())


def _is_name(word: str) -> bool:
    """Whether a capital stands inside the word: CSF1R, MRI, but not Adult-Onset."""
    return any(before.isalnum() and letter.isupper() for before, letter in pairwise(word))


def _author(author: Name) -> str:
    if author.whole:
        return f"{{{escaped(author.family)}}}"
    family = escaped(author.family)
    # "and" between names would part them.
    family = f"{{{family}}}" if re.search(r"\band\b|,", family, re.IGNORECASE) else family
    if author.suffix:  # the middle of three parts, so that the last must be there
        return f"{family}, {escaped(author.suffix)}, {escaped(author.given) or '{}'}"
    return f"{family}, {escaped(author.given)}" if author.initials else family


def _verbatim(text: str) -> str:
    """A DOI or address: biber and the styles take both as they are, but braces must come in pairs."""
    return "".join(f"%{ord(letter):02X}" if letter in "{}\\ \n\r\t" else letter for letter in text)
