"""Commands are imported when they are called, and say of themselves what their source says."""

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from kg.cli import app

HEAVY = ("fastapi", "owlready2", "pyoxigraph", "pyshacl", "rdflib", "strawberry", "yaml")


def groups() -> Iterator[tuple[tuple[str, ...], dict[str, str]]]:
    """Every group by the words that lead to it, with where its commands lie."""
    whole = get_command(app)
    for words, group in ((), whole), *(((name,), one) for name, one in whole.commands.items()):
        if getattr(group, "where", None):
            yield words, group.where


COMMANDS = [((*words, name), where) for words, found in groups() for name, where in found.items()]


def imported(*words: str) -> set[str]:
    """The heavy libraries that are there after a command ran in a process of its own."""
    code = f"""import sys, atexit
atexit.register(lambda: sys.stderr.write(" ".join(name for name in {HEAVY!r} if name in sys.modules)))
from kg.cli import main
main()"""
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    assert "Usage:" in done.stdout
    return set(done.stderr.split())


@pytest.mark.parametrize("words", [(), *[words for words, _ in groups() if words]])
def test_help_imports_no_command(words: tuple[str, ...]) -> None:
    assert imported(*words, "--help") == set()


def test_a_command_imports_what_it_needs_and_no_more() -> None:
    assert "pyoxigraph" in imported("ask", "--help")
    for words in (("ask",), ("resolve",), ("schema",), ("cite",), ("export", "nanopubs")):
        assert not imported(*words, "--help") & {"owlready2", "pyshacl", "fastapi", "strawberry"}, words


def test_every_command_is_where_it_is_said_to_be() -> None:
    assert len(COMMANDS) > 15
    for words, where in COMMANDS:
        module, name = where.split(":")
        text = getattr(import_module(f"kg.commands.{module}"), name).__doc__
        listed = CliRunner().invoke(app, [*words[:-1], "--help"]).stdout
        told = CliRunner().invoke(app, [*words, "--help"])
        assert told.exit_code == 0, words
        for said in (listed, told.stdout):
            assert "".join(text.partition("\n\n")[0].split()) in "".join(said.replace("│", "").split()), words


def test_a_group_without_a_command_shows_its_help_or_does_what_it_is_for() -> None:
    assert "Usage:" in CliRunner().invoke(app, ["export"]).output
    assert "[as pinned]" in CliRunner().invoke(app, ["sources"]).output


def test_a_name_that_is_mistyped_is_told_the_one_meant() -> None:
    assert "Did you mean 'tables'?" in CliRunner().invoke(app, ["export", "tabels"]).output
