"""The tables of a release: those with a row a thing, and long ones for what a thing may have several of."""

from __future__ import annotations

from typing import Final

from kg.export.catalogue_analyses import ANALYSES
from kg.export.catalogue_things import (
    CASES,
    CLASSIFICATIONS,
    DOUBTS,
    FREQUENCIES,
    GENE_CLASSIFICATIONS,
    GENES,
    GENOTYPES,
    GROUP,
    MENTIONS,
    OBSERVATIONS,
    OWN,
    PAPERS,
    STATISTICS,
    STUDIES,
    THINGS,
    VARIANTS,
)
from kg.export.columns import Column, Part, Table, linked, listed, literal, worded

_SUBJECT: Final = ("^kg:hasDoubt",)
_NAMES: Final = {"kg:hgvs": "HGVS", "kg:hgvsGenomic": "genomic HGVS", "skos:notation": "other notation"}
_VARIANT_NAMES: Final = {**_NAMES, "skos:altLabel": "other name"}
_GENE_NAMES: Final = {"skos:notation": "identifier", "skos:altLabel": "other name"}


def _names(of: Table, says: str, kinds: dict[str, str]) -> Table:
    return listed(
        *(of, f"{_one(of)}_names", says),
        Column("name", Part.VALUE, tuple(kinds), says="A name.", required=True),
        Column("kind", Part.PROPERTY, tuple(kinds), says="What kind of name it is.", required=True, words=kinds),
    )


def _one(of: Table) -> str:
    return of.key[0].removesuffix("_iri")


def _literals(of: Table, ending: str, says: str, name: str, prop: str, type_: str = "string") -> Table:
    return listed(of, f"{_one(of)}_{ending}", says, literal(name, prop, type_))


def _leading(of: Table, ending: str, says: str, name: str, prop: str, to: str | None = None) -> Table:
    return listed(of, f"{_one(of)}_{ending}", says, *linked(name, prop, to=to))


# Greedy on purpose: a contig may hold colons, as may what stands for the bases (<DUP:TANDEM>, G]17:198982]).
_RECORD: Final = r"{}:{}:{}:{}:{}"
_PIECES: Final = {"assembly": "[^:]*", "chromosome": ".*", "position": r"\d+", "reference": "[^:]*", "alternate": ".*"}


def _piece(name: str, type_: str = "string") -> Column:
    groups = [f"({form})" if name == one else f"(?:{form})" for one, form in _PIECES.items()]
    piece = _RECORD.format(*groups)
    return Column(name, Part.VALUE, ("kg:genomicChange",), type_, says=f"The {name} of that record.", piece=piece)


