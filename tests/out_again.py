"""Out and in again: packets to quads, quads to packets, packets to quads, without files; and toy packets for it."""

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from kg.engine.memory import MemoryEngine
from kg.export.packets.genome import Places
from kg.export.packets.hierarchy import diseases, hierarchy
from kg.export.packets.nodes import Graph
from kg.export.packets.people import PacketPeople
from kg.export.packets.remarks import Remarks
from kg.export.packets.words import Words
from kg.imports.beside import PacketKeys
from kg.imports.ends import written
from kg.imports.lines import Lines
from kg.infer.follow import Knowledge
from kg.report import Fault
from kg.sources.our_ontology import ontology
from kg.sources.phenopackets import PacketNotes, Terms, read_packet
from tests.packets import ATAXIA, DEMENTIA, SEIZURE, WHITE_MATTER, age, call, feature, packet, raw, variant

Packets = list[dict[str, Any]]
ABOUT: Mapping[str, Any] = {
    "title": "Toy graph",
    "issued": "2026-01-31",
    "sources": [{"name": "hp", "version": "hp/releases/2001-01-01"}],
    "genes": ["TOY1"],
}


def taken_in(packets: Sequence[Mapping[str, Any]], terms: Terms) -> tuple[list[str], list[Fault]]:
    """The quads of packets as the cohort `toy`, sorted, and all faults."""
    lines, keys, faults, quads = Lines("toy", Knowledge.shipped(terms.hpo)), PacketKeys(), [], set()
    for number, one in enumerate(packets):
        notes = PacketNotes(f"toy-{number}.json")
        found = read_packet(raw(one), terms, notes)
        faults += notes.faults
        if found and (key := keys.key(found.id, lines.names(found))):
            quads.update(written(lines.of(found, key)))
    return sorted(quads), faults


def given_out(quads: Sequence[str]) -> tuple[Packets, PacketPeople]:
    """The packets of a dataset, and what wrote them."""
    engine = MemoryEngine.of_lines("".join(quads).encode())
    whole = Graph(engine)
    words = Words(whole.labels, ABOUT)
    known = diseases(engine, ABOUT["genes"])
    people = PacketPeople(whole, words, Remarks(words, ontology()), known, Places.of(engine), hierarchy(engine))
    batches = whole.batches(whole.cases())
    return [people.packet(case, things) for batch in batches for case, things in batch], people


# --- toy packets that use every field the importer reads

_TERMS = {
    "SNOMEDCT:7": "toy modifier",
    "ECO:0000033": "toy evidence",
    "ECO:0000034": "other toy evidence",
    "OMIM:000000": "Toy disease",
    "Orphanet:12": "Toy disease of Orphanet",
    "MONDO:0000000": "Toy disease of Mondo",
    "LOINC:0-0": "toy assay",
    "UCUM:toy": "toy unit",
    "NCIT:C0": "toy result",
    "TOY:1": "",
}
"""One label for each: what packets disagree about is kept by the first."""


def term(identifier: str) -> dict[str, str]:
    label = _TERMS.get(identifier, "")
    return {"id": identifier, "label": label} if label else {"id": identifier}


