"""The names of things: namespaces, and IRIs minted from facts (PMID, label, HGVS), never from order or chance.

IRIs are plain strings here, so that no RDF library is needed to name something.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final
from urllib.parse import quote

from kg.errors import UnknownPrefix

BASE: Final = "https://w3id.org/csf1r-kg/"
KG: Final = BASE + "ontology#"
OBO: Final = "http://purl.obolibrary.org/obo/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
BIBO: Final = "http://purl.org/ontology/bibo/"
PROV: Final = "http://www.w3.org/ns/prov#"
OIO: Final = "http://www.geneontology.org/formats/oboInOwl#"
IAO: Final = OBO + "IAO_"

_KINDS: Final = (
    *("graph", "case", "variant", "paper", "gene", "domain", "modality", "sequence", "region", "exon", "intron"),
    *("family", "transcript", "observation", "statistic", "study", "genotype", "mention", "treatment", "diagnosis"),
    *("doubt", "reading", "reference", "analysis"),
)
"""The kinds of our things; each has a prefix of its name."""
PREFIXES: Final[dict[str, str]] = {
    "kg": KG,
    "obo": OBO,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "bibo": BIBO,
    "prov": PROV,
    "oio": OIO,
    **{kind: f"{BASE}{kind}/" for kind in _KINDS},
}

# Where each identifier scheme keeps its things; the owners' own forms, as their documentation gives them.
SCHEMES: Final[dict[str, str]] = {
    "OMIM": "https://omim.org/entry/",
    "OMIMPS": "https://www.omim.org/phenotypicSeries/PS",
    "ORPHA": "http://www.orpha.net/ORDO/Orphanet_",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/",
    "DOI": "https://doi.org/",
    "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
    "HGNC": "http://identifiers.org/hgnc/",
    "UniProtKB": "http://purl.uniprot.org/uniprot/",
    "MESH": "http://id.nlm.nih.gov/mesh/",
    "UMLS": "http://identifiers.org/umls/",
    "LOINC": "https://loinc.org/",
    "DECIPHER": "https://www.deciphergenomics.org/syndrome/",
}
# Namespaces that mapping sets, gene models and cohorts lead to beside these.
LINKED: Final[dict[str, str]] = {
    "bioregistry": "https://bioregistry.io/",
    "DCM": "http://dicom.nema.org/resources/ontology/DCM/",
    "Ensembl": "http://identifiers.org/ensembl/",
    "GARD": "https://bioregistry.io/gard:",
    "GENEREVIEWS": "https://www.ncbi.nlm.nih.gov/books/",
    "ICD10WHO": "https://icd.who.int/browse10/2019/en#/",
    "ICD9": "https://bioregistry.io/icd9:",
    "MEDGEN": "https://www.ncbi.nlm.nih.gov/medgen/",
    "NEURONAMES": "http://braininfo.rprc.washington.edu/centraldirectory.aspx?ID=",
    "RADLEX": "http://radlex.org/RID/",
    "RefSeq": "http://identifiers.org/refseq/",
    "SCTID": "http://snomed.info/id/",
    "UniProtIsoform": "http://purl.uniprot.org/isoforms/",
}
# What only mapping sets name: words of the vocabulary and of papers, and why a row holds.
MAPPED: Final[dict[str, str]] = {
    **{kind: f"{BASE}{kind}/" for kind in ("finding", "quantity", "disease-name")},
    "semapv": "https://w3id.org/semapv/vocab/",
}
OBO_PREFIXES: Final = frozenset(
    {"HP", "MONDO", "SO", "GENO", "ECO", "UBERON", "NCIT", "MAXO", "DOID", "OBI", "CHEBI", "CHMO", "PR", "RO"}
)

KNOWN: Final[dict[str, str]] = {
    **PREFIXES,
    "sh": "http://www.w3.org/ns/shacl#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "void-ext": "http://ldf.fi/void-ext#",
    "schema": "https://schema.org/",
    "spex": "https://purl.expasy.org/sparql-examples/ontology#",
    **{prefix: f"{OBO}{prefix}_" for prefix in sorted(OBO_PREFIXES)},
    **SCHEMES,
    **LINKED,
    **MAPPED,
}
"""Every prefix that a query may use without declaring it, so that `HP:0002500` can be written."""


def slug(text: str, longest: int = 60) -> str:
    """A readable piece of an IRI: lower case words of `text` joined by hyphens, letters of any script kept.

    >>> slug("Family 1, proband (Brazilian boy)")
    'family-1-proband-brazilian-boy'
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    words = re.findall(r"\w+", plain.replace("_", " "), flags=re.UNICODE)
    return quote("-".join(words)[:longest].strip("-"), safe="") or "x"


def digest(*facts: object) -> str:
    """Ten hex digits that stand for these facts and no others (SHA-256, cut)."""
    return hashlib.sha256("\x1f".join(map(repr, facts)).encode()).hexdigest()[:10]


def mint(kind: str, *parts: str) -> str:
    """The IRI of one of our things: `mint("case", "pmid-0000001", "toy-1")`."""
    return BASE + "/".join((kind, *parts))


def term(name: str) -> str:
    """A class, property or value of our ontology."""
    return KG + name


def graph(*parts: str) -> str:
    """The IRI of a named graph: `graph("paper", "pmid-0000001")`."""
    return mint("graph", *parts)


def expand(curie: str) -> str:
    """The IRI of an external identifier in its owner's form.

    Raises `UnknownPrefix` for a prefix that is in neither `OBO_PREFIXES` nor `SCHEMES`.

    >>> expand("HP:0002500")
    'http://purl.obolibrary.org/obo/HP_0002500'
    """
    prefix, _, local = curie.partition(":")
    if prefix in OBO_PREFIXES:
        return f"{OBO}{prefix}_{local}"
    if prefix in SCHEMES:
        return SCHEMES[prefix] + local
    raise UnknownPrefix(f"no namespace is known for {curie!r}")


def full(name: str) -> str:
    """The IRI of a name with any known prefix, as a query of ours would spell it: `full("kg:Case")`."""
    prefix, _, local = name.partition(":")
    return KNOWN[prefix] + local


def contract(iri: str) -> str:
    """The short form of an IRI, or the IRI itself where no namespace fits.

    >>> contract("http://purl.obolibrary.org/obo/HP_0002500")
    'HP:0002500'
    """
    if iri.startswith(OBO):
        prefix, _, local = iri.removeprefix(OBO).partition("_")
        if prefix in OBO_PREFIXES and local:
            return f"{prefix}:{local}"
    for prefix, space in {**SCHEMES, **PREFIXES}.items():
        if iri.startswith(space) and len(iri) > len(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return iri


def variant_slug(name: str) -> str:
    """A variant's name inside an IRI: `>` is not allowed there and becomes `-` (c.2345G>A is c.2345G-A)."""
    return quote(name.replace(">", "-"), safe="+*=()_.:-")
