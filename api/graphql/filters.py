"""The filters of kg.find in words: what each asks, and each of its fields; `inputs.py` makes inputs of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg import find
from kg.model.words import LOOKS, Side

_NAME: Final = "each an IRI, a short name or"
_DOUBTFUL: Final = "True: only with a doubt. False: only without."
_DEPTH: Final = "Read as far as one of these."
_REGION: Final = f"Regions of the brain: {_NAME} its label."
_MODALITY: Final = f"How it was seen: {_NAME} its key (MRI, CT)."
_SEQUENCE: Final = f"MRI sequences: {_NAME} its key (DWI)."
_TERM: Final = f"HPO terms: {_NAME} the label; former ids are understood."
_LOGIC: Final = {
    "all_of": "All of these must hold as well.",
    "any_of": "One of these must hold as well.",
    "none_of": "None of these may hold.",
}
FILTERS: Final[dict[type, tuple[str, Mapping[str, str]]]] = {
    find.PaperFilter: (
        "Which papers.",
        {
            "id": f"Papers: {_NAME} PubMed id, DOI, PMC id or title.",
            "year": "Published in these years.",
            "depth": _DEPTH,
            "design": "Of one of these kinds.",
            "doubtful": _DOUBTFUL,
            "variant": "Names such a variant, with or without a person.",
            **_LOGIC,
        },
    ),
    find.VariantFilter: (
        "Which variants.",
        {
            "id": f"Variants: {_NAME} HGVS name in any spelling (c.2345G>A, p.Arg782His, R782H).",
            "gene": f"Genes: {_NAME} symbol.",
            "consequence": "Consequences of the Sequence Ontology, or classes of ours: "
            f"{_NAME} label (missense, TruncatingVariant).",
            "descendants": "Also what follows to be of `consequence`.",
            "domain": f"Protein domains, or classes of them: {_NAME} label (KinaseDomain).",
            "residue": "The change reaches into these residues of the protein.",
            "lobe": "Lobes of the kinase domain; their boundary is inferred.",
            "exon": "Numbers of exons of the gene's reference transcript.",
            "intron": "Numbers of introns of the gene's reference transcript.",
            "doubtful": _DOUBTFUL,
            "carried": "True: only those that a person carries. False: only those that nobody here does.",
            "reported": "True: only those that a paper or a cohort names. False: only those that databases alone know.",
            **_LOGIC,
        },
    ),
    find.GenotypeFilter: (
        "A variant in a person: everything given holds for one and the same genotype.",
        {
            "variant": "What the variant must be.",
            "zygosity": f"Zygosities of GENO: {_NAME} label (heterozygous).",
            "significance": f"Clinical significances of GENO: {_NAME} label.",
            "claim": "Whether the paper claims that it causes the disease.",
            "presumed": "True: only inferred, the person was not tested. False: only tested.",
        },
    ),
    find.ObservationFilter: (
        "Which observations. As part of a case filter: what must have been seen in the person, present unless "
        "`status` says otherwise; NOT_REPORTED is of use only there.",
        {
            "id": f"Observations: {_NAME} label.",
            "term": _TERM,
            "descendants": "Also terms below `term`; excluded: also those above it.",
            "status": "PRESENT, ABSENT or, in a case filter, NOT_REPORTED.",
            "scope": "Of persons (when left out; inside another filter, as that one), or about a group.",
            "imaging": "True: on scans or at autopsy. False: signs and symptoms.",
            "modality": _MODALITY,
            "sequence": _SEQUENCE,
            "region": _REGION,
            "parts": "Also in the parts of `region`.",
            "side": Side.asks,
            **{name: words.asks for name, words in LOOKS.items()},
            "initial": "True: among the first signs. False: not said to be.",
            "age": "Seen at this age, in years, where the observation states one.",
            "depth": _DEPTH,
            "doubtful": _DOUBTFUL,
            "case": "Seen in such a person.",
            "paper": "Reported by such a paper.",
            **_LOGIC,
        },
    ),
    find.CaseFilter: (
        "Which cases.",
        {
            "id": f"Cases: {_NAME} label.",
            "observation": "What must have been seen, or not; each must hold.",
            "genotype": "What one genotype of the person must be.",
            "variant": "What one variant of the person must be.",
            "sex": "Of one of these sexes.",
            "genetic_status": "Only these; CONFIRMED for carriers.",
            "affected": "True: ill. False: carriers without signs.",
            "family_history": "Whether relatives are affected.",
            "onset": "Age at onset, in years.",
            "death": "Age at death, in years.",
            "category": "Defined classes of the ontology that the person belongs to (BiallelicCase).",
            "depth": _DEPTH,
            "doubtful": _DOUBTFUL,
            "paper": "Described by such a paper.",
            **_LOGIC,
        },
    ),
    find.StatisticFilter: (
        "Which figures.",
        {
            "id": "Figures, by IRI or short name.",
            "term": _TERM,
            "descendants": "Also about terms below `term`.",
            "modality": _MODALITY,
            "sequence": _SEQUENCE,
            "region": _REGION,
            "parts": "Also of the parts of `region`.",
            "measure": "Words that the measure holds.",
            "second_hand": "True: only as quoted by another paper. False: only a paper's own.",
            "counted": "True: only with a denominator. False: only without.",
            "genetic_status": "Whether the group was tested.",
            "depth": _DEPTH,
            "doubtful": _DOUBTFUL,
            "paper": "Stated by such a paper.",
            **_LOGIC,
        },
    ),
    find.TermFilter: (
        "Which terms.",
        {
            "id": f"Terms: {_NAME} label or synonym.",
            "ontology": "Of these ontologies: HP, MONDO, SO, GENO, ECO, UBERON, or kg for our own.",
            "under": "These and all terms below them.",
            "seen": "Present (absent) in someone, as itself or as a term below (above); or in nobody.",
            "obsolete": "True: only those withdrawn. null: with those.",
            **_LOGIC,
        },
    ),
    find.GeneFilter: (
        "Which genes.",
        {
            "id": f"Genes: {_NAME} symbol.",
            "disease": f"Diseases that it causes, by the gene model or by a database: {_NAME} label.",
            "classification": "A database's words for how sure that is (definitive); with `disease`, of that disease.",
            "variant": "Has such a variant.",
            "case": "Such a person carries a variant of it.",
            **_LOGIC,
        },
    ),
    find.FamilyFilter: (
        "Which families.",
        {
            "id": f"Families: {_NAME} label.",
            "words": "Words that its label holds.",
            "members": "How many of its members are described.",
            "case": "Such a person is a member.",
            "paper": "Described by such a paper.",
            **_LOGIC,
        },
    ),
    find.TreatmentFilter: (
        "Which treatments.",
        {
            "id": "Treatments, by IRI or short name.",
            "words": "Words that its name holds; it is the paper's.",
            "agent": "Identifiers of what was given, as imported packets have them.",
            "outcome": "Words that the outcome holds.",
            "told": "True: only where an outcome is told. False: only where none is.",
            "case": "Such a person received it.",
            "paper": "Told by such a paper.",
            "depth": _DEPTH,
            **_LOGIC,
        },
    ),
}
"""Each filter of kg.find with its words, and its fields with theirs, in the order of the schema."""
