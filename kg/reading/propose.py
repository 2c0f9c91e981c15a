"""A text's people, variants, findings and figures as an evidence file in which everything is proposed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final, Self

from kg.model.words import Depth, Design, GeneticStatus, Scope, Status
from kg.reading.about import gene_meant
from kg.reading.figures.figures import find_figures
from kg.reading.findings.cells import MOST, find_in_cells
from kg.reading.findings.findings import all_named, of_persons
from kg.reading.findings.lexis import Lexis, lexis_of
from kg.reading.findings.names.matched import matched_texts
from kg.reading.found import Bearing, FoundFinding, FoundPerson, FoundVariant, Spot
from kg.reading.people.people import PeopleFound, find_people
from kg.reading.quoted import LONGEST, quoted
from kg.reading.variants.variants import find_variants
from kg.sources.absence import too_broad
from kg.sources.hpo import Hpo
from kg.sources.reference import ReferenceData
from kg.texts.text import PassageKind, Text

Entry = dict[str, Any]
CITED: Final = ("title", "pmid", "doi", "pmcid", "first_author", "journal", "year")
_OF_A_PERSON: Final = ("initial", "scope")
_ASIDE: Final = {"onset_age": "age"}
"""Keys of a finding that nobody is told to have, and what they are called there."""
_TITLE: Final = "Title:"
_OF_SIBLINGS: Final = frozenset(
    {"brother", "sister", "sibling", "siblings", "twin", "half-brother", "half-sister", "family"}
)
_DENIES: Final = re.compile(r"\b(?:no|not|never|none|neither|nor|without|free|spared|escaped|lack\w*|absent)\b", re.I)
_UNTESTED: Final = "the text names no test of this relative"


@dataclass(frozen=True, slots=True)
class PaperReader:
    """What reading needs: the words of findings, and the genes."""

    lexis: Lexis
    reference: ReferenceData

    @classmethod
    def of(cls, hpo: Hpo, reference: ReferenceData, evidence: Path | None = None) -> Self:
        """`evidence` is a folder of files whose curators have matched words with terms."""
        return cls(lexis_of(hpo, reference, matched_texts(evidence) if evidence else ()), reference)

    def read(self, text: Text, day: date) -> Entry:
        """The evidence file of a text, everything in it proposed."""
        return _Sheet.of(text, self).file(day)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What was found in one text, on its way into a file."""

    text: Text
    people: PeopleFound
    variants: tuple[FoundVariant, ...]
    findings: tuple[FoundFinding, ...]
    figures: tuple[Entry, ...]

    @classmethod
    def of(cls, text: Text, reader: PaperReader) -> Self:
        every = all_named(text, reader.lexis)
        told = (*of_persons(text, every), *find_in_cells(text, reader.lexis))
        findings = tuple(_denied(one, reader.lexis.hpo) for one in told)
        figures = [_noted(text, one.spot, one.why, dict(one.facts)) for one in find_figures(text, every)]
        meant = gene_meant(text, reader.reference)
        named = (_of_a_gene(one, meant) for one in find_variants(text, reader.reference))
        variants = tuple(one for one in named if one is not None)
        return cls(text, find_people(text), variants, findings, tuple(figures))

    def file(self, day: date) -> Entry:
        cases = {one.label: self._person(one) for one in self.people.persons}
        aside: list[Entry] = []
        for finding in self.findings:
            self._place(finding, cases, aside)
        mentioned = self._carried(cases)
        file: Entry = {"revised": day, "paper": self._paper(len(cases))}
        parts = {"cases": [*cases.values()], "statistics": [*self.figures], "variants": mentioned, "aside": aside}
        return file | {name: entries for name, entries in parts.items() if entries}

    def _paper(self, people: int) -> Entry:
        cited = {name: value for name in CITED if (value := getattr(self.text.citation, name, None))}
        if "title" not in cited:
            cited = {**_titled(self.text), **cited}
        design, why = _design(people)
        whole = any(one.kind is PassageKind.PARAGRAPH for one in self.text.passages) or bool(self.text.tables)
        depth = Depth.FULL_TEXT if whole else Depth.ABSTRACT
        readings = [{"depth": str(depth)}]
        licence = [f"licence as printed: {self.text.licence[:LONGEST]}"] if self.text.licence else []
        return {
            **cited,
            "design": str(design),
            "readings": readings,
            "proposed": True,
            "why": [why, *self.text.told, *_long(self.text), *licence],
        }

    def _person(self, one: FoundPerson) -> Entry:
        case = _noted(self.text, one.spot, one.why, {"label": one.label})
        names = [fact.value for fact in one.stated if fact.key == "also_labelled"]
        case |= {"also_labelled": names} if names else {}
        facts = [fact for fact in one.stated if fact.key != "also_labelled"]
        stated = [
            _noted(self.text, fact.spot, fact.why, {"key": fact.key, "value": _plain(fact.value)}) for fact in facts
        ]
        if one.relative and not any(fact.key == "genetic_status" for fact in one.stated):
            status = {"key": "genetic_status", "value": str(GeneticStatus.NOT_INDIVIDUALLY_TESTED)}
            stated.append(_noted(self.text, one.spot, (_UNTESTED,), status))
        return case | ({"quoted": stated} if stated else {})

    def _place(self, one: FoundFinding, cases: Mapping[str, Entry], aside: list[Entry]) -> None:
        """Put a finding where it belongs: with its person, or aside; what stands there already comes once.

        What is said of several people together stands with each of them, as said of a group.
        """
        labels: tuple[str, ...] = ()
        contrary: tuple[str, ...] = ()
        why = one.why
        if one.bearing is not Bearing.ELSEWHERE or one.relative:
            labels, more = self._whose(one)
            why = (*why, *more)
            one, contrary = self._told_apart(one)
        facts = _facts_of(one)
        whose = [cases[one_of] for one_of in labels if one_of in cases]
        if len(whose) > 1:
            facts |= {"scope": str(Scope.GROUP)}
        name = "imaging" if one.seen_on is not None else "phenotypes"
        if not whose:
            facts = {_ASIDE.get(key, key): value for key, value in facts.items() if key not in _OF_A_PERSON}
        for home in [case.setdefault(name, []) for case in whose] or [aside]:
            entry = _noted(self.text, one.spot, why, dict(facts), one.sentence)
            if not any(_same(entry, other) for other in home):
                home.append(entry)
        other_way = Status.PRESENT if facts["status"] == Status.ABSENT else Status.ABSENT
        for label in contrary if whose else ():
            home = cases[label].setdefault(name, [])
            told = facts | {"status": str(other_way)}
            told.pop("scope", None)
            entry = _noted(
                self.text, one.spot, (*why, f"told by contrast with {' and '.join(labels)}"), told, one.sentence
            )
            if not any(_same(entry, other) for other in home):
                home.append(entry)

    def _told_apart(self, one: FoundFinding) -> tuple[FoundFinding, tuple[str, ...]]:
        """A finding as the words of persons bear on it, and the labels of those of whom they say the contrary.

        Only a denial by `no` or its like says that the other has it: who `walked normally, unlike him` tells of
        herself.
        """
        labels, none = self.people.contrary(one.spot)
        if none and one.bearing is not Bearing.ABSENT:
            one = replace(one, bearing=Bearing.ABSENT)
        denied = one.bearing is Bearing.ABSENT and (
            one.sentence is None or not _DENIES.search(self._words(one.sentence))
        )
        return one, () if one.why or denied else labels

    def _words(self, spot: Spot) -> str:
        return self.text.passages[spot.passage].text[spot.start : spot.end] if spot.passage >= 0 else ""

    def _whose(self, one: FoundFinding | FoundVariant) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The labels of those whom a finding or a variant is told of, and why that is doubtful."""
        relative = None if self.people.of_siblings and one.relative in _OF_SIBLINGS else one.relative
        if relative and not self.people.of_siblings and self.people.told_apart(one.spot, relative):
            if one.bearing is Bearing.ELSEWHERE:
                return (), (f"told by contrast with the {relative}",)
            relative = None
        together = () if relative else self.people.whom(one.spot)
        if len(together) > 1:
            return together, tuple(filter(None, (self.people.together(one.spot),)))
        label, why = self.people.who(one.spot, relative)
        return ((label,) if label else ()), why

    def _carried(self, cases: Mapping[str, Entry]) -> list[Entry]:
        """Give each variant to those who carry it; those that nobody is said to carry are returned."""
        nobody: dict[tuple[Any, ...], Entry] = {}
        carried: set[tuple[Any, ...]] = set()
        for one in self.variants:
            if one.bearing is Bearing.ABSENT:
                continue
            entry = _noted(self.text, one.spot, one.why, dict(one.facts))
            name = tuple(one.facts.get(key) for key in ("gene", "coding", "protein"))
            labels, more = self._whose(one)
            homes = [cases[label].setdefault("variants", []) for label in labels if label in cases]
            if not homes:
                nobody.setdefault(name, entry)
                continue
            for home in homes:
                same = next((two for two in home if tuple(map(two.get, ("gene", "coding", "protein"))) == name), None)
                if same is None:
                    home.append(entry | ({"why": [*entry.get("why", ()), *more]} if more else {}))
                else:
                    same |= {key: value for key, value in entry.items() if key not in same and key != "why"}
            carried.add(name)
        return [entry for name, entry in nobody.items() if name not in carried]


def _of_a_gene(one: FoundVariant, meant: str | None) -> FoundVariant | None:
    """A variant with its gene: that of the disease which the text is about, where it names none and says so.

    None where the text is about something else: whose the variant is, nobody can say.
    """
    if "gene" in one.facts:
        return one
    return replace(one, facts={"gene": meant, **one.facts}) if meant else None


def _denied(one: FoundFinding, hpo: Hpo) -> FoundFinding:
    """A finding; where `kg check` would refuse its absence, with what to do about it."""
    broad = too_broad(hpo, one.hpo) if one.bearing is Bearing.ABSENT else None
    return replace(one, why=(*one.why, f"{broad}: a narrower term, or none (-hpo, -label)")) if broad else one


def _long(text: Text) -> Iterator[str]:
    """What is told of tables that nobody would decide on row by row."""
    for table in text.tables:
        if len(table.rows) > MOST:
            yield f"{table.label} has {len(table.rows):,} rows and was not read: `kg paper table` makes a case of each"


def _titled(text: Text) -> Entry:
    """The title as the text marks it, else its first words, or the file's name, which nobody called a title."""
    for one in text.passages[:5]:
        if one.kind is PassageKind.TITLE or one.text.startswith(_TITLE):
            return {"title": one.text.removeprefix(_TITLE).strip()}
    first = text.passages[0].text[:LONGEST] if text.passages else ""
    return {"title": first or Path(text.file).stem, "title_read": False}


