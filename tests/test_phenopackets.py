"""Phenopackets are read whole or refused with a reason: place, what is wrong, what would be right."""

import ast
import copy
import io
import json
import re
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.build.inputs import Inputs
from kg.model.packet import Packet
from kg.model.packet_words import ACMG
from kg.names import KG, expand
from kg.report import Fault
from kg.settings import PACKAGE
from kg.sources.hpo import Hpo
from kg.sources.phenopackets import PacketNotes, Terms, read_packet
from kg.sources.phenopackets.imaging import BRANCHES, UNSTATED
from kg.sources.phenopackets.schema import ENUMS, MESSAGES, ONE_OF
from kg.sources.phenopackets.text import BadText, parse
from kg.sources.phenopackets.times import OLDEST, BadAge, span, surely_after, years
from kg.sources.reference import read_reference
from kg.triples.packet import known_triples, packet_triples, shared_triples
from kg.triples.terms import Triple, camel
from tests.packets import ATAXIA, DEMENTIA, SEIZURE, age, call, changed, feature, packet, raw, variant

FEATURES = "phenotypicFeatures"
DESCRIPTOR = "interpretations.0.diagnosis.genomicInterpretations.0.variantInterpretation.variationDescriptor"


@pytest.fixture(scope="module")
def terms(hpo: Hpo) -> Terms:
    return Terms(hpo)


def read(terms: Terms, value: Any) -> tuple[Packet | None, list[Fault]]:
    notes = PacketNotes("toy.json")
    found = read_packet(value if isinstance(value, bytes) else raw(value), terms, notes)
    return found, notes.faults


def sound(terms: Terms, value: Any) -> Packet:
    found, faults = read(terms, value)
    assert found, faults
    return found


def told(terms: Terms, value: Any) -> list[str]:
    """The kinds of the warnings about a packet that is taken in all the same."""
    found, faults = read(terms, value)
    assert found, faults
    assert not [fault for fault in faults if fault.fatal]
    return [fault.kind for fault in faults]


def facts(found: Packet) -> set[Triple]:
    return {*packet_triples(found, "toy", "toy-1"), *known_triples(found), *shared_triples(found)}


def about(found: Packet, name: str) -> set[str]:
    return {o for _, p, o in facts(found) if p == KG + name}


def test_a_sound_packet_has_no_faults(terms: Terms) -> None:
    assert told(terms, packet()) == []


# --- refused: (what the file holds, kind of fault, place, words of the message)

