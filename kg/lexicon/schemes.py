"""The identifier schemes of this graph: what their identifiers look like, and how people write their prefixes.

Spellings, patterns and web forms are those of bioregistry 0.15.6 (CC0) and of our own reference data; the package
itself weighs 8 MB and reads its whole registry at import, where thirty rows are wanted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kg.names import OBO, OBO_PREFIXES, SCHEMES


@dataclass(frozen=True)
class Scheme:
    """An identifier scheme. `space` and a local part are an IRI; `local` is a pattern; `links` are web pages of theirs,
    without `https://` and `www.`, where `$` stands for the local part.
    """

    name: str
    space: str
    local: str
    prefixes: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    @cached_property
    def written(self) -> re.Pattern[str]:
        """An identifier with its prefix in any spelling, once or twice: `omim #1`, `HGNC:HGNC:1`."""
        ways = "|".join(
            re.sub(r"[^A-Za-z0-9]+", r"[\\W_]*", way)
            for way in sorted({self.name, *self.prefixes}, key=len, reverse=True)
        )
        return re.compile(rf"(?:(?:{ways})[\s:_/#=.\-]*){{1,2}}({self.local})", re.IGNORECASE)

    @cached_property
    def linked(self) -> re.Pattern[str]:
        """A page of theirs, with whatever follows."""
        own = re.sub(r"^https?://(?:www\.)?", "", self.space) + "$"
        ways = "|".join(re.escape(way).replace(r"\$", f"({self.local})") for way in (own, *self.links))
        return re.compile(rf"(?:{ways})(?:[/?#&.].*)?", re.IGNORECASE)

    def normal(self, local: str) -> str:
        """The local part as the owner writes it: capitals, and the zeros that a spreadsheet took."""
        if self.name in ("DOI", "DBSNP"):
            return local.lower()
        return local.upper()


def _obo(name: str, local: str = r"\d{7}", *prefixes: str, links: tuple[str, ...] = ()) -> Scheme:
    return Scheme(name, f"{OBO}{name}_", local, prefixes, links)


def _known(name: str, local: str, *prefixes: str, links: tuple[str, ...] = ()) -> Scheme:
    return Scheme(name, SCHEMES[name], local, prefixes, links)


_UNIPROT: Final = r"(?:[OPQ]\d[A-Z0-9]{3}\d|[A-NR-Z]\d(?:[A-Z][A-Z0-9]{2}\d){1,2})"
_REFSEQ: Final = r"(?:AC|NC|NG|NM|NP|NR|NT|NW|XM|XP|XR)_\d{6,9}(?:\.\d+)?"

_LISTED: Final = (
    _obo("HP", r"\d{7}", "HPO", links=("hpo.jax.org/app/browse/term/HP:$", "hpo.jax.org/browse/term/HP:$")),
    _obo("NCIT", r"C\d+", "NCI", "NCI Thesaurus", links=("ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl#$",)),
    _obo("DOID", r"\d+", "DO"),
    _obo("CHEBI", r"\d+", "ChEBI ID"),
    _obo("UBERON"),
    _obo("PR", rf"\d{{9}}|{_UNIPROT}(?:-\d+)?", "PRO"),
    _known(
        "OMIM",
        r"\d{6}",
        "MIM",
        "OMIM gene",
        links=(
            "omim.org/entry/$",
            "omim.org/MIM:$",
            "omim.org/OMIM:$",
            "purl.org/mim/MIM:$",
            "ncbi.nlm.nih.gov/omim/$",
        ),
    ),
    _known("OMIMPS", r"\d{6}", "OMIM:PS", "MIM:PS", "PS", links=("omim.org/phenotypicSeries/PS$", "omim.org/MIM:PS$")),
    _known(
        "ORPHA",
        r"\d+",
        "Orphanet",
        "ORDO",
        "orphanet.ordo",
        "ORPHAcode",
        links=(
            "orpha.net/consor/cgi-bin/OC_Exp.php?lng=en&Expert=$",
            "orpha.net/en/disease/detail/$",
        ),
    ),
    _known(
        "PMID",
        r"\d{1,9}",
        "PubMed",
        "PubMed ID",
        "MEDLINE",
        links=(
            "pubmed.ncbi.nlm.nih.gov/$",
            "pubmed.gov/$",
            "ncbi.nlm.nih.gov/pubmed/$",
            "ncbi.nlm.nih.gov/pubmed/?term=$",
            "europepmc.org/article/MED/$",
            "europepmc.org/abstract/MED/$",
        ),
    ),
    _known("DOI", r"10\.\d{4,9}/\S+", links=("dx.doi.org/$",)),
    _known(
        "PMCID",
        r"PMC\d+",
        "PMC",
        "PubMed Central",
        links=("pmc.ncbi.nlm.nih.gov/articles/$", "europepmc.org/articles/$", "europepmc.org/article/PMC/$"),
    ),
    _known("HGNC", r"\d{1,5}", links=("genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:$",)),
    _known(
        "UniProtKB",
        rf"{_UNIPROT}(?:-\d+)?|[A-Z0-9]{{1,10}}_[A-Z0-9]{{3,5}}",
        "UniProt",
        "UniProt ID",
        "SwissProt",
        links=("uniprot.org/uniprotkb/$", "uniprot.org/uniprot/$", "purl.uniprot.org/isoforms/$"),
    ),
    _known("MESH", r"[CDQ]\d+", "MSH", "MeSH UID", links=("meshb.nlm.nih.gov/record/ui?ui=$",)),
    _known("UMLS", r"CN?\d+", "UMLS CUI", "CUI", links=("uts.nlm.nih.gov/uts/umls/concept/$",)),
    _known("DECIPHER", r"\d+"),
    Scheme("MEDGEN", "https://www.ncbi.nlm.nih.gov/medgen/", r"(?:CN)?\d{2,7}", ("MedGen UID",)),
    Scheme("GARD", "https://bioregistry.io/gard:", r"\d+", (), ("rarediseases.info.nih.gov/diseases/$",)),
    Scheme("NORD", "https://rarediseases.org/?p=", r"\d+"),
    Scheme(
        "SCTID",
        "http://snomed.info/id/",
        r"\d{6,18}",
        ("SNOMED CT", "SNOMED", "SNOMEDCT_US"),
        ("purl.bioontology.org/ontology/SNOMEDCT/$",),
    ),
    Scheme("ICD10WHO", "https://icd.who.int/browse10/2019/en#/", r"[A-Z]\d\d(?:\.\d)?", ("ICD-10", "ICD 10 WHO")),
    Scheme("ICD9", "https://bioregistry.io/icd9:", r"\d{3}(?:\.\d{1,2})?", ("ICD-9",)),
    Scheme("GENEREVIEWS", "https://www.ncbi.nlm.nih.gov/books/", r"NBK\d+", ("NCBI Bookshelf",)),
    Scheme("LOINC", "https://loinc.org/", r"(?:LP)?\d+-\d|LP\d+", ("LNC",)),
    Scheme("RADLEX", "http://radlex.org/RID/", r"RID\d+", ("RID",)),
    Scheme("DCM", "http://dicom.nema.org/resources/ontology/DCM/", r"\d+|[A-Z]{2,3}", ("DICOM",)),
    Scheme("NEURONAMES", "http://braininfo.rprc.washington.edu/centraldirectory.aspx?ID=", r"\d+"),
    Scheme(
        "ENSEMBL",
        "http://identifiers.org/ensembl/",
        r"ENS[GTP]\d{11}(?:\.\d+)?",
        ("Ensembl gene",),
        ("ensembl.org/Homo_sapiens/Gene/Summary?g=$", "ensembl.org/id/$"),
    ),
    Scheme(
        "NCBIGENE",
        "https://www.ncbi.nlm.nih.gov/gene/",
        r"\d+",
        ("NCBI Gene", "NCBI Gene ID", "Entrez", "Entrez Gene", "GeneID", "KEGG:hsa", "hsa"),
    ),
    Scheme(
        "REFSEQ",
        "http://identifiers.org/refseq/",
        _REFSEQ,
        (),
        ("ncbi.nlm.nih.gov/nuccore/$", "ncbi.nlm.nih.gov/protein/$"),
    ),
    # A version of ClinVar's accession does not tell one variant from another, and its page goes by the number.
    Scheme(
        "CLINVAR",
        "https://identifiers.org/clinvar:",
        r"VCV\d{9}(?:\.\d+)?",
        ("ClinVar Variation", "VCV"),
        ("ncbi.nlm.nih.gov/clinvar/variation/$",),
    ),
    Scheme("DBSNP", "https://www.ncbi.nlm.nih.gov/snp/", r"rs\d+", ("SNP",), ("ncbi.nlm.nih.gov/snp/$",)),
    Scheme("CCDS", "http://identifiers.org/ccds/", r"CCDS\d+(?:\.\d+)?"),
    Scheme("UCSC", "http://identifiers.org/ucsc/", r"uc\d{3}[a-z]{3}(?:\.\d+)?"),
    Scheme(
        "CHEMBL",
        "http://identifiers.org/chembl/",
        r"CHEMBL\d+",
        ("ChEMBL target",),
        ("ebi.ac.uk/chembl/target_report_card/$",),
    ),
)
TABLE: Final = {
    **{scheme.name: scheme for scheme in _LISTED},
    **{name: _obo(name) for name in sorted(OBO_PREFIXES - {scheme.name for scheme in _LISTED})},
}
"""Each scheme by its name, which is the prefix of its short names here."""
VERSIONED: Final = frozenset({"ENSEMBL", "REFSEQ", "CCDS", "UCSC", "CLINVAR"})
"""Schemes whose identifiers end in a version, which does not tell one thing from another."""
