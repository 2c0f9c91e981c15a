"""Write the SSSOM tables of this folder from the project's own reference data.

    python ontology/mappings/cut.py            both tables
    python ontology/mappings/cut.py imaging    this table

imaging: our modalities, sequences, quantities, regions and findings to the terms that were read for them.
diseases: MONDO's diseases of the gene, and their old names, to the identifiers that were read for them.
Rows are sorted, and the output repeats byte for byte.

Why a mapping holds, and how sure that is, follows by rule from how it was read; `RULE` says it in words, and stands in
the head of each table.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BASE = "https://w3id.org/csf1r-kg/"
OBO = "http://purl.obolibrary.org/obo/"
SPACES = {
    **{
        prefix: f"{OBO}{prefix}_"
        for prefix in ("CHEBI", "CHMO", "DOID", "HP", "MAXO", "MONDO", "NCIT", "OBI", "UBERON")
    },
    **{
        prefix: f"{BASE}{prefix}/"
        for prefix in ("disease-name", "finding", "modality", "quantity", "region", "sequence")
    },
    "DCM": "http://dicom.nema.org/resources/ontology/DCM/",
    "GARD": "https://bioregistry.io/gard:",
    "GENEREVIEWS": "https://www.ncbi.nlm.nih.gov/books/",
    "ICD10WHO": "https://icd.who.int/browse10/2019/en#/",
    "ICD9": "https://bioregistry.io/icd9:",
    "LOINC": "https://loinc.org/",
    "MEDGEN": "https://www.ncbi.nlm.nih.gov/medgen/",
    "MESH": "http://id.nlm.nih.gov/mesh/",
    "NEURONAMES": "http://braininfo.rprc.washington.edu/centraldirectory.aspx?ID=",
    "OMIM": "https://omim.org/entry/",
    "OMIMPS": "https://www.omim.org/phenotypicSeries/PS",
    "ORPHA": "http://www.orpha.net/ORDO/Orphanet_",
    "RADLEX": "http://radlex.org/RID/",
    "SCTID": "http://snomed.info/id/",
    "UMLS": "http://identifiers.org/umls/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
"""Where each scheme keeps its terms; the identifiers are those of kg.names where it has them."""
SCHEMES = {
    "DICOM": "DCM",
    "GeneReviews": "GENEREVIEWS",
    "ICD-10": "ICD10WHO",
    "ICD-9": "ICD9",
    "MedGen": "MEDGEN",
    "MeSH": "MESH",
    "NeuroNames": "NEURONAMES",
    "Orphanet": "ORPHA",
    "RadLex": "RADLEX",
    "SNOMED CT": "SCTID",
}
UNLIKE = {
    "MONDO (parent of the series)": ("broad", "the parent of the series"),
    "MONDO (obsolete)": ("close", "a former term, now obsolete"),
    "ICD-10": ("broad", None),
    "ICD-9": ("close", None),
}
"""Schemes whose identifier is not the disease itself: the kind of match, and why."""
NO_ADDRESS = {"NORD"}
"""Schemes for whose identifiers no web address is known; gene.yaml keeps them."""

CURATED, TAKEN, NAMED = (
    f"semapv:{name}" for name in ("ManualMappingCuration", "UnspecifiedMatching", "LexicalMatching")
)
"""Justifications; https://github.com/mapping-commons/semantic-mapping-vocabulary (semapv-terms.tsv) defines them."""
COPIES = {"ch_rad", "dewiki", "fileformats", "linkml_valuesets", "ncit_dti", "ncit_table", "openminds"}
"""Sources that copy the codes of others: neither the owner of a term nor a standard says it there."""
SURE, COPIED, UNREAD, DOUBTED, AGREED = 0.9, 0.8, 0.7, 0.5, 0.05
RULE = (
    "mapping_justification: ManualMappingCuration where this project chose term and kind of match; UnspecifiedMatching "
    "where an identifier was taken over from a file that does not say how it was found; LexicalMatching where a file "
    "gives the subject as a name of the object. "
    f"confidence: {SURE} where the owner of a term or a standard was read, {COPIED} where only a list that copies the "
    f"codes of others was, {UNREAD} where the kind of match was not read, {DOUBTED} where a doubt stands with it; the "
    f"lowest that fits, and {AGREED} more where two sources give the same mapping."
)


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One mapping; the field names are SSSOM's, but for `sources`: the short names of where it was read."""

    subject_id: str
    subject_label: str
    predicate_id: str
    object_id: str
    object_label: str = ""
    mapping_justification: str = CURATED
    confidence: float = SURE
    see_also: str = ""
    comment: str = ""
    sources: tuple[str, ...] = field(default=(), metadata={"inside": True})