_TRUNCATED = raw(packet())[:-200]
_FILES = {
    "empty": (b"", "empty", "the packet"),
    "blank": (b" \n\t ", "empty", "the packet"),
    "truncated": (_TRUNCATED, "json", "the packet"),
    "truncated in a string": (raw(packet())[:20], "json", "the packet"),
    "truncated in a character": (b'{"id": "\xc3', "encoding", "the packet"),
    "latin 1": ('{"id": "K\u00f6ln"}'.encode("latin-1"), "encoding", "the packet"),
    "UTF-16": (json.dumps(packet()).encode("utf-16"), "encoding", "the packet"),
    "UTF-16 without mark": (json.dumps(packet()).encode("utf-16-le"), "encoding", "the packet"),
    "gzip": (b"\x1f\x8b\x08\x00\xff", "encoding", "the packet"),
    "XML": (b"<phenopacket/>", "json", "the packet"),
    "two documents": (raw(packet()) + raw(packet()), "json", "the packet"),
    "trailing comma": (b'{"id": "toy",}', "json", "the packet"),
    "key twice": (b'{"id": "toy", "id": "toy-2"}', "key-repeated", "the packet"),
    "key twice below": (b'{"id": "toy", "subject": {"id": "a", "id": "b"}}', "key-repeated", "the packet"),
    "deep": (b'{"id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nesting", "the packet"),
    "NaN": (b'{"id": NaN}', "number", "the packet"),
    "Infinity": (b'{"id": -Infinity}', "number", "the packet"),
    "endless integer": (b'{"id": ' + b"9" * 10_000 + b"}", "number", "the packet"),
    "a list": (raw([packet()]), "kind", "the packet"),
    "a number": (b"7", "kind", "the packet"),
    "null": (b"null", "kind", "the packet"),
    "family": (raw({"id": "toy", "proband": packet(), "pedigree": {}}), "kind-family", "the packet"),
    "cohort": (raw({"id": "toy", "members": [packet()]}), "kind-cohort", "the packet"),
    "version 1": (raw(changed("metaData.phenopacketSchemaVersion", "1.0.0")), "kind-v1", "the packet"),
    "version 1 unsaid": (raw({"id": "toy", FEATURES: [{"negated": True}], "metaData": {}}), "kind-v1", "the packet"),
    "version 1 by keys": (raw({"id": "toy", "variants": [], "genes": []}), "kind-v1", "the packet"),
}
_VALUES = {
    "no id": ("id", ..., "missing", "id"),
    "blank id": ("id", "  ", "id", "id"),
    "id a number": ("id", 7, "type", "id"),
    "long string": ("subject.id", "x" * 200_000, "text", "subject / id"),
    "control character": ("subject.id", "toy\x00", "text", "subject / id"),
    "half a character": ("subject.id", "toy\ud800", "text", "subject / id"),
    "subject a list": ("subject", [], "type", "subject"),
    "subject without id": ("subject.id", ..., "missing", "subject / id"),
    "sex": ("subject.sex", "female", "enum", "subject / sex"),
    "sex by number": ("subject.sex", 9, "enum", "subject / sex"),
    "sex a truth": ("subject.sex", True, "enum", "subject / sex"),
    "dog": ("subject.taxonomy", {"id": "NCBITaxon:9615"}, "taxonomy", "subject / taxonomy"),
    "vital status": ("subject.vitalStatus.status", "DEAD", "enum", "subject / vitalStatus / status"),
    "survival": ("subject.vitalStatus.survivalTimeInDays", -1, "type", "subject / vitalStatus / survivalTimeInDays"),
    "age a number": ("subject.timeAtLastEncounter", {"age": 50}, "type", "subject / timeAtLastEncounter / age"),
    "no time": ("subject.timeAtLastEncounter", {}, "one-of", "subject / timeAtLastEncounter"),
    "features an object": (FEATURES, {}, "type", FEATURES),
    "feature a string": (f"{FEATURES}.1", "Seizure", "type", f"{FEATURES} / 2"),
    "feature without type": (f"{FEATURES}.1.type", ..., "missing", f"{FEATURES} / 2 / type"),
    "id without prefix": (f"{FEATURES}.1.type.id", "seizure", "id", f"{FEATURES} / 2 / type / id"),
    "id with too few digits": (f"{FEATURES}.2.type.id", "HP:123", "id", f"{FEATURES} / 3 / type / id"),
    "id that leads out": (f"{FEATURES}.2.type.id", "X:a> <toy:b", "id", f"{FEATURES} / 3 / type / id"),
    "excluded a word": (f"{FEATURES}.3.excluded", "true", "type", f"{FEATURES} / 4 / excluded"),
    "excluded a number": (f"{FEATURES}.3.excluded", 1, "type", f"{FEATURES} / 4 / excluded"),
    "onset absurd": (f"{FEATURES}.0.onset", age("P900Y"), "age", f"{FEATURES} / 1 / onset / age / iso8601duration"),
    "onset negative": (f"{FEATURES}.0.onset", age("-P4Y"), "age", f"{FEATURES} / 1 / onset / age / iso8601duration"),
    "onset in words": (f"{FEATURES}.0.onset", age("four"), "age", f"{FEATURES} / 1 / onset / age / iso8601duration"),
    "range backwards": (
        f"{FEATURES}.0.onset",
        {"ageRange": {"start": {"iso8601duration": "P9Y"}, "end": {"iso8601duration": "P8Y"}}},
        "age",
        f"{FEATURES} / 1 / onset / ageRange",
    ),
    "range half": (
        f"{FEATURES}.0.onset",
        {"ageRange": {"start": {"iso8601duration": "P9Y"}}},
        "missing",
        f"{FEATURES} / 1 / onset / ageRange / end",
    ),
    "onset twice": (
        f"{FEATURES}.0.onset",
        {**age("P4Y"), "ontologyClass": {"id": "HP:0003577"}},
        "one-of",
        f"{FEATURES} / 1 / onset",
    ),
    "pregnancy": (
        f"{FEATURES}.0.onset",
        {"gestationalAge": {"weeks": 400}},
        "age",
        f"{FEATURES} / 1 / onset / gestationalAge",
    ),
    "no day": (
        f"{FEATURES}.0.onset",
        {"timestamp": "2026-02-31T00:00:00Z"},
        "time",
        f"{FEATURES} / 1 / onset / timestamp",
    ),
    "interpretation status": (
        "interpretations.0.diagnosis.genomicInterpretations.0.interpretationStatus",
        "CAUSAL",
        "enum",
        "interpretations / 1 / diagnosis / genomicInterpretations / 1 / interpretationStatus",
    ),
    "no call": (
        "interpretations.0.diagnosis.genomicInterpretations.0",
        {"subjectOrBiosampleId": "toy-1"},
        "one-of",
        "interpretations / 1 / diagnosis / genomicInterpretations / 1",
    ),
    "ACMG": (
        "interpretations.0.diagnosis.genomicInterpretations.0.variantInterpretation.acmgPathogenicityClassification",
        "VUS",
        "enum",
        "acmgPathogenicityClassification",
    ),
    "bases": (f"{DESCRIPTOR}.vcfRecord.ref", "G > A", "vcf", "vcfRecord / ref"),
    "position": (f"{DESCRIPTOR}.vcfRecord.pos", -4, "type", "vcfRecord / pos"),
    "position zero": (f"{DESCRIPTOR}.vcfRecord.pos", 0, "vcf", "vcfRecord / pos"),
    "expression without value": (f"{DESCRIPTOR}.expressions.0.value", ..., "missing", "expressions / 1 / value"),
    "variation a string": (f"{DESCRIPTOR}.variation", "toy", "type", "variationDescriptor / variation"),
    "disease without term": ("diseases.0.term", ..., "missing", "diseases / 1 / term"),
    "created": ("metaData.created", "yesterday", "time", "metaData / created"),
    "measured endlessly": (
        "measurements",
        [{"assay": {"id": "LOINC:0-0"}, "value": {"quantity": {"unit": {"id": "UCUM:m"}, "value": 10**400}}}],
        "number",
        "measurements / 1 / value / quantity / value",
    ),
    "measured nothing": ("measurements", [{"assay": {"id": "LOINC:0-0"}}], "one-of", "measurements / 1"),
}
_CASES = {
    **{name: (data, kind, place) for name, (data, kind, place) in _FILES.items()},
    **{name: (raw(changed(at, value)), kind, place) for name, (at, value, kind, place) in _VALUES.items()},
}


def test_there_are_forty_and_more_of_them() -> None:
    assert len(_CASES) >= 60


_WHOLE = {
    *("no id", "blank id", "id a number", "long string", "control character", "half a character", "dog"),
    *("subject a list", "subject without id", "features an object"),
}
"""Those whose fault concerns the whole packet, and not one entry or one field of the person."""


def _tar(kind: str) -> bytes:
    with tarfile.open(fileobj=(file := io.BytesIO()), mode=f"w:{kind}") as archive:  # type: ignore[call-overload]
        (info := tarfile.TarInfo("toy-1.json")).size = len(data := raw(packet()))
        archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "looks"),
    [(_tar(""), "tar"), (_tar("gz"), "gzip"), (_tar("bz2"), "bzip2"), (_tar("xz"), "xz"), (b"PK\x03\x04", "ZIP")],
)
def test_an_archive_that_is_not_read_is_called_by_its_kind(data: bytes, looks: str) -> None:
    with pytest.raises(BadText) as refused:
        parse(data)
    assert (refused.value.what, refused.value.kind) == (f"this looks like {looks}", "encoding")
    assert refused.value.fix == "JSON in UTF-8, or a folder or ZIP archive of such files"


