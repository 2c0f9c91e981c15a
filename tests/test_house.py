"""What the READMEs say of the house: one name a class, errors for people, a README a room, SPARQL where it belongs."""

import ast
import builtins
import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import api
import kg
from kg.errors import KgError
from tests.checkout import ROOT, files

FILES = sorted(files("kg", "api", endings=(".py",)))
ROOMS = sorted({path.parent for path in FILES if path.parts[-2] != "_data"})
SCHEMA = ROOT / "api" / "graphql"
"""The types of the GraphQL schema bear the names that the schema gives them, which are those of the model."""


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in FILES:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_a_class_name_stands_once() -> None:
    found = defaultdict(set)
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not (node.decorator_list and path.is_relative_to(SCHEMA)):
                found[node.name].add(path.relative_to(ROOT).as_posix())
    twice = {name: sorted(where) for name, where in found.items() if len(where) > 1}
    assert not twice


def errors_of(module: str) -> dict[str, type[BaseException]]:
    return {
        name: value
        for name, value in vars(importlib.import_module(module)).items()
        if isinstance(value, type) and issubclass(value, BaseException)
    }


def test_what_is_raised_is_an_error_for_a_person_or_is_caught_in_the_same_file() -> None:
    odd = []
    for info in pkgutil.walk_packages(kg.__path__, "kg."):
        if info.name.endswith("__main__"):
            continue
        source = Path(importlib.import_module(info.name).__file__ or "")
        tree = ast.parse(source.read_text(encoding="utf-8"))
        caught = {
            name.id
            for handler in ast.walk(tree)
            if isinstance(handler, ast.ExceptHandler) and handler.type
            for name in ast.walk(handler.type)
            if isinstance(name, ast.Name)
        }
        known = errors_of(info.name)
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name):
                name = node.exc.func.id
                kind = known.get(name) or getattr(builtins, name, None)
                held = isinstance(kind, type) and any(base.__name__ in caught for base in kind.__mro__)
                if isinstance(kind, type) and not issubclass(kind, KgError) and not held:
                    odd.append(f"{info.name}:{node.lineno}: {name}")
    assert not odd


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.relative_to(ROOT).as_posix())
def test_every_room_says_what_it_is(room: Path) -> None:
    here = room / "README.md"
    told = here if here.is_file() else room.parent / "README.md"
    assert here.is_file() or f"{room.name}/" in told.read_text(encoding="utf-8")


@pytest.mark.parametrize("readme", sorted(files("kg", endings=("README.md",))), ids=lambda path: path.parent.name)
def test_a_readme_names_modules_that_are_there(readme: Path) -> None:
    """As seen from the room, from the rooms in it, or from the package."""
    named = re.findall(r"`((?:\.\./)*[a-z_/]+\.py)`", readme.read_text(encoding="utf-8"))
    below = {path.name for path in files(under=readme.parent, endings=(".py",))}
    places = (readme.parent, ROOT / "kg", ROOT)
    assert [one for one in named if one not in below and not any((place / one).is_file() for place in places)] == []


def test_the_web_writes_no_query_of_its_own() -> None:
    """But for those that it shows to people, and the one by which it asks an endpoint whether it lives."""
    shown = {"asked.py", "cache.py", "errors.py", "health.py", "openapi.py", "pages/sparql.py", "pages/thing.py"}
    found = set()
    for path, tree in trees():
        if not path.is_relative_to(ROOT / "api"):
            continue
        texts = (
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        )
        if any(
            "{" in text and any(word in text for word in ("SELECT ", "CONSTRUCT ", "ASK {", "ASK{")) for text in texts
        ):
            found.add(path.relative_to(ROOT / "api").as_posix())
    assert found <= shown


PROMISED = {"strawberry", "strawberry.dataloader", "strawberry.extensions", "strawberry.federation"}
"""What strawberry documents; its other modules and names may go with any release."""
ORDINARY = {*dir(type), *dir(object), *dir(ast.parse), "__dict__", "__getattr__"}


def unpromised(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("strawberry"):
            yield from () if node.module in PROMISED else [str(node.module)]
        elif isinstance(node, ast.Import):
            yield from (
                one.name for one in node.names if one.name.startswith("strawberry") and one.name not in PROMISED
            )
        elif isinstance(node, ast.Attribute) and node.attr.startswith("_") and node.attr not in ORDINARY:
            yield from () if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls") else [node.attr]
        elif isinstance(node, ast.Attribute) and node.attr in ("base_resolver", "wrapped_func", "python_name"):
            yield node.attr
        elif isinstance(node, ast.Constant) and node.value in ("__strawberry_definition__", "strawberry-definition"):
            yield str(node.value)


def test_what_strawberry_does_not_promise_is_used_in_one_file() -> None:
    found = {
        path.relative_to(SCHEMA).as_posix(): sorted(unpromised(tree))
        for path, tree in trees()
        if SCHEMA in path.parents
    }
    assert found["inside.py"]
    assert {name: what for name, what in found.items() if what and name != "inside.py"} == {}


def test_types_of_the_schema_name_each_other_and_never_import_each_other() -> None:
    imported = {
        (path.name, node.module)
        for path, tree in trees()
        if path.parent == SCHEMA / "types" and path.name != "__init__.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("api.graphql.types")
    }
    assert imported == set()


def test_no_test_puts_a_mock_in_the_place_of_a_part() -> None:
    written = {
        path.name
        for path in files("tests", endings=(".py",))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("unittest.mock"))
        or (isinstance(node, ast.Import) and any(one.name.startswith("unittest") for one in node.names))
    }
    assert not written


def test_both_packages_are_looked_at() -> None:
    assert {ROOT / "kg", ROOT / "api"} <= set(ROOMS)
    assert Path(api.__file__ or "").parent in ROOMS