Tree = dict[str, Any]


def load(path: Path) -> Tree:
    """A YAML document that is a mapping."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(document, dict):
        raise TypeError(f"{path} is not a mapping")
    return document


def key_in_iri(key: str) -> str:
    """A vocabulary key inside an IRI, as the graph mints it: `T2*` is T2star, `NAA/Cr` is NAA-Cr."""
    return key.replace("*", "star").replace("/", "-").replace(" ", "-")


def curie(scheme: str, identifier: str) -> str:
    """An identifier with the prefix of its scheme; a prefix that it has is kept if it is one of ours."""
    name = scheme.partition(" (")[0].removesuffix(" phenotypic series")
    prefix, _, local = identifier.rpartition(":")
    return f"{prefix if prefix in SPACES else SCHEMES.get(name, name)}:{local}"


def source_of(document: Tree, keys: str | list[str] | None) -> tuple[str, tuple[str, ...]]:
    """The web address and the short names of where a label was read."""
    names = [keys] if isinstance(keys, str) else keys or []
    urls = [document["sources"].get(key, {}).get("url") for key in names]
    return next((url for url in urls if isinstance(url, str)), ""), tuple(names)


def told(*parts: str | None) -> str:
    """The parts of a comment that say something."""
    return "; ".join(part for part in parts if part)


def sure(sources: Iterable[str], unread: bool, doubted: bool) -> float:
    """The confidence of one row by itself; `RULE` says it in words."""
    copied = all(source in COPIES for source in sources)
    return min(one for one, holds in ((SURE, True), (COPIED, copied), (UNREAD, unread), (DOUBTED, doubted)) if holds)


def coded(
    document: Tree, subject: tuple[str, str], code: Tree, read_in: str | None = None, justified: str = CURATED
) -> Iterator[Row]:
    """The row of one code, or none where no term fits. A code is `unread` whose kind of match was not read."""
    if code.get("match") == "none":
        return
    address, where = source_of(document, code.get("source", read_in))
    doubt = f"doubt: {code['doubt']}" if "doubt" in code else None
    yield Row(
        *subject,
        f"skos:{code.get('match', 'close')}Match",
        curie(code.get("scheme", "HPO"), str(code["id"])),
        code.get("label", ""),
        justified,
        sure(where, code.get("unread", False), doubt is not None),
        see_also=code.get("url", address),
        comment=told(code.get("why"), code.get("notes"), doubt, f"read in {', '.join(where)}" if where else None),
        sources=where,
    )


def imaging(document: Tree) -> Iterator[Row]:
    """Modalities, sequences, quantities, regions, findings."""
    for group, prefix in (("modalities", "modality"), ("sequences", "sequence"), ("quantities", "quantity")):
        for row in document[group]:
            for code in row.get("codes", ()):
                yield from coded(document, (f"{prefix}:{key_in_iri(row['key'])}", row["label"]), code)
    for row in document["regions"]:
        yield from _region(document, row)
    for row in document["findings"]:
        subject = f"finding:{key_in_iri(row['key'])}", row["label"]
        for code in (row["hpo"], *row.get("alternatives", ())):
            yield from coded(document, subject, code, "hp")
        for code in row.get("codes", ()):
            yield from coded(document, subject, code)


def _region(document: Tree, row: Tree) -> Iterator[Row]:
    subject = row["uberon"], row["label"]
    unread = "its kind of match was not read"
    why = f"a bridge axiom of Uberon; {unread}"
    bridge = {"match": "close", "source": "uberon_bridge", "why": why, "unread": True}
    for scheme, column in (("SNOMED CT", "snomed_ct_bridge"), ("NCIT", "ncit_bridge")):
        for identifier in row.get(column, ()):
            yield from coded(document, subject, {"scheme": scheme, "id": identifier, **bridge}, justified=TAKEN)
    if "dicom_code" in row:
        why = f"the code that DICOM uses for the region; {unread}"
        yield from coded(document, subject, {"match": "close", "why": why, "unread": True, **row["dicom_code"]})


def diseases(document: Tree) -> Iterator[Row]:
    """Identifiers of a disease, of its series and its former MONDO term; its old names."""
    for disease in document["diseases"]:
        found = disease["identifiers"]
        own = next(row for row in found if row["scheme"] == "MONDO")
        series = next((row for row in found if "parent" in row["scheme"]), None)
        for row in found:
            of_series = series is not None and "series" in row["scheme"] and row is not series
            about = series if of_series and series is not None else own
            yield from _identifier(document, (about["id"], about["label"]), row)
        for name in disease.get("synonyms", ()):
            yield _old_name(document, own, name, disease.get("synonyms_source"))
        for short in disease.get("acronyms", ()):
            yield _old_name(document, own, short["name"], short["source"])


def _identifier(document: Tree, subject: tuple[str, str], row: Tree) -> Iterator[Row]:
    if row["id"] == subject[0] or row["scheme"] in NO_ADDRESS:
        return
    match, why = UNLIKE.get(row["scheme"], ("exact", None))
    code = {**row, "match": match, "why": why, "unread": row.get("notes", "").startswith("cross-reference")}
    yield from coded(document, subject, code, justified=CURATED if row["scheme"] in UNLIKE else TAKEN)


def _old_name(document: Tree, own: Tree, name: str, source: str | list[str] | None) -> Row:
    slug = "-".join(re.findall(r"\w+", unicodedata.normalize("NFKC", name).lower()))
    subject = f"disease-name:{slug}", name
    why = "a name that is given for the disease; whether exact or only near was not read"
    code = {"scheme": "MONDO", "id": own["id"], "label": own["label"], "why": why, "unread": True, "source": source}
    return next(coded(document, subject, code, justified=NAMED))


Cutter = Callable[[Tree], Iterator[Row]]
TABLES: dict[str, tuple[Cutter, str, str]] = {
    "diseases": (diseases, "gene.yaml", "Diseases and their old names, mapped to the terms of others"),
    "imaging": (
        imaging,
        "vocabulary.yaml",
        "Imaging vocabulary, mapped to HPO, RadLex, NCIT, SNOMED CT, LOINC, DICOM",
    ),
}


def agreed(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, surer by `AGREED` where two sources give the same mapping."""
    rows = list(rows)
    sources: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows:
        sources[row.subject_id, row.predicate_id, row.object_id].update(row.sources)
    for row in rows:
        several = len(sources[row.subject_id, row.predicate_id, row.object_id]) > 1
        yield replace(row, confidence=round(row.confidence + (AGREED if several else 0), 2))


