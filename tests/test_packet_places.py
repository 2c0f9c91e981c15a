"""Packets out: where variants lie on the genome, and what is no statement when such packets come back."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.engine import Engine, RowTerm
from kg.export.packets import export_packets
from kg.export.packets.genome import Places, vcf_record
from kg.export.packets.nodes import Node
from kg.model.packet import UNSPECIFIED
from kg.names import BASE, KG, SKOS, expand, mint
from kg.release import Release
from kg.sources.genomic import read_genomic
from kg.sources.hpo import hpo_path, read_hpo
from kg.sources.phenopackets import Terms
from kg.sources.phenopackets.genes import KnownGenes
from kg.sources.placed import coding_of
from tests.out_again import given_out, taken_in
from tests.packets import call, packet, variant

Packet = dict[str, Any]
CSF1R = KnownGenes.shipped().models["CSF1R"]
PLACES = Places({mint("gene", "CSF1R"): CSF1R})
WORKED_OUT = ("genomicChange", "hgvsGenomic", "assembly", "chromosome", "position")


@pytest.fixture(scope="module")
def terms() -> Terms:
    return Terms(read_hpo(hpo_path()))


@pytest.fixture(scope="module")
def real_packets(real_release: Release, tmp_path_factory: pytest.TempPathFactory) -> list[Packet]:
    folder = tmp_path_factory.mktemp("places") / "out"
    export_packets(real_release, folder)
    return [json.loads(path.read_bytes()) for path in sorted(folder.glob("*.json"))]


def descriptors(packets: list[Packet]) -> Iterator[Packet]:
    for one in packets:
        for interpretation in one.get("interpretations", ()):
            for each in interpretation.get("diagnosis", {}).get("genomicInterpretations", ()):
                if "variantInterpretation" in each:
                    yield each["variantInterpretation"]["variationDescriptor"]


def with_call(descriptor: Packet) -> Packet:
    return packet(1, interpretations=[{"id": "toy", "diagnosis": {"genomicInterpretations": [call(descriptor)]}}])


def named(coding: str) -> Node:
    facts = {"ofGene": RowTerm(mint("gene", "CSF1R"), "iri"), "hgvsCoding": RowTerm(coding, "literal")}
    return Node(mint("variant", "CSF1R", "toy"), {KG + name: [value] for name, value in facts.items()})


@pytest.mark.parametrize(
    ("coding", "genomic", "record"),
    [
        # The one place that the reference data quotes from elsewhere; CSF1R lies on the minus strand.
        ("c.2350G>A", "NC_000005.10:g.150056311C>T", "GRCh38 5 150056311 C T"),
        ("c.2442+1G>T", "NC_000005.10:g.150056218C>A", "GRCh38 5 150056218 C A"),
        ("c.1969+115_1969+116del", "NC_000005.10:g.150060746_150060747del", ""),
        ("c.2060dup", "NC_000005.10:g.150059772dup", ""),
        ("c.2356_2357delinsAC", "NC_000005.10:g.150056304_150056305delinsGT", ""),
    ],
)
def test_a_coding_name_has_its_place_and_a_record_where_its_bases_are_told(
    coding: str, genomic: str, record: str
) -> None:
    change = PLACES.change(named(coding))
    assert change
    assert str(change) == genomic
    assert " ".join(map(str, vcf_record(change).values())) == record


@pytest.mark.parametrize(
    "coding",
    ["c.1996C>T", "c.2319+1C>A", "c.2320-2G>A", "c.(1000_1100)del", "c.2330+5G>A", "c.99999A>G", "p.Gly589Glu", ""],
)
def test_no_place_where_the_name_takes_what_the_reference_has_not(coding: str) -> None:
    """Another base than the codon or the splice site allows, an open end, an intron that begins elsewhere."""
    assert PLACES.change(named(coding)) is None


def test_every_coding_name_of_the_release_that_the_exons_place_is_placed(
    real_packets: list[Packet], real: Engine
) -> None:
    placed = with_record = 0
    for one in descriptors(real_packets):
        names = {name["syntax"]: name["value"] for name in one.get("expressions", ())}
        if "hgvs.g" in names:
            back = coding_of(read_genomic(names["hgvs.g"]), CSF1R)
            assert back
            assert f"NM_005211.4:{back[0]}" == names["hgvs.c"]
            placed += 1
        if "vcfRecord" in one:
            record = one["vcfRecord"]
            spelt = f"{record['genomeAssembly']} {record['chrom']}:{record['pos']}{record['ref']}>{record['alt']}"
            assert str(read_genomic(spelt)) == names["hgvs.g"]
            with_record += 1
    syntaxes = [
        (one["id"], {name["syntax"] for name in one.get("expressions", ())}) for one in descriptors(real_packets)
    ]
    coded = [(name, found) for name, found in syntaxes if "hgvs.c" in found]
    unsound = {name for name, found in coded if "hgvs.g" not in found}
    assert unsound == {"variant:CSF1R/c.2319+1C-A"}
    assert placed == sum(name not in unsound for name, _ in coded) > 60
    assert with_record > 50


def test_what_the_graph_adds_is_no_statement_of_a_packet_that_comes_back(
    real_packets: list[Packet], terms: Terms
) -> None:
    quads, faults = taken_in(real_packets, terms)
    assert [fault for fault in faults if fault.fatal] == []
    assert {fault.kind for fault in faults} <= {"redundant", "present-and-excluded", "present-below-excluded"}
    predicates = {line.split(" ", 2)[1] for line in quads if line.startswith(f"<{BASE}variant/")}
    assert not predicates & {f"<{KG}{name}>" for name in WORKED_OUT}
    assert f"<{SKOS}altLabel>" not in predicates
    known = {one["id"] for one in descriptors(real_packets)}
    assert {line.split(" ", 1)[0] for line in quads if line.startswith(f"<{BASE}variant/")} == {
        f"<{BASE}variant/{one.removeprefix('variant:')}>" for one in known
    }


def test_ids_of_databases_are_no_expressions(real_packets: list[Packet]) -> None:
    told = [one for one in descriptors(real_packets) if "xrefs" in one]
    assert {xref.partition(":")[0] for one in told for xref in one["xrefs"]} == {"ClinVar"}
    for one in descriptors(real_packets):
        assert {name["syntax"] for name in one.get("expressions", ())} <= {"hgvs.c", "hgvs.p", "hgvs.g"}


def test_a_place_that_someone_changed_is_their_statement(real_packets: list[Packet], terms: Terms) -> None:
    one = next(one for one in real_packets if any("vcfRecord" in each for each in descriptors([one])))
    copy = json.loads(json.dumps(one))
    changed = next(each for each in descriptors([copy]) if "vcfRecord" in each)
    changed["vcfRecord"]["pos"] += 1
    quads, _ = taken_in([copy], terms)
    before, _ = taken_in([one], terms)
    assert any(f"<{KG}genomicChange>" in line for line in quads)
    assert not any(f"<{KG}genomicChange>" in line for line in before)


def test_a_place_that_a_packet_stated_goes_out_as_it_came(terms: Terms) -> None:
    """A cohort's own record and name stay, and are marked as nothing of ours."""
    record = {"genomeAssembly": "GRCh37", "chrom": "chr5", "pos": 149435879, "ref": "C", "alt": "T"}
    names = [{"syntax": "hgvs.c", "value": "NM_005211.4:c.2345G>A"}]
    given = variant(vcfRecord=record, geneContext={"valueId": "HGNC:2433", "symbol": "CSF1R"}, expressions=names)
    quads, _ = taken_in([with_call(given)], terms)
    out, people = given_out(quads)
    assert people.remarks.left == {}
    (told,) = descriptors(out)
    assert told["vcfRecord"]["genomeAssembly"] == "GRCh37"
    assert not [one for one in told.get("extensions", ()) if one["name"] == "kg:computed"]
    assert taken_in(out, terms)[0] == quads


