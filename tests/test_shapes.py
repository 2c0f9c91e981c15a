"""Every promise of the shapes is kept by a good toy graph, and broken once with its own message."""

from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDF, SH

from kg.build.validate import UnusableShapes, Violation, shape_graph, validate

SHAPES = Path(__file__).parents[1] / "ontology" / "shapes"
SHAPE = "https://w3id.org/csf1r-kg/shape/"
PREFIXES = """
@prefix toy: <https://example.org/toy/> . @prefix kg: <https://w3id.org/csf1r-kg/ontology#> .
@prefix obo: <http://purl.obolibrary.org/obo/> . @prefix bibo: <http://purl.org/ontology/bibo/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix dcterms: <http://purl.org/dc/terms/> .
"""
GOOD = """
toy:paper a kg:Paper ; rdfs:label "toy paper" ; kg:readingDepth kg:fullText ; kg:design kg:caseReport ;
  kg:hasReading toy:reading ; bibo:pmid "0000001" ; bibo:doi "10.0000/toy" ; kg:pmcid "PMC1" ;
  kg:year "2001"^^xsd:gYear ; kg:possiblySharesPeopleWith toy:paper .
toy:reading a kg:Reading .
toy:case a kg:Case ; rdfs:label "toy case" ; kg:caseLabel "toy" ; kg:reportedIn toy:paper ; kg:readIn toy:paper ;
  kg:readingDepth kg:abstract ; kg:geneticStatus kg:confirmed ; kg:sex kg:female ; kg:affected true ;
  kg:familyHistory kg:familial ; kg:onsetPeriod kg:childhoodOnset ;
  kg:ageAtOnset 40.0 ; kg:ageAtExamination 41.0 ; kg:ageAtImaging 41.5 ;
  kg:ageAtDeath 45.0 ; kg:hasVariant toy:variant ; kg:hasGenotype toy:genotype ; kg:hasFinding toy:sign , toy:scan ;
  kg:hasExcludedFinding toy:absent ; kg:hasGroupFinding toy:group ; kg:hasExcludedGroupFinding toy:groupAbsent ;
  kg:hasImagingStudy toy:study ; kg:memberOfFamily toy:family ; kg:possiblySamePatientAs toy:case .
toy:study a kg:ImagingStudy ; kg:studyResult kg:normalStudy ; kg:studyOrder 1 ; kg:ageAtObservation 41.0 .
toy:case kg:hasEarlierDiagnosis toy:palsy .
toy:palsy a kg:EarlierDiagnosis ; rdfs:label "toy palsy" ; kg:reportedIn toy:paper .
toy:sign kg:hasQuotation toy:words .
toy:words a kg:Quotation ; rdfs:label "toy words" ; kg:reportedIn toy:paper ; kg:quotedText "toy words" ;
  kg:quotedHash "sha256:0000000000000000000000000000000000000000000000000000000000000000" .
toy:family a kg:Family ; rdfs:label "toy family" ; kg:reportedIn toy:paper .
toy:variant a kg:Variant ; rdfs:label "toy variant" ; kg:ofGene toy:gene ; kg:hgvsCoding "c.149G>A" ;
  kg:hgvsProtein "p.Arg50His" ; kg:inExon toy:exon ; kg:inIntron toy:intron ; kg:inDomain toy:domain ;
  kg:consequence obo:SO_0001583 ; kg:possibleProtein "p.Arg50Lys" ; kg:residue 50 ; kg:kinaseLobe kg:NLobe ;
  kg:newProtein kg:shorterProtein .
toy:gene a kg:Gene . toy:exon a kg:Exon . toy:intron a kg:Intron . toy:domain a kg:ProteinDomain .
toy:genotype a kg:Genotype , kg:VariantMention ; rdfs:label "toy genotype" ; kg:ofVariant toy:variant ;
  kg:reportedIn toy:paper ; kg:readIn toy:paper ; kg:readingDepth kg:abstract ; kg:diseaseClaim kg:causal ;
  kg:significance obo:GENO_0000840 ; kg:zygosity obo:GENO_0000135 ; kg:statedExon 3 ; kg:statedIntron 2 .
toy:sign a kg:PhenotypeObservation , obo:HP_0001288 ; kg:codedAs obo:HP_0001288 .
toy:absent a kg:PhenotypeObservation ; kg:codedAsAbsent obo:HP_0001250 ; kg:excludes obo:HP_0001250 , obo:HP_0002069 .
toy:scan a kg:ImagingObservation , obo:HP_0040330 ; kg:codedAs obo:HP_0040330 .
toy:group a kg:ImagingObservation , kg:GroupStatement , obo:HP_0002514 .
toy:groupAbsent a kg:ImagingObservation , kg:GroupStatement ; kg:excludes obo:HP_0002514 ;
  kg:codedAsAbsent obo:HP_0002514 .
toy:MRI a kg:Modality . toy:FLAIR a kg:Sequence . toy:frontal a kg:Region .
toy:statistic a kg:CohortStatistic ; rdfs:label "toy figure" ; kg:measure "toys" ; kg:reportedIn toy:paper ;
  kg:readIn toy:paper ;
  kg:readingDepth kg:excerpt ; kg:geneticStatus kg:confirmed ; kg:numerator 3 ; kg:denominator 10 ; kg:n 10 ;
  kg:percent 30.0 ; kg:rangeLow 1.0 ; kg:rangeHigh 6.0 ; kg:pValue 0.04 ; kg:sd 1.5 ; kg:wilsonLow 10.0 ;
  kg:wilsonHigh 60.0 ; kg:modality toy:MRI ; kg:aboutTerm obo:HP_0001250 ; kg:hasGroupValue toy:women .
toy:women a kg:GroupValue .
toy:doubt a kg:Doubt ; rdfs:label "toy doubt" ; kg:text "toy reason" ; kg:reportedIn toy:paper ;
  kg:readingDepth kg:fullText ; kg:computed false .
toy:case kg:hasDoubt toy:doubt .
toy:claim a kg:VariantClassification ; rdfs:label "toy claim" ; kg:dataset "TOY" ; kg:datasetVersion "1" ;
  kg:statedClassification "Toyish" ; kg:classificationOf toy:variant ; kg:classifiedAs kg:benignOrLikelyBenign ;
  kg:classificationKind kg:germline ; kg:cites toy:paper .
toy:geneClaim a kg:GeneDiseaseClassification ; rdfs:label "toy claim of a gene" ; kg:dataset "TOY" ;
  kg:datasetVersion "1" ; kg:statedClassification "Definite" ; kg:classifiedGene toy:gene ; kg:cites toy:paper .
toy:answer a kg:Analysis ; rdfs:label "toy answer" ; kg:analysisKind "toys" ; kg:asks "{}" ; kg:method "toy counting" ;
  dcterms:source "Toy A, J Toys" ; kg:countsQuery "ASK {}" ; kg:peopleCounted 7 ; kg:hasRow toy:row ;
  prov:wasDerivedFrom toy:release ; prov:wasGeneratedBy toy:work ; kg:leavesOut toy:left .
toy:work a prov:Activity .
toy:row a kg:AnalysisRow ; rdfs:label "toy row" ; kg:present 2 ; kg:absent 1 ; kg:notReported 4 ; kg:rowCases 7 ;
  kg:refused "toy reason" ; kg:ofReported "0.5"^^xsd:double ; kg:ofReportedLow "0.25"^^xsd:double ;
  kg:ofReportedHigh "0.75"^^xsd:double ; kg:estimate "2"^^xsd:double ; kg:estimateLow "1"^^xsd:double ;
  kg:estimateHigh "4"^^xsd:double ; kg:p "0.01"^^xsd:double ; kg:q "0.02"^^xsd:double .
toy:left a kg:LeftOut ; kg:leftOut toy:case ; kg:leftOutBecause "toy reason" .
"""
OBSERVED = """
toy:{0} rdfs:label "toy {0}" ; kg:statedAs "toy words" ; kg:reportedIn toy:paper ; kg:readingDepth kg:fullText ;
  kg:readIn toy:paper ;
  kg:ageAtObservation 41.0 ; kg:side kg:left ; kg:evidenceType obo:ECO_0000204 .
"""
IMAGED = """
toy:{0} kg:modality toy:MRI ; kg:sequence toy:FLAIR ; kg:region toy:frontal ; kg:symmetry kg:asymmetric ;
  kg:evolution kg:persistent ; kg:distribution kg:confluent ; kg:contrast kg:nonEnhancing .
"""

