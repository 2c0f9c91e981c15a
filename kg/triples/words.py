"""Words of the vocabulary as the IRIs that stand for them."""

from __future__ import annotations

from kg.model.vocabulary import Vocabulary
from kg.names import expand, mint


def evidence(words: Vocabulary, phrase: str) -> str:
    """The ECO term of a kind of evidence; raises `UnknownName`."""
    return expand(words.evidence(phrase))


def evidence_of(words: Vocabulary, modality: str) -> str:
    """The ECO term for what a modality shows."""
    return expand(words.evidence_of_modality(modality))


def key_in_iri(key: str) -> str:
    """A vocabulary key inside an IRI: `T2*` is T2star, `NAA/Cr` is NAA-Cr, others stay as they are."""
    return key.replace("*", "star").replace("/", "-").replace(" ", "-")


def modality(key: str) -> str:
    """The IRI of a modality."""
    return mint("modality", key_in_iri(key))


def sequence(key: str) -> str:
    """The IRI of an MRI sequence."""
    return mint("sequence", key_in_iri(key))


def region(words: Vocabulary, key: str) -> str:
    """The UBERON term of a region, or our own name where no term was read."""
    uberon = words.regions_by_key[key].uberon
    return expand(uberon) if uberon else mint("region", key_in_iri(key))