def test_a_packet_that_names_an_archive_is_none() -> None:
    text = raw({"id": "toy", "note": "ustar " * 100})
    for blanks in range(6):
        assert parse(b" " * blanks + text)["id"] == "toy"


@pytest.mark.parametrize("name", _CASES)
def test_malformed(terms: Terms, name: str) -> None:
    data, kind, place = _CASES[name]
    found, faults = read(terms, data)
    assert (found is None) == (name in _FILES or name in _WHOLE)
    assert ("left-out" in [fault.kind for fault in faults]) == (found is not None)
    fatal = [fault for fault in faults if fault.fatal]
    assert kind in [fault.kind for fault in fatal], fatal
    one = next(fault for fault in fatal if fault.kind == kind)
    assert one.file == "toy.json"
    assert one.place.endswith(place), one.place
    assert 5 < len(one.what) < 200, one.what
    assert one.fix
    assert len(one.fix) < 300


@pytest.mark.parametrize("name", sorted(_VALUES.keys() - _WHOLE))
def test_a_fault_in_one_entry_leaves_out_that_entry(terms: Terms, name: str) -> None:
    """What remains is what a packet says that never had the entry."""
    at, value, _, _ = _VALUES[name]
    call = DESCRIPTOR.removesuffix(".variantInterpretation.variationDescriptor")
    part = re.match(rf"{call}|(subject|metaData)\.\w+|\w+\.\d|\w+", at)
    assert part
    without = packet() if part[0] == "measurements" else changed(part[0], ...)
    found = sound(terms, changed(at, value))
    assert facts(found) == facts(sound(terms, without))


def test_entries_keep_the_numbers_that_they_have_in_the_file(terms: Terms) -> None:
    value = packet()
    value[FEATURES] = [
        *(feature("seizure"), feature(SEIZURE, "Ataxia")),
        feature(ATAXIA, onset={"interval": {"start": "2020-01-02T00:00:00Z", "end": "2020-01-01T00:00:00Z"}}),
        *(feature(DEMENTIA), feature(DEMENTIA, excluded=True)),
    ]
    found, faults = read(terms, value)
    assert found
    assert [one.term.id for one in found.features] == [SEIZURE, DEMENTIA, DEMENTIA]
    assert [(fault.place, fault.kind) for fault in faults] == [
        (f"{FEATURES} / 1 / type / id", "id"),
        (f"{FEATURES} / 1 / type / id", "not-hpo"),
        (f"{FEATURES} / 2 / type / label", "hpo-label"),
        (f"{FEATURES} / 3 / onset / interval", "time"),
        (f"{FEATURES} / 1", "left-out"),
        (f"{FEATURES} / 3", "left-out"),
        (f"{FEATURES} / 4", "present-and-excluded"),
    ]
    assert "excluded in entry 5" in faults[-1].what


def test_all_faults_come_in_one_reading(terms: Terms) -> None:
    value = packet()
    value["subject"]["sex"] = "WOMAN"
    value[FEATURES][0]["excluded"] = "no"
    value["diseases"][0]["onset"] = age("old")
    _, faults = read(terms, value)
    assert [fault.kind for fault in faults] == ["enum", "type", "age", *["left-out"] * 3]


# --- told, and kept

