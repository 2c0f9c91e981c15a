"""Whether the text that lies beside an evidence file is of the same paper."""

from __future__ import annotations

from kg.papers.one_paper import PaperNamed, another_text
from kg.review.candidates import Ruling
from kg.review.desk import ReviewDesk
from kg.review.passages import LaidText


def told_of_another(desk: ReviewDesk, laid: LaidText | None) -> str | None:
    """What to tell whoever decides, where the text is, or looks to be, of another paper; else None."""
    if laid is None:
        return None
    every = desk.candidates()
    quoted = [one for one in every if one.quote and one.verdict is not Ruling.REFUSED]
    stand = sum(laid.where(one) is not None for one in quoted)
    paper = PaperNamed.of_evidence(desk.path.name, next(one.facts for one in every if one.list == "paper"))
    return another_text(paper, PaperNamed.of_text(laid.text), len(quoted), stand)
