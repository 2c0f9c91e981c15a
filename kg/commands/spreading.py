"""Who does the parts of a large work: this machine, or the workers of an engine that a person names."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.processes import cores
from kg.spread import Cluster, Processes, Spread, here

ProcessesOption = Annotated[
    int | None,
    typer.Option("--processes", min=1, help="how many do a large work, 100 MB each; one for each core if not said"),
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="ADDRESS", help="have workers of a Dask scheduler do most of it: tcp://host:8786"),
]


def spread_of(processes: int | None, address: str | None, copied: bool = False) -> Spread:
    """As many processes here as were asked for, and the engine at an address for what is worth the way.

    `copied` is that of `Processes`. Raises `NoEngine` and `UnlikeWorker`, before anything has begun.
    """
    count = processes or cores()
    home = Processes(count, copied) if count > 1 else here
    if address is None:
        return home
    engine = Cluster(address, home)
    engine.verify()
    return engine
