"""Tables with a row a thing. To add a column is to add a line here; its description comes from the ontology."""

from __future__ import annotations

from typing import Final

from kg.export.columns import Column, Part, Table, linked, literal, things, worded
from kg.model.words import LOOKS
from kg.names import term

PAPER: Final = linked("paper", "kg:reportedIn", to="papers")
_DEPTH: Final = linked("reading_depth", "kg:readingDepth")
READ: Final = (
    *_DEPTH,
    *linked("read_in", "kg:readIn", to="papers"),
    literal("read_at", "kg:readAt"),
    literal("via", "kg:via"),
)
_DESCRIBED: Final = literal("description", "dcterms:description", says="A description in the words of the source.")
OWN: Final = ("^kg:hasFinding", "^kg:hasExcludedFinding")
GROUP: Final = ("^kg:hasGroupFinding", "^kg:hasExcludedGroupFinding")
_WHEN: Final = (
    literal("age_at_observation", "kg:ageAtObservation", "number"),
    literal("stated_time", "kg:statedTime"),
    *(
        literal(f"age_range_{end.lower()}", f"kg:range{end}", "number", f"Age in years, the {word} of a range.")
        for end, word in (("Low", "low end"), ("High", "high end"))
    ),
    literal("gestational_days", "kg:gestationalDays", "integer"),
    *linked("onset_class", "kg:onsetTerm"),
)


def _several(of: str) -> tuple[Column, Column]:
    return linked("paper", "kg:reportedIn", to="papers", all_in=f"{of}_papers")


PAPERS: Final = things(
    *("papers", "paper", "Papers, one row each.", "?x a kg:Paper"),
    literal("title", "dcterms:title", says="The title as printed; empty where the page read did not show it."),
    literal("pmid", "bibo:pmid", says="The PubMed identifier."),
    literal("doi", "bibo:doi", says="The digital object identifier, without address."),
    literal("pmcid", "kg:pmcid"),
    literal("first_author", "kg:firstAuthor"),
    literal("journal", "kg:journal"),
    literal("year", "kg:year", "year"),
    linked("design", "kg:design"),
    _DEPTH,
)
CASES: Final = things(
    *("cases", "case", "People, one row for each person in each paper or cohort.", "?x a kg:Case"),
    literal("case_label", "kg:caseLabel"),
    _several("case"),
    linked("sex", "kg:sex"),
    literal("stated_sex", "kg:statedSex"),
    literal("karyotypic_sex", "kg:karyotypicSex"),
    *(
        literal(f"age_at_{of.lower()}", f"kg:ageAt{of}", "number")
        for of in ("Onset", "Examination", "Imaging", "Death")
    ),
    *(literal(f"stated_age_at_{of.lower()}", f"kg:statedAgeAt{of}") for of in ("Onset", "Examination", "Death")),
    linked("onset_period", "kg:onsetPeriod"),
    linked("onset_class", "kg:onsetTerm"),
    literal("vital_status", "kg:vitalStatus"),
    literal("survival_days", "kg:survivalDays", "integer"),
    linked("cause_of_death", "kg:causeOfDeath"),
    literal("affected", "kg:affected", "boolean"),
    linked("genetic_status", "kg:geneticStatus"),
    literal("stated_genetic_status", "kg:statedGeneticStatus"),
    literal("progress_status", "kg:progressStatus"),
    linked("family", "kg:memberOfFamily"),
    linked("family_history", "kg:familyHistory"),
    *(literal(name, f"kg:{name}") for name in ("consanguinity", "inheritance", "origin", "locus")),
    _DESCRIBED,
    literal("created", "dcterms:created", says="When the record of this person was made, as a cohort states it."),
    literal("creator", "dcterms:creator", says="Who made the record of this person, as a cohort states it."),
    READ,
)
GENES: Final = things(
    *("genes", "gene", "Genes, one row each.", "?x a kg:Gene"),
    literal("full_name", "kg:fullName"),
    literal("cytoband", "kg:cytoband"),
    literal("strand", "kg:strand"),
)
VARIANTS: Final = things(
    *("variants", "variant", "Variants, one row for each normalised name, whoever reports it.", "?x a kg:Variant"),
    linked("gene", "kg:ofGene", to="genes"),
    literal("hgvs_coding", "kg:hgvsCoding"),
    literal("hgvs_protein", "kg:hgvsProtein"),
    literal("effect_reason", "kg:effectReason"),
    literal("consequence_open", "kg:consequenceOpen"),
    linked("new_protein", "kg:newProtein"),
    literal("hgvs", "kg:hgvs", all_in="variant_names"),
    linked("transcript", "kg:onTranscript"),
    linked("structural_type", "kg:structuralType"),
    literal("vrs_id", "kg:vrsId"),
)


