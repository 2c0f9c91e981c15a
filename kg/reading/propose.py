"""A text's people, variants, findings and figures as an evidence file in which everything is proposed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, Self

from kg.reading.about import gene_meant
from kg.reading.case_status import tell_status
from kg.reading.entries import Entry, noted, plain_number
from kg.reading.figures.figures import find_figures
from kg.reading.figures.repeated import once
from kg.reading.figures.tabled import find_tabled
from kg.reading.findings.cells import find_in_cells
from kg.reading.findings.findings import all_named, of_persons
from kg.reading.findings.lexis import Lexis, lexis_of
from kg.reading.findings.names.matched import matched_texts
from kg.reading.found import Bearing, FoundFinding, FoundPerson, FoundVariant
from kg.reading.paper_entry import paper_entry
from kg.reading.people.facts_of import WELL
from kg.reading.people.people import find_people
from kg.reading.people.people_found import PeopleFound
from kg.reading.placing import place_findings, place_variants
from kg.reading.variants.variants import find_variants
from kg.reading.whose import Whose
from kg.sources.absence import too_broad
from kg.sources.hpo import Hpo
from kg.sources.reference import ReferenceData
from kg.texts.text import Text

_NO_KEY: Final = frozenset({"also_labelled", WELL})


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
        told_of_groups = once((*find_figures(text, every), *find_tabled(text, reader.lexis)))
        figures = [noted(text, one.spot, one.why, dict(one.facts)) for one in told_of_groups]
        meant = gene_meant(text, reader.reference)
        named = (_of_a_gene(one, meant) for one in find_variants(text, reader.reference))
        variants = tuple(one for one in named if one is not None)
        return cls(text, find_people(text), variants, findings, tuple(figures))

    def file(self, day: date) -> Entry:
        cases = {one.label: self._person(one) for one in self.people.persons}
        whose = Whose(self.text, self.people)
        aside = place_findings(self.text, whose, self.findings, cases)
        mentioned = place_variants(self.text, whose, self.variants, cases)
        several = sum(not one.relative for one in self.people.persons) > 1
        for one in self.people.persons:
            tell_status(self.text, one, cases[one.label], several)
        file: Entry = {"revised": day, "paper": paper_entry(self.text, len(cases))}
        parts = {"cases": [*cases.values()], "statistics": [*self.figures], "variants": mentioned, "aside": aside}
        return file | {name: entries for name, entries in parts.items() if entries}

    def _person(self, one: FoundPerson) -> Entry:
        case = noted(self.text, one.spot, one.why, {"label": one.label})
        names = [fact.value for fact in one.stated if fact.key == "also_labelled"]
        case |= {"also_labelled": names} if names else {}
        facts = [fact for fact in one.stated if fact.key not in _NO_KEY]
        stated = [
            noted(self.text, fact.spot, fact.why, {"key": fact.key, "value": plain_number(fact.value)})
            for fact in facts
        ]
        return case | ({"quoted": stated} if stated else {})


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
