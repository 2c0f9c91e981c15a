"""How the server is run: frozen, from the environment (KG_HOST, KG_PORT ...), never read at import."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from kg.errors import KgError


class BadSetting(KgError, ValueError):
    """A setting that cannot be; the text names its variable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Each may be set as KG_ and its name in capitals; api/README.md has the table that says what each is."""

    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = ""
    page_size: int = 50
    page_most: int = 500
    shown_most: int = 1000
    body_most: int = 1_000_000
    header_deadline: float = 20
    body_deadline: float = 60
    grace: int = 10
    workers: int = 2
    deadline: float = 30
    deadline_most: float = 60
    memory_most: int = 1_000_000_000
    answer_most: int = 50_000_000
    waiting_most: int = 64
    running_per_client: int = 4
    waiting_per_client: int = 64
    patience: float = 60
    trusted_proxies: tuple[str, ...] = ()
    cache_most: int = 64_000_000
    graphql_cost_most: int = 50_000
    federation: tuple[str, ...] = ()
    engine: str = ""

    @classmethod
    def of_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """The settings of an environment; raises `BadSetting`.

        >>> Settings.of_environment({"KG_PORT": "80"}).port
        80
        """
        given: dict[str, Any] = {}
        for one in fields(cls):
            name = f"KG_{one.name.upper()}"
            if name in environment:
                given[one.name] = _read(name, environment[name], str(one.type))
        return cls(**given)


def _read(name: str, text: str, kind: str) -> str | int | float | tuple[str, ...]:
    if kind == "int":
        if not text.isdecimal():
            raise BadSetting(f"{name} is {text!r}; it must be a whole number")
        return int(text)
    if kind == "float":
        return _seconds(name, text)
    return tuple(text.replace(",", " ").split()) if kind.startswith("tuple") else text


def _seconds(name: str, text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not (math.isfinite(found) and found > 0):
        raise BadSetting(f"{name} is {text!r}; it must be a number of seconds above 0")
    return found
