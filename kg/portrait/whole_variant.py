"""One variant with all that a reader asks of it: its names, what it does and why that is thought, who names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.analysis import Held
from kg.find import Ref, Said, stated
from kg.lexicon.spelling import PROLOGUE, reference
from kg.portrait.carriers import Carrier, Together, carriers, together
from kg.portrait.mentions import Naming, namings
from kg.portrait.variant import VariantLine, variant_lines

_OF: Final = frozenset(
    {
        *("kg:hgvs", "kg:hgvsGenomic", "kg:onTranscript", "skos:notation", "kg:effectReason", "kg:possibleProtein"),
        *("kg:newProtein", "kg:kinaseLobe", "kg:narrowedBy", "kg:genomicChange", "kg:vrsId", "dcterms:description"),
        *("kg:spliceEffectStatedIn", "kg:structuralType", "^kg:ofVariant"),
    }
)
_DOUBT: Final = frozenset({"rdfs:label", "kg:text", "kg:reportedIn"})
_OUT: Final = {
    "ClinVar": "https://www.ncbi.nlm.nih.gov/clinvar/?term=",
    "dbSNP": "https://www.ncbi.nlm.nih.gov/snp/",
    "gnomAD": "https://gnomad.broadinstitute.org/variant/",
}
"""Where identifiers of others lead."""


@dataclass(frozen=True, slots=True)
class OuterName:
    """A name that others give; `link` is empty where none is known."""

    text: str
    link: str


@dataclass(frozen=True, slots=True)
class ToldDoubt:
    """A doubt in whole sentences, and the papers it is about."""

    ref: Ref
    text: str
    papers: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantPortrait:
    """`line` holds what lists show. `spliced` are namings that state an effect on splicing; `narrowed_by` share
    its codon.

    `same` may be this very variant, named otherwise. `carriers` are the first of the people described.
    """

    line: VariantLine
    hgvs: tuple[str, ...]
    genomic: tuple[str, ...]
    transcripts: tuple[Ref, ...]
    identifiers: tuple[OuterName, ...]
    reasons: tuple[str, ...]
    possible: tuple[str, ...]
    length: str
    spliced: tuple[Ref, ...]
    lobes: tuple[Ref, ...]
    narrowed_by: tuple[Ref, ...]
    same: tuple[Ref, ...]
    remarks: tuple[str, ...]
    doubts: tuple[ToldDoubt, ...]
    namings: tuple[Naming, ...]
    carriers: tuple[Carrier, ...]
    together: tuple[Together, ...]


def variant_portrait(held: Held, iri: str, most: int) -> VariantPortrait | None:
    """All of a variant, with up to `most` of its carriers; None where nothing is called so."""
    [line] = variant_lines(held, [iri])
    if line.gene is None and not line.papers and not line.people:
        return None
    told = stated(held.engine, [(iri, _OF)])[iri]
    length = told.ref("kg:newProtein")
    return VariantPortrait(
        line=line,
        hgvs=told.texts("kg:hgvs"),
        genomic=(*told.texts("kg:hgvsGenomic"), *told.texts("kg:genomicChange")),
        transcripts=told.refs("kg:onTranscript"),
        identifiers=tuple(_identifiers(told)),
        reasons=told.texts("kg:effectReason"),
        possible=told.texts("kg:possibleProtein"),
        length=length.label if length else "",
        spliced=told.refs("kg:spliceEffectStatedIn"),
        lobes=told.refs("kg:kinaseLobe"),
        narrowed_by=told.refs("kg:narrowedBy"),
        same=_same(held, iri),
        remarks=told.texts("dcterms:description"),
        doubts=told_doubts(held, line.doubts),
        namings=namings(held.engine, told.refs("^kg:ofVariant")),
        carriers=carriers(held.engine, line.people[:most]),
        together=together(held.engine, line.people),
    )


def _same(held: Held, iri: str) -> tuple[Ref, ...]:
    """Those that may be this very variant, which may be thousands: what they are called, the matrices know."""
    query = f"SELECT DISTINCT ?o WHERE {{ {reference(iri)} kg:possiblySameVariantAs ?o }} ORDER BY ?o"
    found = [row["o"].value for row in held.engine.rows(f"{PROLOGUE} {query}")]
    return tuple(line.ref for line in variant_lines(held, found))


def told_doubts(held: Held, doubts: tuple[Ref, ...]) -> tuple[ToldDoubt, ...]:
    """Doubts in full: their labels are cut."""
    found = stated(held.engine, ((one.iri, _DOUBT) for one in doubts))
    return tuple(
        ToldDoubt(one, found[one.iri].text("kg:text") or one.label, found[one.iri].refs("kg:reportedIn"))
        for one in doubts
    )


def _identifiers(told: Said) -> Iterator[OuterName]:
    for text in (*told.texts("skos:notation"), *told.texts("kg:vrsId")):
        scheme, _, local = text.partition(":")
        yield OuterName(text, f"{_OUT[scheme]}{local}" if scheme in _OUT and local else "")


def carriers_query(iri: str) -> str:
    """The findings of all who carry a variant, those looked for and not seen as well."""
    return f"""{PROLOGUE}
SELECT DISTINCT ?person ?state ?finding ?term WHERE {{
  ?person kg:hasVariant {reference(iri)} .
  {{ ?person kg:hasFinding ?finding BIND("present" AS ?state) OPTIONAL {{ ?finding kg:codedAs ?term }} }}
  UNION {{ ?person kg:hasExcludedFinding ?finding BIND("looked for and not seen" AS ?state)
          OPTIONAL {{ ?finding kg:codedAsAbsent ?term }} }}
}} ORDER BY ?person ?state ?finding"""
