"""Whether a text is of the paper of an evidence file, where no identifier tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.papers.one_paper import PaperNamed, another_text
from kg.review.candidates import Ruling
from kg.review.desk import ReviewDesk
from kg.review.passages import LaidText
from kg.texts.quotes import find_quote
from kg.texts.text import Text


def told_of_another(desk: ReviewDesk, laid: LaidText | None) -> str | None:
    """What to tell whoever decides, where the text is, or looks to be, of another paper; else None."""
    if laid is None:
        return None
    every = desk.candidates()
    quoted = [one for one in every if one.quote and one.verdict is not Ruling.REFUSED]
    stand = sum(laid.where(one) is not None for one in quoted)
    paper = PaperNamed.of_evidence(desk.path.name, next(one.facts for one in every if one.list == "paper"))
    return another_text(paper, PaperNamed.of_text(laid.text), len(quoted), stand)


def title_tells(file: Mapping[str, Any], text: Text) -> bool:
    """Whether the same title makes a text that of a file's paper.

    One that nobody read is only how the file began, as `Case report` or a running head, and many papers do: then the
    half of the file's quotes stand in the text as well.
    """
    if file["paper"].get("title_read") is not False:
        return True
    quotes = [*_quotes(file)]
    return bool(quotes) and sum(bool(find_quote(text, one)) for one in quotes) * 2 >= len(quotes)


def _quotes(entry: object) -> Iterator[str]:
    """All that a file quotes, checked by nobody."""
    if isinstance(entry, dict):
        yield from filter(None, (str(entry.get("quote") or ""),))
    inner = entry.values() if isinstance(entry, dict) else entry if isinstance(entry, list) else ()
    for one in inner:
        yield from _quotes(one)
