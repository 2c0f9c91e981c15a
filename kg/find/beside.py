"""The figures that papers state of groups, one by one, and what is said of single people to hold beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine, Row
from kg.find.called import Names
from kg.find.facts import Ref
from kg.find.filters import CaseFilter
from kg.find.pattern import Writing, coded
from kg.find.patterns import pattern
from kg.lexicon.spelling import PROLOGUE, references
from kg.names import BASE

NAMED: Final = "named"
"""The figure of a statement without a number: the finding is named as a main one."""
P: Final = "p"
_FIGURES: Final = ("value", "mean", "median", "percent")
_PAPERS: Final = BASE + "graph/paper/"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFigure:
    """One number of a statistic, called by `figure`: what kind it is, or whose of the groups compared."""

    statistic: Ref
    paper: Ref
    measure: str
    figure: str
    value: float | None
    n: int | None
    unit: str | None
    term: str | None
    absence: bool
    modality: Ref | None


def stated_figures(engine: Engine, papers: Sequence[str]) -> tuple[StatedFigure, ...]:
    """Every figure of its own that each of some papers states; of all meta-analyses, where none is named."""
    rows = engine.rows(f"""{PROLOGUE}
        SELECT DISTINCT ?statistic ?label ?paper ?title ?measure ?figure ?theirs ?n ?unit
                        ?term ?lacks ?modality ?modalityLabel WHERE {{
          # Without the sub-select Virtuoso 7.2 leaves ?n unbound for a figure that has it.
          {{ SELECT DISTINCT ?statistic ?paper ?measure ?figure ?theirs WHERE {{ {_theirs(papers)} }} }}
          ?statistic rdfs:label ?label . ?paper rdfs:label ?title .
          OPTIONAL {{ ?statistic kg:n ?n }} OPTIONAL {{ ?statistic kg:unit ?unit }}
          OPTIONAL {{ ?statistic kg:aboutTerm|kg:aboutAbsenceOf ?term }}
          OPTIONAL {{ ?statistic kg:aboutAbsenceOf ?lacks }}
          OPTIONAL {{ ?statistic kg:modality ?modality . ?modality rdfs:label ?modalityLabel }}
        }} ORDER BY ?paper ?statistic ?figure ?modality ?term""")
    found: dict[tuple[str, str], StatedFigure] = {}
    for row in rows:
        found.setdefault((row["statistic"].value, row["figure"].value), _figure(row))
    return tuple(found.values())


def beside_query(names: Names, where: CaseFilter, papers: Sequence[str]) -> str:
    """The query for those figures, and for all that is counted of the persons whom a filter leaves.

    Raises `UnknownName`.
    """
    persons = f"{{ SELECT DISTINCT ?x WHERE {{ {pattern(Writing(names), where)} }} }}"
    own = {
        **{one: one for one in ("kg:reportedIn", "kg:sex", "kg:ageAtOnset", "kg:ageAtImaging", "kg:hasImagingStudy")},
        **{one: f"kg:hasVariant/{one}" for one in ("kg:inExon", "kg:inIntron")},
        "kg:ageAtObservation": "kg:hasImagingStudy/kg:ageAtObservation",
    }
    said = {what: f"?x {path} ?value" for what, path in own.items()}
    for what, term in (("kg:hasFinding", "a"), ("kg:hasExcludedFinding", "kg:excludes")):
        said[what] = f"?x {what} ?seen . ?seen kg:modality ?modality ; {term} ?value"
    branches = " UNION ".join(f"{{ {one} BIND({what} AS ?what) }}" for what, one in said.items())
    read = f"?anyone kg:hasFinding|kg:hasExcludedFinding ?any . {coded('?any', '?value')} BIND(kg:codedAs AS ?what)"
    return f"""{PROLOGUE}
        SELECT DISTINCT ?statistic ?figure ?theirs ?x ?what ?value ?modality WHERE {{
          {{ {_theirs(papers)} }} UNION {{ {read} }} UNION {{ {persons} {branches} }}
        }}"""


def scans(engine: Engine) -> tuple[str, ...]:
    """The modalities that are scans: none of tissue."""
    rows = engine.rows(f"{PROLOGUE} SELECT DISTINCT ?x WHERE {{ ?x a kg:ScanModality }} ORDER BY ?x")
    return tuple(row["x"].value for row in rows)


def years(engine: Engine) -> Mapping[str, int]:
    """The year of each paper of our own evidence."""
    home = f'FILTER(STRSTARTS(STR(?g), "{_PAPERS}"))'
    rows = engine.rows(f"{PROLOGUE} SELECT DISTINCT ?x ?year WHERE {{ GRAPH ?g {{ ?x kg:year ?year }} {home} }}")
    return {row["x"].value: int(row["year"].value) for row in rows}


def doubts(engine: Engine, papers: Sequence[str]) -> tuple[str, ...]:
    """What is doubted of some papers as a whole."""
    rows = engine.rows(f"""{PROLOGUE} SELECT DISTINCT ?text WHERE {{
        VALUES ?paper {{ {references(papers)} }} ?doubt kg:doubtAbout ?paper ; kg:text ?text }} ORDER BY STR(?text)""")
    return tuple(row["text"].value for row in rows)


def _theirs(papers: Sequence[str]) -> str:
    chosen = f"VALUES ?paper {{ {references(papers)} }}" if papers else "?paper kg:design kg:metaAnalysis ."
    kinds = (f'{{ ?statistic kg:{one} ?theirs BIND("{one}" AS ?figure) }}' for one in _FIGURES)
    compared = """{ ?statistic kg:hasGroupValue ?one . ?one kg:value ?theirs ; kg:group ?whose ; kg:measure ?kind
        BIND(IF(STR(?kind) = "value", STR(?whose), CONCAT(STR(?whose), ", ", STR(?kind))) AS ?figure) }"""
    tested = f'{{ ?statistic kg:pValue ?theirs BIND("{P}" AS ?figure) }}'
    told = f'{{ ?statistic kg:qualitative true BIND("{NAMED}" AS ?figure) }}'
    any_of = "|".join(f"kg:{one}" for one in (*_FIGURES, "hasGroupValue", "pValue", "qualitative"))
    alone = f'{{ ?statistic kg:n ?theirs BIND("n" AS ?figure) FILTER NOT EXISTS {{ ?statistic {any_of} ?any }} }}'
    return f"""{chosen} ?statistic kg:reportedIn ?paper ; a kg:CohortStatistic ; kg:measure ?measure .
        FILTER NOT EXISTS {{ ?statistic a kg:SecondHandStatistic }}
        {" UNION ".join((*kinds, compared, tested, told, alone))}"""


def _figure(row: Row) -> StatedFigure:
    modality = Ref(row["modality"].value, row["modalityLabel"].value) if "modality" in row else None
    return StatedFigure(
        statistic=Ref(row["statistic"].value, row["label"].value),
        paper=Ref(row["paper"].value, row["title"].value),
        measure=row["measure"].value,
        figure=row["figure"].value,
        value=float(row["theirs"].value) if "theirs" in row else None,
        n=int(row["n"].value) if "n" in row else None,
        unit=row["unit"].value if "unit" in row else None,
        term=row["term"].value if "term" in row else None,
        absence="lacks" in row,
        modality=modality,
    )