OBSERVATION = {
    "label": ("{0} rdfs:label", ""),
    "statedAs": ("{0} kg:statedAs", ""),
    "reportedIn": ("{0} kg:reportedIn", ""),
    "readingDepth": ("", "{0} kg:readingDepth kg:confirmed"),
    "readIn": ("", "{0} kg:readIn toy:paper , toy:gene"),
    "person": ("case kg:hasFinding", ""),
    "excludes": ("", "{0} kg:excludes obo:SO_0001583"),
    "codedAsAbsent": ("", "{0} kg:codedAsAbsent obo:HP_0001250 , obo:HP_0000726"),
    "excludes-what-was-coded": ("", "{0} kg:excludes obo:HP_0001250"),
    "seen": ("", "{0} a obo:HP_0001250 ; kg:excludes obo:HP_0001250 . toy:case kg:hasExcludedFinding toy:{0}"),
    "codedAs": ("", "{0} kg:codedAs obo:SO_0001583"),
    "ageAtObservation": ("{0} kg:ageAtObservation", "{0} kg:ageAtObservation 121.0"),
    "side": ("", "{0} kg:side kg:right"),
    "evidenceType": ("{0} kg:evidenceType", ""),
}
# For each shape: what is taken away (a subject and a predicate), what is added.
BROKEN: dict[str, tuple[str, str]] = {
    "Paper-label": ("paper rdfs:label", ""),
    "Paper-readingDepth": ("", "paper kg:readingDepth kg:abstract"),
    "Paper-design": ("paper kg:design", "paper kg:design kg:confirmed"),
    "Paper-hasReading": ("paper kg:hasReading", ""),
    "Paper-pmid": ("paper bibo:pmid", 'paper bibo:pmid "PMID 1"'),
    "Paper-doi": ("paper bibo:doi", 'paper bibo:doi "https://doi.org/10.0000/toy"'),
    "Paper-pmcid": ("paper kg:pmcid", 'paper kg:pmcid "1"'),
    "Paper-year": ("paper kg:year", "paper kg:year 2001"),
    "Paper-possiblySharesPeopleWith": ("", "paper kg:possiblySharesPeopleWith toy:gene"),
    "Case-label": ("case rdfs:label", ""),
    "Case-caseLabel": ("", 'case kg:caseLabel "toy too"'),
    "Case-reportedIn": ("case kg:reportedIn", "case kg:reportedIn toy:gene"),
    "Case-readingDepth": ("case kg:readingDepth", ""),
    "Case-readIn": ("", "case kg:readIn toy:gene"),
    "Case-geneticStatus": ("case kg:geneticStatus", ""),
    "Case-sex": ("", "case kg:sex kg:male"),
    "Case-affected": ("case kg:affected", 'case kg:affected "yes"'),
    "Case-familyHistory": ("", "case kg:familyHistory kg:sporadic"),
    "Case-ageAtOnset": ("case kg:ageAtOnset", "case kg:ageAtOnset 40"),
    "Case-ageAtDeath": ("case kg:ageAtDeath", "case kg:ageAtDeath 121.0"),
    "Case-ageAtExamination": ("case kg:ageAtExamination", "case kg:ageAtExamination -1.0"),
    "Case-ageAtImaging": ("", "case kg:ageAtImaging 42.0"),
    "Case-onset-before-death": ("case kg:ageAtOnset", "case kg:ageAtOnset 46.0"),
    "Case-imaging-before-death": ("case kg:ageAtImaging", "case kg:ageAtImaging 46.0"),
    "Case-hasVariant": ("", "case kg:hasVariant toy:genotype"),
    "Case-hasGenotype": ("", "case kg:hasGenotype toy:variant"),
    "Case-hasFinding": ("", "case kg:hasFinding toy:group"),
    "Case-not-both": ("", "case kg:hasFinding toy:absent"),
    "Case-hasExcludedFinding": ("", "case kg:hasExcludedFinding toy:groupAbsent"),
    "Case-hasGroupFinding": ("", "case kg:hasGroupFinding toy:scan"),
    "Case-hasExcludedGroupFinding": ("", "case kg:hasExcludedGroupFinding toy:absent"),
    "Case-onsetPeriod": ("", "case kg:onsetPeriod kg:female"),
    "Case-hasImagingStudy": ("", "case kg:hasImagingStudy toy:scan"),
    "Case-memberOfFamily": ("", "case kg:memberOfFamily toy:paper"),
    "Case-possiblySamePatientAs": ("", "case kg:possiblySamePatientAs toy:nobody"),
    "ImagingStudy-studyResult": ("", "study kg:studyResult kg:female"),
    "ImagingStudy-studyOrder": ("study kg:studyOrder", "study kg:studyOrder 0"),
    "ImagingStudy-ageAtObservation": ("", "study kg:ageAtObservation 42.0"),
    "EarlierDiagnosis-label": ("palsy rdfs:label", ""),
    "EarlierDiagnosis-reportedIn": ("palsy kg:reportedIn", ""),
    "Quotation-label": ("words rdfs:label", ""),
    "Quotation-quotedHash": ("words kg:quotedHash", 'words kg:quotedHash "toy"'),
    "Quotation-quotedText": ("", 'words kg:quotedText "other toy words"'),
    "Quotation-reportedIn": ("words kg:reportedIn", ""),
    "Family-label": ("family rdfs:label", ""),
    "Family-reportedIn": ("family kg:reportedIn", ""),
    "Family-member": ("case kg:memberOfFamily", ""),
    "Variant-label": ("variant rdfs:label", ""),
    "Variant-ofGene": ("variant kg:ofGene", ""),
    "Variant-hgvsCoding": ("variant kg:hgvsCoding", 'variant kg:hgvsCoding "NM_0:c.149G>A"'),
    "Variant-hgvsProtein": ("", 'variant kg:hgvsProtein "R50H"'),
    "Variant-inExon": ("", "variant kg:inExon toy:intron"),
    "Variant-inIntron": ("", "variant kg:inIntron toy:exon"),
    "Variant-inDomain": ("", "variant kg:inDomain toy:gene"),
    "Variant-consequence": ("", 'variant kg:consequence "missense"'),
    "Variant-possibleProtein": ("", 'variant kg:possibleProtein "R50K"'),
    "Variant-residue": ("", "variant kg:residue 0"),
    "Variant-kinaseLobe": ("", "variant kg:kinaseLobe kg:left"),
    "Variant-newProtein": ("", "variant kg:newProtein kg:left"),
    "VariantMention-label": ("genotype rdfs:label", ""),
    "VariantMention-ofVariant": ("genotype kg:ofVariant", ""),
    "VariantMention-reportedIn": ("genotype kg:reportedIn", ""),
    "VariantMention-readingDepth": ("genotype kg:readingDepth", ""),
    "VariantMention-readIn": ("", "genotype kg:readIn toy:gene"),
    "VariantMention-diseaseClaim": ("genotype kg:diseaseClaim", ""),
    "VariantMention-significance": ("", "genotype kg:significance obo:GENO_0000135"),
    "VariantMention-zygosity": ("", "genotype kg:zygosity obo:GENO_0000136"),
    "VariantMention-statedExon": ("genotype kg:statedExon", "genotype kg:statedExon 0"),
    "VariantMention-statedIntron": ("genotype kg:statedIntron", 'genotype kg:statedIntron "2"'),
    "Classification-label": ("claim rdfs:label", ""),
    "Classification-dataset": ("geneClaim kg:dataset", ""),
    "Classification-datasetVersion": ("", 'claim kg:datasetVersion "2"'),
    "Classification-statedClassification": ("claim kg:statedClassification", ""),
    "Classification-classificationOf": ("claim kg:classificationOf", "claim kg:classificationOf toy:paper"),
    "Classification-classifiedGene": ("geneClaim kg:classifiedGene", ""),
    "Classification-classifiedAs": ("", "claim kg:classifiedAs kg:germline"),
    "Classification-classificationKind": ("", "claim kg:classificationKind kg:left"),
    "Classification-cites": ("", "claim kg:cites toy:variant"),
    "Genotype-mention": ("genotype kg:ofVariant", ""),
    "Genotype-person": ("case kg:hasGenotype", ""),
    **{
        f"{kind}-{name}": (without.format(node), add.format(node))
        for kind, node in (("PhenotypeObservation", "sign"), ("ImagingObservation", "scan"))
        for name, (without, add) in OBSERVATION.items()
    },
    "ImagingObservation-modality": ("", "scan kg:modality toy:FLAIR"),
    "ImagingObservation-sequence": ("", "scan kg:sequence toy:MRI"),
    "ImagingObservation-region": ("", 'scan kg:region "frontal"'),
    "ImagingObservation-symmetry": ("", "scan kg:symmetry kg:symmetric"),
    "ImagingObservation-evolution": ("", "scan kg:evolution kg:focal"),
    "ImagingObservation-distribution": ("", "scan kg:distribution kg:stable"),
    "ImagingObservation-contrast": ("", "scan kg:contrast kg:enhancing"),
    "CohortStatistic-label": ("statistic rdfs:label", ""),
    "CohortStatistic-measure": ("statistic kg:measure", ""),
    "CohortStatistic-reportedIn": ("statistic kg:reportedIn", ""),
    "CohortStatistic-readingDepth": ("statistic kg:readingDepth", ""),
    "CohortStatistic-readIn": ("", "statistic kg:readIn toy:gene"),
    "CohortStatistic-geneticStatus": ("statistic kg:geneticStatus", ""),
    "CohortStatistic-numerator": ("statistic kg:numerator", "statistic kg:numerator 11"),
    "CohortStatistic-denominator": ("statistic kg:denominator", "statistic kg:denominator 0"),
    "CohortStatistic-n": ("statistic kg:n", "statistic kg:n -1"),
    "CohortStatistic-percent": ("", "statistic kg:percent 31.0"),
    "CohortStatistic-range": ("statistic kg:rangeLow", "statistic kg:rangeLow 7.0"),
    "CohortStatistic-pValue": ("statistic kg:pValue", "statistic kg:pValue 1.1"),
    "CohortStatistic-sd": ("statistic kg:sd", "statistic kg:sd -1.5"),
    "CohortStatistic-wilson": ("statistic kg:wilsonLow", "statistic kg:wilsonLow 61.0"),
    "CohortStatistic-modality": ("", "statistic kg:modality toy:FLAIR"),
    "CohortStatistic-aboutTerm": ("", "statistic kg:aboutTerm obo:MONDO_0000001"),
    "CohortStatistic-hasGroupValue": ("", "statistic kg:hasGroupValue toy:case"),
    "CohortStatistic-share": ("statistic kg:percent", "statistic kg:percent -28.5"),
    "Analysis-label": ("answer rdfs:label", ""),
    "Analysis-analysisKind": ("", 'answer kg:analysisKind "more toys"'),
    "Analysis-asks": ("answer kg:asks", ""),
    "Analysis-method": ("answer kg:method", ""),
    "Analysis-source": ("answer dcterms:source", ""),
    "Analysis-countsQuery": ("answer kg:countsQuery", ""),
    "Analysis-peopleCounted": ("answer kg:peopleCounted", "answer kg:peopleCounted -1"),
    "Analysis-wasDerivedFrom": ("answer prov:wasDerivedFrom", ""),
    "Analysis-wasGeneratedBy": ("answer prov:wasGeneratedBy", "answer prov:wasGeneratedBy toy:paper"),
    "AnalysisRow-label": ("row rdfs:label", ""),
    "AnalysisRow-analysis": ("answer kg:hasRow", ""),
    "AnalysisRow-refused": ("", 'row kg:refused "another reason"'),
    "AnalysisRow-present": ("row kg:present", "row kg:present 8"),
    "AnalysisRow-absent": ("row kg:absent", "row kg:absent -1"),
    "AnalysisRow-notReported": ("row kg:notReported", "row kg:notReported 8"),
    "AnalysisRow-ofReported": ("row kg:ofReported", 'row kg:ofReported "1.5"^^xsd:double'),
    "AnalysisRow-interval": ("row kg:ofReportedLow", 'row kg:ofReportedLow "0.6"^^xsd:double'),
    "AnalysisRow-estimate": ("row kg:estimateHigh", 'row kg:estimateHigh "0.5"^^xsd:double'),
    "AnalysisRow-p": ("row kg:p", 'row kg:p "1.5"^^xsd:double'),
    "AnalysisRow-q": ("row kg:q", 'row kg:q "-1"^^xsd:double'),
    "LeftOut-leftOut": ("left kg:leftOut", ""),
    "LeftOut-leftOutBecause": ("left kg:leftOutBecause", ""),
    "LeftOut-analysis": ("answer kg:leavesOut", ""),
    "Doubt-label": ("doubt rdfs:label", ""),
    "Doubt-text": ("doubt kg:text", ""),
    "Doubt-reportedIn": ("doubt kg:reportedIn", ""),
    "Doubt-readingDepth": ("doubt kg:readingDepth", ""),
    "Doubt-computed": ("doubt kg:computed", ""),
    "Doubt-about": ("case kg:hasDoubt", ""),
}


