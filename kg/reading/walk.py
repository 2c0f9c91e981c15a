"""Through a text, sentence by sentence: who is spoken of at each place, and what is told of them.

The rules are those of readers: a heading or a lead names a person; the person told of last in a section goes on; a
relative is spoken of from their mention to the end of the sentence, and by the pronouns behind it that fit; what an
introduction or a discussion says is of nobody unless it names somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.reading.ages import Told, ages, durations
from kg.reading.facts_of import heard
from kg.reading.found import Spot
from kg.reading.mentions import MentionKind, PersonMention, mentions
from kg.reading.people_tables import TablePlaces
from kg.reading.register import Known, Register
from kg.reading.sentences import sentences
from kg.reading.told_of import told
from kg.reading.zones import Zone, lead_of, zones
from kg.texts.text import PassageKind, Text

_CITED: Final = re.compile(
    r"\bet\sal\b|\b(?:previously|recently|first|already)\s(?:been\s)?(?:reported|described|published)\b|\bin\sthe\sliterature\b"
    r"|\b(?:reported|described)\s(?:by|in)\b|\bhas\sbeen\s(?:reported|described)\b|\bwere\sreported\sin\b|\banother\s(?:report|study|group)\b", re.I
)  # fmt: skip
_HERE: Final = re.compile(
    r"\b(?:here(?:in)?\b|we\s(?:here\s)?(?:report|describe|present|encountered|saw|identified)|this\s(?:report|paper|study|case))",
    re.I,
)
_JOINED: Final = re.compile(
    r"[\s,;()\[\]:–—-]*(?:(?:is|was|were|being|who\s(?:is|was)|i\.e\.,?|namely|involved|concerns)\s)?(?:now\s|then\s|currently\s)?[\s,(\[]*"
)
_TOLD: Final = re.compile(
    r"\b(?:died|death|dead|deceased|dementia|diagnos\w+|symptom\w*|affected|unaffected|carr(?:y|ies|ied)|carriers?|variant|mutation"
    r"|develop\w+|suffer\w+|had|has|healthy|asymptomatic|tested|similar|disease|onset|normal|age|aged|years|showed|shown|heterozyg\w+"
    r"|history|alive|well|genotype|depress\w+|parkinson\w*|seizures?|stroke)\b", re.I
)  # fmt: skip
_ACTS: Final = re.compile(
    r"\b(?:by|with|to|from|according\sto|and)\s$|\b(?:by|with|to|according\sto)\s(?:her|his|the|their)\s$", re.I
)
_INFORMS: Final = re.compile(
    r"\b(?:brought|accompanied|reported\sby|noticed\sby|noted\sby|observed\sby|according|lives?|lived|living|referred|told|described\sby)\b",
    re.I,
)
_LEAD: Final = re.compile(r"[\[(]?\w[\w\s:#.-]{0,24}\d\)?\s?[.:]|(?:Case|Patient|Proband)\s[A-H]\s?[.:]", re.I)
_ORDER: Final = ("first", "second", "third", "fourth", "fifth", "sixth")
_NEXT: Final = re.compile(r"[\s,]*(?:who|with|presented|presenting|was|had|developed|came|carrying|diagnosed|\(|,)")
_UNSURE: Final = "the section names several persons; the last one told of was taken"
_PRONOUN: Final = "a pronoun that fits two persons; the last one told of was taken"


@dataclass(frozen=True, slots=True)
class Turn:
    """Whom the text is about from a place on; nobody where `persons` is empty."""

    persons: tuple[Known, ...] = ()
    why: str = ""


class Walk:
    """One reading of a text; `turns` is asked once."""

    def __init__(self, text: Text, register: Register, tables: TablePlaces) -> None:
        self._text, self._all = text, register
        labels = {one.labels[0] for one in (*tables.rows.values(), *tables.columns.values()) if one.labels}
        short = sorted(
            (re.escape(label) for label in labels if re.fullmatch(r"[A-Z]{1,4}-?\d{1,3}[a-z]?", label)), key=len
        )
        self._short = re.compile(rf"(?<![\w-])(?:{'|'.join(reversed(short[:500]))})(?![\w-])") if short else None
        self._lead: Known | None = None
        self._turn: Known | None = None
        self._section = ""
        self._number = 0
        self._zone = Zone.CASES
        self._fresh_section = False
        self._of_relative = False

    def turns(self) -> dict[int, list[tuple[int, Turn]]]:
        """For each passage, from which character on the text is about whom."""
        found: dict[int, list[tuple[int, Turn]]] = {}
        self._proband_before = ""
        for number, (passage, zone) in enumerate(zip(self._text.passages, zones(self._text), strict=True)):
            self._number, self._zone = number, zone
            heading = passage.kind is PassageKind.HEADING
            if passage.place.section != self._section or heading:
                self._new_section(passage.text if heading else passage.place.section)
                self._section = passage.place.section
            if heading:
                continue
            found[number] = self._passage(passage.text)
        return found

    def _new_section(self, name: str) -> None:
        """The person whom a heading names leads its section; in a part that names none, the last one goes on."""
        self._turn = None
        if self._zone is not Zone.CASES:
            return
        named = [one for one in mentions(name, 0, len(name)) if one.kind is MentionKind.LABELLED]
        if len(named) == 1:
            self._lead = self._labelled(named[0])
            self._fresh_section = True

    # One passage

    def _passage(self, text: str) -> list[tuple[int, Turn]]:
        found: list[tuple[int, Turn]] = []
        self._turn = None if self._zone in (Zone.GENERAL, Zone.ASIDE) else self._lead
        opened, self._of_relative = True, False
        zone = self._zone
        for start, end in self._led(text):
            if zone is Zone.ABSTRACT and (told_zone := lead_of(text[start:end])):
                self._zone = told_zone if told_zone is not Zone.CASES else Zone.ABSTRACT
            events = self._sentence(text, start, end, opened)
            found += events
            opened = False
            self._facts(text, start, end, events)
        self._zone = zone
        return found

    @staticmethod
    def _led(text: str) -> Iterator[tuple[int, int]]:
        """The sentences, a lead (`Patient 1.`) together with the one behind it."""
        begun: int | None = None
        for start, end in sentences(text):
            begun = start if begun is None else begun
            if begun == start and start < 3 and _LEAD.fullmatch(text, start, end):
                continue
            yield begun, end
            begun = None
        if begun is not None:
            yield begun, len(text)

    def _sentence(self, text: str, start: int, end: int, opened: bool) -> list[tuple[int, Turn]]:
        met = self._met(text, start, end)
        cited = bool(_CITED.search(text, start, end)) and not _HERE.search(text, start, end)
        before, lead = self._turn, self._lead
        who: list[tuple[PersonMention, Known | None]] = []
        for index, one in enumerate(met):
            previous = who[-1] if who else None
            same = previous and previous[1] and self._apposed(text, previous[0], one)
            if same and previous and previous[1]:
                person: Known | None = self._also(previous[1], one)
            elif previous and previous[1] and self._led_relative(text, start, previous[0], one):
                self._lead = self._turn = lead
                kin = self._relative(one, True)
                person = self._all.unite(previous[1], kin) if kin and kin is not previous[1] else previous[1]
            else:
                person = self._resolve(text, start, end, one, cited, met, index)
            who.append((one, person))
            if person is not None:
                self._follow(one, person, opened and index == 0)
        return self._events(text, start, end, who, before)

    def _met(self, text: str, start: int, end: int) -> list[PersonMention]:
        met = list(mentions(text, start, end))
        if self._short:
            taken = [(one.start, one.end) for one in met if one.kind is MentionKind.LABELLED]
            for match in self._short.finditer(text, start, end):
                if not any(low <= match.start() < high for low, high in taken):
                    met.append(
                        PersonMention(kind=MentionKind.LABELLED, start=match.start(), end=match.end(), label=match[0])
                    )
            met.sort(key=lambda one: one.start)
        return met

    def _apposed(self, text: str, before: PersonMention, one: PersonMention) -> bool:
        """Whether a mention says who the one before it is: `Patient 2, a 29-year-old woman`, `Her mother (II-1)`."""
        if one.kind not in (MentionKind.LABELLED, MentionKind.DESCRIBED, MentionKind.ROLE):
            return False
        if before.kind is MentionKind.GROUP or (before.kind is MentionKind.PRONOUN and before.noun in ("her", "his")):
            return False
        between = text[before.end : one.start]
        if one.kind is MentionKind.LABELLED:
            return bool(re.fullmatch(r"\s?[(\[,]\s?|\s(?:is|was)\s|\s?=\s?|:\s?|\s", between)) and (
                before.kind is not MentionKind.LABELLED or bool(re.fullmatch(r"\s?[(\[]\s?|\s?=\s?", between))
            )
        if before.kind is MentionKind.LABELLED and re.fullmatch(r"\s?\.\s*", between):
            return True
        return bool(_JOINED.fullmatch(between))

    @staticmethod
    def _led_relative(text: str, start: int, before: PersonMention, one: PersonMention) -> bool:
        """Whether a lead is explained by a relative: `Patient 2. Her mother`, `Case 2, the brother of case 1`."""
        if one.kind is not MentionKind.RELATIVE or before.kind is not MentionKind.LABELLED:
            return False
        between = text[before.end : one.start]
        lead = before.start - start <= 2 and re.fullmatch(r"\s?[.:,(–—-]*\s*", between)
        return bool(lead or re.fullmatch(r"\s?(?:,|\(|\swas|\sis)\s?", between))

    def _also(self, person: Known, one: PersonMention) -> Known:
        """A person told of in a second way."""
        if one.kind is MentionKind.LABELLED:
            return self._all.call(person, one.label)
        if one.kind is MentionKind.ROLE:
            person.role = person.role or "proband" in one.noun
            return person
        if one.age is not None and not person.ages:
            alike = [two for two in self._all.alike(one, exact=True) if two is not person and two.seen_in_short]
            self._describe(person, one)
            if (
                len(alike) == 1
                and not alike[0].labels
                and not (alike[0].sex and person.sex and alike[0].sex != person.sex)
            ):
                return self._all.unite(person, alike[0])
            return person
        return self._describe(person, one)

    def _describe(self, person: Known, one: PersonMention) -> Known:
        if one.sex:
            self._sex(person, one)
        if one.noun and not person.noun:
            person.noun = one.noun
        if one.age is not None:
            if one.age not in person.ages:
                person.ages.append(one.age)
            heard(person, Told(key="age_at_examination", value=one.age, start=one.start, end=one.end), self._number)
        return person

    def _sex(self, person: Known, one: PersonMention) -> None:
        if one.sex and person.sex is None:
            person.sex = one.sex
            heard(person, Told(key="sex", value=one.sex, start=one.start, end=one.end), self._number)
        elif person.sex and not any(fact.key == "sex" for _, fact in person.stated):
            heard(person, Told(key="sex", value=person.sex, start=one.start, end=one.end), self._number)

    def _follow(self, one: PersonMention, person: Known, opens: bool) -> None:
        """Whom the next sentences are about, after this mention."""
        self._turn = person
        leads = person.of is None or one.kind is MentionKind.LABELLED
        if leads and self._zone in (Zone.CASES, Zone.ABSTRACT, Zone.TITLE) and one.kind is not MentionKind.PRONOUN:
            if person.of is None:
                self._lead = person
        if opens and person.of is not None:
            self._of_relative = True

    # Who a mention is

    def _resolve(
        self, text: str, start: int, end: int, one: PersonMention, cited: bool, met: list[PersonMention], index: int
    ) -> Known | None:
        if one.kind is MentionKind.LABELLED:
            known = self._all.labelled(one.label)
            new = not cited and self._zone in (Zone.CASES, Zone.ABSTRACT)
            return known or (self._labelled(one) if new else None)
        if one.kind is MentionKind.PRONOUN:
            return self._pronoun(one)
        if one.kind is MentionKind.ROLE:
            return self._role(one)
        if one.kind is MentionKind.RELATIVE:
            after = met[index + 1] if index + 1 < len(met) else None
            stop = next((two.start for two in met[index + 1 :] if two.kind is MentionKind.RELATIVE), end)
            labelled = after is not None and after.kind is MentionKind.LABELLED and self._apposed(text, one, after)
            joint = re.match(r"\s?(?:,|and)\s", text[one.end : one.end + 6]) is not None
            told_of = labelled or bool(_TOLD.search(text, one.start, end if joint else stop))
            agent = bool(_ACTS.search(text[max(start, one.start - 14) : one.start])) and bool(
                _INFORMS.search(text, max(start, one.start - 40), one.start)
            )
            return self._relative(one, told_of and not agent and not cited)
        if one.kind is MentionKind.DESCRIBED:
            return self._described(text, start, end, one, cited)
        return None

    def _labelled(self, one: PersonMention) -> Known:
        known = self._all.labelled(one.label)
        return known or self._all.add(Known(spot=Spot(self._number, one.start, one.end), labels=[one.label]))

    def _pronoun(self, one: PersonMention) -> Known | None:
        turn = self._turn
        if turn is None:
            return None
        lead = self._lead
        if turn.sex and one.sex and turn.sex != one.sex:
            if lead is not None and lead is not turn and lead.sex in (None, one.sex):
                return lead if one.noun in ("she", "he") else None
            return None
        if turn.sex is None and one.noun in ("she", "he"):
            self._sex(turn, one)
        return turn if one.noun in ("she", "he") else None

    def _main(self) -> Known | None:
        """The one patient of the text: the only one, or the only proband."""
        patients = [one for one in self._all.patients() if one.sure or one.labels]
        if len(patients) == 1:
            return patients[0]
        probands = [one for one in self._all.patients() if one.role]
        if len(probands) == 1:
            return probands[0]
        anyone = self._all.patients()
        return anyone[0] if len(anyone) == 1 else None

    def _role(self, one: PersonMention) -> Known | None:
        words = one.label.lower().split()
        order = next((word for word in words if word in _ORDER), None)
        if order:
            number = str(_ORDER.index(order) + 1)
            known = self._all.labelled(f"Patient {number}") or self._all.labelled(f"Case {number}")
            return known or self._lead
        if self._zone in (Zone.GENERAL, Zone.TITLE, Zone.ASIDE):
            return self._main()
        if "proband" in one.noun or "proposit" in one.noun or "index" in words:
            probands = [two for two in self._all.patients() if two.role]
            if probands:
                return probands[0]
            person = self._lead or self._main()
            if person is None:
                person = self._all.add(Known(spot=Spot(self._number, one.start, one.end), sure=False))
            person.role = True
            return person
        lead = self._lead or self._main()
        if lead is None and not self._all.persons():
            lead = self._all.add(Known(spot=Spot(self._number, one.start, one.end), sure=False))
        return lead

    def _owner(self, one: PersonMention) -> Known | None:
        of = one.of.lower()
        if of in ("her", "his", "whose", "their"):
            sex = {"her": "female", "his": "male"}.get(of)
            turn, lead = self._turn, self._lead
            if lead is not None and (sex is None or lead.sex in (None, sex)):
                return lead
            return turn if turn is not None and (sex is None or turn.sex in (None, sex)) else lead
        if "proband" in of or "index" in of or "proposit" in of:
            return next((two for two in self._all.patients() if two.role), None) or self._lead or self._main()
        if re.search(r"\d", of):
            return self._all.labelled(one.of)
        if "patient" in of:
            return self._lead or self._main()
        probands = [two for two in self._all.patients() if two.role]
        return probands[0] if len(probands) == 1 else self._lead

    def _relative(self, one: PersonMention, told_of: bool) -> Known | None:
        owner = self._owner(one)
        known = self._all.relative(owner, one)
        if known is not None:
            return self._describe(known, one) if one.age is not None else known
        if not told_of or owner is None or self._zone in (Zone.TITLE, Zone.GENERAL, Zone.ASIDE):
            return None
        if one.of in ("the", "") and owner.of is not None:
            return None
        person = self._all.add(
            Known(spot=Spot(self._number, one.start, one.end), kin=one.kin, sort=one.sort, of=owner, noun=one.kin)
        )
        if one.sex:
            self._sex(person, one)
        return self._describe(person, one)

    def _described(self, text: str, start: int, end: int, one: PersonMention, cited: bool) -> Known | None:
        if self._zone is Zone.ASIDE or cited or (one.age is None and one.sex is None and not one.noun):
            return None
        if not one.noun and not _NEXT.match(text, one.end):
            return None
        if not one.noun and not re.match(r"(?i)an?\s|this\s|the\s", text[one.start : one.start + 5]):
            return None
        exact = self._all.alike(one, exact=True) if one.age is not None else []
        if self._zone is Zone.GENERAL and not _HERE.search(text, start, end):
            return exact[0] if len(exact) == 1 and not one.fresh else (self._main() if one.ours else None)
        if not one.fresh:
            if exact:
                return exact[0]
            fits = self._lead if self._lead is not None and self._lead.agrees(one) else None
            if fits is not None or one.age is None:
                return self._describe(fits, one) if fits else None
        return self._introduced(one, exact)

    def _introduced(self, one: PersonMention, exact: list[Known]) -> Known:
        """`a 35-year-old woman`: the person whom the heading names, one whom the abstract described, or a new one."""
        short = self._zone in (Zone.ABSTRACT, Zone.TITLE, Zone.GENERAL)
        lead = self._lead
        waiting = lead is not None and lead.labels and not lead.ages and lead.agrees(one) and self._fresh_section
        if lead is not None and waiting and not short:
            self._fresh_section = False
            return self._also(lead, one)
        found = [two for two in exact if short or two.seen_in_short or not two.labels]
        if len(found) == 1:
            person = found[0]
            person.seen_in_short = person.seen_in_short and short
            return self._describe(person, one)
        weak = [two for two in self._all.patients() if not two.sure and two.agrees(one)][:2]
        if weak and not found:
            person = self._describe(weak[0], one)
            person.sure = person.sure or one.age is not None
            person.seen_in_short = person.seen_in_short and short
            return person
        person = self._all.add(
            Known(spot=Spot(self._number, one.start, one.end), sure=one.age is not None, seen_in_short=short)
        )
        if len(found) > 1:
            person.why.append(f"may be one of {len(found)} persons of this age and sex in the text")
        elif lead is not None and lead.seen_in_short and not short and lead.ages and lead.sex == one.sex:
            person.why.append(
                f"the abstract tells of a {lead.ages[0]:g}-year-old; whether they are one person is not said"
            )
        return self._describe(person, one)

    # Whom each place is about

    def _events(
        self, text: str, start: int, end: int, who: list[tuple[PersonMention, Known | None]], before: Known | None
    ) -> list[tuple[int, Turn]]:
        singles = [(one, person) for one, person in who if person is not None and one.noun not in ("her", "his")]
        groups = [one for one, _ in who if one.kind is MentionKind.GROUP]
        if not singles:
            if groups:
                return [(start, Turn(why=f"said of several people: {groups[0].noun.strip()}"))]
            strangers = [one for one, person in who if one.kind is MentionKind.DESCRIBED and person is None and one.age]
            if strangers:
                return [(start, Turn(why="said of a person of another paper"))]
            return [(start, self._carried(before))]
        listed = self._listed(text, singles)
        if listed:
            return [(start, Turn(tuple(listed)))]
        events: list[tuple[int, Turn]] = []
        distinct = list(dict.fromkeys(id(self._all.real(person)) for _, person in singles))
        first, first_person = singles[0]
        begins = first.start - start <= 3
        if len(distinct) == 1 or begins or before is None:
            opening = Turn((first_person,))
        else:
            opening = self._carried(before)
        events.append((start, opening))
        for one, person in singles:
            events.append((one.start, Turn((person,))))
        for one in groups:
            if re.match(
                r"(?i)(?:her|his|their)\b.*(?:parents|siblings|brothers|sisters|children|sons|daughters)", one.noun
            ):
                events.append((one.start, Turn(why=f"said of several people: {one.noun}")))
        return sorted(events, key=lambda event: event[0])

    def _listed(self, text: str, singles: list[tuple[PersonMention, Known]]) -> list[Known]:
        """The persons of a list (`Patients 1 and 3`, `in II-3, II-1 and III:1`) of whom a sentence speaks together."""
        if len(singles) < 2 or any(one.kind not in (MentionKind.LABELLED, MentionKind.RELATIVE) for one, _ in singles):
            return []
        for (one, _), (two, _) in zip(singles, singles[1:], strict=False):
            between = text[one.end : two.start]
            if one.end < two.start and not re.fullmatch(
                r"\)?\s?(?:,|and|&|or|,\sand)?\s?(?:in\s)?(?:the\s)?(?:her\s|his\s)?\(?", between
            ):
                return []
        return list(dict.fromkeys(self._all.real(person) for _, person in singles))

    def _carried(self, before: Known | None) -> Turn:
        if self._zone in (Zone.GENERAL, Zone.ASIDE, Zone.TITLE):
            if before is not None and self._zone is Zone.GENERAL:
                return Turn(why="a general statement behind one of a person")
            return Turn()
        person = before or self._lead or self._main()
        if person is None:
            return Turn(why="nobody is named before it")
        if person.of is not None and self._lead is not None and not self._of_relative:
            return Turn((person,), "spoken of after a relative")
        return Turn((person,))

    def _facts(self, text: str, start: int, end: int, events: list[tuple[int, Turn]]) -> None:
        if self._zone in (Zone.TITLE, Zone.ASIDE):
            return
        for fact in (*ages(text, start, end), *told(text, start, end)):
            turn = next((turn for at, turn in reversed(events) if at <= fact.start), Turn())
            if not turn.persons:
                continue
            for person in turn.persons:
                if fact.key == "affected" and person.of is None and "carrier" not in text[start:end]:
                    continue
                heard(person, fact, self._number, turn.why)
        for length, at, stop in durations(text, start, end):
            turn = next((turn for place, turn in reversed(events) if place <= at), Turn())
            if len(turn.persons) == 1 and turn.persons[0].ages:
                age = turn.persons[0].ages[0]
                onset = round(age - length, 2)
                why = f"reckoned: {age:g} years when seen, less {length:g}"
                if onset >= 0:
                    fact = Told(key="age_at_onset", value=onset, start=at, end=stop, rank=2, why=(why,))
                    heard(turn.persons[0], fact, self._number)
