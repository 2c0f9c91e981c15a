"""Names of findings in the short form that the text itself gives them: `status epilepticus (SE)`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kg.reading.findings.names.called import CalledHere, CalledSo
from kg.reading.findings.names.index import TermIndex
from kg.reading.findings.names.stems import Stemmed, words
from kg.texts.text import Text

_SHORT: Final = re.compile(r"\(\s*(?P<short>[A-Z][A-Za-z]{1,6})\s*[);,]")
_BACK: Final = 120
"""Characters before a bracket in which the long form stands."""
_SKIPPED: Final = frozenset(("of", "and", "the", "with", "in", "to", "for", "or", "on"))


def shortened(text: Text, index: TermIndex) -> Mapping[str, CalledSo]:
    """The short forms that a text gives to names of findings, the first time it does so."""
    found: dict[str, CalledSo] = {}
    for passage in text.passages:
        for match in _SHORT.finditer(passage.text):
            name = _meant(passage.text[max(0, match.start() - _BACK) : match.start()], match["short"], index)
            if name is not None:
                found.setdefault(match["short"].removesuffix("s"), name)
    return found


def in_short(
    sentence: str, told: Sequence[Stemmed], known: Mapping[str, CalledSo], called: Sequence[CalledHere]
) -> Iterator[CalledHere]:
    """Where a short form stands in a sentence, but for the place where it is given."""
    taken = {place for one in called for place in one.words}
    for number, word in enumerate(told if known else ()):
        name = known.get(sentence[word.start : word.end].removesuffix("s"))
        if name is None or number in taken or (word.start and sentence[word.start - 1] == "("):
            continue
        yield CalledHere(name, (number,), False, 1)


def _meant(before: str, short: str, index: TermIndex) -> CalledSo | None:
    """The finding whose name stands before the bracket, in words that begin with the letters of the short form."""
    told = [one for one in words(before) if one.stems and one.word not in _SKIPPED]
    for letters in {short.lower(), short.lower().removesuffix("s")}:
        long = told[-len(letters) :]
        if len(letters) < 2 or "".join(one.word[0] for one in long) != letters:
            continue
        named = [one for one in index.find(words(before[long[0].start :])) if one.name.sort == "finding"]
        if len(named) == 1 and 2 * named[0].stems > len(letters):
            return named[0].name
    return None