_WARNED = {
    "unknown field": ("toy", 1, "field-unknown"),
    "unknown field below": (f"{FEATURES}.0.oncet", {}, "field-unknown"),
    "wrong label": (f"{FEATURES}.0.type.label", "Ataxia", "hpo-label"),
    "unknown HPO id": (f"{FEATURES}.0.type", {"id": "HP:9999999", "label": "Toy"}, "hpo-unknown"),
    "spelt HPO id": (f"{FEATURES}.0.type.id", "hp_0001250", "hpo-rewritten"),
    "another ontology": (f"{FEATURES}.0.type", {"id": "SNOMEDCT:91175000", "label": "Seizure"}, "not-hpo"),
    "no phenotype": (f"{FEATURES}.0.type", {"id": "HP:0003577", "label": "Congenital onset"}, "not-phenotype"),
    "no metaData": ("metaData", ..., "missing"),
    "HGVS": (f"{DESCRIPTOR}.expressions.0.value", "NM_000000.1:c.whatever", "hgvs"),
    "syntax": (f"{DESCRIPTOR}.expressions.0.syntax", "toy", "syntax"),
    "no gene symbol": (f"{DESCRIPTOR}.geneContext.symbol", "toy gene?", "gene"),
    "another person": (
        "interpretations.0.diagnosis.genomicInterpretations.0.subjectOrBiosampleId",
        "toy-9",
        "subject",
    ),
    "onset after death": (f"{FEATURES}.0.onset", age("P60Y"), "age-order"),
    "alive and dead": ("subject.vitalStatus.status", "ALIVE", "vital"),
    "version": ("metaData.phenopacketSchemaVersion", "3.0", "version"),
    "diseases of two ages": (
        "diseases",
        [{"term": {"id": f"OMIM:{n}"}, "onset": age(f"P{n}Y")} for n in (1, 2)],
        "onset-several",
    ),
}


@pytest.mark.parametrize("name", _WARNED)
def test_odd_and_kept(terms: Terms, name: str) -> None:
    at, value, kind = _WARNED[name]
    assert kind in told(terms, changed(at, value))


def test_obsolete_and_alternative_ids_are_read_as_the_new_one(terms: Terms, hpo: Hpo) -> None:
    old = next(term for term in hpo.terms.values() if term.obsolete and term.replaced_by)
    other = next(term for term in hpo.terms.values() if term.alternative_ids and not term.obsolete)
    for identifier, label, meant in (
        (old.id, old.label.removeprefix("obsolete "), old.replaced_by[0]),
        (other.alternative_ids[0], other.label, other.id),
    ):
        value = changed(f"{FEATURES}.0.type", {"id": identifier, "label": label})
        assert "hpo-rewritten" in told(terms, value)
        assert sound(terms, value).features[0].term.id == meant


def test_exact_synonyms_are_no_fault(terms: Terms, hpo: Hpo) -> None:
    synonym = next(one.text for one in hpo.terms[SEIZURE].synonyms if one.scope == "EXACT")
    assert told(terms, changed(f"{FEATURES}.0.type.label", synonym)) == []


def test_contradictions_and_repetitions(terms: Terms) -> None:
    both = packet(phenotypicFeatures=[feature(SEIZURE, "Seizure"), feature(SEIZURE, "Seizure", excluded=True)])
    assert told(terms, both) == ["present-and-excluded"]
    twice = packet(phenotypicFeatures=[feature("HP:0007359"), feature(SEIZURE)])
    assert told(terms, twice) == ["redundant"]
    below = packet(phenotypicFeatures=[feature("HP:0007359"), feature(SEIZURE, excluded=True)])
    assert told(terms, below) == ["present-below-excluded"]
    assert len(sound(terms, twice).features) == 2, "nothing is dropped"


def test_protobuf_spellings_of_json_are_read(terms: Terms) -> None:
    value = packet()
    value["phenotypic_features"] = value.pop(FEATURES)
    value["subject"]["sex"] = 1
    value["measurements"] = None
    assert told(terms, value) == []
    assert sound(terms, value) == sound(terms, packet())


def test_numbers_and_enums_are_read_in_every_form_of_protobuf(terms: Terms) -> None:
    quantity = {"unit": {"id": "UCUM:Cel"}, "referenceRange": {"low": 36, "high": 37.5}}
    plain = packet(measurements=[{"assay": {"id": "LOINC:0-0"}, "value": {"quantity": {**quantity, "value": 36.6}}}])
    for number in ("36.6", "3.66e1", "366E-1"):
        value = copy.deepcopy(plain)
        value["measurements"][0]["value"]["quantity"]["value"] = number
        assert told(terms, value) == []
        assert sound(terms, value) == sound(terms, plain)
    for sex in (1, "1", 1.0, "FEMALE"):
        assert sound(terms, changed("subject.sex", sex)) == sound(terms, packet())
    for position in (100, "100", 100.0, "1e2", "100.0"):
        assert sound(terms, changed(f"{DESCRIPTOR}.vcfRecord.pos", position)) == sound(terms, packet())


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1e400", "12 mg", "0x10", "", " 7", "1_000", "١"])
def test_what_is_no_number_is_none_as_text(terms: Terms, word: str) -> None:
    quantity = {"unit": {"id": "UCUM:Cel"}, "value": word}
    one = packet(measurements=[{"assay": {"id": "LOINC:0-0"}, "value": {"quantity": quantity}}])
    found, faults = read(terms, one)
    assert found
    assert not found.measurements
    assert next(fault.kind for fault in faults if fault.fatal) in ("number", "type")


_NUMBERS = [
    (message, key) for message, keys in MESSAGES.items() for key, field in keys.items() if field.type == "number"
]


def test_there_are_such_fields() -> None:
    assert sorted(_NUMBERS) == [("Quantity", "value"), ("ReferenceRange", "high"), ("ReferenceRange", "low")]


