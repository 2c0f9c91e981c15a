"""Where a name leads that is no address of ours: old and odd identifiers, PubMed ids, DOIs, HGVS names, labels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from kg.engine import Engine
from kg.errors import UnknownName
from kg.find.changes import Changes
from kg.find.facts import Ref
from kg.find.hgvs import looks
from kg.find.resolve import Kind, Names
from kg.find.spelling import PROLOGUE, NotAName, expanded, is_iri, literal, plain
from kg.find.things import labels_of
from kg.names import BASE, KG, OBO, OBO_PREFIXES, SCHEMES, contract, expand

# Not all have seven digits: NCIT:C12345, CHEBI:35729.
_OBO: Final = re.compile(r"(?:https?://purl\.obolibrary\.org/obo/)?([A-Za-z]+)[:_]([A-Z]?\d+)")
_SCHEMES: Final = {name.lower(): name for name in SCHEMES}
_CLASSES: Final = {
    "study": "ImagingStudy",
    "observation": "Observation",
    "statistic": "CohortStatistic",
    "mention": "VariantMention",
    "domain": "ProteinDomain",
    "annotation": "PhenotypeAnnotation",
}
_ORDER: Final = (Kind.PAPER, Kind.TERM, Kind.VARIANT, Kind.CASE, Kind.GENE, Kind.MODALITY, Kind.REGION)


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a name leads, and in words how it was read (`rewrites`; empty where it is the thing's own name)."""

    iri: str
    rewrites: tuple[str, ...] = ()


def iri_of(name: str) -> str | None:
    """The IRI that an identifier in any spelling stands for; None for a plain word.

    >>> iri_of("ncit_C12345"), iri_of("PMID 1"), iri_of("white matter")
    ('http://purl.obolibrary.org/obo/NCIT_C12345', 'https://pubmed.ncbi.nlm.nih.gov/1', None)
    """
    short = plain(name)
    found = _OBO.fullmatch(short)
    if found and found[1].upper() in OBO_PREFIXES:
        return expand(f"{found[1].upper()}:{found[2]}")
    prefix, _, local = short.partition(":")
    scheme = _SCHEMES.get(prefix.lower())
    if scheme is None or local.startswith("//"):
        return expanded(short)
    iri = SCHEMES[scheme] + local.strip()
    return iri if is_iri(iri) else None


def replacement(engine: Engine, name: str) -> Landing | None:
    """The term that an obsolete or merged term is to be read as; None for a term that stands."""
    names, iri = Names(engine), iri_of(name)
    if iri is None or not iri.startswith(OBO):
        return None
    found = [other for other in _found(names, Kind.TERM, iri) if other != iri]
    return Landing(found[0], tuple(names.rewrites)) if found and names.rewrites else None


def landings(engine: Engine, name: str) -> tuple[Landing, ...]:
    """The things a name may mean, of the first kind that has any; none where nothing is called so."""
    short = plain(name)
    for kind in _ORDER:
        names = Names(engine)
        found = _found(names, kind, short)
        own = tuple(names.rewrites)
        if found:
            return tuple(Landing(iri, own or (f"{name} is read as {contract(iri)}",)) for iri in found)
    return ()


def _found(names: Names, kind: Kind, name: str) -> tuple[str, ...]:
    try:
        return names.all(kind, name)
    except (UnknownName, NotAName):
        return ()


def near(engine: Engine, iri: str, most: int = 8) -> tuple[Ref, ...]:
    """Things of ours whose address is like one that is none; of the same kind, best first."""
    kind = iri.removeprefix(BASE).partition("/")[0]
    name = _CLASSES.get(kind, kind[:1].upper() + kind[1:])
    if not re.fullmatch(r"\w+", name):
        return ()
    rows = engine.rows(
        f"{PROLOGUE} SELECT DISTINCT ?x ?label WHERE {{ ?x a <{KG}{name}> ; rdfs:label ?label }} ORDER BY ?x"
    )
    labels = {row["x"].value: row["label"].value for row in rows}
    return tuple(Ref(one, labels[one]) for one in get_close_matches(iri, labels, most, 0.6))


def unheld(engine: Engine, name: str, most: int = 5) -> tuple[str, tuple[Ref, ...]]:
    """Why what is written as a variant's name leads nowhere, and variants of like names; nothing for other names."""
    if not looks(name):
        return "", ()
    changes = Changes(engine)
    labels = labels_of(engine, changes.like(name, most))
    return "; ".join(changes.unheld(name)), tuple(Ref(iri, label) for iri, label in labels.items())


def alike(engine: Engine, word: str, most: int = 8) -> tuple[Ref, ...]:
    """Classes and papers whose label holds a word; shortest first. Raises `NotAName`."""
    if len(word.strip()) < 3:
        return ()
    rows = engine.rows(f"""{PROLOGUE}
        SELECT DISTINCT ?x ?label WHERE {{ VALUES ?type {{ owl:Class kg:Paper kg:Variant kg:Case }}
          ?x a ?type ; rdfs:label ?label .
          FILTER(isIRI(?x) && CONTAINS(LCASE(?label), LCASE({literal(word.strip())}))) }}
        ORDER BY STRLEN(?label) ?x LIMIT {int(most)}""")
    return tuple(Ref(row["x"].value, row["label"].value) for row in rows)
