"""Names and identifiers as catalogues spell them, in the one form that evidence files use."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_PMID: Final = re.compile(r"[1-9]\d{0,7}|0000\d{3}")
_DOI: Final = re.compile(r"10\.\d{4,9}/[!#-\[\]-~]+")
_PMCID: Final = re.compile(r"(?:PMC)?([1-9]\d*|0000\d{3})(?:\.\d+)?", re.IGNORECASE)
# Letters that do not come apart into a plain letter and a mark.
_UNMARKED: Final = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d"})
_SUFFIX: Final = re.compile(r"[JS]n?r|J[uú]nior|Senior|Filho|Neto|I{2,3}|I?V|VI{0,3}|[1-9](?:st|nd|rd|th)")
_YEAR: Final = re.compile(r"(?<!\d)(?:18[5-9]\d|19\d\d|20\d\d|2100)(?!\d)")


def pmid(text: str) -> str | None:
    """A PubMed id, or None where the text is none."""
    return text if _PMID.fullmatch(text) else None


def doi(text: str) -> str | None:
    """A DOI without address or label.

    >>> doi("https://doi.org/10.1000/Toy.1"), doi("doi: 10.1000/toy"), doi("toy")
    ('10.1000/Toy.1', '10.1000/toy', None)
    """
    plain = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", "", text.strip(), flags=re.IGNORECASE)
    return plain if _DOI.fullmatch(plain) else None


def pmcid(text: str) -> str | None:
    """A PubMed Central id with its letters and without a version: JATS writes it in four ways.

    >>> pmcid("1790863"), pmcid("PMC12345.2")
    ('PMC1790863', 'PMC12345')
    """
    found = _PMCID.fullmatch(text.strip())
    return f"PMC{found[1]}" if found else None


def year(text: str) -> int | None:
    """The first year of a date in words.

    >>> year("2001 Dec-2002 Jan"), year("Winter")
    (2001, None)
    """
    found = _YEAR.search(text)
    return int(found[0]) if found else None


def title(text: str) -> str:
    """A title without the full stop that PubMed puts after each.

    >>> title("A toy paper."), title("And so on ..."), title("[Ein Spielzeug].")
    ('A toy paper', 'And so on ...', '[Ein Spielzeug]')
    """
    return text if text.endswith("..") else text.removesuffix(".").rstrip()


def initials(given: str) -> str:
    """Initials as PubMed makes them; a given name in a script without capitals stays whole.

    >>> initials("Olin K."), initials("Jean-Philippe"), initials("CG"), initials("静")
    ('OK', 'JP', 'CG', '静')
    """
    words: list[str] = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", given))
    if len(words) == 1 and len(words[0]) <= 3 and words[0].isupper():
        return words[0]
    if not any(word[0].lower() != word[0].upper() for word in words):
        return " ".join(given.split())
    return "".join(word[0].upper() for word in words)


def suffix(text: str) -> str:
    """What is printed behind a name to tell father from son, as PubMed spells it; degrees are no part of a name.

    >>> suffix("Jr."), suffix(", III"), suffix("3rd"), suffix("PhD")
    ('Jr', 'III', '3rd', '')
    """
    plain = text.strip(" ,.")
    return plain if _SUFFIX.fullmatch(plain) else ""


def surname(author: str) -> str:
    """The first part of an author's name, as a file name spells it.

    >>> surname("Kındış E"), surname("O'Toy A")
    ('kindis', 'o')
    """
    return re.split(r"[\s'’-]", unmarked(author.lower()))[0]


def unmarked(text: str) -> str:
    """Letters without their marks: file names are typed on every keyboard."""
    plain = unicodedata.normalize("NFKD", text.translate(_UNMARKED))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
