"""The tables of a release. To add a column is to add a line here; its description comes from the ontology."""

from __future__ import annotations

from typing import Final

from kg.export.columns import Column, Part, Table, linked, listed, literal, things
from kg.names import term

_PAPER: Final = linked("paper", "kg:reportedIn", to="papers")
_DEPTH: Final = linked("reading_depth", "kg:readingDepth")
_READ: Final = (*_DEPTH, literal("read_at", "kg:readAt"))
_OWN: Final = ("^kg:hasFinding", "^kg:hasExcludedFinding")
_GROUP: Final = ("^kg:hasGroupFinding", "^kg:hasExcludedGroupFinding")
_NOTE: Final = (("kg:note",), literal("note", "kg:note"))


def _words(*pairs: tuple[str, str]) -> dict[str, str]:
    return dict(pairs)


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
    *("cases", "case", "People, one row for each person in each paper.", "?x a kg:Case"),
    literal("case_label", "kg:caseLabel"),
    _PAPER,
    linked("sex", "kg:sex"),
    *(
        literal(f"age_at_{of.lower()}", f"kg:ageAt{of}", "number")
        for of in ("Onset", "Examination", "Imaging", "Death")
    ),
    literal("affected", "kg:affected", "boolean"),
    linked("genetic_status", "kg:geneticStatus"),
    literal("stated_genetic_status", "kg:statedGeneticStatus"),
    linked("family", "kg:memberOfFamily"),
    linked("family_history", "kg:familyHistory"),
    *(literal(name, f"kg:{name}") for name in ("consanguinity", "inheritance", "origin", "locus")),
    _READ,
)
VARIANTS: Final = things(
    *("variants", "variant", "Variants, one row for each normalised name, whoever reports it.", "?x a kg:Variant"),
    linked("gene", "kg:ofGene"),
    literal("hgvs_coding", "kg:hgvsCoding"),
    literal("hgvs_protein", "kg:hgvsProtein"),
    literal("hgvs", "kg:hgvs"),
    linked("transcript", "kg:onTranscript"),
)
_NAMED: Final = (
    *linked("variant", "kg:ofVariant", to="variants"),
    *_PAPER,
    literal("stated_as", "kg:statedAs"),
    literal("stated_transcript", "kg:statedTranscript"),
    *linked("zygosity", "kg:zygosity"),
    *linked("significance", "kg:significance"),
    *linked("disease_claim", "kg:diseaseClaim"),
    literal("stated_consequence", "kg:statedConsequence"),
    literal("stated_exon", "kg:statedExon", "integer"),
    literal("stated_intron", "kg:statedIntron", "integer"),
    literal("novel", "kg:novel", "boolean"),
    literal("presumed", "kg:presumed", "boolean"),
    literal("functional_class", "kg:functionalClass"),
    literal("functional_effect", "kg:functionalEffect"),
    *_READ,
)
GENOTYPES: Final = things(
    *("genotypes", "genotype", "Variants as found in one person, one row each.", "?x a kg:Genotype"),
    Column("case_iri", Part.IRI, ("^kg:hasGenotype",), to="cases", says="The person.", required=True),
    _NAMED,
)
MENTIONS: Final = things(
    *("mentions", "mention", "Variants that a paper names without a person, one row each."),
    "?x a kg:VariantMention MINUS { ?x a kg:Genotype }",
    _NAMED,
)
OBSERVATIONS: Final = things(
    *("observations", "observation", "What was seen, or looked for and not seen, one row each."),
    "VALUES ?kind { kg:PhenotypeObservation kg:ImagingObservation } ?x a ?kind",
    Column("case_iri", Part.IRI, _OWN, to="cases", says="The person; empty where it is said of a group of people."),
    Column(
        *("status", Part.PROPERTY, (*_OWN, *_GROUP)),
        says="present, or absent where the paper says so; what no paper reports has no row.",
        words=_words(*((link, "absent" if "Excluded" in link else "present") for link in (*_OWN, *_GROUP))),
    ),
    Column(
        *("scope", Part.PROPERTY, (*_OWN, *_GROUP)),
        says="person, or group where it is said of several people together: then it is no one person's own finding.",
        words=_words(*((link, "group" if "Group" in link else "person") for link in (*_OWN, *_GROUP))),
    ),
    Column(
        *("kind", Part.CLASS, ("rdf:type",)),
        says="phenotype for a sign or symptom, imaging for what stands on a scan.",
        words=_words((term("PhenotypeObservation"), "phenotype"), (term("ImagingObservation"), "imaging")),
    ),
    Column("term_iri", Part.IRI, ("kg:codedAs", "kg:excludes"), says="The HPO term that was seen, or is absent."),
    Column("term", Part.LABEL, ("kg:codedAs", "kg:excludes"), says="The label of that term."),
    literal("stated_as", "kg:statedAs"),
    _PAPER,
    literal("age_at_observation", "kg:ageAtObservation", "number"),
    literal("initial", "kg:initial", "boolean"),
    *(linked(name, f"kg:{name}") for name in ("modality", "side", "symmetry", "evolution", "distribution", "contrast")),
    literal("stated_region", "kg:statedRegion"),
    literal("stated_sequence", "kg:statedSequence"),
    linked("evidence_type", "kg:evidenceType"),
    _READ,
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
    _PAPER,
    Column("term_iri", Part.IRI, ("kg:aboutTerm", "kg:aboutAbsenceOf"), says="The HPO term that was counted."),
    Column("term", Part.LABEL, ("kg:aboutTerm", "kg:aboutAbsenceOf"), says="The label of that term."),
    Column(
        *("term_status", Part.PROPERTY, ("kg:aboutTerm", "kg:aboutAbsenceOf")),
        says="Whether presence or absence of the term was counted.",
        words=_words(("kg:aboutTerm", "present"), ("kg:aboutAbsenceOf", "absent")),
    ),
    linked("modality", "kg:modality"),
    *(literal(f"stated_{of.lower()}", f"kg:stated{of}") for of in ("Region", "Sequence", "Side")),
    _FIGURES,
    linked("genetic_status", "kg:geneticStatus"),
    linked("evidence_type", "kg:evidenceType"),
    _READ,
)
DOUBTS: Final = things(
    *("doubts", "doubt", "Reasons why something as printed may be wrong, one row each.", "?x a kg:Doubt"),
    literal("text", "kg:text"),
    literal("computed", "kg:computed", "boolean"),
    _PAPER,
)
READINGS: Final = things(
    *("readings", "reading", "Acts of reading a paper, one row each.", "?x a kg:Reading"),
    Column("paper_iri", Part.IRI, ("^kg:hasReading",), to="papers", says="The paper that was read.", required=True),
    _READ,
    literal("via", "kg:via"),
)
TREATMENTS: Final = things(
    *("treatments", "treatment", "Treatments in the papers' words, one row for each person's.", "?x a kg:Treatment"),
    Column("case_iri", Part.IRI, ("^kg:hasTreatment",), to="cases", says="The person.", required=True),
    _PAPER,
    _READ,
)
STUDIES: Final = things(
    *("studies", "study", "A person's scans with one modality at one age, one row each.", "?x a kg:ImagingStudy"),
    Column("case_iri", Part.IRI, ("^kg:hasImagingStudy",), to="cases", says="The person.", required=True),
    linked("modality", "kg:modality"),
    literal("age_at_observation", "kg:ageAtObservation", "number"),
    _PAPER,
)
GROUP_VALUES: Final = things(
    *("group_values", "group_value", "One group's value in a comparison, one row each.", "?x a kg:GroupValue"),
    Column("statistic_iri", Part.IRI, ("^kg:hasGroupValue",), to="statistics", says="The comparison.", required=True),
    *(literal(name, f"kg:{name}") for name in ("group", "measure")),
    literal("value", "kg:value", "number"),
)
_SUBJECT: Final = ("^kg:hasDoubt",)

