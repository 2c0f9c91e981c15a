"""A family: its members in a table and on a pedigree, with what the paper's words tell of kinship and no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

from api.drawings.pedigree import ROMAN, pedigree_plan
from api.pages.wanted import Wanted
from api.view import Drawing, Sheet, View
from kg.names import contract
from kg.portrait.family import FamilyMember, FamilyPortrait, family_portrait, family_query

_COLUMNS: Final = (
    *("person", "name", "also_called", "told_kinship", "generation", "sex", "affected", "genetic_status", "variants"),
    *("zygosity", "age_at_onset", "age_at_examination", "age_at_death", "consanguinity", "notes"),
)


def family(wanted: Wanted, iri: str) -> View | None:
    """The family with that IRI; None where nobody of it is described."""
    found = family_portrait(wanted.held, iri)
    if found is None:
        return None
    return View(
        template="family.html",
        title=found.family.label,
        path=wanted.path,
        sheet=Sheet(columns=_COLUMNS, rows=[_row(found, one) for one in found.members]),
        sparql=family_query(iri),
        graphql=_graphql(iri),
        drawing=_drawing(found),
        values={"found": found, "roman": ROMAN, "marriages": _marriages(found)},
    )


def _drawing(found: FamilyPortrait) -> Drawing:
    plan = pedigree_plan(found)
    return Drawing(
        template="drawings/pedigree.svg",
        title=f"Pedigree: {found.family.label}",
        says=_says(found),
        width=plan.width,
        height=plan.height,
        values={"plan": plan},
    )


def _says(found: FamilyPortrait) -> str:
    """What the symbols mean, and where rows and lines come from."""
    key = (
        "Square: male. Circle: female. Diamond: sex not told. Filled: ill. Open: no signs; with a dot: carrier without "
        "signs. Question mark: not told whether ill. Slash: dead. Arrow: the first patient of the family."
    )
    if found.numbered:
        return f"{key} Rows are the generations of the paper's own numbers; who descends from whom is not told."
    if found.related:
        return (
            f"{key} Lines are drawn only where the paper's words name both people; a broken line joins siblings of "
            "whom no parents are told to be the same. Who has no line is placed by the word for the kinship, or in the "
            "last row."
        )
    return f"{key} How these people are related is not told: they stand side by side."


def _marriages(found: FamilyPortrait) -> Mapping[str, list[str]]:
    """What is told of consanguinity, with the members of whom it is."""
    told: dict[str, list[str]] = defaultdict(list)
    for one in found.members:
        for words in found.consanguinity[one.person.person.iri]:
            told[words].append(one.person.name)
    return told


def _row(found: FamilyPortrait, one: FamilyMember) -> tuple[Any, ...]:
    person = one.person
    return (
        *(person.person, person.name, one.also, one.told, None if one.row is None else one.row + found.top),
        *(person.sex, person.affected, str(person.status or ""), [each.label for each in person.variants]),
        *([each.label for each in person.zygosity], person.onset, person.examined, person.died),
        *(found.consanguinity[person.person.iri], one.notes),
    )


def _graphql(iri: str) -> str:
    return f"""{{
  family(id: "{contract(iri)}") {{
    iri label
    paper {{ iri label }}
    cases(first: 50) {{
      totalCount
      nodes {{
        iri caseLabel alsoLabelled sex geneticStatus affected ageAtOnset ageAtExamination ageAtDeath
        inheritance consanguinity familyHistory notes
        genotypes {{ variant {{ label }} zygosity {{ label }} }}
      }}
    }}
  }}
}}"""
