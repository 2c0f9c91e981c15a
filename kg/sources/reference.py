"""The reference data of this project (`kg/reference`): gene layout, vocabulary, criteria, diseases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Final

from kg.errors import FaultyInput
from kg.model.gene import CodingPosition, Exon, GeneIdentifier, GeneModel, ProteinDomain, Transcript
from kg.model.vocabulary import Code, Concept, Region, Vocabulary, VocabularyWord, folded
from kg.model.words import LOOKS
from kg.sources.criteria import read_criteria
from kg.sources.fasta import read_sequence
from kg.sources.positions import read_yaml

Tree = Mapping[str, Any]
_POSITION: Final = re.compile(r"c\.(\*?)(-?\d+)")
_FILES: Final = ("gene", "vocabulary", "criteria", "diseases")
KINASE: Final = "kinase"
"""The `kind` that gene.yaml gives to the protein's kinase domain."""


@dataclass(frozen=True, slots=True)
class ReferenceData:
    """All reference data; the raw documents stay beside for what has no type of its own."""

    genes: Mapping[str, GeneModel]
    vocabulary: Vocabulary
    criteria: Tree
    diseases: Mapping[str, str]
    gene_document: Tree
    vocabulary_document: Tree


def read_reference(folder: Path) -> ReferenceData:
    """Read gene.yaml with its sequence, vocabulary.yaml, criteria.yaml and diseases.yaml; raises `FaultyInput`."""
    missing = [name for name in _FILES if not (folder / f"{name}.yaml").is_file()]
    if missing:
        raise FaultyInput(f"{folder} lacks {', '.join(f'{name}.yaml' for name in missing)}")
    gene, vocabulary, diseases = (read_yaml(folder / f"{name}.yaml").value for name in _FILES if name != "criteria")
    criteria = read_criteria(folder / "criteria.yaml")
    try:
        _check_looks(criteria, folder / "criteria.yaml")
        models = [gene_model(gene, _sequence(folder, gene))]
        others = gene.get("other_genes", ())
        models += [GeneModel(symbol=one["symbol"], name=one["name"], identifiers=_identifiers(one)) for one in others]
        return ReferenceData(
            genes={model.symbol: model for model in models},
            vocabulary=read_vocabulary(vocabulary),
            criteria=criteria,
            diseases=_diseases(diseases),
            gene_document=gene,
            vocabulary_document=vocabulary,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise FaultyInput(f"{folder}: a reference file lacks something: {error!r}") from error


def _check_looks(criteria: Tree, path: Path) -> None:
    """Raises `FaultyInput` with every sign of a differential whose look is no word of its list."""
    faults = []
    for disease in criteria.get("differential_diagnosis", ()):
        signs = (one for part in disease.values() if isinstance(part, list) for one in part if isinstance(one, dict))
        for sign, name in product(signs, LOOKS):
            if name in sign and LOOKS[name].said(str(sign[name])) is None:
                right = " or ".join(LOOKS[name])
                faults.append(f"{path}: {disease['disease']}: {name} {sign[name]!r}\n    right would be: {right}")
    if faults:
        raise FaultyInput("\n".join(faults))


def sequence_file(folder: Path, document: Tree) -> Path | None:
    """Where the sequence of the document's protein lies; None where it names none."""
    told = document["protein"].get("sequence")
    return folder / told["file"] if told else None


def _sequence(folder: Path, document: Tree) -> str:
    path = sequence_file(folder, document)
    return read_sequence(path, str(document["protein"]["sequence"]["crc64"])) if path else ""


def gene_model(document: Tree, sequence: str = "") -> GeneModel:
    """The model of the document's gene; raises `MisplacedError` where its layout contradicts itself."""
    gene, protein = document["gene"], document["protein"]
    transcripts = tuple(map(_transcript, gene["transcripts"]))
    return GeneModel(
        symbol=gene["symbol"],
        name=gene["name"],
        identifiers=_identifiers(gene),
        aliases=tuple(gene.get("aliases", ())),
        cytoband=gene.get("cytoband"),
        strand=gene["strand"],
        transcripts=transcripts,
        reference_transcript=_versioned(gene["exons"]["transcript"].split()[0], transcripts),
        exons=tuple(map(_exon, gene["exons"]["table"])),
        domains=tuple(map(_domain, protein["domains"])),
        protein_accession=protein["accession"],
        protein_length=protein["length_aa"],
        sequence=sequence,
    ).sound()


def _identifiers(gene: Tree) -> tuple[GeneIdentifier, ...]:
    return tuple(GeneIdentifier(one["scheme"], str(one["id"])) for one in gene.get("identifiers", ()))


def _transcript(row: Tree) -> Transcript:
    ensembl = row.get("ensembl")
    return Transcript(
        id=row.get("refseq") or row["ensembl"],
        protein=row.get("protein") or row.get("ensembl_protein"),
        ensembl=ensembl,
        status=row.get("status"),
        isoform=row.get("isoform"),
    )


def _versioned(accession: str, transcripts: tuple[Transcript, ...]) -> str:
    for transcript in transcripts:
        if transcript.id.partition(".")[0] == accession.partition(".")[0]:
            return transcript.id
    raise FaultyInput(f"gene.yaml: the exon table's transcript {accession} is not among the gene's transcripts")


def _exon(row: Tree) -> Exon:
    keys = ("length", "coding", "cds_first", "cds_last", "aa_first", "aa_last")
    ends = ("grch38_start", "grch38_end", "grch37_start", "grch37_end")
    known = {key: row[key] for key in (*keys, *ends) if key in row}
    first, last = _position(row["c_first"]), _position(row["c_last"])
    return Exon(**{"coding": "cds_first" in row, **known}, number=row["exon"], first=first, last=last)


def _position(text: str) -> CodingPosition:
    match = _POSITION.fullmatch(text)
    if match is None:
        raise FaultyInput(f"gene.yaml: {text!r} is no coding position")
    return CodingPosition(int(match[2]), after_stop=bool(match[1]))


def _domain(row: Tree) -> ProteinDomain:
    return ProteinDomain(
        name=row["name"],
        first=row["aa_first"],
        last=row["aa_last"],
        source=tuple(row.get("source", ())),
        inferred="basis" in row,
        kinase=row.get("kind") == KINASE,
        lobe=row.get("lobe"),
    )


def _diseases(document: Tree | list[Tree]) -> dict[str, str]:
    rows = document["diseases"] if isinstance(document, Mapping) and "diseases" in document else document
    if isinstance(rows, Mapping):
        return {str(key): str(name) for key, name in rows.items()}
    return {row["id"]: row.get("name") or row["label"] for row in rows}


def read_vocabulary(document: Tree) -> Vocabulary:
    """The vocabulary of a document shaped like vocabulary.yaml; raises `FaultyInput` where regions contradict."""
    regions = [*document["regions"], *document.get("regions_without_uberon", ())]
    tables = {name: table["terms"] for name, table in document.items() if isinstance(table, dict) and "terms" in table}
    return Vocabulary(
        modalities=_concepts(document["modalities"]),
        sequences_by_key=_concepts(document["sequences"]),
        regions_by_key={row["key"]: _region(row) for row in regions},
        tables={name: tuple(map(_word, rows)) for name, rows in tables.items()},
        modality_phrases=_phrases(document.get("modality_phrases")),
        sequence_phrases=_phrases(document.get("sequence_phrases")),
        region_phrases=_phrases(document.get("region_phrases")),
        splicing_phrases={folded(phrase): bool(told) for phrase, told in document.get("splicing_phrases", {}).items()},
    ).sound()


def _concepts(rows: Iterable[Tree]) -> dict[str, Concept]:
    return {
        row["key"]: Concept(row["key"], row["label"], _codes(row), row.get("notes"), row.get("scan", True))
        for row in rows
    }


def _region(row: Tree) -> Region:
    label = row.get("label") or row["key"].replace("_", " ")
    bridges = [("SNOMED CT", one) for one in row.get("snomed_ct_bridge", ())]
    bridges += [("NCIT", one) for one in row.get("ncit_bridge", ())]
    codes = tuple(Code(scheme, str(one)) for scheme, one in bridges)
    extra = (_code(row["dicom_code"]),) if "dicom_code" in row else ()
    within = tuple(dict.fromkeys((*row.get("part_of", ()), *row.get("is_a", ()))))
    return Region(row["key"], label, row.get("uberon"), row.get("notes"), codes + extra, within)


def _codes(row: Tree) -> tuple[Code, ...]:
    return tuple(map(_code, row.get("codes", ())))


def _code(row: Tree) -> Code:
    return Code(row["scheme"], str(row["id"]))


def _word(row: Tree) -> VocabularyWord:
    return VocabularyWord(row["id"], row["label"], tuple(row.get("use_for", ())))


def _phrases(table: Tree | None) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for phrase, keys in (table or {}).items():
        found[folded(str(phrase))] = (keys,) if isinstance(keys, str) else tuple(keys or ())
    return found