def _named(of: str, gene: tuple[Column, ...] = ()) -> tuple[Column, ...]:
    return (
        *linked("variant", "kg:ofVariant", to="variants"),
        *gene,
        *(_several(of) if of == "genotype" else PAPER),
        literal("stated_as", "kg:statedAs", all_in=f"{of}_names"),
        literal("stated_protein", "kg:statedProtein"),
        literal("stated_transcript", "kg:statedTranscript"),
        *linked("zygosity", "kg:zygosity"),
        literal("stated_zygosity", "kg:statedZygosity"),
        *linked("significance", "kg:significance"),
        literal("stated_significance", "kg:statedSignificance"),
        *linked("disease_claim", "kg:diseaseClaim"),
        literal("stated_consequence", "kg:statedConsequence"),
        literal("stated_exon", "kg:statedExon", "integer"),
        literal("stated_intron", "kg:statedIntron", "integer"),
        literal("novel", "kg:novel", "boolean"),
        literal("presumed", "kg:presumed", "boolean"),
        literal("functional_class", "kg:functionalClass"),
        literal("functional_effect", "kg:functionalEffect"),
        *linked("evidence_type", "kg:evidenceType"),
        *READ,
    )


GENOTYPES: Final = things(
    *("genotypes", "genotype", "Variants as found in one person, one row each.", "?x a kg:Genotype"),
    Column("case_iri", Part.IRI, ("^kg:hasGenotype",), to="cases", says="The person.", required=True),
    _named("genotype", linked("gene", "kg:ofGene", to="genes")),
    linked("in_trans_with", "kg:inTransWith", to="genotypes"),
    literal("interpretation_status", "kg:interpretationStatus"),
    linked("interpreted_for", "kg:interpretedFor"),
    literal("actionability", "kg:actionability"),
    literal("source_id", "skos:notation", says="The identifier of the variant in the cohort that reports it."),
    _DESCRIBED,
)
MENTIONS: Final = things(
    *("mentions", "mention", "Variants that a paper names without a person, one row each."),
    "?x a kg:VariantMention MINUS { ?x a kg:Genotype }",
    _named("mention"),
)
OBSERVATIONS: Final = things(
    *("observations", "observation", "What was seen, or looked for and not seen, one row each."),
    "VALUES ?kind { kg:PhenotypeObservation kg:ImagingObservation } ?x a ?kind",
    Column("case_iri", Part.IRI, OWN, to="cases", says="The person; empty where it is said of a group of people."),
    Column(
        *("status", Part.PROPERTY, (*OWN, *GROUP)),
        says="present, or absent where the paper says so; what no paper reports has no row.",
        words={link: "absent" if "Excluded" in link else "present" for link in (*OWN, *GROUP)},
    ),
    Column(
        *("scope", Part.PROPERTY, (*OWN, *GROUP)),
        says="person, or group where it is said of several people together: then it is no one person's own finding.",
        words={link: "group" if "Group" in link else "person" for link in (*OWN, *GROUP)},
    ),
    Column(
        *("kind", Part.CLASS, ("rdf:type",)),
        says="phenotype for a sign or symptom, imaging for what stands on a scan.",
        words={term("PhenotypeObservation"): "phenotype", term("ImagingObservation"): "imaging"},
    ),
    Column("term_iri", Part.IRI, ("kg:codedAs", "kg:codedAsAbsent"), says="The HPO term that was seen, or is absent."),
    Column("term", Part.LABEL, ("kg:codedAs", "kg:codedAsAbsent"), says="The label of that term."),
    literal("stated_as", "kg:statedAs"),
    _several("observation"),
    _WHEN,
    literal("stated_resolution", "kg:statedResolution"),
    linked("severity", "kg:severity"),
    literal("initial", "kg:initial", "boolean"),
    *(linked(name, f"kg:{name}") for name in ("modality", "side", *LOOKS)),
    literal("study_order", "kg:studyOrder", "integer"),
    literal("stated_region", "kg:statedRegion"),
    literal("stated_sequence", "kg:statedSequence"),
    _DESCRIBED,
    linked("evidence_type", "kg:evidenceType"),
    READ,
)
MEASUREMENTS: Final = things(
    *("measurements", "measurement", "Measurements made in people of cohorts, one row each.", "?x a kg:Measurement"),
    Column("case_iri", Part.IRI, ("^kg:hasMeasurement",), to="cases", says="The person.", required=True),
    linked("assay", "kg:assay"),
    literal("value", "kg:value", "number", "The number that was measured."),
    literal("unit", "kg:unit"),
    linked("unit_class", "kg:unitTerm"),
    linked("result", "kg:result"),
    literal("normal_low", "kg:normalLow", "number"),
    literal("normal_high", "kg:normalHigh", "number"),
    _WHEN,
    _DESCRIBED,
)
_FIGURES: Final = (
    *(literal(name, f"kg:{name}", "integer") for name in ("n", "numerator", "denominator", "rank")),
    *(literal(name, f"kg:{name}", "number") for name in ("percent", "mean", "sd", "median")),
    *(literal(f"range_{end.lower()}", f"kg:range{end}", "number") for end in ("Low", "High")),
    literal("range_stated", "kg:rangeStated"),
    literal("unit", "kg:unit"),
    literal("p_value", "kg:pValue", "number"),
    literal("p_stated", "kg:pStated"),
    literal("odds_ratio", "kg:oddsRatio", "number"),
    literal("correlation", "kg:correlation", "number"),
    literal("ci95", "kg:ci95"),
    literal("lower_bound", "kg:lowerBound", "number"),
    literal("follow_up_months", "kg:followUpMonths", "number"),
    literal("wilson_low", "kg:wilsonLow", "number"),
    literal("wilson_high", "kg:wilsonHigh", "number"),
    literal("wilson_of", "kg:wilsonOf", "integer"),
    literal("direction", "kg:direction"),
    *(literal(name, f"kg:{name}", "boolean") for name in ("qualitative", "approximate", "initial")),
    literal("second_hand", "kg:secondHand", "boolean"),
)
STATISTICS: Final = things(
    *("statistics", "statistic", "Figures about groups of people, one row each.", "?x a kg:CohortStatistic"),
    literal("measure", "kg:measure"),
    literal("group", "kg:group"),
    PAPER,
    Column("term_iri", Part.IRI, ("kg:aboutTerm", "kg:aboutAbsenceOf"), says="The HPO term that was counted."),
    Column("term", Part.LABEL, ("kg:aboutTerm", "kg:aboutAbsenceOf"), says="The label of that term."),
    worded(
        *("term_status", "Whether presence or absence of the term was counted."),
        aboutTerm="present",
        aboutAbsenceOf="absent",
    ),
    linked("modality", "kg:modality"),
    *(literal(f"stated_{of.lower()}", f"kg:stated{of}") for of in ("Region", "Sequence", "Side")),
    _FIGURES,
    linked("genetic_status", "kg:geneticStatus"),
    linked("evidence_type", "kg:evidenceType"),
    READ,
)
DOUBTS: Final = things(
    *("doubts", "doubt", "Reasons why something as printed may be wrong, one row each.", "?x a kg:Doubt"),
    literal("text", "kg:text"),
    literal("computed", "kg:computed", "boolean"),
    PAPER,
    _DEPTH,
)
READINGS: Final = things(
    *("readings", "reading", "Acts of reading a paper, one row each.", "?x a kg:Reading"),
    Column("paper_iri", Part.IRI, ("^kg:hasReading",), to="papers", says="The paper that was read.", required=True),
    READ,
)
GROUP_VALUES: Final = things(
    *("group_values", "group_value", "One group's value in a comparison, one row each.", "?x a kg:GroupValue"),
    Column("statistic_iri", Part.IRI, ("^kg:hasGroupValue",), to="statistics", says="The comparison.", required=True),
    *(literal(name, f"kg:{name}") for name in ("group", "measure")),
    literal("value", "kg:value", "number"),
    PAPER,
)
_SAID_BY: Final = (
    literal("name_in_source", "kg:nameInSource"),
    literal("genomic_change", "kg:genomicChange"),
    literal("joined_by", "kg:joinedBy"),
    literal("dataset", "kg:dataset"),
    literal("dataset_version", "kg:datasetVersion"),
)
CLASSIFICATIONS: Final = things(
    *("classifications", "classification", "What databases say of variants, one row for each kind of classification."),
    "?x a kg:VariantClassification",
    linked("variant", "kg:classificationOf", to="variants"),
    linked("kind", "kg:classificationKind"),
    literal("stated_classification", "kg:statedClassification"),
    linked("classified_as", "kg:classifiedAs"),
    literal("review_status", "kg:reviewStatus"),
    literal("review_stars", "kg:reviewStars", "integer"),
    literal("last_evaluated", "kg:lastEvaluated"),
    *(literal(f"{of}_count", f"kg:{of}Count", "integer") for of in ("submitter", "submission")),
    literal("accession", "kg:accession"),
    literal("accession_version", "kg:accessionVersion", "integer"),
    *(literal(f"{of}_id", f"kg:{of}Id", "integer") for of in ("variation", "allele")),
    literal("dbsnp_id", "kg:dbsnpId"),
    literal("allele_origin", "kg:alleleOrigin"),
    Column("address_iri", Part.IRI, ("rdfs:seeAlso",), says="Its page at the database."),
    _DESCRIBED,
    _SAID_BY,
)
GENE_CLASSIFICATIONS: Final = things(
    *(
        "gene_classifications",
        "gene_classification",
        "What databases say of genes as causes of diseases, one row each.",
    ),
    "?x a kg:GeneDiseaseClassification",
    linked("gene", "kg:classifiedGene", to="genes"),
    literal("stated_classification", "kg:statedClassification"),
    linked("mode_of_inheritance", "kg:modeOfInheritance"),
    literal("accession", "kg:accession"),
    Column("address_iri", Part.IRI, ("rdfs:seeAlso",), says="The criteria of the classification."),
    _SAID_BY,
)
FREQUENCIES: Final = things(
    *("frequencies", "frequency", "How often variants were counted, one row for each population of each dataset."),
    "?x a kg:AlleleFrequency",
    linked("variant", "kg:frequencyOf", to="variants"),
    literal("population", "kg:population"),
    *(literal(f"allele_{of}", f"kg:allele{of.title()}", "integer") for of in ("count", "number")),
    literal("allele_frequency", "kg:alleleFrequency", "number"),
    *(literal(f"{of}_count", f"kg:{of}Count", "integer") for of in ("homozygote", "hemizygote")),
    literal("filter_status", "kg:filterStatus"),
    _SAID_BY,
)
THINGS: Final[tuple[Table, ...]] = (
    *(PAPERS, READINGS, CASES, MEASUREMENTS, GENES, VARIANTS, GENOTYPES, MENTIONS),
    *(OBSERVATIONS, STATISTICS, GROUP_VALUES, DOUBTS, CLASSIFICATIONS, GENE_CLASSIFICATIONS, FREQUENCIES),
)
