"""ClinVar's words: classifications, dates, names of variants, identifiers of conditions.

Classifications: the values counted over whole releases by EBIvariation/CMAT,
data-exploration/clinvar-variant-types/supplementary-tables.md, and the terms of
https://www.ncbi.nlm.nih.gov/clinvar/docs/clinsig/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from kg.imports.notes import RefusedRow
from kg.model.database import Condition, SourceName

_TERMS: Final = {
    *("pathogenic", "likely pathogenic", "uncertain significance", "likely benign", "benign"),
    *("pathogenic, low penetrance", "likely pathogenic, low penetrance", "low penetrance"),
    *("established risk allele", "likely risk allele", "uncertain risk allele", "risk factor"),
    *("conflicting classifications of pathogenicity", "conflicting interpretations of pathogenicity"),
    *("conflicting data from submitters", "drug response", "association", "association not found", "affects"),
    *("protective", "confers sensitivity", "other", "not provided", "no classification for the single variant"),
    *("no classifications from unflagged records", "no interpretation for the single variant"),
    *("oncogenic", "likely oncogenic", "conflicting classifications of oncogenicity"),
    *("tier i - strong", "tier ii - potential", "tier iii - unknown", "tier iv - benign/likely benign"),
}
_NAME: Final = re.compile(r"([A-Za-z]+_?\d[\w.]*)(?:\(([^()]+)\))?:(c\.\S+?)(?:\s+\((p\.\S+)\))?")
_NOTHING: Final = ("", "-", "na", "NA", "-1")
_PREFIXES: Final = {
    "MONDO": "MONDO",
    "MedGen": "MedGen",
    "OMIM": "OMIM",
    "Orphanet": "ORPHA",
    "MeSH": "MESH",
    "Human Phenotype Ontology": "HP",
}


def given(text: str) -> str | None:
    """A value, or None for what the table writes where it has none."""
    return None if text in _NOTHING else text


def known(classification: str) -> bool:
    """Whether every part of an aggregate classification is a term of ClinVar's.

    >>> known("Pathogenic/Likely pathogenic; risk factor"), known("Harmful")
    (True, False)
    """
    whole = classification.lower()
    return whole in _TERMS or all(
        one.startswith("tier i") or one in _TERMS or all(part in _TERMS for part in one.split("/"))
        for one in re.split(r";\s*", whole)
    )


def iso_date(text: str, place: str) -> str:
    """A day in ISO form, from `Dec 17, 2024` or `2024-12-17`."""
    for form in ("%b %d, %Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    raise RefusedRow(place, f"{text[:40]!r} is no day", "as in Dec 17, 2024 or 2024-12-17", "date")


def whole(text: str, place: str, least: int = 0) -> int:
    """A whole number that is not below `least`."""
    if not (text.isascii() and text.isdecimal() and len(text) < 16 and int(text) >= least):
        raise RefusedRow(place, f"{text[:40]!r} is no whole number from {least}", "a whole number", "number")
    return int(text)


def names_of(title: str) -> tuple[str | None, SourceName | None]:
    """The gene in a name of ClinVar's, and the name taken apart; None for what is no coding name.

    >>> names_of("NM_014855.3(AP5Z1):c.80_83delinsTGCT (p.Arg27fs)")
    ('AP5Z1', SourceName(transcript='NM_014855.3', coding='c.80_83delinsTGCT', protein='p.Arg27fs'))
    """
    match = _NAME.fullmatch(title.strip())
    if match is None:
        return None, None
    return match[2], SourceName(match[1], match[3], match[4])


def curie(database: str, identifier: str) -> str | None:
    """The CURIE of a condition's identifier; None for databases that name no conditions.

    >>> curie("MONDO", "MONDO:0013342"), curie("OMIM", "PS235200"), curie("Orphanet", "2065")
    ('MONDO:0013342', 'OMIMPS:235200', 'ORPHA:2065')
    """
    prefix, local = _PREFIXES.get(database), identifier.rpartition(":")[2]
    if prefix is None or not re.fullmatch(r"[A-Za-z]{0,3}\d+", local):
        return None
    if prefix == "OMIM" and local.startswith("PS"):
        return "OMIMPS:" + local.removeprefix("PS")
    return f"{prefix}:{local}"


def conditions(ids: str, names: str) -> Iterator[Condition]:
    """The conditions of a row of the table: `|` between conditions, `;` within one of several traits, `,` between ids.

    Where both columns have other numbers of conditions, the names stand without identifiers.
    """
    each, called = ids.split("|"), names.split("|")
    if len(each) != len(called):
        each = [""] * len(called)
    for written, name in zip(each, called, strict=True):
        pairs = (one.partition(":") for one in re.split("[,;]", written))
        curies = [one for database, _, local in pairs if (one := curie(database.strip(), local.strip()))]
        if given(name) or curies:
            yield Condition(given(name), tuple(curies))