def _design(people: int) -> tuple[Design, str]:
    if people == 0:
        return Design.COHORT, "no single person was found in the text"
    told = "one person was found" if people == 1 else f"{people} people were found"
    return (Design.CASE_REPORT if people == 1 else Design.CASE_SERIES), f"{told} in the text"


def _noted(text: Text, spot: Spot, why: Iterable[str], facts: Entry, sentence: Spot | None = None) -> Entry:
    """An entry with its words, its place and its doubts, proposed."""
    doubts = [*dict.fromkeys(why)]
    return {**facts, **quoted(text, spot, sentence), "proposed": True, **({"why": doubts} if doubts else {})}


def _facts_of(one: FoundFinding) -> Entry:
    """A finding as an entry; what a relative is said not to have is absent in them."""
    status = Status.ABSENT if one.bearing is Bearing.ABSENT else Status.PRESENT
    facts: Entry = {"text": one.text, "hpo": one.hpo, "label": one.label, "status": str(status)}
    if one.seen_on is not None:
        facts |= {**one.seen_on, "age": one.age, "side": one.side or one.seen_on.get("side")}
    else:
        facts |= {"initial": one.initial or None, "onset_age": one.age, "side": one.side}
    return {key: _plain(value) for key, value in facts.items() if value is not None}


def _plain(value: Any) -> Any:
    """A whole number of years without a point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _same(one: Entry, other: Entry) -> bool:
    """Whether two findings of one person say the same: the term, else the words, and where it was seen."""
    keys = ("status", "modality", "region", "side", "evolution")
    name = "hpo" if one.get("hpo") and other.get("hpo") else "text"
    return one.get(name) == other.get(name) and all(one.get(key) == other.get(key) for key in keys)
