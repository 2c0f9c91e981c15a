"""The page of one fact about people: a finding, a scan, a genotype, a treatment, an earlier diagnosis, a doubt."""

from __future__ import annotations

from json import dumps
from typing import Final

from api.pages.wanted import Wanted
from api.view import Sheet, View
from kg.find import Ref
from kg.names import BASE
from kg.portrait.fact import FACTS, FactPortrait, asked
from kg.portrait.spoken import capital

_EVIDENCE: Final = "evidence { depth locus via readAt paper { label } }"
_IMAGING: Final = "modality { label } sequences { label } regions { label } symmetry evolution distribution contrast"
_FRAGMENTS: Final = {
    "observation": (
        "... on Observation { status scope statedAs initial age side term { label } severity { label } "
        f"cases {{ label }} doubts {{ text }} {_EVIDENCE} }} ... on ImagingObservation {{ {_IMAGING} }}"
    ),
    "study": (
        "... on ImagingStudy { modality { label } age order monthsAfterFirst result cases { label } "
        f"shows {{ label }} showsNo {{ label }} {_EVIDENCE} }}"
    ),
    "genotype": (
        "... on Genotype { statedAs zygosity { label } significance { label } claim presumed novel "
        f"variant {{ label hgvsProtein consequences {{ label }} }} cases {{ label }} {_EVIDENCE} }}"
    ),
    "treatment": f"... on Treatment {{ outcome cases {{ label }} {_EVIDENCE} }}",
    "diagnosis": f"... on EarlierDiagnosis {{ disease {{ label }} cases {{ label }} {_EVIDENCE} }}",
    "doubt": f"... on Doubt {{ text computed about {{ label }} {_EVIDENCE} }}",
}


def fact_view(wanted: Wanted, iri: str) -> View | None:
    """The view of such a fact; None where the graph says nothing of it."""
    room = iri.removeprefix(BASE).partition("/")[0]
    found = FACTS[room](wanted.engine, iri)
    if found is None:
        return None
    return View(
        template="fact.html",
        title=capital(found.words),
        path=wanted.path,
        sheet=Sheet(columns=("fact", "told", "value", "valueLabel"), rows=_rows(found)),
        sparql=asked(iri),
        graphql=f"{{ node(id: {dumps(iri)}) {{ ... on Thing {{ label }} {_FRAGMENTS[room]} }} }}",
        values={"fact": found, "doubts": ()},
    )


def _rows(found: FactPortrait) -> list[tuple[object, ...]]:
    """Every line, and whose it is, and by whom it is said."""
    lines = [*found.lines.items(), ("Whose", found.whose), ("Paper", found.source.papers)]
    lines += [("How far", (found.source.how,)), ("In its words", found.source.words), ("In doubt", found.source.doubts)]
    return [
        (found.iri, name, value, value.label if isinstance(value, Ref) else None)
        for name, values in lines
        for value in values
        if value
    ]
