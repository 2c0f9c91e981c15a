"""Typed reads of the graph: the only place where the API's and the pages' SPARQL is written."""

from kg.find.bounds import Bounds, Links, bounds
from kg.find.called import Known, Names
from kg.find.counts import counts, graphs
from kg.find.facts import FindingFacts, GraphCounts, GraphFacts, Page, Ref
from kg.find.filters import (
    CaseFilter,
    FamilyFilter,
    Filter,
    GeneFilter,
    GenotypeFilter,
    ObservationFilter,
    PaperFilter,
    Span,
    StatisticFilter,
    TermFilter,
    TreatmentFilter,
    VariantFilter,
)
from kg.find.findings import findings
from kg.find.frequencies import Frequency, Seen, Share, frequency_query
from kg.find.groups import Group
from kg.find.listing import BadPage, Key, Listing, Order, Owned, Slice, count, ordered, owned, page
from kg.find.relations import Relation
from kg.find.said import Said
from kg.find.statements import categories, stated, types
from kg.lexicon import Kind
from kg.lexicon.spelling import NotAName, is_iri
from kg.model.words import Depth, GeneticStatus, Scope, Sex, Status

__all__ = [
    "BadPage",
    "Bounds",
    "CaseFilter",
    "Depth",
    "FamilyFilter",
    "Filter",
    "FindingFacts",
    "Frequency",
    "GeneFilter",
    "GeneticStatus",
    "GenotypeFilter",
    "GraphCounts",
    "GraphFacts",
    "Group",
    "Key",
    "Kind",
    "Known",
    "Links",
    "Listing",
    "Names",
    "NotAName",
    "ObservationFilter",
    "Order",
    "Owned",
    "Page",
    "PaperFilter",
    "Ref",
    "Relation",
    "Said",
    "Scope",
    "Seen",
    "Sex",
    "Share",
    "Slice",
    "Span",
    "StatisticFilter",
    "Status",
    "TermFilter",
    "TreatmentFilter",
    "VariantFilter",
    "bounds",
    "categories",
    "count",
    "counts",
    "findings",
    "frequency_query",
    "graphs",
    "is_iri",
    "ordered",
    "owned",
    "page",
    "stated",
    "types",
]
