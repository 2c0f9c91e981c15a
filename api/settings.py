"""How the server is run: frozen, from the environment (KG_HOST, KG_PORT ...), never read at import."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from kg.errors import KgError


class BadSetting(KgError, ValueError):
    """A setting that cannot be; the text names its variable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Each may be set as KG_ and its name in capitals. `base_url` is where the world reaches this server, if known.

    `page_size` and `page_most` are rows of a list in GraphQL; `shown_most` rows of a table on a page;
    `body_most` bytes of a request; `grace` seconds that running requests are given when the server stops.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = ""
    page_size: int = 50
    page_most: int = 500
    shown_most: int = 1000
    body_most: int = 1_000_000
    grace: int = 10

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
                given[one.name] = _read(name, environment[name], number=isinstance(one.default, int))
        return cls(**given)


def _read(name: str, text: str, number: bool) -> str | int:
    if not number:
        return text
    if not text.isdecimal():
        raise BadSetting(f"{name} is {text!r}; it must be a whole number")
    return int(text)
