"""What a curator is shown of a candidate, in lines of plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.review.candidates import Candidate, Progress
from kg.review.keys import KEYS
from kg.review.passages import LaidText

_KINDS = {
    "paper": "the paper",
    "cases": "a person",
    "quoted": "what is said of a person",
    "variants": "a variant",
    "phenotypes": "a sign",
    "imaging": "a finding on a scan",
    "studies": "a scan",
    "statistics": "a figure of a group",
    "aside": "said of nobody: give it to a person, or refuse it",
}
_OFTEN = "arcdmuAq"
_BEFORE = 400
"""Characters of a passage that are shown before and behind a quote."""


def kind(one: Candidate) -> str:
    """In words, what sort of thing is proposed."""
    return _KINDS[one.list]


def told(one: Candidate, every: Sequence[Candidate], progress: Progress, laid: LaidText | None) -> Iterator[str]:
    """A candidate with what it rests on; the quote stands between >> and << in its passage."""
    asked = [other.name for other in every if other.asked]
    number = asked.index(one.name) + 1 if one.name in asked else 0
    state = "" if one.verdict == "open" else f" [{one.verdict}]"
    yield f"{number} of {len(asked)} · {progress}{state}"
    yield f"{one.person or ''}{': ' if one.person else ''}{kind(one)}"
    yield f"  {one}"
    yield from (f"  doubtful: {why}" for why in one.why)
    if one.quote:
        yield f"  in {one.place or 'the text'}:"
        yield f"    {_passage(one, laid)}"


def short_help() -> str:
    """What most decisions take, on one line, for whoever has just begun."""
    return ", ".join(f"{key.key} {key.deed}" for key in KEYS if key.key in _OFTEN) + "; ? tells them all"


def help_lines() -> Iterator[str]:
    """The keys and what they do."""
    for key in KEYS:
        yield f"  {key.key}  {key.words}{f' (asks: {key.asks})' if key.asks else ''}"


def _passage(one: Candidate, laid: LaidText | None) -> str:
    found = laid.where(one) if laid else None
    if laid is None or found is None:
        missing = "" if laid is None else " (not found in the text)"
        return f">>{one.quote}<<{missing}"
    stretches = laid.marked([one])[found.piece]
    return _short("".join(f">>{part.words}<<" if part.names else part.words for part in stretches))


def _short(words: str) -> str:
    first = words.find(">>")
    last = words.rfind("<<") + 2
    start, end = max(0, first - _BEFORE), min(len(words), last + _BEFORE)
    return f"{'... ' if start else ''}{words[start:end]}{' ...' if end < len(words) else ''}"
