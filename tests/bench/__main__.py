"""`make bench` and everything else that is measured: `python -m tests.bench --help`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from kg.release import current
from tests.bench import (
    analyses,
    beside,
    compare,
    databases,
    fuzz,
    fuzz_graphql,
    graphql,
    lookups,
    pages,
    people,
    scaling,
    slopes,
)

app = typer.Typer(add_completion=False, help=__doc__, pretty_exceptions_enable=False)
OUT = Path("bench")
People = Annotated[int, typer.Option(help="how many people the cohort has; 0: none, the shipped evidence alone")]
Home = Annotated[Path | None, typer.Option(help="where packets and releases are kept, instead of being removed")]
Out = Annotated[Path, typer.Option(help="the folder for tables, figures in JSON and pictures")]


@contextmanager
def place(home: Path | None) -> Iterator[Path]:
    """A folder to work in, absolute."""
    if home:
        home.mkdir(parents=True, exist_ok=True)
        yield home.resolve()
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@app.callback(invoke_without_command=True)
def whole(context: typer.Context, people: People = 50, rounds: int = 3, home: Home = None, out: Out = OUT) -> None:
    """The same data into ours and peers: import, build, start, memory, questions cold and warm, 32 clients."""
    if context.invoked_subcommand is None:
        with place(home) as folder:
            beside.main(people, folder, rounds, out)


@app.command(name="compare")
def compared(
    other: Annotated[Path, typer.Argument(help="the other checkout")],
    people: People = 1000,
    rounds: int = 1,
    gene: Annotated[str, typer.Option(help="what is resolved; one of the packets' genes unless told")] = "",
    home: Home = None,
    out: Out = OUT,
) -> None:
    """This checkout and another one: import, build, start, reads; turn and turn about."""
    with place(home) as folder:
        drawn(folder, people)
        compare.compare(other, folder / "packets", folder, rounds, out, gene)


@app.command(name="slopes")
def sloped(
    sizes: Annotated[list[int] | None, typer.Argument(help="how many people; 1000 and 10000 unless told")] = None,
    home: Home = None,
    out: Out = OUT,
) -> None:
    """Import, build, start, memory and questions at several sizes; figures of former sizes are kept and drawn too."""
    for size in sizes or [1000, 10_000]:
        with place(home and home / str(size)) as folder:
            drawn(folder, size)
            slopes.measure(size, folder, out)
    slopes.summary(out)


@app.command(name="scaling")
def scaled(out: Out = OUT) -> None:
    """Fill the tables of SCALING.md from the figures of the last runs."""
    scaling.fill(out)


@app.command(name="lookups")
def looked_up(release: Annotated[Path | None, typer.Argument(help="a folder of releases")] = None) -> None:
    """Look-ups by 32 clients of one address, nothing kept, beside `oxigraph serve` on disk and in memory."""
    with place(None) as folder:
        lookups.main(current(release) if release else None, folder)


def drawn(folder: Path, number: int) -> None:
    """The packets, unless a former run left them."""
    if not (folder / "packets").exists():
        people.write(folder / "packets", number)


for name, work in {
    "analyses": analyses.main,
    "databases": databases.main,
    "fuzz": fuzz.main,
    "fuzz-graphql": fuzz_graphql.main,
    "graphql": graphql.main,
    "pages": pages.main,
}.items():
    app.command(name=name)(work)
app()