_PAPERS = [
    {"id": "PMID:0000001", "description": "A toy paper"},
    {"id": "PMID:0000002"},
    {"id": "DOI:10.1234/toy(1)", "description": "A toy paper with a DOI"},
]
_WEB = [{"id": "toy", "reference": "https://example.org/toy?a=b"}, {"id": "toy words"}, {"id": "TOYFILE:1"}]
_MOMENTS = [
    age("P40Y6M"),
    age("P4M"),
    {"ageRange": {"start": {"iso8601duration": "P10Y"}, "end": {"iso8601duration": "P20Y"}}},
    {"gestationalAge": {"weeks": 20, "days": 3}},
    {"ontologyClass": {"id": "HP:0003577"}},
    {"timestamp": "2026-01-01T00:00:00Z"},
    {"interval": {"start": "2020-01-01T00:00:00Z", "end": "2021-01-01T00:00:00Z"}},
]
_MODIFIERS = [{"id": "HP:0012834"}, {"id": "HP:0012835"}, {"id": "HP:0012832"}, term("SNOMEDCT:7")]
_VARIANTS = [
    variant(),
    {**variant(), "id": "ga4gh:VA.toy", "label": "toy label"},
    variant("NM_000000.1:c.77del", description="toy words", alternateLabels=["toy alias"], xrefs=["dbSNP:rs0"]),
    {"id": "toy-unnamed", "label": "a large toy deletion", "structuralType": {"id": "SO:1000029"}},
    {
        "expressions": [
            {"syntax": "hgvs.c", "value": "NM_000002.1:c.9A>G"},
            {"syntax": "hgvs.c", "value": "NM_000001.1:c.5A>G"},
            {"syntax": "spdi", "value": "NC_000000.1:1:A:G"},
        ]
    },
    {"label": "toy", "geneContext": {"valueId": "", "symbol": "TOY2"}},
    {"expressions": [{"syntax": "hgvs.g", "value": "NC_000000.1:g.5A>G"}]},
]
_STATUSES = ["CAUSATIVE", "CONTRIBUTORY", "CANDIDATE", "REJECTED", "UNKNOWN_STATUS"]
_CLASSES = ["PATHOGENIC", "LIKELY_BENIGN", "NOT_PROVIDED"]


def some(values: Sequence[Any], most: int = 2) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(values), max_size=most, unique_by=str)


def given(required: Mapping[str, st.SearchStrategy[Any]], **free: st.SearchStrategy[Any]) -> Any:
    return st.fixed_dictionaries(dict(required), optional=free)


moments = st.sampled_from(_MOMENTS)
evidence = given(
    {"evidenceCode": st.sampled_from([term("ECO:0000033"), term("ECO:0000034")])},
    reference=st.sampled_from([*_PAPERS, *_WEB]),
)
features = given(
    {"type": st.sampled_from([{"id": SEIZURE, "label": "Seizure"}, {"id": ATAXIA}, {"id": WHITE_MATTER},
                              {"id": DEMENTIA, "label": "toy name"}, term("SNOMEDCT:7"), term("Orphanet:12")])},
    excluded=st.booleans(),
    description=st.sampled_from(["toy words", 'a "quoted"\nline']),
    severity=st.just({"id": "HP:0012828", "label": "Severe"}),
    modifiers=some(_MODIFIERS, 3),
    onset=moments,
    resolution=moments,
    evidence=st.lists(evidence, max_size=2),
)  # fmt: skip
diseases_of = given(
    {"term": st.sampled_from([term(one) for one in ("OMIM:000000", "Orphanet:12", "MONDO:0000000")])},
    excluded=st.booleans(),
    onset=moments,
)
quantities = given(
    {"unit": st.just(term("UCUM:toy")), "value": st.sampled_from([1, 35.5, -0.25])},
    referenceRange=st.just({"unit": term("UCUM:toy"), "low": 0.5, "high": 7}),
)
measurements = given(
    {"assay": st.sampled_from([term("LOINC:0-0"), term("TOY:1")]),
     "value": st.one_of(st.just({"ontologyClass": term("NCIT:C0")}), quantities.map(lambda one: {"quantity": one}))},
    description=st.just("toy words"), timeObserved=moments,
)  # fmt: skip
actions = st.sampled_from(
    [{"treatment": {"agent": {"id": "TOY:1", "label": "toy drug"}}}, {"treatment": {"agent": {"id": "TOY:1"}}}]
)
genes = st.just({"interpretationStatus": "CANDIDATE", "gene": {"valueId": "HGNC:0", "symbol": "TOY1"}})
calls = st.one_of(
    genes, st.builds(call, st.sampled_from(_VARIANTS), st.sampled_from(_STATUSES), st.sampled_from(_CLASSES))
)
interpretations = given(
    {"id": st.just("toy")},
    progressStatus=st.sampled_from(["SOLVED", "UNSOLVED", "IN_PROGRESS", "UNKNOWN_PROGRESS"]),
    summary=st.sampled_from(["toy summary", "another"]),
    diagnosis=given({"genomicInterpretations": st.lists(calls, max_size=2)},
                    disease=st.sampled_from([term("OMIM:000000"), term("MONDO:0000000")])),
)  # fmt: skip
subjects = given(
    {"id": st.sampled_from(["toy-1", "III-1"])},
    alternateIds=some(["toy alias", "other"]),
    sex=st.sampled_from(["FEMALE", "MALE", "OTHER_SEX", "UNKNOWN_SEX"]),
    karyotypicSex=st.sampled_from(["XX", "OTHER_KARYOTYPE"]),
    timeAtLastEncounter=moments,
    vitalStatus=given({"status": st.sampled_from(["ALIVE", "DECEASED", "UNKNOWN_STATUS"])}, timeOfDeath=moments,
                      causeOfDeath=st.just(term("NCIT:C0")), survivalTimeInDays=st.integers(0, 9)),
)  # fmt: skip
meta = given(
    {"phenopacketSchemaVersion": st.just("2.0"), "externalReferences": some([*_PAPERS, *_WEB], 3)},
    created=st.just("2026-01-01T00:00:00Z"),
    createdBy=st.just("toy"),
)
packets = given(
    {"id": st.sampled_from(["toy", "TOY", "PMID_0000001_III-1", "toy/2", "x" * 150, "Köln 1"])},
    subject=subjects,
    phenotypicFeatures=st.lists(features, max_size=4),
    measurements=st.lists(measurements, max_size=2),
    interpretations=st.lists(interpretations, max_size=2),
    diseases=st.lists(diseases_of, max_size=3),
    medicalActions=st.lists(actions, max_size=2),
    metaData=meta,
)


