"""Findings. A present one is an instance of its HPO class; an absent one excludes the class, as a value.

There is never a status triple beside an observation: one such pattern made a subsumption query 300 times slower.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import ImagingObservation, Paper, PhenotypeObservation
from kg.model.case import Observation
from kg.model.methods import seen_by
from kg.model.vocabulary import Vocabulary
from kg.model.words import LOOKS, Scope
from kg.names import digest, expand, mint, slug, term
from kg.triples.paper import depth, paper_iri
from kg.triples.quotation import quote_triples
from kg.triples.terms import LABEL, TYPE, Triple, boolean, each, iri, is_a, text, told


def observation_iri(paper: Paper, owner: str, seen: Observation) -> str:
    """Minted from the paper, the person (or `group`) and what was seen, so that order does not matter."""
    facts: tuple[object, ...] = (seen.text, seen.hpo, seen.present, seen.age, seen.side)
    if isinstance(seen, ImagingObservation):
        facts += (seen.modality, seen.stated_sequence, seen.stated_region, seen.evolution, seen.distribution)
        facts += (seen.study,) if seen.study else ()
    else:
        facts += (seen.initial,)
    return mint("observation", paper.key, owner, f"{slug(seen.text, 40)}-{digest(*facts)}")


def _label(seen: Observation) -> str:
    words = seen_by(seen.text, seen.modality) if isinstance(seen, ImagingObservation) else seen.text
    return words if seen.present else f"no {words}"


def observation_triples(subject: str, paper: Paper, seen: Observation, words: Vocabulary) -> Iterator[Triple]:
    """What was seen, and how the text was read; who has it is said by the case."""
    imaging = isinstance(seen, ImagingObservation)
    yield from is_a(subject, "ImagingObservation" if imaging else "PhenotypeObservation")
    if seen.scope is Scope.GROUP:
        yield from is_a(subject, "GroupStatement")
    if seen.hpo:
        yield subject, TYPE if seen.present else term("excludes"), iri(expand(seen.hpo))
        yield subject, term("codedAs" if seen.present else "codedAsAbsent"), iri(expand(seen.hpo))
    yield subject, LABEL, text(_label(seen))
    yield subject, term("reportedIn"), iri(paper_iri(paper.key))
    yield from depth(subject, paper, seen.reading)
    yield from quote_triples(subject, paper, seen.quote)
    yield from told(subject, seen, "side", statedAs="text", ageAtObservation="age")
    if isinstance(seen, ImagingObservation):
        yield from _imaging(subject, seen, words)
    else:
        yield from _phenotype(subject, seen, words)


def _phenotype(subject: str, seen: PhenotypeObservation, words: Vocabulary) -> Iterator[Triple]:
    yield subject, term("evidenceType"), iri(expand(words.evidence("author statement")))
    if seen.initial:
        yield subject, term("initial"), boolean(True)


def _imaging(subject: str, seen: ImagingObservation, words: Vocabulary) -> Iterator[Triple]:
    yield subject, term("evidenceType"), iri(expand(words.evidence_of_modality(seen.modality)))
    yield subject, term("modality"), iri(modality(seen.modality))
    yield from each(subject, "sequence", [iri(sequence(key)) for key in seen.sequences])
    yield from each(subject, "region", [iri(region(words, key)) for key in seen.regions])
    yield from told(subject, seen, "stated_region", "stated_sequence", *LOOKS, studyOrder="study")


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
