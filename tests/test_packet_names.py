"""A gene is its owner's id and a variant its whole name: one thing has one name, and two things have two."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from kg.imports.cohorts import import_cohort
from kg.imports.reports import CohortReport
from kg.model import VariantName
from kg.model.packet import Packet
from kg.names import KG
from kg.settings import PACKAGE
from kg.sources.hpo import Hpo
from kg.sources.phenopackets import KnownGenes, PacketNotes, Terms, read_packet
from kg.sources.reference import read_reference
from kg.triples.known import known_variants, named_in
from kg.triples.outer import gene_node
from kg.triples.packet import known_triples, packet_triples, shared_triples
from kg.triples.terms import LABEL
from kg.triples.variant import variant_iri
from tests.packets import call, packet, raw

CSF1R = {"valueId": "HGNC:2433", "symbol": "CSF1R"}
MET = variant_iri(VariantName("CSF1R", "c.2350G>A"))
"""NM_001288705.3:c.2350G>A is NC_000005.10:g.150056311C>T: both are in the reference data, with their source."""


@pytest.fixture(scope="module")
def terms(hpo: Hpo) -> Terms:
    return Terms(hpo)


def carrier(number: int = 1, **descriptor: Any) -> dict[str, Any]:
    """A toy person with one variant."""
    value = packet(number)
    called = {**call({"id": "toy-variant", **descriptor}), "subjectOrBiosampleId": f"toy-{number}"}
    value["interpretations"][0]["diagnosis"]["genomicInterpretations"] = [called]
    return value


def named(*names: str, gene: dict[str, str] | None = CSF1R, **more: Any) -> dict[str, Any]:
    """A variant descriptor with names as `syntax value`."""
    said = [dict(zip(("syntax", "value"), one.split(" ", 1), strict=True)) for one in names]
    return {**({"geneContext": gene} if gene is not None else {}), **({"expressions": said} if said else {}), **more}


def vcf(assembly: str, chrom: str, pos: int | str, ref: str, alt: str) -> dict[str, Any]:
    return {"vcfRecord": {"genomeAssembly": assembly, "chrom": chrom, "pos": pos, "ref": ref, "alt": alt}}


def read(terms: Terms, descriptor: dict[str, Any]) -> tuple[Packet, list[str]]:
    notes = PacketNotes("toy.json")
    found = read_packet(raw(carrier(**descriptor)), terms, notes)
    assert found, notes.faults
    return found, [fault.kind for fault in notes.faults]


def about(found: Packet, name: str) -> set[str]:
    facts = [*packet_triples(found, "toy", "toy-1"), *known_triples(found), *shared_triples(found)]
    return {o.strip('<>"') for _, p, o in facts if p == KG + name}


def variant(terms: Terms, descriptor: dict[str, Any]) -> str:
    (one,) = about(read(terms, descriptor)[0], "hasVariant")
    return one.removeprefix("https://w3id.org/csf1r-kg/variant/")


def taken(home: Path, hpo: Hpo, *people: dict[str, Any]) -> tuple[CohortReport, list[str]]:
    (home / "in").mkdir()
    for number, one in enumerate(people, 1):
        (home / "in" / f"{number}.json").write_bytes(raw(carrier(number, **one)))
    report = import_cohort(str(home / "in"), "toy", "CC0-1.0", home / "cohorts", hpo)
    return report, gzip.decompress((home / "cohorts" / "toy" / "dataset.nq.gz").read_bytes()).decode().splitlines()


# --- genes


@pytest.mark.parametrize("symbol", ["CSF1R", "csf1r", "FMS", "fms", None])
@pytest.mark.parametrize(
    "identifier",
    [
        *("HGNC:2433", "hgnc:2433", "HGNC:HGNC:2433", "NCBIGene:1436", "ncbigene:1436", "ENSG00000182578"),
        *("ENSG00000182578.15", "Ensembl:ENSG00000182578", "ensembl:ENSG00000182578.2"),
    ],
)
def test_a_gene_of_ours_is_known_by_any_of_its_ids(terms: Terms, identifier: str, symbol: str | None) -> None:
    gene = {"valueId": identifier, **({"symbol": symbol} if symbol else {})}
    found, told = read(terms, named("hgvs.c NM_005211.4:c.2350G>A", gene=gene))
    assert about(found, "ofGene") == {gene_node("CSF1R")}
    assert told == ([] if symbol else ["missing"])
    said = {(p, o) for s, p, o in known_triples(found) if s == gene_node("CSF1R")}
    assert {o for p, o in said if p == LABEL} == {'"CSF1R"'}, "what a gene of ours is called is for the reference data"
    assert len(said) == 2


@pytest.mark.parametrize(("symbol", "told"), [("CSF1R", []), ("csf1r", []), ("FMS", ["gene-alias"])])
def test_without_an_id_a_symbol_names_it_and_an_alias_is_told(terms: Terms, symbol: str, told: list[str]) -> None:
    found, kinds = read(terms, named("hgvs.c c.2350G>A", gene={"valueId": "", "symbol": symbol}))
    assert about(found, "ofGene") == {gene_node("CSF1R")}
    assert kinds == told


@pytest.mark.parametrize(
    ("genes", "key"),
    [
        (
            [{"valueId": "HGNC:1", "symbol": "TOY1"}, {"valueId": "hgnc:1", "symbol": "toy1"}, {"valueId": "HGNC:1"}],
            "hgnc-1",
        ),
        (
            [{"valueId": "ENSG00000000001", "symbol": "TOY1"}, {"valueId": "Ensembl:ENSG00000000001.7"}],
            "ensg00000000001",
        ),
        ([{"valueId": "NCBIGene:7", "symbol": "TOY1"}, {"valueId": "ENTREZ:7", "symbol": "TOY1"}], "ncbigene-7"),
        ([{"valueId": "", "symbol": "TOY1"}, {"symbol": "toy1"}, {"valueId": "OMIM:000000", "symbol": "TOY1"}], "TOY1"),
    ],
)
def test_a_gene_of_others_is_its_id_and_a_symbol_only_without_one(terms: Terms, genes: list[Any], key: str) -> None:
    for gene in genes:
        assert about(read(terms, named(gene=gene))[0], "ofGene") == {gene_node(key)}, gene


def test_ids_and_symbols_that_contradict_the_reference_data_are_told(terms: Terms) -> None:
    found, told = read(terms, named("hgvs.c c.2350G>A", gene={"valueId": "HGNC:2433", "symbol": "TOY1"}))
    assert (about(found, "ofGene"), told) == ({gene_node("CSF1R")}, ["gene-symbol"])
    for name in ("CSF1R", "FMS"):
        found, told = read(terms, named("hgvs.c c.2350G>A", gene={"valueId": "HGNC:0", "symbol": name}))
        assert (about(found, "ofGene"), told) == ({gene_node("hgnc-0")}, ["gene-id"])
        labels = {o for s, p, o in known_triples(found) if s == gene_node("hgnc-0") and p == LABEL}
        assert labels == {'"HGNC:0"'}, "an import never changes what a known name means"


def test_one_id_with_two_symbols_and_one_symbol_with_two_ids_are_told(tmp_path: Path, hpo: Hpo) -> None:
    pairs = (("HGNC:1", "TOY1"), ("HGNC:1", "TOY2"), ("HGNC:2", "TOY1"), ("HGNC:1", "toy1"))
    report, lines = taken(tmp_path, hpo, *(named(gene={"valueId": one, "symbol": two}) for one, two in pairs))
    assert [(fault.file, fault.kind) for fault in report.faults if fault.kind == "gene-names"] == [
        ("2.json", "gene-names"),
        ("3.json", "gene-names"),
    ]
    assert len({line.split()[0] for line in lines if "#Gene>" in line}) == 2


def test_no_import_names_a_gene_of_ours_anew(tmp_path: Path, hpo: Hpo) -> None:
    genes = [
        {"valueId": "HGNC:2433", "symbol": "FMS"},
        {"valueId": "HGNC:2433"},
        {"valueId": "HGNC:0", "symbol": "FMS"},
    ]
    _, lines = taken(tmp_path, hpo, *(named("hgvs.c NM_005211.4:c.2350G>A", gene=one) for one in genes))
    assert not [line for line in lines if '"FMS"' in line]
    assert {line.split()[2] for line in lines if "#hasVariant>" in line} >= {f"<{MET}>"}


# --- variants


@pytest.mark.parametrize(
    "descriptor",
    [
        named("hgvs.c NM_005211.4:c.2350G>A"),
        named("hgvs.c NM_005211.3:c.2350G>A"),
        named("hgvs.c NM_001288705.3(CSF1R):c.2350G>A"),
        named("hgvs.c ENST00000675795.1:c.2350G>A"),
        named("hgvs.c c.2350G>A"),
        named("hgvs NG_012303.2(NM_005211.4):c.2350G>A"),
        named("hgvs.c NC_000005.10(NM_005211.4):c.2350G>A"),
        named("hgvs.c NM_001375321.1:c.9G>A", **vcf("GRCh38", "5", 150056311, "C", "T")),
        named("hgvs.g NC_000005.10:g.150056311C>T"),
        named("hgvs.g NC_000005.9:g.149435874C>T"),
        named("hgvs NC_000005.10:g.150056311C>T"),
        named("spdi NC_000005.10:150056310:C:T"),
        named("gnomad 5-150056311-C-T"),
        named(**vcf("GRCh38", "chr5", 150056311, "C", "T")),
        named(**vcf("hg38", "5", "150056311", "C", "T")),
        named(**vcf("hg19", "chr5", 149435874, "C", "T")),
        named(**vcf("GRCh37", "NC_000005.9", 149435874, "C", "T")),
        named("hgvs.c NM_005211.4:c.2350G>A", gene=None),
        named(gene=None, **vcf("GRCh38", "5", 150056311, "C", "T")),
    ],
)
def test_every_name_of_a_change_leads_to_the_name_that_papers_give_it(terms: Terms, descriptor: dict[str, Any]) -> None:
    found, _ = read(terms, descriptor)
    assert about(found, "hasVariant") == {MET}
    assert about(found, "hgvsCoding") == {"c.2350G>A"}
    assert about(found, "ofGene") == {gene_node("CSF1R")}


def test_bases_that_are_told_or_not_make_no_other_variant(terms: Terms) -> None:
    names = ("NG_012303.2(NM_005211.4):c.2645delC", "NM_005211.4:c.2645del", "c.2645del1")
    assert {variant(terms, named(f"hgvs.c {name}")) for name in names} == {"CSF1R/c.2645del"}


def _stated_alike(line: str) -> bool:
    """That two may be one, said once of two; the other way round it follows."""
    return "#possiblySameVariantAs>" in line and "/graph/inferred>" not in line


def test_a_name_counts_on_its_transcript(terms: Terms, tmp_path: Path, hpo: Hpo) -> None:
    toy = {"valueId": "HGNC:1", "symbol": "TOY1"}
    names = ("NM_000001.1:c.9C>T", "NM_000002.1:c.9C>T", "NM_000001.2:c.9C>T", "c.9C>T")
    people = [named(f"hgvs.c {name}", gene=toy) for name in names]
    assert [variant(terms, one) for one in people] == [f"hgnc-1/{name.replace('>', '-')}" for name in names]
    _, lines = taken(tmp_path, hpo, *people)
    same = [line.split()[:3:2] for line in lines if _stated_alike(line)]
    assert [[one.rpartition("/")[2].strip(">") for one in pair] for pair in same] == [
        ["NM_000001.1:c.9C-T", "NM_000001.2:c.9C-T"]
    ], "versions of one transcript may count alike; nobody here knows whether they do"


def test_a_name_on_a_transcript_that_counts_otherwise_is_none_of_ours(terms: Terms) -> None:
    found, told = read(terms, named("hgvs.c NM_001375321.1:c.2350G>A"))
    assert about(found, "hasVariant") == {MET.replace("c.2350", "NM_001375321.1:c.2350")}
    assert about(found, "hgvsCoding") == set()
    assert told == ["transcript"]
    outside = read(terms, named("hgvs.c NM_001288705.3:c.*36A>C"))[0]
    assert about(outside, "hgvsCoding") == set(), "untranslated parts count alike on the reference transcript alone"


def test_places_of_genes_without_a_model_are_one_in_every_spelling(terms: Terms) -> None:
    toy = {"valueId": "HGNC:1", "symbol": "TOY1"}
    spellings = [
        named("hgvs.g NC_000001.11:g.100C>T", gene=toy),
        named("spdi NC_000001.11:99:C:T", gene=toy),
        named(gene=toy, **vcf("GRCh38", "1", 100, "C", "T")),
        named(gene=toy, **vcf("hg38", "chr1", "100", "c", "t")),
        named("hgvs.c NC_000001.11:g.100C>T", gene=toy),
    ]
    assert {variant(terms, one) for one in spellings} == {"hgnc-1/NC_000001.11:g.100C-T"}
    older = named(gene=toy, **vcf("hg19", "chr1", "100", "C", "T"))
    assert variant(terms, older) == "hgnc-1/NC_000001.10:g.100C-T", "no lift-over is made"
    found, told = read(terms, named("gnomad 1-100-C-T", gene=toy))
    assert about(found, "hasVariant") == {MET.replace("CSF1R/c.2350G-A", "hgnc-1/chr1:g.100C-T")}
    assert told == ["assembly"]


def test_variants_of_one_place_may_be_one(tmp_path: Path, hpo: Hpo) -> None:
    toy, there = {"valueId": "HGNC:1", "symbol": "TOY1"}, vcf("GRCh38", "1", 100, "C", "T")
    people = [named(f"hgvs.c {name}", gene=toy, **there) for name in ("NM_000001.1:c.9C>T", "NM_000002.1:c.7C>T")]
    _, lines = taken(tmp_path, hpo, *people, named(gene=toy, **there))
    assert len([*filter(_stated_alike, lines)]) == 3


@pytest.mark.parametrize("name", ["c.(1000_1100)del", "c.(?_1000)_(1100_?)del", "c.1000_1100del?", "c.1000=/del"])
def test_what_is_not_sure_never_meets_the_plain_name(terms: Terms, name: str) -> None:
    found, told = read(terms, named(f"hgvs.c NM_005211.4:{name}"))
    assert told == ["hgvs"]
    assert about(found, "hgvsCoding") == {name}
    assert about(found, "hasVariant").isdisjoint(about(read(terms, named("hgvs.c c.1000_1100del"))[0], "hasVariant"))


@pytest.mark.parametrize("syntax", ["hgvs", "hgvs.p", "hgvs.c"])
def test_a_protein_name_is_one_under_any_syntax(terms: Terms, syntax: str) -> None:
    found, told = read(terms, named(f"{syntax} NP_005202.2:p.Gln481Ter"))
    assert about(found, "hasVariant") == {variant_iri(VariantName("CSF1R", None, "p.Gln481*"))}
    assert about(found, "hgvsProtein") == {"p.Gln481*"}
    assert about(found, "hgvsCoding") == about(found, "hgvs") == set()
    assert told == (["syntax"] if syntax == "hgvs.c" else [])
    other = read(terms, named(f"{syntax} NP_000000.1:p.Gln481Ter"))[0]
    assert about(other, "hasVariant") == {MET.replace("c.2350G-A", "NP_000000.1:p.Gln481*")}


def test_a_place_that_is_another_ones_is_told_and_the_name_kept(terms: Terms) -> None:
    older = vcf("GRCh38", "5", 149435874, "C", "T")
    for place in (older, vcf("GRCh38", "5", 150056312, "C", "T")):
        found, told = read(terms, named("hgvs.c NM_005211.4:c.2350G>A", **place))
        assert about(found, "hasVariant") == {MET}
        assert told == ["place"]
    assert read(terms, named("hgvs.c NM_005211.4:c.1754+2A>G"))[1] == ["position"]


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("hgvs.c NM_005211.4:c.2350G>A", "hgvs.c NM_001288705.3:c.2351G>A"), "names"),
        (("hgvs.c NM_005211.4:c.2350G>A", "hgvs.p NP_005202.2:p.Val785Met"), "names"),
        (("hgvs.g NC_000005.10:g.150056311C>T", "spdi NC_000005.10:150056311:C:T"), "place"),
    ],
)
def test_names_that_disagree_are_told_and_the_first_counts(terms: Terms, names: tuple[str, str], kind: str) -> None:
    found, told = read(terms, named(*names))
    assert about(found, "hasVariant") == {MET}
    assert told == [kind]
    assert read(terms, named(names[0]))[1] == []


def test_names_without_gene_and_transcript_name_nothing(tmp_path: Path, hpo: Hpo) -> None:
    """Two people with `c.9C>T` of nobody knows what carry no one variant."""
    for number, name in enumerate(("hgvs.c c.9C>T", "hgvs.p p.Gly9Ala")):
        (tmp_path / str(number)).mkdir()
        _, lines = taken(tmp_path / str(number), hpo, *(named(name, gene=None) for _ in range(2)))
        assert len({line.split()[2] for line in lines if "#hasVariant>" in line}) == 2
        assert [line for line in lines if "#statedAs>" in line and name.split()[1] in line]


def test_a_deletion_that_only_its_place_names_is_told(terms: Terms) -> None:
    """Among equal bases HGVS chooses the last, which the genome alone tells."""
    found, told = read(terms, named(**vcf("GRCh38", "5", 150056310, "GC", "G")))
    assert about(found, "hgvsCoding") == {"c.2350del"}
    assert told == ["moved"]


def test_a_record_without_bases_is_kept_as_it_is_written(terms: Terms) -> None:
    toy = {"valueId": "HGNC:1", "symbol": "TOY1"}
    for assembly, chromosome in (("hg38", "chr1"), ("GRCh38", "1")):
        one = named(gene=toy, **vcf(assembly, chromosome, 100, "C", "<DEL>"))
        assert variant(terms, one) == "hgnc-1/GRCh38-1-100-C-%3CDEL-"


def test_a_protein_name_that_one_change_of_a_base_gives_is_the_held_variant_of_that_name(
    hpo: Hpo, terms: Terms
) -> None:
    models = read_reference(PACKAGE / "reference").genes
    told = Terms(hpo, KnownGenes.of(models, [VariantName("CSF1R", "c.2624T>C"), VariantName("CSF1R", "c.2483T>C")]))
    assert variant(told, named("hgvs.p NP_005202.2:p.Met875Thr")) == "CSF1R/c.2624T-C"
    assert "twin" in read(told, named("hgvs.p p.Met875Thr"))[1]
    for name in ("p.Phe828Ser", "p.Met875Ile", "p.Met875Lys"):  # neither Met nor Trp; several ways; not held
        assert variant(told, named(f"hgvs.p {name}")) == f"CSF1R/{name}"
    assert variant(terms, named("hgvs.p p.Met875Thr")) == "CSF1R/p.Met875Thr"


def test_variants_that_only_a_cohort_names_are_worked_out_too(hpo: Hpo, tmp_path: Path) -> None:
    """Their names are read back from its quads; what contradicts the sequence has a reason instead of an effect."""
    people = [named(f"hgvs.c NM_005211.4:{name}") for name in ("c.2345A>G", "c.2623A>T")]
    _, lines = taken(tmp_path, hpo, *people, named("hgvs.p p.Trp541*"), named("hgvs.c NM_000001.1:c.9C>T", gene=None))
    models = read_reference(PACKAGE / "reference").genes
    names = named_in(lines, models)
    assert names == {
        VariantName("CSF1R", "c.2345A>G"),
        VariantName("CSF1R", "c.2623A>T"),
        VariantName("CSF1R", protein="p.Trp541*"),
    }
    worked = {one.identity: one for one in known_variants(sorted(names, key=str), models)}
    assert worked["c.2623A>T"].names == {"p.Met875Leu"} and worked["p.Trp541*"].names == {"p.Trp541*"}
    assert not worked["c.2345A>G"].names
