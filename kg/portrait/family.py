"""A family: its members, what the paper's words tell of kinship, and what it says of inheritance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.analysis.held import Held
from kg.find.facts import Ref
from kg.find.said import Said
from kg.find.statements import stated
from kg.lexicon.spelling import PROLOGUE, reference
from kg.names import KG, contract
from kg.portrait.kin import Kinship, KinTie, generation, is_first, kin_word, ties
from kg.portrait.people import ListedPerson, described

_OF_FAMILY: Final = frozenset({"rdf:type", "rdfs:label", "kg:reportedIn", "^kg:memberOfFamily"})
_OF_MEMBER: Final = frozenset({"kg:alsoLabelled", "kg:note", "kg:inheritance", "kg:consanguinity", "kg:familyHistory"})
_OF_PAPER: Final = frozenset({"kg:firstAuthor", "rdfs:label"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyMember:
    """A person of the family. `told` are ties in words; `row` is the generation, from 0, None where none is told."""

    person: ListedPerson
    also: tuple[str, ...]
    notes: tuple[str, ...]
    told: tuple[str, ...]
    row: int | None
    first: bool
    side: str

    @property
    def dead(self) -> bool:
        """Whether a death is told: by an age, by the paper's name for the person, or by a note that begins so."""
        known = self.person.died is not None or bool(self.person.death_words)
        noted = any(one.lower().startswith(("deceased", "died")) for one in self.notes)
        return known or noted or "deceased" in self.person.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyPortrait:
    """`numbered`: the generations are those of the paper's pedigree, the topmost being `top`; else they are counted."""

    family: Ref
    name: str
    paper: Ref | None
    members: tuple[FamilyMember, ...]
    ties: tuple[KinTie, ...]
    numbered: bool
    top: int
    inheritance: tuple[str, ...]
    consanguinity: Mapping[str, tuple[str, ...]]
    history: tuple[str, ...]

    @property
    def related(self) -> bool:
        """Whether any tie between two of them is told."""
        return bool(self.ties)


def family_portrait(held: Held, iri: str) -> FamilyPortrait | None:
    """The family with that IRI; None where there is none of whom a member is described."""
    own = stated(held.engine, [(iri, _OF_FAMILY)])[iri]
    if KG + "Family" not in own.texts("rdf:type") or not own.refs("^kg:memberOfFamily"):
        return None
    paper = own.ref("kg:reportedIn")
    people = tuple(described(held.people, held.people.numbers(own.texts("^kg:memberOfFamily"))))
    wanted = [(one.person.iri, _OF_MEMBER) for one in people] + ([(paper.iri, _OF_PAPER)] if paper else [])
    said = stated(held.engine, wanted)
    author = (said[paper.iri].text("kg:firstAuthor") or contract(paper.iri).partition(":")[2]) if paper else ""
    name = own.label.removesuffix(f" ({author})")
    names = [one.name for one in people]
    found = ties(name, names)
    rows, numbered, top = _generations(names, found)
    members = tuple(
        _member(one, said[one.person.iri], _told(at, names, found), rows[at]) for at, one in enumerate(people)
    )
    return FamilyPortrait(
        family=Ref(iri, own.label),
        name=name,
        paper=paper,
        members=members,
        ties=found,
        numbered=numbered,
        top=top,
        inheritance=_each(said, people, "kg:inheritance"),
        consanguinity={one.person.iri: said[one.person.iri].texts("kg:consanguinity") for one in people},
        history=_each(said, people, "kg:familyHistory"),
    )


def family_query(iri: str) -> str:
    """What is said of the members of a family: a row for each, and for each of several values."""
    return f"""{PROLOGUE}SELECT DISTINCT ?member ?name ?sex ?affected ?status ?inheritance ?consanguinity WHERE {{
  ?member kg:memberOfFamily {reference(iri)} ; rdfs:label ?name ; kg:geneticStatus ?status .
  OPTIONAL {{ ?member kg:sex ?sex }}
  OPTIONAL {{ ?member kg:affected ?affected }}
  OPTIONAL {{ ?member kg:inheritance ?inheritance }}
  OPTIONAL {{ ?member kg:consanguinity ?consanguinity }}
}} ORDER BY STR(?name)"""


def _member(person: ListedPerson, said: Said, told: tuple[str, ...], row: int | None) -> FamilyMember:
    word = kin_word(person.name)
    return FamilyMember(
        person=person,
        also=said.texts("kg:alsoLabelled"),
        notes=said.texts("kg:note"),
        told=told,
        row=row,
        first=is_first(person.name),
        side=word.how if word and word.how in ("maternal", "paternal") else "",
    )


def _each(said: Mapping[str, Said], people: Sequence[ListedPerson], name: str) -> tuple[str, ...]:
    found = (ref.label or ref.iri for one in people for ref in said[one.person.iri].refs(name))
    return tuple(sorted(dict.fromkeys(found)))


def _told(at: int, names: Sequence[str], found: Sequence[KinTie]) -> tuple[str, ...]:
    """The ties of one of them, in words."""
    words = []
    for tie in found:
        if tie.kind is Kinship.PARENT and at in (tie.first, tie.second):
            other = tie.second if at == tie.first else tie.first
            words.append(f"{'parent' if at == tie.first else 'child'} of {names[other]}")
        elif tie.kind is Kinship.SIBLING and at in (tie.first, tie.second):
            words.append(f"sibling of {names[tie.second if at == tie.first else tie.first]}")
        elif tie.kind is Kinship.OTHER and at == tie.first:
            said = kin_word(names[at])
            words.append(
                f"{said.how + ' ' if said and said.how else ''}{said.kin if said else ''} of {names[tie.second]}"
            )
    return tuple(words)


def _generations(names: Sequence[str], found: Sequence[KinTie]) -> tuple[Sequence[int | None], bool, int]:
    """In which generation each stands; by ties where there are any, else by the numbers of the paper's pedigree."""
    if not found:
        numbers = [generation(name) for name in names]
        top = min((one for one in numbers if one is not None), default=1)
        return [None if one is None else one - top for one in numbers], any(one is not None for one in numbers), top
    steps: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for tie in found:
        steps[tie.first].append((tie.second, tie.down))
        steps[tie.second].append((tie.first, -tie.down))
    rows: dict[int, int] = {}
    for start in sorted(steps):
        waiting = [] if start in rows else [(start, 0)]
        while waiting:
            at, row = waiting.pop()
            if at not in rows:
                rows[at] = row
                waiting += [(other, row + down) for other, down in steps[at]]
    highest = min(rows.values())
    return [rows[at] - highest if at in rows else None for at in range(len(names))], False, 1
