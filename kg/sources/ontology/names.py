"""IRIs of terms, vocabularies and releases as the short names that OBO files write."""

from __future__ import annotations

import re
from typing import Final

from kg.names import OBO, SCHEMES

SCOPES: Final = {f"has{scope.title()}Synonym": scope for scope in ("EXACT", "BROAD", "NARROW", "RELATED")}
_LOCAL: Final = re.compile(r"([A-Za-z][A-Za-z0-9.\-]*)[_:](\S+)")
_VERSION: Final = re.compile(rf"{re.escape(OBO)}(\S*?)(?:/[^/]*\.(?:owl|obo|json|ofn))?")
# Addresses under which MONDO writes its exact matches, as its mondo.owl of 2024 to 2026 shows them.
_ADDRESSES: Final = {
    **{SCHEMES[name]: f"{name}:" for name in ("OMIM", "OMIMPS", "ORPHA")},
    "https://omim.org/phenotypicSeries/PS": "OMIMPS:",
    "http://identifiers.org/omim/": "OMIM:",
    "http://identifiers.org/medgen/": "MEDGEN:",
    "http://identifiers.org/mesh/": "MESH:",
    "http://identifiers.org/snomedct/": "SCTID:",
    "http://linkedlifedata.com/resource/umls/id/": "UMLS:",
}


def curie(written: str) -> str:
    """The CURIE of an OBO PURL; anything else, a CURIE too, stays as it is.

    >>> curie("http://purl.obolibrary.org/obo/HP_0002500")
    'HP:0002500'
    """
    match = _LOCAL.fullmatch(written.removeprefix(OBO)) if written.startswith(OBO) else None
    return f"{match[1]}:{match[2]}" if match else written


def matched(written: str) -> str:
    """The CURIE of something that is the same elsewhere, from its address or CURIE; Orphanet's prefix is ORPHA.

    >>> matched("https://omim.org/entry/221820"), matched("Orphanet:313808")
    ('OMIM:221820', 'ORPHA:313808')
    """
    for address, prefix in _ADDRESSES.items():
        if written.startswith(address):
            return prefix + written.removeprefix(address)
    short = curie(written)
    return f"ORPHA:{short.removeprefix('Orphanet:')}" if short.startswith("Orphanet:") else short


def kind_of(written: str) -> str | None:
    """The kind of a synonym, as an OBO file names it: `layperson` of `.../hp#layperson`, `HP:0034334` of its PURL.

    >>> kind_of("http://purl.obolibrary.org/obo/hp#layperson")
    'layperson'
    """
    return (written.rpartition("#")[2] if "#" in written else curie(written)) or None


def version_of(written: str) -> str:
    """`hp/releases/2025-01-16` of the version IRI `http://purl.obolibrary.org/obo/hp/releases/2025-01-16/hp.owl`."""
    match = _VERSION.fullmatch(written.strip())
    return match[1] if match else written.strip()
