"""Words as they are compared: what a printer or a keyboard changes is folded; case, words and digits never are."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LIKE: Final[dict[int, str]] = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹣－\u0002"), "-"),
    **dict.fromkeys(map(ord, "‘’‚‛′´`ʹʼ＇"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″«»＂"), '"'),
    **dict(zip(map(ord, "ﬀﬁﬂﬃﬄﬅﬆ"), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
    ord("…"): "...",
}


@dataclass(frozen=True, slots=True)
class FoldedWords:
    """A text in its folded form, and for each of its characters where that comes from in `plain`."""

    plain: str
    text: str
    came: tuple[int, ...]

    def whole(self, start: int, end: int) -> bool:
        """Whether no word and no number is cut at either end."""
        first, last = self.came[start], self.came[end - 1] + 1
        return not (_cuts(self.plain, first) or _cuts(self.plain, last))


@lru_cache(maxsize=4096)
def folded_words(text: str) -> FoldedWords:
    """Single spaces, plain dashes and quotation marks; no dash between letters: it may be a broken line's."""
    plain = unicodedata.normalize("NFC", text)
    out: list[str] = []
    came: list[int] = []
    for at, letter in enumerate(plain):
        if letter.isspace():
            letters = "" if not out or out[-1] in " -" else " "
        else:
            letters = _LIKE.get(ord(letter), "" if ord(letter) in _INVISIBLE else letter)
        if letters == "-" and out and out[-1] == " ":
            out.pop(), came.pop()
        out += letters
        came += [at] * len(letters)
    while out and out[-1] == " ":
        out.pop(), came.pop()
    kept = [at for at, letter in enumerate(out) if not (letter == "-" and _between_letters(out, at))]
    return FoldedWords(plain, "".join(out[at] for at in kept), tuple(came[at] for at in kept))


def _between_letters(out: list[str], at: int) -> bool:
    return 0 < at < len(out) - 1 and out[at - 1].isalpha() and out[at + 1].isalpha()


def _cuts(plain: str, at: int) -> bool:
    """Whether a word or a number goes on at this place."""
    before, after = plain[max(0, at - 2) : at], plain[at : at + 2]
    if not before or not after:
        return False
    if _in_word(before[-1]) and _in_word(after[0]):
        return True
    parted = re.compile(r"[.,]\d|\d[.,]")
    return bool((before[-1:].isdigit() and parted.match(after)) or (after[:1].isdigit() and parted.fullmatch(before)))


def _in_word(letter: str) -> bool:
    return letter.isalnum() or bool(unicodedata.combining(letter))