def table(name: str, document: Tree) -> str:
    """A table with its head, its rows sorted, each once."""
    cutter, _, title = TABLES[name]
    rows = sorted(agreed(set(cutter(document))))
    columns = [column.name for column in fields(Row) if not column.metadata.get("inside")]
    used = {getattr(row, part).partition(":")[0] for row in rows for part in columns if part.endswith("_id")}
    head = (
        f"mapping_set_id: {BASE}mappings/{name}.sssom.tsv",
        f'mapping_set_title: "{title}"',
        'mapping_set_version: "0.1.0"',
        "license: https://creativecommons.org/licenses/by/4.0/",
        f"comment: {json.dumps(f'written by python ontology/mappings/cut.py {name}; {RULE}')}",
        "curie_map:",
        # Quoted, since an address may end in a colon, which in YAML would begin a mapping.
        *(f"  {prefix}: {json.dumps(SPACES[prefix])}" for prefix in sorted(used | {"semapv", "skos"})),
    )
    body = ("\t".join(" ".join(str(getattr(row, part)).split()) for part in columns) for row in rows)
    return "\n".join((*(f"#{line}" for line in head), "\t".join(columns), *body)) + "\n"


def main(arguments: Iterable[str] | None = None) -> None:
    """Write the tables that the command line names."""
    parser = argparse.ArgumentParser(description="Write SSSOM tables from the project's own reference data.")
    parser.add_argument("tables", nargs="*", choices=[*TABLES, []], help="which; both where none is named")
    parser.add_argument("--reference", type=Path, default=ROOT / "kg" / "reference", help="folder of reference data")
    parser.add_argument("--to", type=Path, default=HERE, help="folder to write to")
    chosen = parser.parse_args(None if arguments is None else [*arguments])
    for name in chosen.tables or TABLES:
        document = load(chosen.reference / TABLES[name][1])
        (chosen.to / f"{name}.sssom.tsv").write_text(table(name, document), encoding="utf-8")


if __name__ == "__main__":
    main()