@pytest.mark.parametrize("key", [key for _, key in _NUMBERS])
def test_a_number_that_is_left_out_is_zero_and_told(terms: Terms, key: str) -> None:
    """protobuf's JSON leaves out what has its default; null is no zero, though, where people write it."""

    def measured(**given: Any) -> dict[str, Any]:
        quantity: dict[str, Any] = {"unit": {"id": "UCUM:m"}, "value": 1, "referenceRange": {"low": -2, "high": 5}}
        holder = quantity if key == "value" else quantity["referenceRange"]
        del holder[key]
        holder.update(given)
        return packet(measurements=[{"assay": {"id": "LOINC:0-0"}, "value": {"quantity": quantity}}])

    assert told(terms, measured()) == ["zero"]
    assert sound(terms, measured()) == sound(terms, measured(**{key: 0}))
    assert told(terms, measured(**{key: 0})) == []
    found, faults = read(terms, measured(**{key: None}))
    assert found
    assert not found.measurements
    assert [fault.kind for fault in faults] == ["missing", "left-out"]


# --- times


_SPANS = [
    ("2020-01-01T10:00:00+09:00", "2020-01-01T05:00:00Z"),
    ("2020-01-01T00:00:00Z", "2020-01-01T00:00:00.500Z"),
    ("2020-01-01T00:00:00.000000001Z", "2020-01-01T00:00:00.000000002Z"),
    ("2020-01-01", "2020-01-01T00:00:00Z"),
    ("2020-01-01T23:00:00-05:00", "2020-01-02T04:00:00Z"),
    ("2020-01-01T12:00", "2020-01-01T12:00:01"),
]


@pytest.mark.parametrize(("start", "end"), _SPANS)
def test_intervals_are_instants(terms: Terms, start: str, end: str) -> None:
    value = packet(phenotypicFeatures=[feature(SEIZURE, onset={"interval": {"start": start, "end": end}})])
    assert told(terms, value) == []
    assert about(sound(terms, value), "statedTime") == {f'"{start}/{end}"'}


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2020-01-01T05:00:00Z", "2020-01-01T10:00:00+09:00"),
        ("2020-01-01T00:00:00.500Z", "2020-01-01T00:00:00Z"),
        ("2020-01-01T00:00:00.000000002Z", "2020-01-01T00:00:00.000000001Z"),
        ("2020-01-02", "2020-01-01"),
        ("2020-01-01T12:00:01", "2020-01-01T12:00"),
    ],
)
def test_what_ends_before_it_starts_is_left_out(terms: Terms, start: str, end: str) -> None:
    value = packet(phenotypicFeatures=[feature(SEIZURE, onset={"interval": {"start": start, "end": end}})])
    found, faults = read(terms, value)
    assert found
    assert not found.features
    assert [fault.kind for fault in faults] == ["time", "left-out"]


@given(st.datetimes(), st.integers(-14, 14), st.integers(-14, 14))
def test_one_instant_is_one_in_every_zone(then: datetime, one: int, two: int) -> None:
    zones = [timezone(timedelta(hours=hours)) for hours in (one, two)]
    try:
        first, second = (then.replace(tzinfo=UTC).astimezone(zone).isoformat() for zone in zones)
    except OverflowError:  # before the year 1, or after 9999
        return
    assert span(first) == span(second)
    assert not surely_after(first, second)


def _died(at: dict[str, Any], **more: Any) -> dict[str, Any]:
    subject = {"id": "toy-1", "vitalStatus": {"status": "DECEASED", "timeOfDeath": at}, **more.pop("subject", {})}
    return packet(subject=subject, **{FEATURES: [feature(SEIZURE)], "diseases": [], **more})


_YEAR = {"timestamp": "2009-01-01T00:00:00Z"}
_LATER = {"timestamp": "2015-06-01T00:00:00+02:00"}
_CONTRADICTIONS = {
    "seen after death": _died(age("P40Y"), subject={"timeAtLastEncounter": age("P50Y")}),
    "seen after death, by date": _died(_YEAR, subject={"timeAtLastEncounter": _LATER}),
    "disease after death": _died(age("P40Y"), diseases=[{"term": {"id": "OMIM:0"}, "onset": age("P60Y")}]),
    "disease after death, by date": _died(_YEAR, diseases=[{"term": {"id": "OMIM:0"}, "onset": _LATER}]),
    "sign after death": _died(age("P40Y"), **{FEATURES: [feature(SEIZURE, onset=age("P41Y"))]}),
    "sign after death, by date": _died(_YEAR, **{FEATURES: [feature(SEIZURE, onset=_LATER)]}),
    "resolved after death": _died(age("P40Y"), **{FEATURES: [feature(SEIZURE, resolution=age("P41Y"))]}),
    "resolved before onset": packet(
        phenotypicFeatures=[feature(SEIZURE, onset=age("P30Y"), resolution=age("P20Y"))], diseases=[]
    ),
    "resolved before onset, by date": packet(
        phenotypicFeatures=[feature(SEIZURE, onset=_LATER, resolution=_YEAR)], diseases=[]
    ),
    "resolved before birth, begun after": packet(
        phenotypicFeatures=[feature(SEIZURE, onset=age("P1Y"), resolution={"gestationalAge": {"weeks": 30}})],
        diseases=[],
    ),
}


