"""Identifiers as people write and link them: which scheme, and which of its things; nothing here asks the graph."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from kg.lexicon.schemes import TABLE, VERSIONED

_LONGEST: Final = 400
# What no other scheme's identifiers look like.
_PLAIN: Final = {
    name: re.compile(TABLE[name].local, re.IGNORECASE)
    for name in (
        *("DOI", "PMCID", "REFSEQ", "GENEREVIEWS", "ENSEMBL", "CCDS", "UCSC", "CHEMBL", "RADLEX", "CLINVAR"),
        "DBSNP",
    )
}
_PAIRS: Final = ('""', "''", "“”", "‘’", "„“", "«»", "<>", "()", "[]", "``")
_SHORT_OBO: Final = re.compile(r"([A-Za-z]+)[:_](\d{1,6})")
_WEB: Final = re.compile(r"(?:https?:)?//(?:www\.)?|www\.", re.IGNORECASE)
_INNER: Final = re.compile(r".+?(https?://.+)", re.IGNORECASE)
_ASKED: Final = re.compile(r"[?&](?:obo_id|short_form|iri|id|conceptid|term|ui|q)=([^&#]+)", re.IGNORECASE)
_COMPACT: Final = re.compile(
    r"(?:identifiers\.org|bioregistry\.io|n2t\.net|purl\.obolibrary\.org/obo|monarchinitiative\.org"
    r"|(?:next\.)?monarchinitiative\.org/(?:disease|phenotype|gene)"
    r"|search\.clinicalgenome\.org/kb/(?:conditions|genes)|ebi\.ac\.uk/quickgo/term)/(.+?)/?",
    re.IGNORECASE,
)
"""Services that put anyone's short names into addresses of theirs."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A thing of a scheme, `local` as its owner writes it (a version kept)."""

    scheme: str
    local: str

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others: no version."""
        return self.scheme, self.local.partition(".")[0] if self.scheme in VERSIONED else self.local

    @property
    def iri(self) -> str:
        """In the form of its owner."""
        return TABLE[self.scheme].space + self.local

    def __str__(self) -> str:
        return f"{self.scheme}:{self.local}"


def clean(text: str) -> str:
    """Without invisible characters, what stands around it, and a dot at its end; spaces as one.

    >>> clean(' “HP:0002500”. '), clean("<http://example.org/a>"), clean("p.(Arg782His)")
    ('HP:0002500', 'http://example.org/a', 'p.(Arg782His)')
    """
    shown = "".join(one for one in text if unicodedata.category(one) not in ("Cf", "Cs"))
    bare, before = " ".join(shown.split()), ""
    while bare != before:
        before = bare
        bare = bare.rstrip(".,;").strip() if len(bare) > 1 else bare
        if len(bare) > 2 and bare[0] + bare[-1] in _PAIRS and not set(bare[1:-1]) & {bare[0], bare[-1]}:
            bare = bare[1:-1].strip()
    return bare


@lru_cache(maxsize=100_000)
def identifiers(text: str) -> tuple[Identifier, ...]:
    """What a text with a prefix, or a link, may stand for; none for a bare number or a word.

    >>> [str(one) for one in identifiers("mim #221820")], [str(one) for one in identifiers("white matter")]
    (['OMIM:221820'], [])
    >>> str(identifiers("https://www.ebi.ac.uk/ols4/ontologies/hp/classes?obo_id=HP%3A0002500")[0])
    'HP:0002500'
    """
    given = clean(text)
    if not given or len(given) > _LONGEST:
        return ()
    return tuple(dict.fromkeys(_linked(given, 3) if _WEB.match(given) or "/" in given else _written(given)))


def _written(text: str) -> Iterator[Identifier]:
    for scheme in TABLE.values():
        found = scheme.written.fullmatch(text)
        if found:
            yield Identifier(scheme.name, scheme.normal(found[1]))
    bare = next((name for name, local in _PLAIN.items() if local.fullmatch(text)), None)
    if bare:
        yield Identifier(bare, TABLE[bare].normal(text))
    short = _SHORT_OBO.fullmatch(text)
    if short and short[1].upper() in ("HP", "MONDO", "UBERON", "SO", "GENO", "ECO"):
        yield Identifier(short[1].upper(), short[2].zfill(7))


def _linked(text: str, depth: int) -> Iterator[Identifier]:
    """By the pages that are known; else by a link or a short name inside a link."""
    plain = unquote(unquote(text)) if "%" in text else text
    bare = _WEB.sub("", plain, count=1)
    known = False
    for scheme in TABLE.values():
        found = scheme.linked.fullmatch(bare)
        local = next((one for one in found.groups() if one), None) if found else None
        if local:
            known = True
            yield Identifier(scheme.name, scheme.normal(local.rstrip("/") if scheme.name == "DOI" else local))
    if known or depth == 0:
        return
    inner = _INNER.fullmatch(plain) or _ASKED.search(plain) or _COMPACT.fullmatch(bare)
    if inner and inner[1] != plain:
        yield from _linked(inner[1], depth - 1)
    yield from _written(plain)
