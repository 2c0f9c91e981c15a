"""The places of a brain in a sentence: every name that the vocabulary knows, in the forms that papers print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from kg.model.vocabulary import Vocabulary
from kg.reading.findings.scans.scan_words import ROOM, ScanWord
from kg.reading.rows import rows

_PLURAL: Final = (
    ("lobes", "lobe"),
    ("tracts", "tract"),
    ("thalami", "thalamus"),
    ("hippocampi", "hippocampus"),
    ("regions", "region"),
)
_SHORT: Final = (("white matter", "wm"), ("corpus callosum", "cc"), ("basal ganglia", "bg"))
"""Places, and the short forms of notes."""
_JOINT: Final = "(?: |-| the | both | bilateral )"
"""What stands between the words of a place."""


def places(sentence: str, vocabulary: Vocabulary) -> Iterator[ScanWord]:
    """Every place that a sentence names, as the vocabulary calls it."""
    pattern, known = _region_pattern(vocabulary)
    for match in pattern.finditer(sentence):
        yield ScanWord("region", known[_key(match[0])], match.start(), match.end())


def _key(phrase: str) -> str:
    plain = " ".join(phrase.lower().replace("-", " ").split())
    for many, one in _PLURAL:
        plain = re.sub(rf"\b{many}\b", one, plain)
    for long, short in _SHORT:
        plain = re.sub(rf"\b{short}\b", long, plain)
    return " ".join(word for word in plain.split() if word not in ("the", "both", "bilateral"))


_CACHE: dict[int, tuple[re.Pattern[str], Mapping[str, str]]] = {}


def _region_pattern(vocabulary: Vocabulary) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """One pattern for all places that the vocabulary knows, the longest first, and what each is written as."""
    if id(vocabulary) not in _CACHE:
        known: dict[str, str] = {}
        for key, region in vocabulary.regions_by_key.items():
            known.setdefault(_key(key.replace("_", " ")), key)
            known.setdefault(_key(region.label), key)
        for phrase, keys in vocabulary.region_phrases.items():
            if keys:
                known[_key(phrase)] = phrase
        for row in rows(ROOM / "places.tsv"):
            known[_key(row["phrase"])] = row["region"]
        ways = sorted((_way(one) for one in known), key=len, reverse=True)
        _CACHE.clear()
        _CACHE[id(vocabulary)] = re.compile(rf"(?<![\w-])(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE), known
    return _CACHE[id(vocabulary)]


def _way(phrase: str) -> str:
    """A phrase as a pattern: with articles, hyphens, plurals and short forms."""
    words = [re.escape(word).replace(r"\,", ",") for word in phrase.split()]
    plural = {
        "lobe": "lobes?",
        "tract": "tracts?",
        "thalamus": "thalam(?:us|i)",
        "hippocampus": "hippocamp(?:us|i)",
        "region": "regions?",
    }
    way = _JOINT.join(plural.get(word, word) for word in words)
    for long, short in _SHORT:
        spaced = _JOINT.join(long.split())
        way = way.replace(spaced, rf"(?:{spaced}|{short})")
    return way
