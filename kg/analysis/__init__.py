"""From facts to answers: counts, tests and curves over the people of a release, each with how it was worked out."""

from kg.analysis.held import Held
from kg.analysis.people import PEOPLE, People
from kg.analysis.questions import KINDS, AnalysisKind, answer
from kg.analysis.result import Analysis, Estimate, Inquiry, LeftOut, Method, Row, words
from kg.analysis.standard import STANDARD

__all__ = [
    "KINDS",
    "PEOPLE",
    "STANDARD",
    "Analysis",
    "AnalysisKind",
    "Estimate",
    "Held",
    "Inquiry",
    "LeftOut",
    "Method",
    "People",
    "Row",
    "answer",
    "words",
]
