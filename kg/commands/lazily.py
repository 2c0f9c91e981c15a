"""Commands that are imported when they are called; until then each is a name, and the text in its source."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

from kg.settings import PACKAGE


class Lazily(TyperGroup):
    """A group whose commands are functions of `kg/commands`: `where` holds `module:name` by command."""

    where: ClassVar[Mapping[str, str]] = {}

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        named = {name: TyperCommand(name, help=_text(where)) for name, where in self.where.items()}
        self.commands = {**named, **self.commands}

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Put the command in the place of its name; typer asks for this before it runs or completes one."""
        if args[0] in self.where:
            self.commands[args[0]] = _command(args[0], self.where[args[0]])
        return super().resolve_command(ctx, args)


def group(text: str, commands: str, alone: str | None = None) -> typer.Typer:
    """A group of commands, each `name=module:function`; `alone` is what it does without one, else it shows `text`."""
    return _group(type("Group", (Lazily,), {"where": dict(one.split("=") for one in commands.split())}), text, alone)


def _group(cls: type[TyperGroup], text: str, alone: str | None) -> typer.Typer:
    made = typer.Typer(cls=cls, help=text, no_args_is_help=alone is None, pretty_exceptions_enable=False)

    @made.callback(invoke_without_command=alone is not None)
    def begin(context: typer.Context) -> None:
        if alone and context.invoked_subcommand is None:
            _found(alone)()

    return made


class Made(TyperGroup):
    """A group whose commands a function of `kg/commands` makes, when they are asked for: `made` is `module:name`."""

    made: ClassVar[str] = ""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of those that are made."""
        return [*self._all()]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """One of them, or nothing."""
        return self._all().get(cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Have all of them, so that one mistyped is told what may be meant."""
        self._all()
        return super().resolve_command(ctx, args)

    def _all(self) -> Mapping[str, Any]:
        if not self.commands:
            found: Any = _found(self.made)()
            self.commands = {name: typer.main.get_command(one) for name, one in found.items()}
        return self.commands


def made(text: str, commands: str, alone: str) -> typer.Typer:
    """A group of commands that `commands` makes; `alone` is what it does without one."""
    return _group(type("Group", (Made,), {"made": commands}), text, alone)


def _text(where: str) -> str | None:
    """What the source says of a command, read without running it."""
    module, name = where.split(":")
    tree = ast.parse((PACKAGE / "commands" / f"{module}.py").read_text(encoding="utf-8"))
    return next(ast.get_docstring(one) for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == name)


def _found(where: str) -> Callable[..., object]:
    module, name = where.split(":")
    found: Callable[..., object] = getattr(import_module(f"kg.commands.{module}"), name)
    return found


def _command(name: str, where: str) -> Any:
    app = typer.Typer(add_completion=False)
    app.command(name)(_found(where))
    return typer.main.get_command(app)