TABLES: Final = (
    *(PAPERS, READINGS, CASES, TREATMENTS, STUDIES, VARIANTS, GENOTYPES, MENTIONS),
    *(OBSERVATIONS, STATISTICS, GROUP_VALUES, DOUBTS),
    listed(PAPERS, "paper_notes", "Remarks on papers.", *_NOTE),
    listed(CASES, "case_notes", "Remarks on people.", *_NOTE),
    listed(GENOTYPES, "genotype_notes", "Remarks on genotypes.", *_NOTE),
    listed(MENTIONS, "mention_notes", "Remarks on variants named without a person.", *_NOTE),
    listed(STATISTICS, "statistic_notes", "Remarks on figures.", *_NOTE),
    listed(
        *(CASES, "case_names", "Further names that papers give people.", ("kg:alsoLabelled",)),
        literal("also_labelled", "kg:alsoLabelled"),
    ),
    listed(
        *(CASES, "case_links", "Cases that may be one person; they are not merged.", ("kg:possiblySamePatientAs",)),
        *linked("possibly_same_patient_as", "kg:possiblySamePatientAs", to="cases"),
    ),
    listed(
        *(VARIANTS, "variant_links", "Variants that may be one.", ("kg:possiblySameVariantAs",)),
        *linked("possibly_same_variant_as", "kg:possiblySameVariantAs", to="variants"),
    ),
    listed(
        *(VARIANTS, "variant_consequences", "Computed consequences (Sequence Ontology).", ("kg:consequence",)),
        Column("consequence_iri", Part.IRI, ("kg:consequence",), says="A consequence, computed from the gene model."),
        Column("consequence", Part.LABEL, ("kg:consequence",), says="Its label."),
    ),
    *(
        listed(VARIANTS, f"variant_{of}s", f"{says} that variants lie in.", (prop,), *linked(of, prop))
        for of, prop, says in (
            *(("exon", "kg:inExon", "Exons"), ("intron", "kg:inIntron", "Introns")),
            ("domain", "kg:inDomain", "Protein domains"),
        )
    ),
    *(
        listed(of, f"{of.key[0].removesuffix('_iri')}_{name}s", says, (f"kg:{name}",), *linked(name, f"kg:{name}"))
        for of in (OBSERVATIONS, STATISTICS)
        for name, says in (("region", "Where it was seen."), ("sequence", "The sequences on which it was seen."))
    ),
    listed(
        *(
            OBSERVATIONS,
            "observation_cases",
            "The people of whom something is said, alone or together.",
            (*_OWN, *_GROUP),
        ),
        Column("case_iri", Part.IRI, (*_OWN, *_GROUP), to="cases", says="A person of whom it is said.", required=True),
        Column("case", Part.LABEL, (*_OWN, *_GROUP), says="What that person is called."),
    ),
    listed(
        *(STUDIES, "study_observations", "What studies show, or do not show.", ("kg:showsFinding", "kg:showsNo")),
        Column(
            *("observation_iri", Part.IRI, ("kg:showsFinding", "kg:showsNo")),
            to="observations",
            says="What the study shows or, where its status is absent, does not show.",
            required=True,
        ),
    ),
    listed(
        *(STATISTICS, "statistic_values", "Values of figures that are none of the other kinds.", ("kg:value",)),
        literal("value", "kg:value", "number"),
    ),
    listed(
        *(DOUBTS, "doubt_subjects", "What doubts are about.", _SUBJECT),
        Column("subject_iri", Part.IRI, _SUBJECT, says="The case, variant, statistic or paper.", required=True),
        Column("subject", Part.LABEL, _SUBJECT, says="What that is called."),
        Column("subject_table", Part.TABLE, _SUBJECT, says="The table that has its row."),
    ),
)
"""Every table, each after those whose keys it holds where that can be."""

FURTHER: Final = Table(
    "further_values",
    "Values beyond the first of a column that holds one value a row; none is lost, and most releases have none.",
    "",
    (
        Column("table", Part.VALUE, says="The table.", required=True),
        Column("row", Part.VALUE, says="The IRI in its first column.", required=True),
        Column("column", Part.VALUE, says="The column.", required=True),
        Column("value", Part.VALUE, says="A further value.", required=True),
    ),
    ("table", "row", "column", "value"),
)
