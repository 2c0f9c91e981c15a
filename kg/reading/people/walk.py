"""Through a text, sentence by sentence: who is spoken of at each place, and what is told of them.

The rules are those of readers: a heading or a lead names a person; the person told of last in a section goes on; a
relative is spoken of from their mention to the end of the sentence, and by the pronouns behind it that fit; what an
introduction or a discussion says is of nobody unless it names somebody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.reading.found import Spot
from kg.reading.people.among import turns_among
from kg.reading.people.apposed import apposed, led_relative, led_sentences
from kg.reading.people.contrast import opposed
from kg.reading.people.facts_told import keep_facts
from kg.reading.people.focus import Focus, also, labelled
from kg.reading.people.introduced import HERE
from kg.reading.people.mentions import NUMBER, MentionKind, PersonMention, mentions
from kg.reading.people.people_tables import TablePlaces
from kg.reading.people.register import Known, Register
from kg.reading.people.siblings import Siblings
from kg.reading.people.turns import Named, Turn, turns_of
from kg.reading.people.who_is import MetSentence, meant, relative
from kg.reading.people.zones import Zone, lead_of, zone_of, zones
from kg.reading.spellings import plain_signs
from kg.texts.text import PassageKind, Text

_CITED: Final = re.compile(
    r"\bet\sal\b|\b(?:previously|recently|first|already)\s(?:been\s)?(?:reported|described|published)\b"
    r"|\bin\sthe\sliterature\b"
    r"|\b(?:reported|described)\s(?:by|in)\b|\bhas\sbeen\s(?:reported|described)\b|\bwere\sreported\sin\b"
    r"|\banother\s(?:report|study|group)\b", re.I
)  # fmt: skip
_REFERS: Final = re.compile(r"\[\d[\d,\s–-]*\]\W{0,2}$|\((?:[A-Z]\w+,?\s)+(?:et\sal\.?,?\s)?(?:19|20)\d\d\w?\)\W?$")
_DEATH: Final = re.compile(r"\b(?:died|dead|deceased|death|passed\saway|suicide|killed)\b|\bfamily\shistory\b", re.I)
_SHE_OR_HE: Final = re.compile(r"(?<!or\s)\b(?:[Ss]he|[Hh]e)\b(?!\s?(?:/|or\s))")
_SHORT_LABEL: Final = re.compile(r"[A-Z]{1,4}-?\d{1,3}[a-z]?")
_AGED: Final = rf"(?:[\w-]+\s){{0,3}}?{NUMBER}[\s-](?:years?|months?|yrs?|y)[\s-]?(?:-?old|of\sage)"
_PERSON: Final = r"(?:woman|man|girl|boy|male|female|patient|lady|gentleman|infant|child|brother|sister)"
_GIVEN: Final = re.compile(
    rf"(?<![\w-])(?P<one>(?!T[12]\b)[A-Z]{{1,3}}-?)\d{{1,2}}[a-z]?(?:,\s|\s\(|\s(?:is|was)\s|:\s)(?:an?|the)\s{_AGED}"
    rf"|{_AGED}(?:\s[\w-]+){{0,3}}?\s{_PERSON}\s?[(,]\s?(?P<two>(?!T[12]\b)[A-Z]{{1,3}}-?)\d{{1,2}}[a-z]?[),]"
)
"""`P1, a 39-year-old woman`: the letters before the number are those of the text's labels."""
_MOST_LABELS: Final = 500
"""Labels of tables (`P5`) that are looked for in the text as they stand."""


def untold(text: Text) -> tuple[Spot, str] | None:
    """The first `she` or `he` of the part that tells of patients, and its sex; for a text that introduces nobody."""
    for number, (passage, zone) in enumerate(zip(text.passages, zones(text), strict=True)):
        if zone is Zone.CASES and passage.kind is not PassageKind.HEADING:
            for match in _SHE_OR_HE.finditer(passage.text):
                return Spot(number, match.start(), match.end()), "female" if match[0].lower() == "she" else "male"
    return None