def rich() -> Packets:
    """Two packets, of which the second says something in every field that is read."""
    whole = packet(
        2,
        phenotypicFeatures=[
            feature(SEIZURE, "Seizures", onset=_MOMENTS[0], resolution=_MOMENTS[1], description="toy words",
                    severity={"id": "HP:0012828", "label": "Severe"}, modifiers=[_MODIFIERS[0], _MODIFIERS[3]],
                    evidence=[{"evidenceCode": term("ECO:0000033"), "reference": _PAPERS[1]},
                              {"evidenceCode": term("ECO:0000034"), "reference": _WEB[0]}]),
            feature(DEMENTIA, onset=_MOMENTS[2], modifiers=_MODIFIERS[:2]),
            feature(WHITE_MATTER, "toy name", onset=_MOMENTS[3]),
            feature("SNOMEDCT:7", "toy modifier", onset=_MOMENTS[4]),
            feature("Orphanet:12", excluded=True, onset=_MOMENTS[5]),
            feature(ATAXIA, "Ataxia", excluded=True, onset=_MOMENTS[6]),
        ],
        measurements=[
            {"assay": term("LOINC:0-0"), "description": "toy", "timeObserved": age("P5Y"), "value": {"quantity": {
                "unit": term("UCUM:toy"), "value": 35, "referenceRange": {"low": 1, "high": 2.5}}}},
            {"assay": term("TOY:1"), "value": {"ontologyClass": term("NCIT:C0")}},
        ],
        diseases=[
            {"term": term("OMIM:000000"), "onset": age("P39Y")},
            {"term": term("Orphanet:12"), "onset": age("P39Y")},
            {"term": term("MONDO:0000000"), "onset": _MOMENTS[4]},
            {"term": term("NCIT:C0"), "excluded": True},
        ],
        medicalActions=[{"treatment": {"agent": {"id": "TOY:1", "label": "toy drug"}}}],
        interpretations=[
            {"id": "toy", "progressStatus": "SOLVED", "summary": "toy summary", "diagnosis": {
                "disease": term("OMIM:000000"), "genomicInterpretations": [call(one) for one in _VARIANTS[:4]]}},
            {"id": "toy 2", "diagnosis": {"genomicInterpretations": [call(_VARIANTS[4], "CANDIDATE", "BENIGN")]}},
        ],
    )  # fmt: skip
    whole["subject"] |= {"alternateIds": ["toy alias"], "karyotypicSex": "XX", "sex": "OTHER_SEX"}
    whole["subject"]["vitalStatus"] |= {"causeOfDeath": term("NCIT:C0"), "survivalTimeInDays": 7}
    whole["metaData"]["externalReferences"] += [_PAPERS[2], *_WEB]
    return [packet(1), whole]
