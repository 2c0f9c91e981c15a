"""Genotypes as interpretations: names, gene, zygosity and class of a variant, and the disease it is held against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from kg.export.packets.genome import Places, vcf_record
from kg.export.packets.nodes import Node
from kg.export.packets.remarks import Remarks
from kg.export.packets.words import Words, curie, filled
from kg.model.packet import UNSPECIFIED
from kg.model.packet_words import ACMG, ADDED, CAUSES, VCF, vcf_name
from kg.model.words import Claim, Zygosity
from kg.names import DCTERMS, KG, OBO, SKOS, expand
from kg.sources.hgvs import HgvsError, parse_coding
from kg.triples.terms import LABEL, TYPE

_CLASSES: Final[dict[tuple[str, str], str]] = {(word.iri, word): name for name, word in ACMG.items()}
_CODES_FOR: Final = OBO + "RO_0002513"
_OURS: Final = "variant:"
"""An id of a stranger that begins so would be taken for a variant of the graph."""
_UNSTATED: Final = "zygosity not stated"
_PLAIN: Final = frozenset(map(expand, ("GENO:0000134", "GENO:0000135", "GENO:0000136", "GENO:0000402", "GENO:0000458")))
"""Hemizygous, heterozygous, homozygous, compound and simple heterozygous."""
_OF_DATABASES: Final = ("ClinVar:", "dbSNP:", "gnomAD:")
"""Names by which databases know a variant; these are no expressions."""
_SYNTAXES: Final = (
    ("spdi", re.compile(r"\S+:\d+:\w*:\w*")),
    ("gnomad", re.compile(r"\S+-\d+-[ACGTN]+-[ACGTN]+", re.IGNORECASE)),
)


@dataclass(slots=True)
class Calls:
    """Writes the genotypes of one release; `plain` where the zygosity is to be one that every reader takes, or none."""

    words: Words
    remarks: Remarks
    shared: Mapping[str, Node]
    places: Places
    plain: bool = False

    def calls(self, found: Node, subject: str, papers: list[str]) -> Iterator[dict[str, Any]]:
        """A genotype of a person, once for each id that packets gave the variant.

        Which disease it is held against is for the interpretation around it.
        """
        given = found.texts(SKOS + "notation")
        names = [name for name in given if not name.startswith(_OURS)]
        if len(given) > len(names):
            self.remarks.leave("call", SKOS + "notation", len(given) - len(names))
        whole = self._call(found, subject, papers, names)
        yield whole
        for name in names[1:]:
            inner = whole["variantInterpretation"]
            again = {**inner["variationDescriptor"], "id": name}
            yield {**whole, "variantInterpretation": {**inner, "variationDescriptor": again}}

    def _call(self, found: Node, subject: str, papers: list[str], names: list[str]) -> dict[str, Any]:
        read = found.has(KG + "readingDepth")
        found.take(TYPE)
        found.take(KG + "inTransWith")  # computed from the zygosities, which travel
        found.drop(KG + "reportedIn", *papers)
        told: dict[str, Any] = {"subjectOrBiosampleId": subject, "interpretationStatus": self._status(found, read)}
        variant = found.text(KG + "ofVariant")
        if not variant:
            found.take(LABEL)
            told["gene"] = self._gene(found.text(KG + "ofGene"))
            for prop, _ in found.rest():
                self.remarks.leave("gene call", prop)
            return told
        told["variantInterpretation"] = self._variant(found, self.shared[variant], read, names)
        return told

    def _status(self, found: Node, read: bool) -> str:
        """CAUSATIVE, or CONTRIBUTORY of one of two variants, where a paper claims so; else what a packet said."""
        causal = found.values(KG + "diseaseClaim") == [Claim.CAUSAL.iri]
        if not read:
            stated = found.text(KG + "interpretationStatus").upper()
            found.drop(KG + "diseaseClaim", Claim.of(stated in CAUSES).iri)
            return stated or "UNKNOWN_STATUS"
        found.drop(KG + "diseaseClaim", Claim.of(causal).iri)
        if causal:
            return (
                "CONTRIBUTORY" if Zygosity.COMPOUND_HETEROZYGOUS.iri in found.values(KG + "zygosity") else "CAUSATIVE"
            )
        return "UNKNOWN_STATUS"

    def _variant(self, found: Node, variant: Node, read: bool, names: list[str]) -> dict[str, Any]:
        own, genes = self.words.name(variant.iri), variant.values(KG + "ofGene")[:1]
        told = filled(
            {"acmgPathogenicityClassification": self._class(found)},
            therapeuticActionability=found.text(KG + "actionability").upper(),
        )
        descriptor = filled(
            {"id": names[0] if names else own, **self._state(found)},
            description=found.text(DCTERMS + "description"),
            geneContext=self._gene(genes[0]) if genes else {},
        )
        found.drop(KG + "ofGene", *genes)
        others = [*_other(variant)]
        if not read and not others and _is_label(found, variant, descriptor["label"]):
            found.take(KG + "statedAs")
        expressions = [*(self._read(variant) if read else self._stated(found, variant)), *others]
        placed, added = self._placed(variant)
        expressions += placed.pop("expressions", ())
        known = [name for name in variant.values(SKOS + "notation") if name.startswith(_OF_DATABASES)]
        xrefs = [*variant.values(KG + "vrsId")[:1], *map(self.words.said, known)]
        descriptor = filled(descriptor, expressions=expressions, **(placed | self._place(variant)), xrefs=xrefs)
        extensions = [{"name": self.words.said("kg:ofVariant"), "value": own}] if names else []
        extensions += self.remarks.as_extensions(found.rest())
        extensions += [{"name": self.words.said(ADDED), "value": name} for name in (*added, *known)]
        return {**told, "variationDescriptor": filled(descriptor, extensions=extensions)}

    def _class(self, found: Node) -> str:
        code, word = found.values(KG + "significance"), found.values(KG + "statedSignificance")
        name = _CLASSES.get((code[0], word[0])) if len(code) == len(word) == 1 else None
        if name:
            found.take(KG + "significance")
            found.take(KG + "statedSignificance")
        return name or "NOT_PROVIDED"

    def _state(self, found: Node) -> dict[str, Any]:
        """The label of the genotype without its zygosity, and the zygosity, unless it is left to a remark."""
        state = {} if self.plain else {"allelicState": {"id": UNSPECIFIED, "label": "unspecified zygosity"}}
        if state:
            self.words.said(UNSPECIFIED)
        stated = found.values(KG + "zygosity")
        if stated == [expand(UNSPECIFIED)] or (self.plain and stated and stated[0] not in _PLAIN):
            return {"label": "".join(found.values(LABEL)).partition(": ")[2], **state}
        zygosity, word = found.text(KG + "zygosity"), found.text(KG + "statedZygosity")
        spelt = word or (curie(zygosity) if zygosity else _UNSTATED)
        label = found.text(LABEL)
        if zygosity:
            state = {"allelicState": self.words.term(zygosity, word)}
        return {"label": label.removeprefix(f"{spelt}: "), **state}

    def _gene(self, iri: str) -> dict[str, Any]:
        node = self.shared.get(iri, Node(iri))
        symbol = next(iter(node.values(LABEL)), iri.rpartition("/")[2])
        identifiers = node.values(SKOS + "notation")
        best = next((one for one in identifiers if one.startswith("HGNC:")), next(iter(identifiers), ""))
        return {"valueId": self.words.said(best or curie(iri)), "symbol": symbol}

    def _read(self, variant: Node) -> Iterator[dict[str, str]]:
        """The names that the graph worked out for a variant of a paper, each on its sequence where that is known."""
        coding = variant.values(KG + "hgvs")
        yield from ({"syntax": "hgvs.c", "value": name} for name in coding or variant.values(KG + "hgvsCoding"))
        proteins = [
            one.rpartition("/")[2]
            for transcript in variant.values(KG + "onTranscript")
            for one in self.shared.get(transcript, Node("")).values(_CODES_FOR)
            if "/refseq/" in one
        ]
        on = f"{proteins[0]}:" if len(proteins) == 1 else ""
        yield from ({"syntax": "hgvs.p", "value": on + name} for name in variant.values(KG + "hgvsProtein"))

    def _stated(self, found: Node, variant: Node) -> Iterator[dict[str, str]]:
        """The names that a packet gave, that first which names the variant."""
        names, known = found.values(KG + "statedAs"), variant.values(KG + "hgvs")
        names = [name for name in names if name in known or _bare(name).startswith("p.")]
        identity = variant.values(KG + "hgvsCoding")
        for name in sorted(names, key=lambda name: (_coding(name) not in identity, name)):
            kind = _bare(name)[:2]
            syntax = {"c.": "hgvs.c", "n.": "hgvs.n"}.get(kind, "hgvs") if name in known else "hgvs.p"
            yield {"syntax": syntax, "value": name}
        found.drop(KG + "statedAs", *names)
        transcripts = {name.rpartition(":")[0] for name in names if name in known and ":" in name}
        found.drop(KG + "statedTranscript", *transcripts)

    def _placed(self, variant: Node) -> tuple[dict[str, Any], list[str]]:
        """Where in the genome the coding name lies, unless it is stated; and the names of what is so worked out."""
        stated = {name for name in ("genomicChange", "hgvsGenomic") if variant.has(KG + name)}
        change = self.places.change(variant)
        told: dict[str, Any] = {}
        computed = []
        if change and "hgvsGenomic" not in stated:
            told["expressions"] = [{"syntax": "hgvs.g", "value": str(change)}]
            computed.append(str(change))
        if change and "genomicChange" not in stated and (record := vcf_record(change)):
            told["vcfRecord"] = record
            computed.append(vcf_name(record))
        return told, computed

    def _place(self, variant: Node) -> dict[str, Any]:
        """Where in the genome, what kind of change, under what other names."""
        change, record = "".join(variant.values(KG + "genomicChange")[:1]), {}
        for place in product(*(variant.values(KG + part) for part in ("assembly", "chromosome", "position"))):
            start = ":".join((*place, ""))
            if change.startswith(start):
                ref, _, alt = change.removeprefix(start).partition(":")
                record = dict(zip(VCF, (*place, ref, alt), strict=True))
        for name in ("genomicChange", "structuralType", "vrsId"):  # there is one field for each
            if others := variant.values(KG + name)[1:]:
                self.remarks.leave("variant", KG + name, len(others))
        kinds = [self.words.term(kind) for kind in variant.values(KG + "structuralType")[:1]]
        return filled(
            vcfRecord=record,
            structuralType=kinds[0] if kinds else {},
            alternateLabels=variant.values(SKOS + "altLabel"),
        )


def _other(variant: Node) -> Iterator[dict[str, str]]:
    """Names on the genome and in other grammars, as the variant itself has them."""
    yield from ({"syntax": "hgvs.m", "value": name} for name in variant.values(KG + "hgvs") if _bare(name)[:2] == "m.")
    yield from ({"syntax": "hgvs.g", "value": name} for name in variant.values(KG + "hgvsGenomic"))
    for name in variant.values(SKOS + "notation"):
        if name.startswith(_OF_DATABASES):
            continue
        syntax = next((syntax for syntax, form in _SYNTAXES if form.fullmatch(name)), "iscn")
        yield {"syntax": syntax, "value": name}


def _is_label(found: Node, variant: Node, label: str) -> bool:
    """Whether a variant was printed with no name but its label."""
    names = found.values(KG + "statedAs")
    return names == [label] and label not in variant.values(KG + "hgvs") and not _bare(label).startswith("p.")


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def _coding(name: str) -> str:
    try:
        return str(parse_coding(name))
    except HgvsError:
        return _bare(name)