# --- zygosity


def test_a_zygosity_that_is_not_stated_is_told_so_and_comes_back_as_nothing(
    real_packets: list[Packet], terms: Terms
) -> None:
    assert all(one["allelicState"]["id"].startswith("GENO:") for one in descriptors(real_packets))
    some = [one for one in real_packets if any(d["allelicState"]["id"] == UNSPECIFIED for d in descriptors([one]))]
    assert len(some) > 10
    assert not any(expand(UNSPECIFIED) in line for line in taken_in(some, terms)[0])
    stranger = variant(allelicState={"id": UNSPECIFIED, "label": "unspecified zygosity"})
    quads, faults = taken_in([with_call(stranger)], terms)
    assert [fault for fault in faults if "allelicState" in fault.place] == []
    assert not any(expand(UNSPECIFIED) in line or "Zygosity>" in line for line in quads)


def test_plain_zygosities_alone_where_asked_and_nothing_is_lost(
    real_packets: list[Packet], real_release: Release, terms: Terms, tmp_path: Path
) -> None:
    export_packets(real_release, tmp_path / "plain", plain_zygosity=True)
    plain = [json.loads(path.read_bytes()) for path in sorted((tmp_path / "plain").glob("*.json"))]
    labels = {one["allelicState"]["label"] for one in descriptors(plain) if "allelicState" in one}
    assert labels == {"heterozygous", "homozygous", "compound heterozygous"}
    before, after = ({*taken_in(some, terms)[0]} for some in (real_packets, plain))
    assert after <= before
    assert all('> "mosaic" <' in line for line in before - after)  # GENO's label, which stands in the ontology too
