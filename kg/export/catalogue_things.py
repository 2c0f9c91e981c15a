"""Tables with a row a thing. To add a column is to add a word here; its description comes from the ontology."""

from __future__ import annotations

from typing import Final

from kg.export.columns import Column, Part, Table, linked, literal, things, told, worded
from kg.model.words import LOOKS
from kg.names import term

PAPER: Final = linked("paper", "kg:reportedIn", to="papers")
_DEPTH: Final = told("reading_depth>")
READ: Final = (*_DEPTH, *linked("read_in", "kg:readIn", to="papers"), *told("read_at via"))
_DESCRIBED: Final = literal("description", "dcterms:description", says="A description in the words of the source.")
OWN: Final = ("^kg:hasFinding", "^kg:hasExcludedFinding")
GROUP: Final = ("^kg:hasGroupFinding", "^kg:hasExcludedGroupFinding")
_WHEN: Final = (
    *told("age_at_observation:number stated_time"),
    *(
        literal(f"age_range_{end.lower()}", f"kg:range{end}", "number", f"Age in years, the {word} of a range.")
        for end, word in (("Low", "low end"), ("High", "high end"))
    ),
    *told("gestational_days:integer"),
    *linked("onset_class", "kg:onsetTerm"),
)


def _several(of: str) -> tuple[Column, Column]:
    return linked("paper", "kg:reportedIn", to="papers", all_in=f"{of}_papers")


PAPERS: Final = things(
    *("papers", "paper", "Papers, one row each.", "?x a kg:Paper"),
    literal("title", "dcterms:title", says="The title as printed; empty where the page read did not show it."),
    literal("pmid", "bibo:pmid", says="The PubMed identifier."),
    literal("doi", "bibo:doi", says="The digital object identifier, without address."),
    told("pmcid first_author journal year:year design>"),
    _DEPTH,
)
CASES: Final = things(
    *("cases", "case", "People, one row for each person in each paper or cohort.", "?x a kg:Case"),
    told("case_label"),
    _several("case"),
    told(
        "sex> stated_sex karyotypic_sex age_at_onset:number age_at_examination:number age_at_imaging:number "
        "age_at_death:number stated_age_at_onset stated_age_at_examination stated_age_at_death onset_period>"
    ),
    linked("onset_class", "kg:onsetTerm"),
    told(
        "vital_status survival_days:integer cause_of_death> affected:boolean genetic_status> stated_genetic_status "
        "progress_status"
    ),
    linked("family", "kg:memberOfFamily"),
    told("family_history> consanguinity inheritance origin locus"),
    _DESCRIBED,
    literal("created", "dcterms:created", says="When the record of this person was made, as a cohort states it."),
    literal("creator", "dcterms:creator", says="Who made the record of this person, as a cohort states it."),
    READ,
)
GENES: Final = things(
    *("genes", "gene", "Genes, one row each.", "?x a kg:Gene"),
    Column(
        *("subject", Part.CLASS, ("rdf:type",)),
        says="The word subject, for the gene that this graph is about; cohorts may bring people with others.",
        words={term("SubjectGene"): "subject"},
    ),
    told("full_name cytoband strand"),
)
VARIANTS: Final = things(
    *("variants", "variant", "Variants, one row for each normalised name, whoever reports it.", "?x a kg:Variant"),
    linked("gene", "kg:ofGene", to="genes"),
    told("hgvs_coding hgvs_protein effect_reason consequence_open new_protein>"),
    literal("hgvs", "kg:hgvs", all_in="variant_names"),
    linked("transcript", "kg:onTranscript"),
    told("structural_type> vrs_id"),
)


def _named(of: str, gene: tuple[Column, ...] = ()) -> tuple[Column, ...]:
    return (
        *linked("variant", "kg:ofVariant", to="variants"),
        *gene,
        *(_several(of) if of == "genotype" else PAPER),
        literal("stated_as", "kg:statedAs", all_in=f"{of}_names"),
        *told(
            "stated_protein stated_transcript zygosity> stated_zygosity significance> stated_significance "
            "disease_claim> stated_consequence stated_exon:integer stated_intron:integer novel:boolean "
            "presumed:boolean functional_class functional_effect evidence_type>"
        ),
        *READ,
    )


