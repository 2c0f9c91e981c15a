"""Questions kept as files, whose header says in words what they ask; and answers shown to people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.engine import Engine, Form, Question
from kg.errors import KgError, UnknownName
from kg.names import contract
from kg.settings import data_folder

KEYS: Final = ("title", "question", "keywords", "federates-with", "scope", "mixes", "empty")
REQUIRED: Final = ("title", "question", "keywords")
FORMATS: Final[dict[str, tuple[str, ...]]] = {
    "table": ("application/sparql-results+json", "text/turtle"),
    "csv": ("text/csv",),
    "json": ("application/sparql-results+json", "application/ld+json"),
    "turtle": ("text/turtle",),
}
"""For each form of showing: the media type of rows, then that of a graph; csv has none, and turtle only that."""


class BadQuestion(KgError, ValueError):
    """A question file whose header does not say what is needed, or a form that does not fit the answer."""


@dataclass(frozen=True, slots=True)
class ReadyQuestion:
    """A question that is ready to be asked; `text` is the whole file.

    `scope` is "csf1r" where it makes sense for that gene only. `federates_with` lists the endpoints it calls. `mixes`
    says who is counted together that a reader may want apart; `empty` why it has no answer over the evidence held.
    """

    name: str
    title: str
    question: str
    keywords: tuple[str, ...]
    federates_with: tuple[str, ...]
    scope: str | None
    mixes: str | None
    empty: str | None
    text: str

    @property
    def remarks(self) -> str:
        """What a reader must know before the answer."""
        told = [f"mixes {self.mixes}"] if self.mixes else []
        told += [f"no answer yet: {self.empty}"] if self.empty else []
        return "; ".join(told)


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """An answer as columns and rows of short texts; an empty text is an unbound variable."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def parse(path: Path) -> ReadyQuestion:
    """A question file with its header; raises `BadQuestion` with file and line."""
    text = path.read_text(encoding="utf-8")
    fields = header(path, text)
    return ReadyQuestion(
        name=path.stem,
        title=fields["title"],
        question=fields["question"],
        keywords=_listed(fields["keywords"]),
        federates_with=_listed(fields.get("federates-with", "")),
        scope=fields.get("scope"),
        mixes=fields.get("mixes"),
        empty=fields.get("empty"),
        text=text,
    )


def header(path: Path, text: str) -> dict[str, str]:
    """What the comment lines that open a question say, in whatever language it is asked; raises `BadQuestion`."""
    fields: dict[str, str] = {}
    last = None
    for number, line in _comments(text):
        key, colon, value = line.partition(":")
        if line.startswith("  ") and last:
            fields[last] += " " + line.strip()
        elif not colon or key.strip() not in KEYS:
            raise BadQuestion(f"{path}:{number}: {line.strip()!r} is none of {', '.join(KEYS)}")
        else:
            last = key.strip()
            fields[last] = value.strip()
    missing = [key for key in REQUIRED if not fields.get(key)]
    if missing:
        raise BadQuestion(f"{path}:1: the header lacks {', '.join(missing)}; it needs `# title: ...` and the like")
    return fields


def _comments(text: str) -> Iterator[tuple[int, str]]:
    """The comment lines that open a file, without their `# `."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            return
        yield number, line[1:].removeprefix(" ")


def _listed(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


@cache
def catalogue() -> tuple[ReadyQuestion, ...]:
    """Every question of `queries/`, by name; raises `BadQuestion`."""
    return tuple(parse(path) for path in sorted(data_folder("queries").glob("*.rq")))


def find(what: str) -> ReadyQuestion:
    """The question of this name, a `.rq` file, or `-` for standard input; raises `UnknownName`.

    A file outside the catalogue needs no header.
    """
    ready = {question.name: question for question in catalogue()}
    if what in ready:
        return ready[what]
    path = Path(what)
    try:
        if what == "-":
            return _loose("standard input", sys.stdin.read())
        if path.is_file():
            return _loose(path.stem, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise KgError(f"{what} is no text: {error}; right would be a question in UTF-8") from None
    near = get_close_matches(what, ready, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "`kg ask` lists the questions that are ready"
    raise UnknownName(f"{what!r} is no question and no file; {hint}", what)


def _loose(name: str, text: str) -> ReadyQuestion:
    return ReadyQuestion(name, name, "", (), (), None, None, None, text)


def listing() -> Table:
    """The catalogue, to be printed."""
    table = Table("name", "question", box=None, title="kg ask NAME", title_justify="left")
    for one in catalogue():
        told = "; ".join(filter(None, ("federated" if one.federates_with else "", one.remarks)))
        table.add_row(one.name, Text(f"{one.question} ({told})" if told else one.question))
    return table


def show(engine: Engine, text: str, form: str, out: Console) -> None:
    """Ask, and print the answer; a table on a terminal, tab-separated lines elsewhere. Raises `BadQuery`."""
    if form not in FORMATS:
        raise BadQuestion(f"{form!r} is no form of answer; choose {', '.join(FORMATS)}")
    answer = engine.answer(Question(text, FORMATS[form]))
    if answer.media_type not in FORMATS[form]:
        fits = "turtle or json" if answer.form is Form.GRAPH else "table, csv or json"
        raise BadQuestion(f"{form} cannot show this answer; choose {fits}")
    body = answer.body.decode()
    if form != "table" or answer.form is Form.GRAPH:
        _write(out, body)
        return
    _table(sheet(body), out)


def sheet(results: str) -> AnswerSheet:
    """SPARQL results in JSON as short texts: IRIs in their short form, literals without their type.

    >>> sheet('{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "literal", "value": "1"}}]}}')
    AnswerSheet(columns=('a',), rows=(('1',),))
    """
    found = json.loads(results)
    if "boolean" in found:
        return AnswerSheet(("answer",), (("yes" if found["boolean"] else "no",),))
    columns = tuple(found["head"]["vars"])
    rows = found["results"]["bindings"]
    return AnswerSheet(columns, tuple(tuple(_short(row.get(name)) for name in columns) for row in rows))


def _short(value: dict[str, str] | None) -> str:
    if value is None:
        return ""
    return contract(value["value"]) if value["type"] == "uri" else value["value"]


def _table(found: AnswerSheet, out: Console) -> None:
    if not out.is_terminal:
        for row in (found.columns, *found.rows):
            _write(out, _line(row))
        return
    table = Table(*found.columns)
    for row in found.rows:
        table.add_row(*map(Text, row))
    out.print(table)
    out.print(f"{len(found.rows)} row{'' if len(found.rows) == 1 else 's'}", highlight=False)


def _write(out: Console, text: str) -> None:
    """Text as it is: a console's own print would expand tabs and read some words as emoji."""
    out.file.write(text if text.endswith("\n") else text + "\n")


def _line(row: Sequence[str]) -> str:
    """Tabs and line ends inside a value would break the line it stands in."""
    return "\t".join(" ".join(part.split()) for part in row)