@pytest.mark.parametrize("name", _CONTRADICTIONS)
def test_times_that_contradict_each_other_are_told(terms: Terms, name: str) -> None:
    assert told(terms, _CONTRADICTIONS[name]) == ["age-order"]


@pytest.mark.parametrize("status", ["UNKNOWN_STATUS", "ALIVE", ...])
@pytest.mark.parametrize("said", [{"timeOfDeath": age("P51Y")}, {"causeOfDeath": {"id": "NCIT:C0"}}])
def test_a_death_of_someone_who_is_not_said_to_have_died_is_told(
    terms: Terms, status: Any, said: dict[str, Any]
) -> None:
    vital = {**said, **({} if status is ... else {"status": status})}
    assert told(terms, changed("subject.vitalStatus", vital)) == ["vital"]


@pytest.mark.parametrize(
    "value",
    [
        _died(age("P40Y"), subject={"timeAtLastEncounter": age("P40Y")}),
        _died(age("P40Y"), subject={"timeAtLastEncounter": _LATER}),
        _died({"ageRange": {"start": age("P40Y")["age"], "end": age("P50Y")["age"]}}, **{FEATURES: [feature(SEIZURE)]}),
        packet(phenotypicFeatures=[feature(SEIZURE, onset={"gestationalAge": {"weeks": 30}}, resolution=age("P1D"))]),
    ],
)
def test_times_that_can_follow_each_other_or_cannot_be_compared_are_no_fault(terms: Terms, value: Any) -> None:
    assert told(terms, value) == []


def test_an_obsolete_term_with_several_replacements_is_read_as_none_of_them(terms: Terms, hpo: Hpo) -> None:
    old = next(term for term in hpo.terms.values() if term.obsolete and len(term.replaced_by) > 1)
    found, faults = read(terms, packet(phenotypicFeatures=[feature(old.id, old.label)]))
    assert found
    assert [fault.kind for fault in faults] == ["hpo-obsolete"]
    assert all(one in faults[0].fix for one in old.replaced_by)
    assert about(found, "codedAs") == {f"<{expand(old.id)}>"}
    assert not found.features[0].known


def test_a_byte_order_mark_is_no_fault(terms: Terms) -> None:
    assert sound(terms, b"\xef\xbb\xbf" + raw(packet())) == sound(terms, packet())


# --- ages

_PARTS = st.tuples(st.integers(0, 99), st.integers(0, 11), st.integers(0, 4), st.integers(0, 29))


@given(_PARTS)
def test_years_of_any_duration(parts: tuple[int, int, int, int]) -> None:
    y, m, w, d = parts
    written = "P" + "".join(f"{n}{unit}" for n, unit in zip(parts, "YMWD", strict=True) if n)
    if written == "P":
        written = "P0D"
    assert years(written) == pytest.approx(y + m / 12 + w * 7 / 365.25 + d / 365.25, abs=1e-4)


@given(st.integers(OLDEST + 1, 10**9))
def test_no_age_is_beyond_the_oldest(age: int) -> None:
    with pytest.raises(BadAge):
        years(f"P{age}Y")


@given(st.text(max_size=12))
def test_any_text_is_an_age_or_told(text: str) -> None:
    try:
        assert 0 <= years(text) <= OLDEST
    except BadAge as error:
        assert error.fix


@given(st.integers(0, 120), st.integers(0, 120))
def test_durations_keep_their_order(one: int, two: int) -> None:
    assert (years(f"P{one}Y") < years(f"P{two}Y")) == (one < two)


@pytest.mark.parametrize("text", ["", "P", "PT", "4Y", "P4", "P4Y2", "P1.5Y2M", "PY", "P-4Y", "P4M2Y", "p4y", "P٤Y"])
def test_no_durations(text: str) -> None:
    with pytest.raises(BadAge):
        years(text)


@pytest.mark.parametrize(("text", "age"), [("P1.5Y", 1.5), ("P1,5Y", 1.5), ("P18M", 1.5), ("PT12H", 0.00137)])
def test_odd_durations(text: str, age: float) -> None:
    assert years(text) == age


# --- what becomes of it


def test_the_person(terms: Terms) -> None:
    found = sound(terms, packet())
    assert about(found, "sex") == {f"<{KG}female>"}
    assert about(found, "ageAtExamination") == {'"50.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'}
    assert about(found, "ageAtDeath") == {'"51"^^<http://www.w3.org/2001/XMLSchema#decimal>'}
    assert about(found, "ageAtOnset") == {'"39"^^<http://www.w3.org/2001/XMLSchema#decimal>'}
    assert about(found, "geneticStatus") == {f"<{KG}confirmed>"}
    assert about(found, "caseLabel") == {'"toy-1"'}
    assert about(found, "hasDisease") == {"<https://omim.org/entry/000000>"}
    assert about(found, "reportedIn") == {"<https://w3id.org/csf1r-kg/paper/pmid-0000001>"}


def test_findings_are_instances_and_exclusions(terms: Terms) -> None:
    found = sound(terms, packet())
    types = {o for _, p, o in packet_triples(found, "toy", "toy-1") if p.endswith("#type")}
    assert f"<{expand(SEIZURE)}>" in types
    assert f"<{expand(DEMENTIA)}>" in types
    assert f"<{expand(ATAXIA)}>" not in types
    assert about(found, "excludes") == {f"<{expand(ATAXIA)}>"}
    assert about(found, "codedAs") == {f"<{expand(one.term.id)}>" for one in found.features if one.present}
    assert about(found, "modality") == {"<https://w3id.org/csf1r-kg/modality/MRI>"}


