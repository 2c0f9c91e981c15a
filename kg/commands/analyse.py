"""`kg analyse KIND`: an analysis of the current release; its options are made of what its question can be told."""

from __future__ import annotations

import inspect
import json
import shlex
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from kg.analysis.answers import answered, as_csv, as_json
from kg.analysis.held import Held
from kg.analysis.parameters import Parameter, asks, parameters, question, spelled
from kg.analysis.questions import KINDS
from kg.analysis.result import Question
from kg.analysis.standard import STANDARD
from kg.commands.answer_tables import shown
from kg.commands.consoles import err, out, say
from kg.errors import KgError
from kg.release import current
from kg.settings import releases_folder

FORMATS: Final = ("table", "csv", "json")
_ROWS: Final = 40
_FORM: Final = {"where": " A filter of cases as JSON, with the words of GraphQL.", "onset": " Such as 18..40."}
_OURS: Final[dict[str, Any]] = {
    "form": Annotated[str, typer.Option("--format", help=", ".join(FORMATS))],
    "rows": Annotated[int, typer.Option("--rows", min=0, help="rows of the table; 0 for all")],
    "sparql": Annotated[bool, typer.Option("--sparql", help="print the query that gives the counts, and nothing else")],
    "releases": Annotated[Path, typer.Option("--releases", help="the folder of releases", envvar="KG_RELEASES")],
}


def listing() -> None:
    """What can be analysed, and what every release answers."""
    for kind in KINDS:
        say(f"kg analyse {kind}", f"    {asks(kind)}")
    say("", "Every release answers these:")
    say(*(f"  {command(one)}" for one in STANDARD))


def command(asked: Question) -> str:
    """The command that asks a question."""
    words = [word for name, value in spelled(asked) for word in _words(asked.kind, name, value)]
    return " ".join(("kg analyse", asked.kind, *words))


def _words(kind: str, name: str, value: str) -> Iterator[str]:
    [one] = [each for each in parameters(kind) if each.name == name]
    if one.of is bool:
        yield f"--{'' if value == 'true' else 'no-'}{option(name)}"
    else:
        yield from (f"--{option(name)}", shlex.quote(dashed(value) if value in one.choices else value))


def dashed(word: str) -> str:
    """A word of a closed list as people type it."""
    return word.lower().replace("_", "-")


def option(name: str) -> str:
    """A parameter as an option: `asRead` is `--as-read`."""
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)


def commands() -> dict[str, typer.Typer]:
    """A command for each kind."""
    return {kind: _command(kind) for kind in KINDS}


def _command(kind: str) -> typer.Typer:
    told = parameters(kind)

    def run(form: str, rows: int, sparql: bool, releases: Path, **given: Any) -> None:
        if form not in FORMATS:
            raise KgError(f"there is no format {form!r}; right would be: {', '.join(FORMATS)}")
        asked = question(kind, _texts(given))
        _answer(asked, form, rows, sparql, releases)

    usual = {"form": "table", "rows": _ROWS, "sparql": False, "releases": releases_folder()}
    options = {**{one.name: _option(one) for one in told}, **_OURS}
    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=of, default=usual.get(name))
            for name, of in options.items()
        ]
    )
    run.__annotations__ = options
    run.__doc__ = asks(kind)
    made = typer.Typer(add_completion=False)
    made.command(kind)(run)
    return made


def _option(one: Parameter) -> Any:
    right = f" One of: {', '.join(map(dashed, one.choices))}." if one.choices else ""
    says = f"{one.says}{_FORM.get(one.name, '')}{right}{' Needed.' if one.required else ''}"
    kind: Any = (bool if one.of is bool else str) if not one.several else list[str]
    name = f"--{option(one.name)}"
    return Annotated[kind | None, typer.Option(f"{name}/--no-{name[2:]}" if kind is bool else name, help=says)]


def _texts(given: Mapping[str, Any]) -> dict[str, list[str]]:
    found = {name: value if isinstance(value, list) else [value] for name, value in given.items() if value is not None}
    return {name: [str(one).lower() if isinstance(one, bool) else one for one in some] for name, some in found.items()}


def _answer(asked: Question, form: str, rows: int, sparql: bool, releases: Path) -> None:
    release = current(releases)
    err.print(f"  reading release {release.folder.name}", markup=False)
    held = Held.of_release(release)
    err.print(f"  working out {asked.kind}", markup=False)
    found = answered(held, asked)
    if sparql:
        say(found.analysis.sparql)
    elif form == "json":
        say(json.dumps(as_json(found, str(release.manifest["inputs_digest"])), ensure_ascii=False, indent=1))
    elif form == "csv":
        sys.stdout.write(as_csv(found.analysis, KINDS[asked.kind].row).replace("\r\n", "\n"))
    else:
        shown(found, KINDS[asked.kind].row, rows or None, out)
