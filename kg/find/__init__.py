"""Typed reads of the graph: the only place where the API's and the pages' SPARQL is written."""

from kg.find.cases import cases, cases_of_papers, cases_of_variants, genotypes_of_cases, read_cases
from kg.find.counts import counts, graphs
from kg.find.facts import (
    CaseFacts,
    Counts,
    Depth,
    FindingFacts,
    GeneticStatus,
    GenotypeFacts,
    GraphFacts,
    Page,
    PaperFacts,
    Ref,
    Sex,
    Status,
    VariantFacts,
)
from kg.find.filters import CaseFilter, FindingFilter, PaperFilter, TermFilter, VariantFilter
from kg.find.findings import findings, findings_of_cases, read_findings
from kg.find.page import BadPage
from kg.find.papers import papers, papers_of_variants, read_papers
from kg.find.resolve import Kind, Names
from kg.find.spelling import NotAName, is_iri
from kg.find.variants import read_variants, variants, variants_of_papers

__all__ = [
    "BadPage",
    "CaseFacts",
    "CaseFilter",
    "Counts",
    "Depth",
    "FindingFacts",
    "FindingFilter",
    "GeneticStatus",
    "GenotypeFacts",
    "GraphFacts",
    "Kind",
    "Names",
    "NotAName",
    "Page",
    "PaperFacts",
    "PaperFilter",
    "Ref",
    "Sex",
    "Status",
    "TermFilter",
    "VariantFacts",
    "VariantFilter",
    "cases",
    "cases_of_papers",
    "cases_of_variants",
    "counts",
    "findings",
    "findings_of_cases",
    "genotypes_of_cases",
    "graphs",
    "is_iri",
    "papers",
    "papers_of_variants",
    "read_cases",
    "read_findings",
    "read_papers",
    "read_variants",
    "variants",
    "variants_of_papers",
]
