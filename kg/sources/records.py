"""From checked files to the frozen values of `kg.model`: phrases become keys, variant names their normal form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg import model
from kg.model.case import EarlierDiagnosis, SamePerson, Study, Treatment
from kg.model.vocabulary import Vocabulary
from kg.model.words import LOOKS, Status
from kg.names import slug
from kg.sources import schema
from kg.sources.checks import paper_key
from kg.sources.hgvs import parse_coding, parse_protein
from kg.sources.sheet import Sheet

_READ: Final = ("quote", "place", "proposed", "why")
"""Keys of every entry that say how it was read, not what."""


def record(sheet: Sheet, words: Vocabulary, keys: Mapping[str, str]) -> model.Record:
    """The record of a file without fatal faults; `keys` leads from any name of a paper to its key."""
    file = sheet.file
    key = paper_key(file.paper, sheet.name)
    return model.Record(
        paper=_paper(file.paper, key, keys),
        file=sheet.name,
        revised=file.revised.isoformat(),
        cases=tuple(_case(case, file.paper, key, words, keys) for case in file.cases),
        statistics=tuple(_statistic(one, file.paper, words, keys) for one in file.statistics),
        mentions=tuple(
            model.VariantMention(**_variant(one, f"{key} {one.stated or n + 1}", _reading(one.reading, keys)))
            for n, one in enumerate(file.variants)
        ),
        notes=tuple(file.notes),
        doubts=tuple(model.Doubt(doubt.text, doubt.about) for doubt in file.doubts),
        shares_people=tuple(_named(one.paper, keys) for one in file.shares_people),
    )


def _reading(one: schema.ReadingFile | None, keys: Mapping[str, str]) -> model.Reading | None:
    if one is None:
        return None
    return model.Reading(one.depth, one.url, one.via, _named(one.paper, keys) if one.paper else None)


def _quote(one: schema.Quoted, about: str | None = None) -> model.Quote | None:
    return model.Quote(one.quote, one.place, about) if one.quote else None


def _quotes(case: schema.CaseFile) -> Iterator[model.Quote]:
    """What is quoted of a person as a whole, and behind what has no entry of its own."""
    every: list[tuple[schema.Quoted, str | None]] = [(case, None), *((one, one.key) for one in case.quoted)]
    yield from (found for one, about in every if (found := _quote(one, about)))


def _named(paper: str, keys: Mapping[str, str]) -> str:
    return keys.get(paper) or keys[paper.lower()]


def _paper(paper: schema.PaperFile, key: str, keys: Mapping[str, str]) -> model.Paper:
    plain = paper.model_dump(include={"title", "title_read", "design", "pmid", "doi", "pmcid"})
    plain |= paper.model_dump(include={"first_author", "journal", "year"})
    readings = tuple(found for one in paper.readings if (found := _reading(one, keys)))
    return model.Paper(key=key, readings=readings, **plain)


def _case(
    case: schema.CaseFile, paper: schema.PaperFile, key: str, words: Vocabulary, keys: Mapping[str, str]
) -> model.Case:
    plain = case.model_dump(
        exclude={
            *("variants", "phenotypes", "imaging", "same_person", "reading", "genetic_status"),
            *("studies", "treatment", "earlier_diagnoses", "quoted", *_READ),
        }
    )
    plain |= {"also_labelled": tuple(case.also_labelled), "notes": tuple(case.notes)}
    # Members of one family whose variant is not named carry the same one, as far as the paper says.
    unnamed = f"{key} {slug(case.family or case.label)}"
    own = _reading(case.reading, keys)
    return model.Case(
        **plain,
        genetic_status=case.genetic_status or paper.genetic_status,
        genotypes=tuple(
            model.Genotype(**_variant(one, f"{unnamed} {n + 1}", _reading(one.reading, keys) or own))
            for n, one in enumerate(case.variants)
        ),
        phenotypes=tuple(_phenotype(one, _reading(one.reading, keys) or own) for one in case.phenotypes),
        imaging=tuple(_imaging(one, words, _reading(one.reading, keys) or own) for one in case.imaging),
        studies=tuple(_study(one, words, _reading(one.reading, keys) or own) for one in case.studies),
        treatments=tuple(
            Treatment(one) if isinstance(one, str) else Treatment(one.name, one.outcome) for one in case.treatment
        ),
        earlier_diagnoses=tuple(EarlierDiagnosis(one.text, one.disease) for one in case.earlier_diagnoses),
        same_person=tuple(
            SamePerson(paper=_named(one.paper, keys), label=one.case, why=one.why) for one in case.same_person
        ),
        reading=own,
        quotes=tuple(_quotes(case)),
    )


def _variant(one: schema.VariantFile, unnamed: str, reading: model.Reading | None) -> dict[str, Any]:
    plain = one.model_dump(exclude={"gene", "coding", "protein", "notes", "reading", *_READ})
    coding = str(parse_coding(one.coding)) if one.coding else None
    protein = str(parse_protein(one.protein)) if one.protein else None
    name = model.VariantName(one.gene, coding, protein, None if coding or protein else unnamed)
    return {**plain, "name": name, "notes": tuple(one.notes), "reading": reading, "quote": _quote(one)}


def _phenotype(one: schema.PhenotypeFile, reading: model.Reading | None) -> model.PhenotypeObservation:
    plain = one.model_dump(include={"text", "hpo", "initial", "side", "scope"})
    present = one.status is Status.PRESENT
    return model.PhenotypeObservation(**plain, present=present, age=one.onset_age, reading=reading, quote=_quote(one))


def _study(one: schema.StudyFile, words: Vocabulary, reading: model.Reading | None) -> Study:
    plain = one.model_dump(exclude={"modality", "reading", *_READ})
    key = words.modality(one.modality) or one.modality
    return Study(modality=key, reading=reading, quote=_quote(one), **plain)


def _worded(one: schema.ImagingFile | schema.StatisticFile, words: Vocabulary) -> dict[str, Any]:
    """Sequences and regions as keys, with the phrase kept where it is not a key itself."""
    sequences = (words.sequences(one.sequence) or ()) if one.sequence else ()
    regions = (words.regions(one.region) or ()) if one.region else ()
    return {
        "sequences": sequences,
        "stated_sequence": None if sequences == (one.sequence,) else one.sequence,
        "regions": regions,
        "stated_region": None if regions == (one.region,) else one.region,
    }


def _imaging(one: schema.ImagingFile, words: Vocabulary, reading: model.Reading | None) -> model.ImagingObservation:
    plain = one.model_dump(include={"text", "hpo", "side", "age", "study", "scope", *LOOKS})
    return model.ImagingObservation(
        **plain,
        **_worded(one, words),
        present=one.status is Status.PRESENT,
        modality=words.modality(one.modality) or one.modality,
        reading=reading,
        quote=_quote(one),
    )


def _statistic(
    one: schema.StatisticFile, paper: schema.PaperFile, words: Vocabulary, keys: Mapping[str, str]
) -> model.CohortStatistic:
    plain = one.model_dump(
        exclude={
            *("label", "status", "modality", "sequence", "region", "p", "values", "groups", "notes", "reading"),
            *_READ,
        }
    )
    return model.CohortStatistic(
        **{**plain, "genetic_status": one.genetic_status or paper.genetic_status},
        **_worded(one, words),
        present=one.status is Status.PRESENT,
        modality=words.modality(one.modality) if one.modality else None,
        p=None if one.p is None else str(one.p),
        values=tuple(one.values),
        groups=tuple(model.GroupValue(group=g.group, value=g.value, measure=g.measure) for g in one.groups),
        notes=tuple(one.notes),
        reading=_reading(one.reading, keys),
        quote=_quote(one),
    )
