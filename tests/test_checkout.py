"""Tests stand beside others that work in the same checkout, on the same cores."""

import ast
import re
import shutil
from pathlib import Path

from tests.checkout import KEPT, ROOT, files


def test_a_folder_that_goes_meanwhile_is_passed_by(tmp_path: Path) -> None:
    for name in ("toy-a", "toy-b", "toy-c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "toy.md").touch()
    looked = files(under=tmp_path)
    assert next(looked) == tmp_path / "toy-a" / "toy.md"
    shutil.rmtree(tmp_path / "toy-b")
    assert [*looked] == [tmp_path / "toy-c" / "toy.md"]


def test_what_is_installed_or_made_there_is_no_part_of_the_project() -> None:
    every = [*files()]
    assert {ROOT / "README.md", ROOT / "kg" / "settings.py", ROOT / "tests" / "bench" / "__main__.py"} <= {*every}
    parts = {part for path in every for part in path.relative_to(ROOT).parts[:-1]}
    assert not {"node_modules", "__pycache__", ".venv", ".git"} & parts
    assert not [path for path in every if KEPT & {*path.parents}]
    assert [*files("kg", endings=(".py",))] == [
        one for one in every if one.is_relative_to(ROOT / "kg") and one.suffix == ".py"
    ]


def test_no_test_looks_the_checkout_over_in_another_way() -> None:
    other = re.compile(r"\b(?:ROOT|API|PACKAGE)\b[^\n]*\.r?glob\([\"']\*\*|\b(?:ROOT|API|PACKAGE)\b[^\n]*\.rglob\(")
    here = Path(__file__)
    assert not [
        path.name for path in files("tests", endings=(".py",)) if path != here and other.search(path.read_text())
    ]


def test_every_server_is_given_time() -> None:
    """What a client waits for when nobody says is five seconds, and short where all cores are at work."""
    asked = {"get", "post", "put", "delete", "head", "options", "request", "stream", "Client"}
    short = [
        f"{path.name}:{call.lineno}"
        for path in files("tests", endings=(".py",))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in asked
        if isinstance(call.func.value, ast.Name) and call.func.value.id in ("httpx", "httpx2")
        if not {"timeout", "transport", None} & {one.arg for one in call.keywords}
    ]
    assert not short
