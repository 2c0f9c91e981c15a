"""How people spell things otherwise: visible rules, each from the spelling of the data files to others."""

import re
from collections.abc import Iterator
from urllib.parse import quote

OBO = "http://purl.obolibrary.org/obo/"
OBO_PREFIXES = ("HP", "MONDO", "UBERON", "NCIT", "DOID", "MAXO", "OBI", "CHMO")
OTHER_PREFIXES = {
    "OMIM": ("MIM", "mim", "OMIM #", "MIM #", "OMIM:OMIM:"),
    "ORPHA": ("Orphanet:", "Orphanet_", "ORDO:", "ORPHA", "orphanet.ordo:Orphanet_"),
    "PMID": ("PubMed:", "pubmed ", "PMID", "pmid=", "PubMed ID: "),
    "DOI": ("doi:", "doi ", "DOI:"),
    "PMCID": ("PMC:", "pmcid ", ""),
    "MESH": ("MeSH:", "mesh ", "MSH:"),
    "UMLS": ("UMLS_CUI:", "CUI:", "umls/"),
    "HGNC": ("HGNC:HGNC:", "hgnc_", "HGNC ID:"[:4] + " "),
    "UniProtKB": ("UniProt:", "uniprot ", "SwissProt:"),
    "NCBIGENE": ("NCBI Gene:", "Entrez:", "GeneID:", "entrez gene "),
    "ENSEMBL": ("Ensembl:", "ensembl ", ""),
    "SCTID": ("SNOMED CT:", "SNOMEDCT:", "snomed "),
    "MEDGEN": ("MedGen:", "medgen uid "),
    "LOINC": ("LNC:", "loinc "),
    "RADLEX": ("RadLex:", "radlex "),
}
PAGES = {
    "OMIM": ("https://omim.org/entry/{}", "https://www.omim.org/entry/{}?search=x#top", "identifiers.org/mim/{}"),
    "OMIMPS": ("https://www.omim.org/phenotypicSeries/PS{}",),
    "ORPHA": (
        "http://www.orpha.net/ORDO/Orphanet_{}",
        "https://www.orpha.net/consor/cgi-bin/OC_Exp.php?lng=EN&Expert={}",
        "https://www.orpha.net/en/disease/detail/{}",
    ),
    "PMID": (
        "https://pubmed.ncbi.nlm.nih.gov/{}/",
        "http://www.ncbi.nlm.nih.gov/pubmed/{}",
        "https://europepmc.org/article/MED/{}",
        "https://identifiers.org/pubmed:{}",
    ),
    "DOI": ("https://doi.org/{}", "http://dx.doi.org/{}", "doi.org/{}"),
    "PMCID": (
        "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/",
        "https://pmc.ncbi.nlm.nih.gov/articles/{}",
        "https://europepmc.org/articles/{}",
    ),
    "MESH": ("https://meshb.nlm.nih.gov/record/ui?ui={}", "http://id.nlm.nih.gov/mesh/{}"),
    "UMLS": ("https://uts.nlm.nih.gov/uts/umls/concept/{}",),
    "HGNC": ("https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:{}", "http://identifiers.org/hgnc/{}"),
    "UniProtKB": ("https://www.uniprot.org/uniprotkb/{}/entry", "http://purl.uniprot.org/uniprot/{}"),
    "NCBIGENE": ("https://www.ncbi.nlm.nih.gov/gene/{}",),
    "ENSEMBL": ("https://www.ensembl.org/Homo_sapiens/Gene/Summary?g={}",),
    "SCTID": ("http://snomed.info/id/{}",),
    "MEDGEN": ("https://www.ncbi.nlm.nih.gov/medgen/{}",),
    "LOINC": ("https://loinc.org/{}/",),
}
LETTERS = dict(
    zip(
        re.findall("...", "AlaArgAsnAspCysGlnGluGlyHisIleLeuLysMetPheProSerThrTrpTyrVal"),
        "ARNDCQEGHILKMFPSTWYV",
        strict=True,
    )
)


