"""Words as they are compared: one stem for all forms of a word, some words of one meaning as one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from snowballstemmer import stemmer

from kg.lexicon.folds import spelt
from kg.reading.rows import rows

_PREFIXES: Final = (
    "intra|infra|supra|retro|hyper|hypo|micro|macro|poly|oligo|brachy|brady|tachy|hemi|peri|dys|pan|hepato"
    "|spleno|hydro|cardio|osteo|broncho|gastro|neuro|photo|leuco|leuko|thrombo|mega|mono|tetra|quadri|para"
)
_TOKEN: Final = re.compile(
    r"(?i:(?:down|up)(?:ward)?(?=turn|slant))"
    rf"|(?i:(?:{_PREFIXES})-(?=[a-z]{{3}}))?[^\W_]+(?:['’][a-z]+)?|[,;:()\[\]/+.]"
)
"""Words; a hyphen parts them, but not behind what never stands alone: `intra-uterine`."""
_ENDING: Final = re.compile(r"(?<=[a-z]{3})(?:ian|ia|i|a|e)$")
_BRITISH: Final = re.compile(r"(?<=[a-z]{3})is(e[ds]?|ing|ations?)$")
_GREEK: Final = re.compile(r"(\w{2,}o|\w*paraly|\w*pare|\w+kine|\w+pla)(?:s[ei]s|sia|s?tic)")
"""Words that end on -sis or -sia, and on -tic where they are said of something."""
_APART: Final = {"diffusion": "dwi", "thickness": "thickness", "area": "zone", "areas": "zone"}
"""Words whose stem is that of a word which means something else: `diffuse`, `thick`, `are`."""
_ENGLISH: Final = stemmer("english")
_TABLE: Final = Path(__file__).parent / "alike.tsv"


class Stemmed(NamedTuple):
    """A word of a text at `start` to `end`, as it stands there without capitals, with its stems; a mark has none."""

    word: str
    start: int
    end: int
    stems: tuple[str, ...]


def words(text: str, offset: int = 0) -> tuple[Stemmed, ...]:
    """The words and marks of a text; hyphens part words."""
    return tuple(_words(text, offset))


def _words(text: str, offset: int) -> Iterator[Stemmed]:
    for match in _TOKEN.finditer(text):
        word = match[0].lower()
        yield Stemmed(word, offset + match.start(), offset + match.end(), stems(word) if word[0].isalnum() else ())


def plain_words(text: str) -> list[str]:
    """The words and marks alone, without capitals: for the many names, of which nobody asks where a word stands."""
    return _TOKEN.findall(text.lower())


@lru_cache(50_000)
def stem(word: str) -> str:
    """The stem of one word.

    >>> stem("Impairment") == stem("impaired"), stem("apraxic") == stem("apraxia"), stem("haemorrhages")
    (True, True, 'hemorrhag')
    """
    plain = plain_stem(word)
    return _ENDING.sub("", plain) or plain


@lru_cache(50_000)
def plain_stem(word: str) -> str:
    """The stem of a word by Snowball's rules alone."""
    plain = _BRITISH.sub(r"iz\1", spelt(word).replace(" ", ""))
    plain = plain.removesuffix("s") if plain.endswith("ias") else plain
    if greek := _GREEK.fullmatch(plain):
        return greek[1]
    if plain in _APART:
        return _APART[plain]
    return str(_ENGLISH.stemWord(plain))


@lru_cache(50_000)
def stems(word: str) -> tuple[str, ...]:
    """The stems a word stands for in a comparison: mostly one; `legs` is the lower limb."""
    found = stem(word)
    return _alike().get(found, (found,))


@lru_cache(1)
def _alike() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in rows(_TABLE):
        meant = tuple(stem(one) for one in row["meant"].split())
        found.update(dict.fromkeys((stem(one) for one in row["words"].split(", ")), meant))
    return found