def _given(text: Text) -> set[str]:
    """What labels begin with that the text gives to persons whom it describes."""
    found = (match for passage in text.passages for match in _GIVEN.finditer(plain_signs(passage.text)))
    return {match["one"] or match["two"] for match in found}


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
        self._text, self._focus = text, Focus(register, lead=lead)
        self._siblings = Siblings(family) if family else None
        self._before = Turn()
        labels = {one.labels[0] for one in (*tables.rows.values(), *tables.columns.values()) if one.labels}
        short = sorted((re.escape(label) for label in labels if _SHORT_LABEL.fullmatch(label)), key=len, reverse=True)
        ways = "|".join([*short[:_MOST_LABELS], *(rf"{re.escape(led)}\d{{1,2}}[a-z]?" for led in _given(text))])
        self._short = re.compile(rf"(?<![\w-])(?:{ways})(?![\w-])") if ways else None

    def turns(self) -> dict[int, list[tuple[int, Turn]]]:
        """For each passage, from which character on the text is about whom."""
        found: dict[int, list[tuple[int, Turn]]] = {}
        section, focus = "", self._focus
        for number, (passage, zone) in enumerate(zip(self._text.passages, zones(self._text), strict=True)):
            focus.number, focus.zone = number, zone
            heading = passage.kind is PassageKind.HEADING
            if passage.place.section != section or heading:
                self._new_section(passage.text if heading else passage.place.section)
                section = passage.place.section
            headed = bool(section) and zone_of(section) is Zone.CASES
            focus.may_be_early = zone is Zone.CASES and (headed or passage.text.rstrip().endswith("."))
            if not heading:
                found[number] = self._passage(plain_signs(passage.text))
        return found

    def _new_section(self, name: str) -> None:
        """The person whom a heading names leads its section; in a part that names none, the last one goes on."""
        focus = self._focus
        focus.turn = None
        if focus.zone is not Zone.CASES:
            return
        named = [one for one in mentions(name, 0, len(name)) if one.kind is MentionKind.LABELLED]
        if len(named) == 1:
            focus.lead = labelled(focus, named[0])
            focus.fresh_section = True

    def _passage(self, text: str) -> list[tuple[int, Turn]]:
        found: list[tuple[int, Turn]] = []
        focus, zone = self._focus, self._focus.zone
        focus.turn = None if zone in (Zone.GENERAL, Zone.ASIDE) else focus.lead
        focus.other, focus.of_relative, focus.gone = None, False, False
        self._before = Turn(why="nobody is named before it")
        kin: set[int] = set()
        for start, end in led_sentences(text):
            if zone is Zone.ABSTRACT and (told_zone := lead_of(text[start:end])):
                focus.zone = told_zone if told_zone is not Zone.CASES else Zone.ABSTRACT
            turns = self._sentence(text, start, end, found)
            found += turns
            kin |= {id(person) for _, turn in turns for person in turn.persons if person.of is not None}
            died = bool(kin) and bool(_DEATH.search(text, start, end))
            focus.gone = focus.gone or len(kin) > 1 or died
            if len(kin) > 1 or (died and len(found) == len(turns)):
                focus.of_relative = False
            keep_facts(focus, text, start, end, turns)
        focus.zone = zone
        return found

    def _sentence(self, text: str, start: int, end: int, done: list[tuple[int, Turn]]) -> list[tuple[int, Turn]]:
        focus = self._focus
        if self._siblings is not None:
            among = turns_among(self._siblings, focus, text, start, end, self._before, done)
            self._before = replace(among[-1][1], others=(), none=False)
            return among
        opened = not done
        cited = bool(_CITED.search(text, start, end)) and not HERE.search(text, start, end)
        said = MetSentence(
            text=text, start=start, end=end, met=self._met(text, start, end), cited=cited,
            refers=bool(_REFERS.search(text, start, end)))  # fmt: skip
        before, lead, focus.doubt = focus.turn, focus.lead, ""
        who: list[Named] = []
        for index, one in enumerate(said.met):
            person = self._person(said, index, who, lead)
            who.append((one, person))
            if opened and index == 0 and one.kind is MentionKind.LABELLED:
                focus.fresh_section = True
            if person is not None and not opposed(text, start, one.start):
                opens = opened and all(two is person for _, two in who)
                self._follow(one, person, opens, self._subject(text, start, who))
        turns = turns_of(focus, text, start, end, who, before)
        if (
            len({id(person) for _, person in who if person is not None and person.of is not None}) > 1
            and not focus.of_relative
        ):
            focus.turn = focus.lead
        if len(turns) == 1 and len(turns[0][1].persons) > 1:
            focus.turn, focus.lead = before, lead or focus.lead
        return turns

    def _met(self, text: str, start: int, end: int) -> list[PersonMention]:
        """The mentions of a sentence, the short labels of tables among them."""
        met = list(mentions(text, start, end))
        if self._short:
            taken = [(one.start, one.end) for one in met if one.kind is MentionKind.LABELLED]
            met += [
                PersonMention(kind=MentionKind.LABELLED, start=match.start(), end=match.end(), label=match[0])
                for match in self._short.finditer(text, start, end)
                if not any(low <= match.start() < high for low, high in taken)
            ]
            met.sort(key=lambda one: one.start)
        return met

    def _person(self, said: MetSentence, index: int, who: list[Named], lead: Known | None) -> Known | None:
        """Whom a mention means: the person named just before it, in a second way, or whoever else."""
        focus, one = self._focus, said.met[index]
        previous, known = who[-1] if who else (None, None)
        if previous is None or known is None:
            return meant(focus, said, index)
        if known.agrees(one) and apposed(said.text, previous, one):
            return also(focus, known, one)
        if not led_relative(said.text, said.start, previous, one):
            return meant(focus, said, index)
        focus.lead = focus.turn = lead
        kin = relative(focus, one, True)
        focus.turn = focus.register.unite(known, kin) if kin and kin is not known else known
        return focus.turn

    @staticmethod
    def _subject(text: str, start: int, who: list[Named]) -> bool:
        """Whether a sentence begins with the person named last (`In 2015, her mother ...`), or says so in two ways."""
        one, person = who[-1]
        ahead = text[start : one.start]
        if re.fullmatch(r"(?:[\w\s]{0,40},\s)?(?:(?!(?:in|of|from|with|by|to|for|on)\b)\w+\s){0,2}\W{0,2}", ahead):
            return True
        people = [two for _, two in who if two is not None]
        return len(people) > 1 and people[-2] is person

    def _follow(self, one: PersonMention, person: Known, opens: bool, subject: bool) -> None:
        """Whom the next sentences are about, after a mention."""
        focus = self._focus
        if person.of is not None and not subject:
            focus.other = person
            return
        focus.turn = person
        here = focus.zone in (Zone.CASES, Zone.ABSTRACT, Zone.TITLE) and one.noun not in ("she", "he")
        if person.of is None and here:
            focus.lead = person
        if opens and person.of is not None:
            focus.of_relative = True
