"""Which part of a paper a passage is: where people are described, or where the paper speaks of the world."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

from kg.texts.text import PassageKind, Text


class Zone(Enum):
    """What a statement there is about, unless it says otherwise."""

    TITLE = auto()
    ABSTRACT = auto()
    CASES = auto()
    GENERAL = auto()
    """Introduction and discussion: of nobody, unless it names a person of the paper."""
    ASIDE = auto()
    """Methods, thanks, declarations: nobody is described."""


_NAMES: Final = (
    (Zone.ASIDE, re.compile(
        r"\b(?:acknowledg|funding|author|contribut|ethic|conflict|competing|availab|abbreviat|reference"
        r"|statistic|declaration"
        r"|disclosure|supplement|orcid|licen[cs]e)", re.I)),
    (Zone.CASES, re.compile(
        r"\b(?:case|patient|proband|family|famil|pedigree|clinical|presentation|histor|examination|imaging"
        r"|genetic|follow"
        r"|treatment|course|outcome|result|finding|subject|individual|investigation|patholog|autopsy|neuro)", re.I)),
    (Zone.GENERAL, re.compile(
        r"\b(?:introduct|background|discuss|conclu|comment|literature|review|objective|aim|purpose|summary"
        r"|perspective)", re.I)),
    (Zone.ASIDE, re.compile(r"\b(?:method|material|protocol)", re.I)),
)  # fmt: skip
_LEAD: Final = re.compile(
    r"\s*(?P<name>background|introduction|objectives?|aims?|purpose|methods|materials? and methods|conclusions?"
    r"|discussion|results?"
    r"|findings|case(?:s|\s\w+)?|patients?|clinical\s\w+)\s?(?:[.:—–]|\s-)\s", re.I
)  # fmt: skip


def zone_of(name: str) -> Zone | None:
    """The zone that the name of a section tells; None where it tells none."""
    last = re.split(r"\s(?:>|/|›)\s|;\s", name.strip())
    for part in reversed(last):
        found = next((zone for zone, words in _NAMES if words.search(part)), None)
        if re.search(r"\b(?:discuss|conclu|introduct|literature|review)", part, re.I):
            return Zone.GENERAL
        if re.search(r"\bmethods?\b", part, re.I):
            return Zone.ASIDE
        if found:
            return found
    return None


def lead_of(sentence: str) -> Zone | None:
    """The zone that opens with the lead of a sentence, as in a structured abstract (`Conclusion: ...`)."""
    match = _LEAD.match(sentence)
    return zone_of(match["name"]) if match else None


def zones(text: Text) -> tuple[Zone, ...]:
    """The zone of each passage."""
    found: list[Zone] = []
    section, here = "", Zone.CASES
    for passage in text.passages:
        told = passage.place.section
        if told and told != section:
            section, here = told, zone_of(told) or Zone.CASES
        if passage.kind is PassageKind.HEADING:
            here = zone_of(passage.text) or here
        kinds = {PassageKind.TITLE: Zone.TITLE, PassageKind.ABSTRACT: Zone.ABSTRACT}
        abstract = passage.kind is PassageKind.PARAGRAPH and section.lower().startswith(("abstract", "summary"))
        found.append(Zone.ABSTRACT if abstract else kinds.get(passage.kind, here))
    return tuple(found)
