"""One sentence of a text: who is named in it, from which character it is about whom, and who is told of after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.reading.people.by_sex import sex_told
from kg.reading.people.focus import Focus
from kg.reading.people.followed import follow, is_subject, is_topic, person_met
from kg.reading.people.kin_met import KinNamed
from kg.reading.people.known import Known
from kg.reading.people.literature.cites import cited, passes_by, refers
from kg.reading.people.literature.strangers import with_strangers
from kg.reading.people.mentions import MentionKind, PersonMention
from kg.reading.people.mentions.born import born
from kg.reading.people.mentions.unborn import with_unborn
from kg.reading.people.met_sentence import MetSentence
from kg.reading.people.ordinals import counted_in
from kg.reading.people.other_kin import with_other_kin
from kg.reading.people.pair_told import pair_mentions
from kg.reading.people.short_labels import ShortLabels
from kg.reading.people.siblings.among import turns_among
from kg.reading.people.siblings.siblings import Siblings
from kg.reading.people.turn import Named, Turn, Turns
from kg.reading.people.turns.contrast import has_none_of, likened, opposed
from kg.reading.people.turns.former import of_former
from kg.reading.people.turns.measured import measured
from kg.reading.people.turns.pairs import of_pairs
from kg.reading.people.turns.rest import of_all_but, of_some
from kg.reading.people.turns.turns import turns_of
from kg.reading.people.zones import Zone


class SentenceTurns:
    """The sentences of a text, asked one by one in their order, as each moves the focus; `family`: see `Walk`."""

    def __init__(self, focus: Focus, labels: ShortLabels, family: Sequence[Known]) -> None:
        self._focus, self._labels = focus, labels
        self._siblings = Siblings(family) if family else None
        self._before = Turn()
        self.kin = KinNamed()
        self.apart: Turns = []
        """Whom the sentence names to say the contrary of them (`but not in her sister, 30`), and from where."""

    def passage(self) -> None:
        """A passage begins: nobody was told of before."""
        self._before = Turn(why="nobody is named before it")

    def turns(self, text: str, start: int, end: int, done: Turns) -> Turns:
        """From which character of a sentence on it is about whom; `done` is what its passage told before."""
        focus, self.apart = self._focus, []
        if self._siblings is not None:
            among = turns_among(self._siblings, focus, text, start, end, self._before, done)
            self._before = replace(among[-1][1], others=(), none=False)
            return among
        opened = not done
        plain = with_unborn(_told_by_birth(self._labels.mentions(text, start, end), text, start, end), text, start, end)
        plain = plain if focus.lead is None else with_other_kin(plain, text, start, end)
        plain = sorted((*plain, *focus.trades.mentions(text, start, end)), key=lambda one: one.start)
        plain = [one for at, one in enumerate(plain) if not (at and measured(text, one.start))]
        met = with_strangers(plain[1:] if likened(text, start, plain) else plain, text, start, end)
        said = MetSentence(
            text=text, start=start, end=end, met=met, cited=cited(text, start, end), refers=refers(text, start, end),
        )  # fmt: skip
        before, lead, focus.doubt = focus.turn, focus.lead, ""
        focus.counted = counted_in(text, start, end) or focus.counted
        focus.by_sex = sex_told(text, start, end) or focus.by_sex
        who: list[Named] = []
        for index, one in enumerate(said.met):
            person = person_met(focus, said, index, who, lead)
            who.append((one, person))
            if opened and index == 0 and one.kind is MentionKind.LABELLED:
                focus.fresh_section = True
            spared = (
                index and one.kind is MentionKind.LABELLED and has_none_of(text, (start, end), (one.start, one.end))
            )
            if person is not None and not opposed(text, start, one.start) and not spared:
                opens = opened and all(two is person for _, two in who)
                follow(focus, one, person, opens, is_subject(text, start, who))
        if focus.zone in (Zone.CASES, Zone.ABSTRACT):
            focus.trades.keep(text, start, end, who)
        named = (focus.register.real(person) for _, person in who if person is not None and not person.elsewhere)
        focus.heard = list(dict.fromkeys((*focus.heard, *(one for one in named if focus.is_case(one)))))
        self.apart = [
            (one.start, Turn((person,)))
            for one, person in who
            if person is not None and not person.elsewhere and opposed(text, start, one.start)
        ]
        self.kin.keep(focus.number, text, (start, end), who)
        turns = of_pairs(focus, text, start, end, turns_of(focus, text, start, end, who, before))
        turns = of_all_but(focus, text, start, who, of_some(focus, text, start, end, turns))
        turns = of_former(focus, text, start, end, who, turns)
        told = [one for _, turn in turns for one in turn.persons]
        focus.just_told = tuple(told if opened else dict.fromkeys((*focus.just_told, *told)))
        if (
            len({id(person) for _, person in who if person is not None and person.of is not None}) > 1
            and not focus.of_relative
        ):
            focus.turn = focus.lead
        if any(person is not None and person.elsewhere for _, person in who):
            focus.in_passing = passes_by(text, start, end)
        if focus.turn is not None and focus.turn.elsewhere and not is_topic(text, start, who, focus.turn):
            focus.turn = before
        last = turns[-1][1]
        many = len(last.persons) > 1 or last.all_of
        focus.last_together = last if many else None if last.persons else focus.last_together
        focus.together = last.persons if len(last.persons) > 1 and not last.others else focus.together
        labelled_all = all(one.kind in (MentionKind.LABELLED, MentionKind.GROUP) for one, _ in who)
        if any(person is not None for _, person in who):
            focus.joint = turns[0][1].persons if opened and labelled_all else ()
        if len(turns) == 1 and len(turns[0][1].persons) > 1:
            focus.turn, focus.lead = before, lead or focus.lead
        return turns


def _told_by_birth(met: list[PersonMention], text: str, start: int, end: int) -> list[PersonMention]:
    """The mentions of a sentence with those told by birth, which take in what stands inside them."""
    found = [*born(text, start, end)]
    taken = {at for one in (*met, *found) if one.kind is not MentionKind.ROLE for at in range(one.start, one.end)}
    found += [one for one in pair_mentions(text, start, end) if one.start not in taken]
    kept = [one for one in met if not any(one.start < two.end and two.start < one.end for two in found)]
    return sorted((*kept, *found), key=lambda one: one.start)
