"""Some of those told of: `the first two`, `the first and third patients`, `the remaining two`, `all but Case 2`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.reading.number_words import NUMBERS, ORDINALS, from_to, number_of, one_of
from kg.reading.people.focus import Focus
from kg.reading.people.known import Known
from kg.reading.people.mentions.words import sex_in
from kg.reading.people.turn import Named, Turn, Turns
from kg.reading.people.turns.several import of_that_sex

_NOUN: Final = (
    r"(?:girls|boys|patients?|cases?|probands?|individuals?|siblings?|sibs?"
    r"|brothers?|sisters?|women|men|ones?|subjects?)"
)
_FEW: Final = rf"(?:{one_of(from_to(2, 9))}|[2-9])"
_VERB: Final = (
    r"(?=(?:\sof\sthem|\salso|\sboth|\sall)?\s(?:had|have|has|were|was|developed|did|died|showed|presented|became|suffered|remained|shared|lost"
    r"|lacked|never|complained|are|is)\b)"
)
_BEHIND: Final = r"(?=[,.;:)]|$|\s(?:and|but|while|whereas|only|alone)\b)"
_SOME: Final = re.compile(
    rf"\b(?:(?P<in>in|of|by|for|from|with)\s)?the\s(?:(?P<end>first|last)\s(?P<few>{_FEW})(?:\s{_NOUN}\b|{_VERB}|(?(in){_BEHIND}|(?!)))"
    rf"|(?P<some>(?:{'|'.join(ORDINALS)})(?:(?:,|,?\s(?:and|&))\s(?:the\s)?(?:{'|'.join(ORDINALS)}))+)(?:\s{_NOUN}\b|{_VERB}|(?(in){_BEHIND}|(?!)))"
    rf"|(?P<rest>(?:remaining|other)\s(?:(?P<left>{_FEW})\b(?:\s{_NOUN}\b)?|(?P<noun>{_NOUN})\b)|others\b|rest\b)(?!\sof\s(?:the|her|his)\s(?!\w+\s?(?:patients|cases)))"
    rf"(?:{_VERB}|(?(in){_BEHIND}|(?!))))", re.I
)  # fmt: skip
_ALL_BUT: Final = re.compile(
    rf"\b(?:all|every(?:one|body)?|each|the\s(?:whole\s)?(?:family|series))(?:\s(?:of\s)?(?:the\s|our\s)?(?:{_FEW}\s)?{_NOUN}|\s(?:of\sthem|{_FEW}))?,?"
    rf"\s(?:but|except(?:ing)?(?:\sfor)?|save|apart\sfrom|with\sthe\sexception\sof|bar)\s(?:in\s)?(?:the\s)?$", re.I
)  # fmt: skip
_NONE_BUT: Final = re.compile(
    rf"\b(?:none|neither|nobody|no\sone)(?:\sof\s(?:them|these|those|(?:the|our)\s(?:{_FEW}\s)?{_NOUN}))?,?\s(?:but|except(?:ing)?(?:\sfor)?|save|apart\sfrom|other\sthan|bar)\s(?:in\s)?(?:the\s)?$",
    re.I,
)
_JOINED: Final = re.compile(r"^(?:\w[\w.’']*\s){1,4}and\s(?:in\s)?$")
"""Between somebody and several others with whom they are told of in one breath."""
_LABELS: Final = re.compile(r"\b(?:patients?|cases?)\s\d", re.I)
_CUT: Final = re.compile(r";\s|,?\s(?:and|but|while|whereas|though)\s|,\s")


def of_some(focus: Focus, text: str, start: int, end: int, turns: Turns) -> Turns:
    """The turns of a sentence, with those that words for some of the patients open."""
    if focus.zone.of_world:
        return turns
    found = [(match, people) for match in _SOME.finditer(text, start, end) if (people := _meant(focus, match, turns))]
    if not found:
        return turns
    made: Turns = []
    low = start
    for match, people in found:
        named = [at for at, turn in turns if low < at < match.start() and turn.persons]
        if named and _JOINED.search(text[named[-1] : match.start()]):  # the younger man and the first two women
            ahead = next(turn for at, turn in reversed(turns) if at == named[-1])
            whole = named[-1] if made else low
            made.append((whole, Turn(tuple(dict.fromkeys((*ahead.persons, *people))), f"said of {match[0]}")))
            low = match.end()
            continue
        opens = not (made or named or _LABELS.search(text, low, match.start()))
        begin = _begin(text, named[-1] if named else low, match, opens=opens)
        made.append((begin, Turn(people, f"said of {match[0]}")))
        low = match.end()
    first = made[0][0]
    kept = [one for one in turns if one[0] < first or (one[0] > found[0][0].end() and one[1].persons)]
    return sorted((*kept, *made), key=lambda one: one[0])


def of_all_but(focus: Focus, text: str, start: int, who: Sequence[Named], turns: Turns) -> Turns:
    """The turns of a sentence, with what `all but Patient 2` have: these have it, and Patient 2 has it not."""
    named = [(one, person) for one, person in who if person is not None and not person.elsewhere]
    for one, person in named:
        if (led := _NONE_BUT.search(text[: one.start])) and led.start() >= start and not focus.zone.of_world:
            every = of_that_sex(focus) if focus.by_sex else focus.cases()
            others = tuple(two for two in every if two is not person)
            return [
                (start, Turn(others, f"said of {led[0].strip()} one", others=(person,))),
                (one.end, Turn((person,))),
            ]
        if (led := _ALL_BUT.search(text[: one.start])) is None or led.start() < start or focus.zone.of_world:
            continue
        rest = tuple(two for two in focus.cases() if two is not person)
        alone = all(two is person for _, two in named)
        if rest and len(rest) < len(focus.cases()) and alone:
            return [(start, Turn(rest, f"said of {led[0].strip()} one", others=(person,)))]
    return turns


def _begin(text: str, low: int, match: re.Match[str], *, opens: bool) -> int:
    """Where what is told of them begins: behind `in`, with the clause that ends there."""
    if opens:
        return low
    cuts = [*_CUT.finditer(text, low, match.start())] if match["in"] else []
    return cuts[-1].end() if cuts else match.start()


def _meant(focus: Focus, match: re.Match[str], turns: Turns) -> tuple[Known, ...]:
    everybody = focus.cases()
    sex = sex_in(match[0], match[0].lower().split()[-1])
    everybody = [one for one in everybody if one.sex == sex] if sex else everybody
    if match["end"]:
        few = _number(match["few"])
        return _part(everybody, few, last=match["end"].lower() == "last") if few < len(everybody) else ()
    if match["some"]:
        places = [ORDINALS.index(word) for word in re.findall(r"\w+", match["some"].lower()) if word in ORDINALS]
        return tuple(everybody[at] for at in places) if max(places) < len(everybody) else ()
    if focus.counted > len(everybody):
        return ()  # of whom nothing is told yet
    few = (
        _number(match["left"])
        if match["left"]
        else 1
        if match["noun"] and not match["noun"].endswith(("s", "men"))
        else 0
    )
    told = [person for at, turn in turns if at < match.start() for person in turn.persons]
    return _left(focus, everybody, told, few)


def _part(everybody: Sequence[Known], few: int, *, last: bool) -> tuple[Known, ...]:
    return tuple(everybody[-few:] if last else everybody[:few])


def _left(focus: Focus, everybody: Sequence[Known], told: Sequence[Known], few: int) -> tuple[Known, ...]:
    """Those whom neither this sentence nor the one before names; nobody where they are not as many as the words say."""
    living = [one for one in everybody if not any(fact.key == "age_at_death" for _, fact in one.stated)]
    more = (*told, *focus.together), (*told, *focus.just_told)
    for named, among in ((told, everybody), (told, living), *((names, everybody) for names in more)):
        left = tuple(one for one in among if one not in named)
        if named and left and len(left) == (few or len(left)) and len(left) < len(everybody):
            return left
    return ()


def _number(word: str) -> int:
    return int(word) if word.isdigit() else number_of(word) or NUMBERS.get(word.lower(), 0)
