"""`kg check --against`: whether the quotes of evidence files stand in a paper's text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.audit.against import QuotesChecked, check_against, files_of
from kg.commands.consoles import note, say
from kg.texts.read import read_texts
from kg.texts.text import Text


def quotes_stand(texts: Sequence[Path], file: Path | None, evidence: Path) -> bool:
    """Tell which quotes stand in none of a paper's texts, of one file or of those of the paper; whether all do."""
    read = read_texts(texts)
    note(*read.told)
    checked = [check_against(read, one) for one in ([file] if file else files_of(read, evidence))]
    for one in checked:
        # Of another paper no quote stands, and which of them is missing tells nothing.
        faults = () if one.another and not one.stand else one.faults
        say(*filter(None, (one.another,)), *map(str, faults), _summed(one, read))
    return not any(one.gone or one.another for one in checked)


def _summed(one: QuotesChecked, text: Text) -> str:
    moved = len(one.faults) - one.gone
    parts = [f"{one.stand} quotes stand in {text.file}", f"{one.gone} do not", f"{moved} stand elsewhere"]
    parts += [f"{one.elsewhere} were read in another paper"] if one.elsewhere else []
    parts += [f"{one.refused} are refused"] if one.refused else []
    return f"{one.file}: {', '.join(parts)}"
