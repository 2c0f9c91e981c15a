"""`kg check --against`: whether the quotes of evidence files stand in a paper's text."""

from __future__ import annotations

from pathlib import Path

from kg.audit.against import QuotesChecked, check_against, files_of
from kg.commands.consoles import note, say
from kg.texts.read import read_text


def quotes_stand(text: Path, file: Path | None, evidence: Path) -> bool:
    """Tell which quotes do not stand, of one file or of those of the text's paper; whether all do."""
    read = read_text(text)
    note(*read.told)
    checked = [check_against(read, one) for one in ([file] if file else files_of(read, evidence))]
    for one in checked:
        # Of another paper no quote stands, and which of them is missing tells nothing.
        faults = () if one.another and not one.stand else one.faults
        say(*filter(None, (one.another,)), *map(str, faults), _summed(one, text))
    return not any(one.gone or one.another for one in checked)


def _summed(one: QuotesChecked, text: Path) -> str:
    moved = len(one.faults) - one.gone
    parts = [f"{one.stand} quotes stand in {text.name}", f"{one.gone} do not", f"{moved} stand elsewhere"]
    parts += [f"{one.elsewhere} were read in another paper"] if one.elsewhere else []
    parts += [f"{one.refused} are refused"] if one.refused else []
    return f"{one.file}: {', '.join(parts)}"