_NOTES: Final = tuple(
    _literals(of, "notes", f"Remarks on {what}.", "note", "kg:note")
    for of, what in (
        *((PAPERS, "papers"), (CASES, "people"), (GENOTYPES, "genotypes")),
        *((MENTIONS, "variants named without a person"), (STATISTICS, "figures")),
        *(
            (CLASSIFICATIONS, "classifications"),
            (GENE_CLASSIFICATIONS, "such classifications"),
            (FREQUENCIES, "allele frequencies"),
        ),
    )
)
_OF_CASES: Final = (
    _literals(CASES, "names", "Further names that papers give people.", "also_labelled", "kg:alsoLabelled"),
    _leading(
        *(CASES, "links", "Cases that may be one person; they are not merged."),
        *("possibly_same_patient_as", "kg:possiblySamePatientAs", "cases"),
    ),
    listed(
        *(CASES, "case_diseases", "Diseases of people of cohorts."),
        Column(
            *("disease_iri", Part.IRI, ("kg:hasDisease", "kg:hasExcludedDisease")),
            says="The disease, by the identifier of its owner.",
            required=True,
        ),
        Column("disease", Part.LABEL, ("kg:hasDisease", "kg:hasExcludedDisease"), says="What the disease is called."),
        worded(
            *("status", "present, or absent where the person was found not to have it."),
            hasDisease="present",
            hasExcludedDisease="absent",
        ),
    ),
)
_OF_VARIANTS: Final = (
    _names(GENES, "Identifiers and other names of genes.", _GENE_NAMES),
    listed(
        *(GENES, "gene_links", "Genes as others name them."),
        Column("same_as_iri", Part.IRI, ("skos:exactMatch",), says="The same gene elsewhere.", required=True),
    ),
    _names(VARIANTS, "Names of variants beside the normalised ones.", _VARIANT_NAMES),
    listed(
        *(VARIANTS, "variant_places", "Where variants lie on a genome, one row an assembly."),
        literal("genomic_change", "kg:genomicChange"),
        *(_piece(name, "integer" if name == "position" else "string") for name in _PIECES),
    ),
    _leading(
        *(VARIANTS, "links", "Variants that may be one."),
        *("possibly_same_variant_as", "kg:possiblySameVariantAs", "variants"),
    ),
    listed(
        *(VARIANTS, "variant_consequences", "Computed consequences (Sequence Ontology)."),
        Column("consequence_iri", Part.IRI, ("kg:consequence",), says="A consequence, computed from the gene model."),
        Column("consequence", Part.LABEL, ("kg:consequence",), says="Its label."),
    ),
    _literals(
        *(VARIANTS, "residues", "Residues at which changes begin and end; computed."),
        *("residue", "kg:residue", "integer"),
    ),
    _literals(VARIANTS, "possible_proteins", "Names that a codon leaves.", "possible_protein", "kg:possibleProtein"),
    _leading(
        *(VARIANTS, "narrowings", "Variants of one codon that narrow each other."),
        *("narrowed_by", "kg:narrowedBy", "variants"),
    ),
    listed(
        *(VARIANTS, "variant_splice_statements", "Mentions that state an effect on splicing."),
        Column("mention_iri", Part.IRI, ("kg:spliceEffectStatedIn",), says="The mention or genotype.", required=True),
    ),
    *(
        _leading(VARIANTS, f"{of}s", f"{says} that variants lie in.", of, prop)
        for of, prop, says in (
            *(("exon", "kg:inExon", "Exons"), ("intron", "kg:inIntron", "Introns")),
            *(("domain", "kg:inDomain", "Protein domains"), ("lobe", "kg:kinaseLobe", "Lobes of the kinase domain")),
        )
    ),
)
_OF_CLASSIFICATIONS: Final = tuple(
    table
    for of in (CLASSIFICATIONS, GENE_CLASSIFICATIONS)
    for table in (
        _literals(of, "conditions", "Conditions as databases call them.", "stated_condition", "kg:statedCondition"),
        _literals(of, "submitters", "Who told a database what it says.", "submitter", "kg:submitter"),
        _literals(of, "citations", "PMIDs of papers that a database cites.", "pmid", "kg:citedPmid"),
        _leading(
            *(of, "papers", "Those papers, where they are here; they need not say the same."),
            *("paper", "kg:cites", "papers"),
        ),
        _leading(of, "diseases", "Those conditions by identifier.", "disease", "kg:classifiedFor"),
    )
)
_OF_FINDINGS: Final = (
    *(
        _leading(of, f"{name}s", says, name, f"kg:{name}")
        for of in (OBSERVATIONS, STATISTICS)
        for name, says in (("region", "Where it was seen."), ("sequence", "The sequences on which it was seen."))
    ),
    _leading(OBSERVATIONS, "modifiers", "HPO modifiers of findings.", "modifier", "kg:modifier"),
    listed(
        *(OBSERVATIONS, "observation_cases", "The people of whom something is said, alone or together."),
        Column("case_iri", Part.IRI, (*OWN, *GROUP), to="cases", says="A person of whom it is said.", required=True),
        Column("case", Part.LABEL, (*OWN, *GROUP), says="What that person is called."),
    ),
    listed(
        *(STUDIES, "study_observations", "What studies show, or do not show."),
        Column(
            *("observation_iri", Part.IRI, ("kg:showsFinding", "kg:showsNo")),
            to="observations",
            says="What the study shows or, where its status is absent, does not show.",
            required=True,
        ),
    ),
    _literals(
        *(STATISTICS, "values", "Values of figures that are none of the other kinds."),
        *("value", "kg:value", "number"),
    ),
)
_OF_SEVERAL: Final = (
    *(
        _leading(of, "papers", f"The papers that report {what}.", "paper", "kg:reportedIn", "papers")
        for of, what in ((CASES, "people"), (GENOTYPES, "genotypes"), (OBSERVATIONS, "what was seen"))
    ),
    *(
        _literals(of, "names", "Names of variants as they are stated.", "stated_as", "kg:statedAs")
        for of in (GENOTYPES, MENTIONS)
    ),
    *(
        listed(
            *(of, f"{_one(of)}_references", f"What {what} is said to rest on, beside papers."),
            literal("reference", "kg:reference", says="A link, or text where no namespace is known."),
        )
        for of, what in ((CASES, "the record of a person"), (OBSERVATIONS, "a finding"))
    ),
    _leading(
        *(PAPERS, "links", "Papers that may describe some of the same people."),
        *("possibly_shares_people_with", "kg:possiblySharesPeopleWith", "papers"),
    ),
    _literals(PAPERS, "left_out", "People of papers who are left out of the graph.", "left_out", "kg:keptOut"),
    listed(
        *(DOUBTS, "doubt_subjects", "What doubts are about."),
        Column("subject_iri", Part.IRI, _SUBJECT, says="The case, variant, statistic or paper.", required=True),
        Column("subject", Part.LABEL, _SUBJECT, says="What that is called."),
        Column("subject_table", Part.TABLE, _SUBJECT, says="The table that has its row."),
    ),
)
TABLES: Final = (
    *(*THINGS, *_NOTES, *_OF_CASES, *_OF_VARIANTS, *_OF_CLASSIFICATIONS, *_OF_FINDINGS, *_OF_SEVERAL, *ANALYSES),
)
"""Every table, each after those whose keys it holds where that can be."""

FURTHER: Final = Table(
    "further_values",
    "Values beyond the first of a column that holds one value a row; none is lost, and most releases have few.",
    "",
    (
        Column("table", Part.VALUE, says="The table.", required=True),
        Column("row", Part.VALUE, says="The IRI in its first column.", required=True),
        Column("column", Part.VALUE, says="The column.", required=True),
        Column("value", Part.VALUE, says="A further value.", required=True),
    ),
    ("table", "row", "column", "value"),
)
