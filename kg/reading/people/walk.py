"""Through a text, sentence by sentence: who is spoken of at each place, and what is told of them.

The rules are those of readers: a heading or a lead names a person; the person told of last in a section goes on; a
relative is spoken of from their mention to the end of the sentence, and by the pronouns behind it that fit; what an
introduction or a discussion says is of nobody unless it names somebody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.reading.people.apposed import led_sentences, only_label
from kg.reading.people.facts_told import keep_facts
from kg.reading.people.focus import Focus
from kg.reading.people.headed import lead_by_heading, names_one
from kg.reading.people.kin_met import KinNamed
from kg.reading.people.known import Known
from kg.reading.people.late_kin import mark_dead
from kg.reading.people.list_items import Lists
from kg.reading.people.literature.cites import cited, opens_review, reported
from kg.reading.people.register import Register
from kg.reading.people.sections import zones
from kg.reading.people.sentence_turns import SentenceTurns
from kg.reading.people.short_labels import ShortLabels
from kg.reading.people.tables.table_people import TablePlaces
from kg.reading.people.turn import Turns
from kg.reading.people.turns.not_theirs import clause_without
from kg.reading.people.zones import Zone, lead_of, run_in, zone_of
from kg.reading.spellings import plain_signs
from kg.texts.text import PassageKind, Text

_DEATH: Final = re.compile(r"\b(?:died|dead|deceased|death|passed\saway|suicide|killed)\b|\bfamily\shistory\b", re.I)
_WELL: Final = re.compile(
    r"\b(?:donor|healthy|unaffected|(?<!as\s)well|in\sgood\shealth|tested\snegative|negative\sfor|non-?carrier|(?:is|was|remains|remained)\sasymptomatic(?=\W*$)"
    r"|(?:did|does|do)\snot\scarry)\b", re.I
)  # fmt: skip
"""What is said of relatives behind whom a paragraph goes on about the patient."""


class Walk:
    """One reading of a text; `turns` is asked once. `lead`: of whom it tells where no words introduce anybody;
    `family`: the siblings whom it knows by these words alone.
    """

    def __init__(
        self,
        text: Text,
        register: Register,
        tables: TablePlaces,
        lead: Known | None = None,
        family: Sequence[Known] = (),
    ) -> None:
        self._text, self._focus, self._lists = text, Focus(register, lead=lead), Lists()
        labels = ShortLabels(text, (*tables.rows.values(), *tables.columns.values()))
        self._sentences = SentenceTurns(self._focus, labels, family)

    @property
    def kin(self) -> KinNamed:
        """The words for relatives, and whom each means."""
        return self._sentences.kin

    def turns(self) -> dict[int, Turns]:
        """For each passage, from which character on the text is about whom."""
        found: dict[int, Turns] = {}
        section, focus = "", self._focus
        for number, (passage, zone) in enumerate(zip(self._text.passages, zones(self._text), strict=True)):
            focus.number, focus.zone = number, zone
            heading = passage.kind is PassageKind.HEADING or (zone is Zone.CASES and names_one(passage.text))
            if passage.place.section != section or heading:
                lead_by_heading(focus, passage.text if heading else passage.place.section)
                section = passage.place.section
            headed = bool(section) and zone_of(section) is Zone.CASES
            focus.may_be_early = zone is Zone.CASES and (headed or passage.text.rstrip().endswith("."))
            if heading:
                self._lists = Lists()
            else:
                found[number] = self._passage(plain_signs(passage.text))
            focus.fresh_part = heading
        return found

    def _passage(self, text: str) -> Turns:
        found: Turns = []
        focus, zone = self._focus, self._focus.zone
        focus.listed = self._lists.item(text)
        focus.turn = None if zone.of_world or zone is Zone.ASIDE else focus.lead
        focus.together = focus.joint = focus.several
        focus.other, focus.of_relative, focus.gone = None, False, False
        focus.heard, focus.by_sex, focus.last_together = [], None, None
        self._sentences.passage()
        kin: set[int] = set()
        for start, end in led_sentences(text):
            if not found and zone is Zone.CASES and (told_zone := run_in(text)):
                focus.zone, focus.turn = told_zone, None
            if not found and zone in (Zone.CASES, Zone.DISCUSSION) and opens_review(text, start, end):
                focus.zone, focus.turn = Zone.LITERATURE, None
            if zone is Zone.ABSTRACT and (told_zone := lead_of(text[start:end])):
                focus.zone = told_zone if told_zone is not Zone.CASES else Zone.ABSTRACT
            turns = self._sentences.turns(text, start, end, found)
            found = clause_without(text, start, end, found, turns)
            if not found and zone is Zone.CASES and _of_others(text, start, end, turns):
                focus.zone, focus.turn = Zone.DISCUSSION, None  # so is what follows
            found, focus.just_named = [*found, *turns], False
            kin |= {id(person) for _, turn in turns for person in turn.persons if person.of is not None}
            mark_dead(text, start, end, turns)
            died = bool(kin) and bool(_DEATH.search(text, start, end))
            focus.gone = focus.gone or len(kin) > 1 or died
            cased = focus.turn is not None and focus.turn.of is not None and bool(focus.turn.labels)
            well = bool(_WELL.search(text, start, end)) or (died and len(found) == len(turns))
            if len(kin) > 1 or (well and not cased):  # a paragraph that opens with II-3 is theirs, who is well too
                focus.of_relative = False
            keep_facts(focus, text, start, end, turns, self._sentences.apart)
        focus.zone, focus.just_named = zone, only_label(text)
        self._lists.read(text, found, zone)
        return found


def _of_others(text: str, start: int, end: int, turns: Turns) -> bool:
    """Whether a sentence tells what others reported, and of no person of the paper."""
    told = cited(text, start, end) or reported(text, start, end)
    return told and not any(turn.persons or turn.lone for _, turn in turns)