def test_names_of_findings_and_measurements_stay(terms: Terms) -> None:
    """Their digests stand in IRIs that others may have noted: no change of ours may move them."""
    cited = [{"evidenceCode": {"id": "ECO:0000033", "label": "toy"}, "reference": {"id": "PMID:0000002"}}]
    one = packet(
        phenotypicFeatures=[feature(SEIZURE, "Seizure", onset=age("P4M"), evidence=cited)],
        measurements=[{"assay": {"id": "LOINC:0-0", "label": "toy"}, "value": {"ontologyClass": {"id": "NCIT:C0"}}}],
    )
    found, base = sound(terms, one), "https://w3id.org/csf1r-kg"
    assert about(found, "hasFinding") == {f"<{base}/observation/toy/toy-1/hp-0001250-fe49d89422>"}
    assert about(found, "hasMeasurement") == {f"<{base}/measurement/toy/toy-1/loinc-0-0-feaf8877ac>"}


def test_the_order_of_a_packet_does_not_matter(terms: Terms) -> None:
    value = packet()
    value[FEATURES].reverse()
    assert facts(sound(terms, value)) == facts(sound(terms, packet()))


def test_onsets_of_every_form(terms: Terms) -> None:
    forms: list[tuple[Any, dict[str, set[str]]]] = [
        (age("P4M"), {"statedTime": {'"P4M"'}}),
        (
            {"ageRange": {"start": {"iso8601duration": "P10Y"}, "end": {"iso8601duration": "P20Y"}}},
            {
                "statedTime": {'"P10Y/P20Y"'},
                "rangeHigh": {'"20"^^<http://www.w3.org/2001/XMLSchema#decimal>'},
                "ageAtObservation": set(),
            },
        ),
        ({"ontologyClass": {"id": "HP:0003577"}}, {"onsetTerm": {f"<{expand('HP:0003577')}>"}, "statedTime": set()}),
        (
            {"gestationalAge": {"weeks": 20, "days": 3}},
            {"gestationalDays": {'"143"^^<http://www.w3.org/2001/XMLSchema#integer>'}},
        ),
        ({"timestamp": "2026-01-01T00:00:00Z"}, {"statedTime": {'"2026-01-01T00:00:00Z"'}}),
    ]
    for onset, expected in forms:
        value = packet(phenotypicFeatures=[feature(SEIZURE, onset=onset)])
        for name, objects in expected.items():
            assert about(sound(terms, value), name) == objects, onset


def test_modifiers_severity_and_evidence(terms: Terms) -> None:
    one = feature(
        SEIZURE,
        severity={"id": "HP:0012828", "label": "Severe"},
        modifiers=[{"id": "HP:0012834", "label": "Right"}],
        description="toy",
        resolution=age("P45Y"),
        evidence=[{"evidenceCode": {"id": "ECO:0000033", "label": "toy"}, "reference": {"id": "PMID:0000002"}}],
    )
    found = sound(terms, packet(phenotypicFeatures=[one]))
    assert about(found, "severity") == {f"<{expand('HP:0012828')}>"}
    assert about(found, "modifier") == {f"<{expand('HP:0012834')}>"}
    assert about(found, "side") == {f"<{KG}right>"}
    assert about(found, "statedResolution") == {'"P45Y"'}
    assert about(found, "evidenceType") == {f"<{expand('ECO:0000033')}>"}
    assert "<https://w3id.org/csf1r-kg/paper/pmid-0000002>" in about(found, "reportedIn")


def test_variants(terms: Terms) -> None:
    found = sound(terms, packet())
    assert about(found, "hasVariant") == {"<https://w3id.org/csf1r-kg/variant/hgnc-0/NM_000000.1:c.1234G-A>"}
    assert about(found, "hgvsCoding") == {'"c.1234G>A"'}
    assert about(found, "hgvsProtein") == {'"p.Gly412Arg"'}
    assert about(found, "zygosity") == {f"<{expand('GENO:0000135')}>"}
    assert about(found, "significance") == {f"<{expand('GENO:0000840')}>"}
    assert about(found, "genomicChange") == {'"GRCh38:0:100:G:A"'}
    assert about(found, "diseaseClaim") == {f"<{KG}causal>"}


def test_a_rejected_variant_confirms_nothing(terms: Terms) -> None:
    value = packet()
    value["interpretations"][0]["diagnosis"]["genomicInterpretations"] = [call(variant(), "REJECTED", "BENIGN")]
    found = sound(terms, value)
    assert about(found, "geneticStatus") == set()
    assert about(found, "diseaseClaim") == {f"<{KG}noDiseaseClaim>"}


def test_structural_variants_without_a_name_are_told_apart(terms: Terms) -> None:
    bare = {"id": "toy", "label": "toy deletion", "structuralType": {"id": "SO:1000029", "label": "toy"}}
    seen = set()
    for number in (1, 2):
        value = packet(number)
        value["interpretations"][0]["diagnosis"]["genomicInterpretations"] = [call(bare)]
        seen |= about(sound(terms, value), "hasVariant")
    assert len(seen) == 2
    assert all(one.startswith("<https://w3id.org/csf1r-kg/variant/no-gene/unnamed-toy-deletion-") for one in seen)


