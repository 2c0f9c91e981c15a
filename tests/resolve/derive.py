"""Write `table.tsv`: names and identifiers as they stand in the data files, each with the thing it must lead to.

    python -m tests.resolve.derive

The files are read here as plain YAML, TSV and OBO, and IRIs are put together by hand, so that the table owes nothing to
`kg.lexicon`. A row with several IRIs is a name that several things have, none more than the others.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
TABLE = Path(__file__).with_name("table.tsv")
BASE = "https://w3id.org/csf1r-kg/"
OBO = "http://purl.obolibrary.org/obo/"
GENE = BASE + "gene/CSF1R"
SAME = ("OMIM", "Orphanet", "MONDO", "MeSH", "UMLS", "MedGen", "DOID", "NCIT", "SNOMED CT", "GARD")
"""Schemes of gene.yaml whose identifier is that of the disease itself; the others are of its series, or wider."""
PREFIX = {"Orphanet": "ORPHA", "MeSH": "MESH", "MedGen": "MEDGEN", "SNOMED CT": "SCTID", "LOINC": "LOINC"}
PREFIX |= {"RadLex": "RADLEX", "DICOM": "DCM", "NCBI Gene": "NCBIGENE", "Ensembl gene": "ENSEMBL"}
EVERY = 8
"""Of the terms that evidence names, and of the obsolete ones, one in so many (sorted) stands in the table."""

Row = tuple[str, str, str]


def load(path: str) -> dict:
    return yaml.load((ROOT / path).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def obo(curie: str) -> str:
    return OBO + curie.replace(":", "_")


def short(scheme: str, identifier: str) -> str:
    own = PREFIX.get(scheme, scheme)
    return identifier if ":" in identifier else f"{own}:{identifier}"


def diseases(document: dict) -> Iterator[Row]:
    for disease in document["diseases"]:
        found = disease["identifiers"]
        own = obo(next(one["id"] for one in found if one["scheme"] == "MONDO"))
        for one in found:
            if one["scheme"] in SAME:
                yield short(one["scheme"], one["id"]), own, "gene.yaml: identifier of a disease"
                if "label" in one:
                    yield one["label"], own, f"gene.yaml: what {one['scheme']} calls it"
            if one["scheme"] == "MONDO (obsolete)":
                yield one["id"], own, "gene.yaml: former identifier of a disease"
            if "series" in one["scheme"]:
                parent = obo(next(row["id"] for row in found if "parent" in row["scheme"]))
                yield short(one["scheme"].split(" (")[0], one["id"]), parent, "gene.yaml: identifier of a series"
        for name in disease.get("synonyms", ()):
            yield name, own, "gene.yaml: synonym of a disease"
        name, bracket, rest = disease["name"].partition(" (")
        yield name, own, "gene.yaml: name of a disease"
        for other in rest.removesuffix(")").split("; ") if bracket else ():
            if other[0].isupper():
                yield other, own, "gene.yaml: other name of a disease, in brackets"


def gene(document: dict) -> Iterator[Row]:
    described = document["gene"]
    diseased = {name for disease in document["diseases"] for name in disease.get("synonyms", ())}
    diseased |= {word for disease in document["diseases"] for word in re.findall(r"\w+", disease["name"])}
    for one in described["identifiers"]:
        if one["scheme"] in ("HGNC", "NCBI Gene", "Ensembl gene", "OMIM gene", "UniProtKB", "CCDS", "UCSC", "PRO"):
            yield short(one["scheme"], one["id"]), GENE, f"gene.yaml: {one['scheme']} of the gene"
        for other in (*one.get("secondary", ()), *filter(None, [one.get("versioned"), one.get("entry_name")])):
            yield short(one["scheme"], other), GENE, f"gene.yaml: other {one['scheme']} of the gene"
    for kind in ("mrna", "protein", "noncoding"):
        for accession in described["other_refseq_accessions"][kind]:
            yield accession, GENE, "gene.yaml: other RefSeq accession of the gene"
    for name in (described["symbol"], described["name"], *described["aliases"]):
        if name not in diseased - {"CSF1R"}:
            yield name, GENE, "gene.yaml: name of the gene"
    for row in described["transcripts"]:
        iri = BASE + "transcript/" + (row.get("refseq") or row["ensembl"])
        for key in ("refseq", "ensembl", "protein", "ensembl_protein"):
            if key in row:
                yield row[key], iri, f"gene.yaml: {key} of a transcript"


def vocabulary(document: dict) -> Iterator[Row]:
    for group, kind in (("modalities", "modality"), ("sequences", "sequence")):
        for row in document[group]:
            iri = BASE + f"{kind}/" + row["key"].replace("*", "star").replace("/", "-").replace(" ", "-")
            yield row["label"], iri, f"vocabulary.yaml: label of a {kind}"
            if len(row["key"]) > 2:  # AD, MD and the like are also words of HPO
                yield row["key"], iri, f"vocabulary.yaml: key of a {kind}"
            for code in row.get("codes", ()):
                if code.get("match") == "exact":
                    yield short(code["scheme"], str(code["id"])), iri, f"vocabulary.yaml: exact code of a {kind}"
    signs = {term["name"][0].lower() for term in stanzas()}
    for row in document["regions"]:
        yield row["uberon"], obo(row["uberon"]), "vocabulary.yaml: UBERON term of a region"
        if row["label"] not in signs:  # HPO has a term of that name, and only its capital tells them apart
            yield row["label"], obo(row["uberon"]), "vocabulary.yaml: label of a region"


def papers() -> Iterator[tuple[str, dict]]:
    for path in sorted((ROOT / "kg" / "evidence").glob("*.yaml")):
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        if document["paper"].get("pmid"):
            yield f"pmid-{document['paper']['pmid']}", document


def evidence() -> Iterator[Row]:
    titles: dict[str, set[str]] = defaultdict(set)
    for key, document in papers():
        paper, iri = document["paper"], f"{BASE}paper/{key}"
        yield f"PMID:{paper['pmid']}", iri, "evidence: PMID"
        if paper.get("doi"):
            yield f"DOI:{paper['doi'].lower()}", iri, "evidence: DOI"
        if paper.get("pmcid"):
            yield f"PMCID:{paper['pmcid']}", iri, "evidence: PMCID"
    for path in sorted((ROOT / "kg" / "evidence").glob("*.yaml")):
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        titles[document["paper"]["title"]].add(document["paper"].get("pmid", path.stem))
    for title, [*keys] in titles.items():
        if len(keys) == 1 and keys[0].isdecimal():
            yield title, f"{BASE}paper/pmid-{keys[0]}", "evidence: title of a paper"
    yield from variants()


SUBSTITUTED = re.compile(r"p\.[A-Z][a-z]{2}(\d+)([A-Z][a-z]{2}|\*)")


def variants() -> Iterator[Row]:
    """Coding names; protein names whose codon has one variant at most, since its effect would be others' name too."""
    files = sorted((ROOT / "kg" / "evidence").glob("*.yaml"))
    told = [(one.get("coding"), one.get("protein")) for path in files for one in named(path)]
    claimed = sorted((ROOT / "kg" / "evidence" / "databases").glob("*.yaml"))
    known = {*told, *((one.get("coding"), one.get("protein")) for path in claimed for one in named(path))}
    codings = {coding for coding, _ in known if coding and re.fullmatch(r"c\.\d+[ACGT]>[ACGT]", coding)}
    at = Counter((int(re.sub(r"\D", "", coding)) + 2) // 3 for coding in codings)
    alone = {protein for coding, protein in known if protein and not coding}
    for coding, protein in sorted(set(told), key=str):
        site = SUBSTITUTED.fullmatch(protein or "")
        number = int(site[1]) if site else 0
        if coding in codings:
            iri = f"{BASE}variant/CSF1R/{coding.replace('>', '-')}"
            yield coding, iri, "evidence: name of a variant"
            here = (int(re.sub(r"\D", "", coding)) + 2) // 3
            if here == number and at[here] == 1 and protein not in alone:
                yield protein, iri, "evidence: name of a variant"
        elif site and not coding and not at[number]:
            yield protein, f"{BASE}variant/CSF1R/{protein}", "evidence: name of a variant"


def named(path: Path) -> list[dict]:
    """The variants that a file names, with a person or without."""
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    cases = [case for case in document.get("cases", ()) if "left_out" not in case and "exclude" not in case]
    return [one for case in cases for one in case.get("variants", ())] + document.get("variants", [])


def stanzas() -> Iterator[dict[str, list[str]]]:
    from kg.sources.hpo import hpo_path  # only where the file lies

    for text in hpo_path().read_text(encoding="utf-8").split("\n\n[Term]\n")[1:]:
        found: dict[str, list[str]] = defaultdict(list)
        for line in text.splitlines():
            name, _, value = line.partition(": ")
            found[name].append(value)
        yield found


def hpo(every: int) -> Iterator[Row]:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "kg" / "evidence").glob("*.yaml")))
    used = {*sorted({*re.findall(r"HP:\d{7}", text)})[::every]}
    obsolete, holder = 0, {old: term["id"][0] for term in stanzas() for old in term["alt_id"]}
    for term in stanzas():
        identifier, name = term["id"][0], term["name"][0]
        if identifier in used and "is_obsolete" not in term:
            yield identifier, obo(identifier), "hp.obo: term that evidence names"
            yield name, obo(identifier), "hp.obo: its label"
            for old in term["alt_id"][:2]:
                yield old, obo(identifier), "hp.obo: alternative id"
            exact = [one for one in term["synonym"] if " EXACT " in one]
            for synonym in exact[:2]:
                yield synonym[1:].partition('"')[0], obo(identifier), "hp.obo: exact synonym"
        if "is_obsolete" in term and len(term["replaced_by"]) == 1:
            obsolete += 1
            if obsolete % every == 0:
                after = {*term["replaced_by"], holder.get(identifier, term["replaced_by"][0])}
                yield identifier, " ".join(sorted(map(obo, after))), "hp.obo: obsolete id with its successor"


def rows(every: int = EVERY) -> list[Row]:
    """Every row once, in order; of terms one in so many."""
    described, words = load("kg/reference/gene.yaml"), load("kg/reference/vocabulary.yaml")
    found = {*diseases(described), *gene(described), *vocabulary(words), *evidence(), *hpo(every)}
    plain = {row: " ".join(re.findall(r"\w+", row[0].replace("_", " ").lower())) for row in found}
    meant = defaultdict(set)
    for row, words_ in plain.items():
        meant[words_].add(row[1])
    # A paper that is called as a disease is: only capitals tell them apart, and people do not write them.
    titles = {plain[row] for row in found if row[2].endswith("title of a paper") and len(meant[plain[row]]) > 1}
    return sorted((row for row in found if plain[row] not in titles), key=lambda row: (row[2], row[0]))


def written() -> str:
    return "".join("\t".join(row) + "\n" for row in [("spelling", "iri", "why"), *rows()])


if __name__ == "__main__":
    TABLE.write_text(written(), encoding="utf-8")
    sys.stdout.write(f"{len(rows())} rows\n")