GENOTYPES: Final = things(
    *("genotypes", "genotype", "Variants as found in one person, one row each.", "?x a kg:Genotype"),
    Column("case_iri", Part.IRI, ("^kg:hasGenotype",), to="cases", says="The person.", required=True),
    _named("genotype", linked("gene", "kg:ofGene", to="genes")),
    linked("in_trans_with", "kg:inTransWith", to="genotypes"),
    told("interpretation_status interpreted_for> actionability"),
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
    told("stated_as"),
    _several("observation"),
    _WHEN,
    told(
        "stated_resolution severity> initial:boolean modality> side> "
        + "".join(f"{name}> " for name in LOOKS)
        + "study_order:integer stated_region stated_sequence"
    ),
    _DESCRIBED,
    told("evidence_type>"),
    READ,
)
MEASUREMENTS: Final = things(
    *("measurements", "measurement", "Measurements made in people of cohorts, one row each.", "?x a kg:Measurement"),
    Column("case_iri", Part.IRI, ("^kg:hasMeasurement",), to="cases", says="The person.", required=True),
    told("assay>"),
    literal("value", "kg:value", "number", "The number that was measured."),
    told("unit"),
    linked("unit_class", "kg:unitTerm"),
    told("result> normal_low:number normal_high:number"),
    _WHEN,
    _DESCRIBED,
)
_FIGURES: Final = told(
    "n:integer numerator:integer denominator:integer rank:integer percent:number mean:number sd:number "
    "median:number range_low:number range_high:number range_stated unit p_value:number p_stated odds_ratio:number "
    "correlation:number ci95 lower_bound:number follow_up_months:number wilson_low:number wilson_high:number "
    "wilson_of:integer direction qualitative:boolean approximate:boolean initial:boolean second_hand:boolean"
)
STATISTICS: Final = things(
    *("statistics", "statistic", "Figures about groups of people, one row each.", "?x a kg:CohortStatistic"),
    told("measure group"),
    PAPER,
    Column("term_iri", Part.IRI, ("kg:aboutTerm", "kg:aboutAbsenceOf"), says="The HPO term that was counted."),
    Column("term", Part.LABEL, ("kg:aboutTerm", "kg:aboutAbsenceOf"), says="The label of that term."),
    worded(
        *("term_status", "Whether presence or absence of the term was counted."),
        aboutTerm="present",
        aboutAbsenceOf="absent",
    ),
    told("modality> stated_region stated_sequence stated_side"),
    _FIGURES,
    told("genetic_status> evidence_type>"),
    READ,
)
DOUBTS: Final = things(
    *("doubts", "doubt", "Reasons why something as printed may be wrong, one row each.", "?x a kg:Doubt"),
    told("text computed:boolean"),
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
    told("group measure value:number"),
    PAPER,
)
_SAID_BY: Final = told("name_in_source genomic_change joined_by dataset dataset_version")
CLASSIFICATIONS: Final = things(
    *("classifications", "classification", "What databases say of variants, one row for each kind of classification."),
    "?x a kg:VariantClassification",
    linked("variant", "kg:classificationOf", to="variants"),
    linked("kind", "kg:classificationKind"),
    told(
        "stated_classification classified_as> review_status review_stars:integer last_evaluated "
        "submitter_count:integer submission_count:integer accession accession_version:integer variation_id:integer "
        "allele_id:integer dbsnp_id allele_origin"
    ),
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
    told("stated_classification mode_of_inheritance> accession"),
    Column("address_iri", Part.IRI, ("rdfs:seeAlso",), says="The criteria of the classification."),
    _SAID_BY,
)
FREQUENCIES: Final = things(
    *("frequencies", "frequency", "How often variants were counted, one row for each population of each dataset."),
    "?x a kg:AlleleFrequency",
    linked("variant", "kg:frequencyOf", to="variants"),
    told(
        "population allele_count:integer allele_number:integer allele_frequency:number homozygote_count:integer "
        "hemizygote_count:integer filter_status"
    ),
    _SAID_BY,
)
TREATMENTS: Final = things(
    *("treatments", "treatment", "Treatments in the papers' words, one row for each person's.", "?x a kg:Treatment"),
    Column("case_iri", Part.IRI, ("^kg:hasTreatment",), to="cases", says="The person.", required=True),
    told("outcome"),
    PAPER,
    READ,
)
EARLIER_DIAGNOSES: Final = things(
    *("earlier_diagnoses", "earlier_diagnosis", "What people's diseases were taken for before, one row each."),
    "?x a kg:EarlierDiagnosis",
    Column("case_iri", Part.IRI, ("^kg:hasEarlierDiagnosis",), to="cases", says="The person.", required=True),
    told("diagnosed_as>"),
    PAPER,
    READ,
)
STUDIES: Final = things(
    *("studies", "study", "A person's scans with one modality at one age, one row each.", "?x a kg:ImagingStudy"),
    Column("case_iri", Part.IRI, ("^kg:hasImagingStudy",), to="cases", says="The person.", required=True),
    told("modality>"),
    told("age_at_observation:number study_order:integer months_after_first:number study_result> stated_as"),
    PAPER,
    READ,
)
QUOTATIONS: Final = things(
    *("quotations", "quotation", "The papers' words behind facts, with their places.", "?x a kg:Quotation"),
    Column("of_iri", Part.IRI, ("^kg:hasQuotation",), says="What they are behind.", required=True),
    told("quoted_text quoted_place quoted_hash quoted_for"),
    PAPER,
)
THINGS: Final[tuple[Table, ...]] = (
    *(PAPERS, READINGS, CASES, MEASUREMENTS, GENES, VARIANTS, GENOTYPES, MENTIONS),
    *(OBSERVATIONS, STATISTICS, GROUP_VALUES, DOUBTS, CLASSIFICATIONS, GENE_CLASSIFICATIONS, FREQUENCIES),
    *(EARLIER_DIAGNOSES, TREATMENTS, STUDIES, QUOTATIONS),
)