def variants(spelling: str) -> Iterator[str]:
    """Other spellings of one; which rules fit is seen from its form."""
    yield f" {spelling} "
    prefix, _, local = spelling.partition(":")
    if prefix in OBO_PREFIXES and local:
        yield from of_obo(prefix, local)
    elif prefix in PAGES or prefix in OTHER_PREFIXES:
        yield from of_scheme(prefix, local)
    elif re.match(r"c\.\d", spelling):
        yield from of_coding(spelling)
    elif re.match(r"p\.[A-Z]", spelling):
        yield from of_protein(spelling)
    else:
        yield from of_name(spelling)


def of_obo(prefix: str, local: str) -> Iterator[str]:
    purl = f"{OBO}{prefix}_{local}"
    yield from (f"{prefix.lower()}:{local}", f"{prefix}_{local}", f"{prefix} {local}", f"obo:{prefix}_{local}")
    yield from (purl, f"<{purl}>", purl.replace("http:", "https:"), f'"{prefix}:{local}"')
    yield from (f"https://identifiers.org/{prefix}:{local}", f"http://identifiers.org/{prefix.lower()}/{local}")
    yield f"https://bioregistry.io/{prefix.lower()}:{local}"
    yield f"https://www.ebi.ac.uk/ols4/ontologies/{prefix.lower()}/classes/{quote(quote(purl, safe=''), safe='')}"
    yield f"https://www.ebi.ac.uk/ols/ontologies/{prefix.lower()}/terms?iri={quote(purl, safe='')}"
    if prefix == "HP":
        yield from (f"HPO:{local}", f"https://hpo.jax.org/browse/term/HP:{local}", f"HP:{local.lstrip('0')}")


def of_scheme(prefix: str, local: str) -> Iterator[str]:
    yield from (f"{prefix.lower()}:{local}", f"{prefix}: {local}")
    for other in OTHER_PREFIXES.get(prefix, ()):
        yield other + (" " if other[-1:].isalnum() else "") + local
    yield from (page.format(local) for page in PAGES.get(prefix, ()))
    if prefix == "DOI":
        yield from (local, local.upper())


def of_coding(name: str) -> Iterator[str]:
    for accession in ("NM_005211.4", "NM_005211.3", "NM_005211", "NM_001288705.3", "NM_005211.4(CSF1R)", "CSF1R"):
        yield f"{accession}:{name}"
    yield from (name.lower(), name.upper(), f"csf1r {name.lower()}", f"nm_005211.4:{name.lower()}")
    yield from (f"CSF1R {name}", f"CSF1R: {name}", name.removeprefix("c."), name.replace("c.", "c. "), f"({name})")
    yield from (name.replace(">", arrow) for arrow in ("→", " > ", "＞"))
    yield from (f"variant:CSF1R/{name}", f"https://w3id.org/csf1r-kg/variant/CSF1R/{name.replace('>', '-')}")
    yield f"https://w3id.org/csf1r-kg/variant/CSF1R/{quote(name)}"


def of_protein(name: str) -> Iterator[str]:
    bare = name.removeprefix("p.")
    short = re.sub("|".join(LETTERS), lambda found: LETTERS[found[0]], bare)
    yield from (bare, f"p.({bare})", f"p.[{bare}]", short, f"p.{short}", f"CSF1R {short}", f"CSF1R:{name}")
    yield from (f"NP_005202.2:{name}", f"NP_005202:p.({bare})", f"P07333:{name}", f"p. {bare}", f"CSF-1R p.{short}")
    yield from (name.lower(), short.lower(), f"p.{short.lower()}")
    if bare.endswith("*"):
        yield from (name.replace("*", "Ter"), f"p.{short.replace('*', 'X')}", short.replace("*", "X"))


def of_name(name: str) -> Iterator[str]:
    yield from (name.lower(), name.upper(), f'"{name}"', f"“{name}”", name.replace(" ", "  "), name.replace(" ", "_"))
    yield f"{name}."
