"""Words of the vocabulary as the IRIs that stand for them."""

from __future__ import annotations

from kg.model.vocabulary import Vocabulary
from kg.names import expand, mint


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