def good() -> rdflib.Graph:
    seen = ("sign", "absent", "scan", "group", "groupAbsent")
    parts = [GOOD, *map(OBSERVED.format, seen), *map(IMAGED.format, ("scan", "group", "groupAbsent"))]
    return rdflib.Graph().parse(data=PREFIXES + "".join(parts), format="turtle")


def changed(without: str, add: str) -> rdflib.Graph:
    """The good graph without all values of a subject and a predicate, and with a statement more."""
    graph = good()
    if without:
        subject, predicate = without.split()
        prefix, _, local = predicate.partition(":")
        link = rdflib.URIRef(dict(graph.namespaces())[prefix] + local)
        graph.remove((rdflib.URIRef(f"https://example.org/toy/{subject}"), link, None))
    if add:
        graph.parse(data=f"{PREFIXES} toy:{add} .", format="turtle")
    return graph


def checked(graph: rdflib.Graph) -> tuple[Violation, ...]:
    return validate(graph.serialize(format="nt", encoding="utf-8"), SHAPES)


def shapes() -> dict[str, str]:
    """Every shape that has a target, with its message."""
    graph = shape_graph(SHAPES)
    return {str(s).removeprefix(SHAPE): str(graph.value(s, SH.message)) for s in graph.subjects(SH.targetClass)}


