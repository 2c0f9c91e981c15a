"""`kg paper review`: what waits in an evidence file, decided at a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from shlex import quote
from typing import Annotated, Final

import typer

from kg.build.inputs import Inputs
from kg.commands.consoles import note, out, say
from kg.errors import FaultyInput
from kg.review.candidates import Candidate, Ruling
from kg.review.desk import ReviewDesk
from kg.review.passages import LaidText
from kg.review.same_text import told_of_another
from kg.review.session import Session
from kg.review.terms import TermDesk
from kg.review.told import short_help
from kg.settings import sources_folder
from kg.texts.read import read_texts

FORMS: Final = ("table", "json")


def today() -> date:
    """The day on which a decision is made."""
    return datetime.now().astimezone().date()


def paper_review(
    file: Annotated[Path, typer.Argument(help="an evidence file with proposals")],
    text: Annotated[
        list[Path] | None, typer.Option("--text", help="the full text that it was read from; again for supplements")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="print all candidates, and decide nothing")] = False,
    form: Annotated[str, typer.Option("--format", help="of the list: table or json")] = "table",
) -> None:
    """Decide on what was proposed, by single keys: accept, refuse, change, doubt, give, undo; ? tells all.

    Each decision is in the file before the next is asked for. Where standard input is no terminal, each of its lines
    is a key, and behind it what the key asks for: `c status=absent`.
    """
    if form not in FORMS:
        raise FaultyInput(f"--format {form!r} is none; right would be one of: {', '.join(FORMS)}")
    desk = ReviewDesk(file, today())
    if listed:
        say(*_listed(desk, form))
        return
    laid = LaidText(read_texts(text)) if text else None
    note(*filter(None, (told_of_another(desk, laid),)))
    single = sys.stdin.isatty()
    keys = _Terminal() if single else _Lines()
    session = Session(desk, laid, TermDesk(Inputs.pinned(sources_folder())), keys.ask, _marked if single else say)
    if single:
        say(short_help())
    session.show()
    while (key := keys.key()) and session.press(key):
        session.show()
    say(f"{desk.path.name}: {desk.progress()}")
    if desk.settled:
        held, against = quote(str(file)), " ".join(f"--against {quote(str(one))}" for one in text or ())
        say(*([f"next: kg check {against} {held}"] if text else []), "then: kg check, and kg build")


class _Terminal:
    """Single keys; what was pressed before a candidate is shown decides nothing, as it is dropped."""

    def key(self) -> str:
        try:
            pressed = typer.getchar()
        except (KeyboardInterrupt, EOFError):
            return ""
        return "" if pressed in ("\x03", "\x04") else pressed

    def ask(self, words: str) -> str:
        return str(typer.prompt(words, default="", show_default=False)).strip()


class _Lines:
    """A line a key; what it asks for stands behind it, or on the lines that follow."""

    def __init__(self) -> None:
        self._rest = ""

    def key(self) -> str:
        for line in sys.stdin:
            if line.strip():
                key, self._rest = line.strip()[0], line.strip()[1:].strip()
                return key
        return ""

    def ask(self, _: str) -> str:
        said, self._rest = self._rest or sys.stdin.readline().strip(), ""
        return said


def _marked(*lines: str) -> None:
    """Lines in which what stands between >> and << is shown in reverse."""
    for line in lines:
        before, mark, rest = line.partition(">>")
        while mark:
            quote, _, rest = rest.partition("<<")
            out.print(before, end="", markup=False, highlight=False, soft_wrap=True)
            out.print(quote, end="", style="reverse", markup=False, highlight=False, soft_wrap=True)
            before, mark, rest = rest.partition(">>")
        out.print(before, markup=False, highlight=False, soft_wrap=True)


def _listed(desk: ReviewDesk, form: str) -> list[str]:
    every = [one for one in desk.candidates() if one.asked]
    if form == "json":
        return json.dumps([_told(one) for one in every], ensure_ascii=False, indent=1, default=str).splitlines()
    mark: Callable[[Candidate], str] = lambda one: "?" if one.why and one.verdict is Ruling.OPEN else " "  # noqa: E731
    rows = [
        f"{one.verdict:8} {mark(one)} {one.name:26} {one.person or '-'}: {one} · {one.place or '-'}" for one in every
    ]
    return [*rows, str(desk.progress())]


def _told(one: Candidate) -> dict[str, object]:
    return {
        "name": one.name,
        "state": str(one.verdict),
        "list": one.list,
        "person": one.person,
        "says": str(one),
        "facts": dict(one.facts),
        "quote": one.quote,
        "place": one.place,
        "why": list(one.why),
    }
