"""Names and values on their way into a query: whatever cannot be one is refused here, so that nothing is injected."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from ipaddress import IPv6Address
from typing import Final

from kg.errors import KgError
from kg.names import BIBO, DCTERMS, KG, OBO, OIO, OWL, RDF, RDFS, SKOS

# RFC 3987, an absolute IRI: engines refuse a query for what is none, though IRIREF of SPARQL is wider. Brackets stand
# around an IPv6 address alone, `%` before two hex digits, `#` once; lone surrogates are no text.
_UCS: Final = (
    "\\u00a0-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\uffef"
    + "".join(f"\\U000{plane:x}0000-\\U000{plane:x}fffd" for plane in range(1, 14))
    + "\\U000e1000-\\U000efffd"
)
_PLAIN: Final = rf"[\w.~!$&'()*+,;={_UCS}-]|%[0-9A-Fa-f]{{2}}"
_IRI: Final = re.compile(
    rf"[A-Za-z][A-Za-z0-9+.-]*:(?://(?:(?:{_PLAIN}|:)*@)?(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?:{_PLAIN})*)(?::[0-9]{{0,5}})?(?=[/?#]|\Z)|(?!//))"
    rf"(?:{_PLAIN}|[:@/])*(?:\?(?:{_PLAIN}|[:@/?])*)?(?:#(?:{_PLAIN}|[:@/?])*)?",
    re.ASCII,
)
# A backslash is in no name of ours; SPARQL's codepoint escapes (section 19.2) make it unsafe to quote.
_UNSAFE: Final = re.compile(r"[\x00-\x1f\\\x7f\ud800-\udfff]")
_LONGEST: Final = 2000
_HIGHEST: Final = 10**15

PROLOGUE: Final = "".join(
    f"PREFIX {prefix}: <{space}>\n"
    for prefix, space in {
        "kg": KG,
        "obo": OBO,
        "iao": OBO + "IAO_",
        "rdf": RDF,
        "rdfs": RDFS,
        "oio": OIO,
        "owl": OWL,
        "skos": SKOS,
        "dcterms": DCTERMS,
        "bibo": BIBO,
    }.items()
)
"""Every query of this room begins with it: an engine elsewhere knows none of our prefixes."""


class NotAName(KgError, ValueError):
    """Something that cannot be an IRI, a CURIE or a plain name; `name` holds it."""

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message)
        self.name = name


def is_iri(text: str) -> bool:
    """Whether it is an absolute IRI that may stand between `<` and `>` in a query.

    >>> is_iri("http://example.org/a"), is_iri("http://example.org/> . ?s ?p ?o"), is_iri("http://[::1")
    (True, False, False)
    """
    found = _IRI.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None or found.end() == text.find(":") + 1:
        return False
    return found["six"] is None or _is_six(found["six"])


def _is_six(host: str) -> bool:
    try:
        IPv6Address(host)
    except ValueError:
        return False
    return True


def reference(iri: str) -> str:
    """An IRI as it is written in a query; raises `NotAName`."""
    if not is_iri(iri):
        raise NotAName(f"{iri[:80]!r} is not an absolute IRI", iri)
    return f"<{iri}>"


def references(iris: Iterable[str]) -> str:
    """IRIs for a VALUES block; raises `NotAName`."""
    return " ".join(map(reference, iris))


def literal(text: str) -> str:
    """A plain string as it is written in a query; raises `NotAName` for control characters and backslashes.

    >>> literal('toy "quoted"')
    '"toy \\\\"quoted\\\\""'
    """
    if len(text) > _LONGEST or _UNSAFE.search(text):
        raise NotAName(f"{text[:80]!r} holds characters that no name has", text)
    return '"' + text.replace('"', '\\"') + '"'


def is_name(text: str) -> bool:
    """Whether something may be a name at all: an IRI, a CURIE or plain words, of a length that names have.

    >>> is_name("toy woman"), is_name("a\\\\b"), is_name("x" * 5000)
    (True, False, False)
    """
    return len(text) <= _LONGEST and not _UNSAFE.search(text)


def number(value: object) -> str:
    """A number as it is written in a query, as a decimal; raises `NotAName` for what is none, or not finite.

    >>> number(0.08), number(41.0), number("-1e3")
    ('0.08', '41', '-1000')
    """
    try:
        found = Decimal(repr(float(str(value))))
    except ValueError:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found) > _HIGHEST:
        raise NotAName(f"{str(value)[:80]!r} is not a number that can be asked for", str(value))
    return format(found.normalize(), "f")
