"""The labels of people around a variant: several in a row ahead of it have it; behind it, who has it not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from kg.reading.found import FoundPerson

ONE_LABEL: Final = (
    r"(?:P|Pt|[Pp]atient|[Cc]ase|[Pp]roband|[Ii]ndividual|[Ss]ubject|[Tt]win|[Cc]hild|[Ss]ibling|[Bb]rother|[Ss]ister)s?[\s.#-]{0,2}(?:\d{1,2}|[A-H])\b"
    r"|(?:[A-Z]\d?[-:])?[IVX]{1,4}\s?[-:.]\s?\d{1,2}\b"
)
_DENIED: Final = re.compile(r"\b(?:not|never|neither|nor|none|no|except|unlike|whereas|while|but|other\sthan)\b", re.I)
_LABELS: Final = re.compile(rf"(?<![\w-])(?:{ONE_LABEL})")
_PLURAL: Final = re.compile(
    r"\b(?P<word>patient|case|proband|individual|subject|twin|sibling|brother|sister)s\s"
    r"(?P<labels>(?:\d{1,2}|[A-H])(?:,\s(?:\d{1,2}|[A-H]))*,?\s(?:and|&)\s(?:\d{1,2}|[A-H])\b)",
    re.I,
)
_HAS_NOT: Final = re.compile(
    rf"(?<![\w-])(?P<ahead>{ONE_LABEL})(?:\s\([^()]{{0,20}}\))?\s(?:(?:does|did|do|has|have|was|were|is)\s(?:not|n[o’']t)\b|lack(?:s|ed)\b"
    rf"|(?:was\s|is\s|tested\s)?negative\b)|\b(?:not|absent|missing|excluded)\s(?:found\s|present\s|detected\s|identified\s)?(?:in|from)\s"
    rf"(?P<behind>{ONE_LABEL})(?!['’])",
    re.I,
)
_JOINS: Final = re.compile(
    r"(?:,\s|\s?&\s|,?\s(?:and|as\swell\sas|also)\s)(?:(?:from|of|in|the|her|his)\s|[\w-]+\s(?:[\w-]+\s)?of\s(?:the\s)?)*",
    re.I,
)


def labels_together(ahead: str) -> tuple[str, ...]:
    """The labels of several whom the words ahead of a variant name in a row, where they say nothing else of one.

    >>> labels_together("From cerebellum of patient 2 and paraffin blocks of patient 1, the same change was found, ")
    ('patient 2', 'patient 1')
    """
    if (plural := _PLURAL.search(ahead)) and not _DENIED.search(ahead) and len(_PLURAL.findall(ahead)) == 1:
        return tuple(f"{plural['word']} {one}" for one in re.findall(r"\b(?:\d{1,2}|[A-H])\b", plural["labels"]))
    found = [*_LABELS.finditer(ahead)]
    joined = all(_JOINS.fullmatch(ahead, one.end(), two.start()) for one, two in pairwise(found))
    return tuple(one[0] for one in found) if len(found) > 1 and joined and not _DENIED.search(ahead) else ()


def labels_denied(behind: str) -> tuple[str, ...]:
    """The labels of whom the words behind a variant say that they have it not.

    >>> labels_denied(", patient C does not."), labels_denied(" but not in P2")
    (('patient C',), ('P2',))
    """
    return tuple(one["ahead"] or one["behind"] for one in _HAS_NOT.finditer(behind))


def called(label: str, persons: Iterable[FoundPerson]) -> str | None:
    """The one of these of whose names one ends so."""
    ends = re.compile(rf"(?:^|[\s-]|\b[A-Z]){re.escape(label)}$", re.I)
    every = [*persons]
    found = [one.label for one in every if label in _names(one)]  # `I-2`, beside which there is `II-2`
    found = found or [one.label for one in every if any(ends.search(name) for name in _names(one))]
    return found[0] if len(found) == 1 else None


def _names(one: FoundPerson) -> list[str]:
    return [one.label, *(str(fact.value) for fact in one.stated if fact.key == "also_labelled")]