@pytest.mark.parametrize("key", ["id", "_id", "Id"])  # VRS; the field of protobuf; as protobuf writes it in JSON
def test_vrs_ids_and_gene_calls(terms: Terms, key: str) -> None:
    named = variant(variation={"allele": {key: "ga4gh:VA.toy", "location": {}}})
    value = packet()
    calls = value["interpretations"][0]["diagnosis"]["genomicInterpretations"]
    calls[:] = [call(named), {"subjectOrBiosampleId": "toy-1", "gene": {"valueId": "HGNC:1", "symbol": "TOY2"}}]
    found = sound(terms, value)
    assert about(found, "vrsId") == {'"ga4gh:VA.toy"'}
    assert len(about(found, "hasGenotype")) == 2
    assert "<https://w3id.org/csf1r-kg/gene/hgnc-1>" in about(found, "ofGene")


def test_measurements_and_excluded_diseases(terms: Terms) -> None:
    quantity = {"unit": {"id": "UCUM:mg/dL", "label": "mg/dL"}, "value": 7.5, "referenceRange": {"low": 1, "high": 5}}
    value = packet(
        measurements=[
            {"assay": {"id": "LOINC:0-0", "label": "Toy level"}, "value": {"quantity": {**quantity}}},
            {"assay": {"id": "LOINC:0-1"}, "value": {"ontologyClass": {"id": "NCIT:C0", "label": "Positive"}}},
        ],
        diseases=[{"term": {"id": "ORPHA:0"}, "excluded": True}],
    )
    found = sound(terms, value)
    assert len(about(found, "hasMeasurement")) == 2
    assert about(found, "value") == {'"7.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'}
    assert about(found, "unitTerm") == {"<https://bioregistry.io/UCUM:mg/dL>"}
    assert about(found, "result") == {f"<{expand('NCIT:C0')}>"}
    assert about(found, "hasExcludedDisease") == {f"<{expand('ORPHA:0')}>"}


def test_what_has_no_place_is_counted(terms: Terms) -> None:
    notes = PacketNotes("toy.json")
    value = packet(biosamples=[{"id": "toy"}, {"id": "toy-2"}], medicalActions=[{}], toy=1)
    value["subject"]["dateOfBirth"] = "1900-01-01T00:00:00Z"
    assert read_packet(raw(value), terms, notes)
    assert notes.kept_out == {
        "biosamples": 2,
        "medicalActions": 1,
        "subject / dateOfBirth": 1,
        "(unknown fields)": 1,
        "interpretations / id": 1,
    }


# --- tables


def test_the_schema_table_is_whole() -> None:
    known = {*MESSAGES, *ENUMS, "string", "bool", "number", "count", "time", "duration", "object"}
    assert {field.type for fields in MESSAGES.values() for field in fields.values()} <= known
    for name, keys in ONE_OF.items():
        assert set(keys) <= MESSAGES[name].keys()
    assert len(MESSAGES["Phenopacket"]) == 10


def test_imaging_branches_are_those_of_hpo_and_modalities_those_of_the_vocabulary(hpo: Hpo, terms: Terms) -> None:
    words = read_reference(Inputs.shipped().reference).vocabulary
    assert all(hpo.terms[identifier].label == label for identifier, label, _ in BRANCHES)
    assert set(terms.modalities.values()) <= words.modalities.keys()
    assert words.modalities[UNSTATED].label == "brain imaging, method not stated"
    assert {terms.modalities[one] for one in ("HP:0012707", "HP:0012659", "HP:0040330")} == {"MRS", "FDG-PET", "MRI"}
    assert terms.modalities["HP:0410263"] == UNSTATED
    assert not {SEIZURE, "HP:0001272", "HP:0004562"} & terms.modalities.keys()


def test_acmg_classes_are_those_of_the_vocabulary() -> None:
    words = read_reference(Inputs.shipped().reference).vocabulary
    table = {word.id: word.use_for for word in words.tables["clinical_significance_relations"]}
    assert {word.value: (word,) for word in ACMG.values()} == table


def written(path: Path) -> Iterator[str]:
    """The properties and classes that a module names where it says something."""
    for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name):
            name = one.func.id
            texts = [each.value for each in one.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            if name in ("term", "each", "own", "is_a"):
                yield from texts
            if name == "told":
                yield from map(camel, texts)
            if name in ("said", "told"):
                yield from (each.arg for each in one.keywords if each.arg)


def test_no_word_is_written_that_the_ontology_does_not_define(terms: Terms) -> None:
    """Not the words of one packet: every word that the code can write."""
    text = Path(Inputs.shipped().ontology, "csf1r.ttl").read_text(encoding="utf-8")
    words = {word for path in (PACKAGE / "triples").glob("*.py") for word in written(path)}
    assert len(words) > 150
    assert {p.removeprefix(KG) for _, p, _ in facts(sound(terms, packet())) if p.startswith(KG)} <= {
        *words,
        *("codedAs", "codedAsAbsent", "excludes", "hasFinding", "hasExcludedFinding", "hasDisease"),
    }
    for name in words:
        assert f"\nkg:{name} a owl:" in text, name