def test_a_good_graph_keeps_every_promise() -> None:
    assert checked(good()) == ()


def test_every_promise_is_put_to_the_test_with_a_name_and_a_message() -> None:
    assert shapes().keys() == BROKEN.keys()
    graph = shape_graph(SHAPES)
    for shape in graph.subjects(SH.targetClass):
        assert graph.value(shape, SH.name) and graph.value(shape, SH.message), shape


def test_keeping_a_promise_means_something() -> None:
    graph, promised = good(), shape_graph(SHAPES)
    for shape, target in promised.subject_objects(SH.targetClass):
        subjects = set(graph.subjects(RDF.type, target))
        assert subjects, shape
        path = promised.value(shape, SH.path)
        if isinstance(path, rdflib.URIRef):
            assert any((subject, path, None) in graph for subject in subjects), shape


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_promise_is_named(name: str) -> None:
    found = {violation.shape: violation.message for violation in checked(changed(*BROKEN[name]))}
    assert found.get(SHAPE + name) == shapes()[name]


@pytest.mark.parametrize("seen", ["sign", "scan"])
def test_what_is_present_and_absent_needs_a_doubt_that_a_check_tells(seen: str) -> None:
    """A sign that is absent and seen on a scan, and the doubts of others, which are none of this."""
    name = SHAPE + "PhenotypeObservation-seen"
    both = f"{seen} a obo:HP_0001250"
    assert name in {one.shape for one in checked(changed("", both))}
    told = changed("doubt kg:computed", f"doubt kg:computed true . toy:{both}")
    assert name not in {one.shape for one in checked(told)}


def test_a_change_may_be_negative_where_nobody_was_counted() -> None:
    graph = changed("statistic kg:percent", "statistic kg:percent -28.5")
    graph.remove((None, rdflib.URIRef("https://w3id.org/csf1r-kg/ontology#numerator"), None))
    assert checked(graph) == ()


def test_a_violation_says_where_and_what() -> None:
    assert checked(changed("", "case kg:hasVariant toy:nothing")) == (
        Violation(
            focus="https://example.org/toy/case",
            path="https://w3id.org/csf1r-kg/ontology#hasVariant",
            message="what a case carries is a variant",
            shape=SHAPE + "Case-hasVariant",
            value="<https://example.org/toy/nothing>",
        ),
    )


def test_shapes_that_cannot_be_used_are_refused(tmp_path: Path) -> None:
    (tmp_path / "odd.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <toy:odd> a sh:PropertyShape ; sh:targetClass <toy:Toy> ;"
        " sh:minCount 1 ."
    )
    with pytest.raises(UnusableShapes, match="one `sh:path`"):
        validate(b"<toy:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <toy:Toy> .\n", tmp_path)
