"""What a variant does, as Sequence Ontology terms, computed from its name and the layout of the gene.

The coding name decides where there is one: what a paper observed of the protein of an intronic variant does
not move the variant out of the intron. Exon bases beside a splice site get their coding consequence only. Where the
codon leaves several effects of different kinds, what they have in common is the consequence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import Final

from kg.model.change import Coding, Protein
from kg.model.gene import STOP, GeneModel
from kg.model.vocabulary import Vocabulary

# Bases from the exon: (first, last, label). Negative ones lie before the next exon.
_ZONES: Final = (
    (1, 2, "splice_donor_variant"),
    (-2, -1, "splice_acceptor_variant"),
    (5, 5, "splice_donor_5th_base_variant"),
    (3, 6, "splice_donor_region_variant"),
    (3, 8, "splice_region_variant"),
    (-8, -3, "splice_region_variant"),
    (-17, -3, "splice_polypyrimidine_tract_variant"),
)
_SITES: Final = ("splice_donor_variant", "splice_acceptor_variant")
VAGUE: Final = ("coding_sequence_variant", "protein_altering_variant")
"""What stands where it is not known which of several consequences a variant has."""


def consequences(
    coding: Coding | None, proteins: Sequence[Protein], gene: GeneModel, vocabulary: Vocabulary
) -> tuple[str, ...]:
    """SO CURIEs, gravest first; empty when neither name is known. Raises `UnknownName` for a missing term.

    Several protein names are the ones that may be true.
    """
    return tuple(vocabulary.consequence(label) for label in labels_of(coding, proteins, gene))


def labels_of(coding: Coding | None, proteins: Sequence[Protein], gene: GeneModel) -> tuple[str, ...]:
    """The same by the labels of the Sequence Ontology."""
    found = _of_coding(coding, proteins, gene) if coding else _of_any(proteins)
    return tuple(dict.fromkeys(found))


def _of_coding(coding: Coding, proteins: Sequence[Protein], gene: GeneModel) -> list[str]:
    one, two = coding.first, coding.last
    labels = list(_in_introns(coding))
    if one.offset == 0 or two.offset == 0 or _leaps(coding):
        labels += _in_exons(coding, proteins, gene)
    return labels


def _of_any(proteins: Sequence[Protein]) -> list[str]:
    found = list(dict.fromkeys(label for protein in proteins for label in _of_protein(protein)))
    if len(found) < 2:
        return found
    return [VAGUE[0] if "synonymous_variant" in found else VAGUE[1]]


def _leaps(coding: Coding) -> bool:
    """Whether a change that starts and ends in introns holds an exon between them."""
    one, two = coding.first, coding.last
    if one.base == two.base:
        return one.offset < 0 < two.offset
    return not (one.offset > 0 > two.offset and two.base - one.base == 1)


def _in_introns(coding: Coding) -> Iterator[str]:
    spans = list(_spans(coding))
    found = [label for low, high, label in _ZONES if any(low <= b and a <= high for a, b in spans)]
    sites = [label for label in found if label in _SITES]
    if spans:
        yield from sites or found or ["intron_variant"]


def _spans(coding: Coding) -> Iterator[tuple[float, float]]:
    """Stretches of intron that a change touches, in bases from the exon."""
    one, two = coding.first, coding.last
    same = one.base == two.base and one.offset * two.offset > 0
    if same:
        yield one.offset, two.offset
        return
    if one.offset < 0:
        yield one.offset, -1
    elif one.offset > 0:
        yield one.offset, inf
    if two.offset > 0:
        yield 1, two.offset
    elif two.offset < 0:
        yield -inf, two.offset


def _in_exons(coding: Coding, proteins: Sequence[Protein], gene: GeneModel) -> list[str]:
    if coding.kind == "unchanged":
        return ["synonymous_variant"]
    if coding.first.after_stop:
        return ["3_prime_UTR_variant"]
    if coding.last.base < 0:
        return ["5_prime_UTR_variant"]
    if coding.kind in ("substitution", "inversion"):
        return _of_any(proteins) or [_blind(coding, gene)]
    return _of_length(coding, proteins)


def _blind(coding: Coding, gene: GeneModel) -> str:
    """The consequence of an exchange whose residues are not told."""
    start = coding.first.base <= 3 <= gene.cds_length
    return "start_lost" if start else "coding_sequence_variant"


def _of_length(coding: Coding, proteins: Sequence[Protein]) -> list[str]:
    held = coding.length
    if held is None:
        return ["coding_sequence_variant"]
    gain = {"deletion": -held, "duplication": held, "insertion": len(coding.inserted)}.get(
        coding.kind, len(coding.inserted) - held
    )
    if gain % 3:
        return ["frameshift_variant"]
    if coding.kind == "deletion":
        return ["inframe_deletion"]
    if coding.kind in ("duplication", "insertion"):
        return ["inframe_insertion"]
    return (_of_any(proteins) if not gain else []) or ["inframe_indel"]


def _of_protein(protein: Protein) -> list[str]:
    kinds = {
        "unchanged": "synonymous_variant",
        "start lost": "start_lost",
        "frameshift": "frameshift_variant",
        "extension": "stop_lost",
        "deletion": "inframe_deletion",
        "duplication": "inframe_insertion",
        "insertion": "inframe_insertion",
        "delins": "inframe_indel",
    }
    if STOP in protein.inserted and protein.kind in ("substitution", "insertion", "delins"):
        return ["stop_gained"]
    if protein.kind != "substitution":
        return [kinds[protein.kind]]
    if protein.first.amino == STOP:
        return ["stop_lost"]
    return ["start_lost" if protein.first.number == 1 else "missense_variant"]
