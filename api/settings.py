"""How the server is run: frozen, from the environment (KG_HOST, KG_PORT ...), never read at import."""

from __future__ import annotations

import ipaddress
import math
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Final, Self, TypeAlias
from urllib.parse import urlsplit

from kg.errors import KgError
from kg.settings import FOLDERS, KEYS, SWITCHES, masked

# The type of a setting says what it must be: `_KINDS` has for its name how it is read.
Port: TypeAlias = int
Some: TypeAlias = int
Pause: TypeAlias = float
Root: TypeAlias = str
Endpoints: TypeAlias = tuple[str, ...]
Addresses: TypeAlias = tuple[str, ...]


class BadSetting(KgError, ValueError):
    """Settings that cannot be; the text has a line for each, which names its variable or option."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Each may be set as KG_ and its name in capitals; api/README.md has the table that says what each is."""

    host: str = "127.0.0.1"
    port: Port = 8000
    base_url: Root = ""
    page_size: Some = 50
    page_most: Some = 500
    shown_most: Some = 1000
    body_most: Some = 1_000_000
    header_deadline: float = 20
    body_deadline: float = 60
    grace: int = 10
    watch: Pause = 1
    workers: int = 2
    deadline: float = 30
    deadline_most: float = 60
    memory_most: Some = 1_000_000_000
    answer_most: Some = 50_000_000
    waiting_most: int = 64
    running_per_client: Some = 4
    waiting_per_client: int = 64
    patience: float = 240
    trusted_proxies: Addresses = ()
    cache_most: int = 64_000_000
    graphql_cost_most: Some = 50_000
    federation: Endpoints = ()
    engine: Endpoints = ()

    @classmethod
    def of_environment(
        cls, environment: Mapping[str, str] = os.environ, said: Mapping[str, object] = MappingProxyType({})
    ) -> Self:
        """The settings of an environment, and before them what was `said` by options; raises `BadSetting`.

        >>> Settings.of_environment({"KG_PORT": "80"}).port
        80
        """
        kinds = {f"KG_{one.name.upper()}": (one.name, str(one.type)) for one in fields(cls)}
        known = [*kinds, *FOLDERS, *KEYS, *SWITCHES]
        unknown = {one for one in environment if one.startswith("KG_")} - {*known}
        faults = [_unknown(one, known) for one in sorted(unknown)]
        given: dict[str, Any] = {}
        for variable, (name, kind) in kinds.items():
            label, text = (f"--{name}", said[name]) if name in said else (variable, environment.get(variable))
            read, right = _KINDS[kind]
            try:
                given |= {} if text is None else {name: read(str(text))}
            except ValueError:
                faults.append(f"{label} is {masked(repr(text))}; it must be {right}")
        if faults:
            raise BadSetting("\n".join(faults))
        return cls(**given)


def _unknown(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, 1)
    right = f"{near[0]}, if that was meant" if near else f"one of {', '.join(sorted(known))}"
    return f"{name} is no setting; right would be {right}"


def _whole(least: int, most: float = math.inf) -> Callable[[str], int]:
    def read(text: str) -> int:
        found = int(text) if text.isascii() and text.isdecimal() else -1
        return found if least <= found <= most else _wrong()

    return read


def _wrong() -> Any:
    raise ValueError


def _seconds(text: str) -> float:
    found = _pause(text)
    return found if found > 0 else _wrong()


def _pause(text: str) -> float:
    found = float(text)
    return found if math.isfinite(found) and found >= 0 else _wrong()


_NO_IRI: Final = re.compile(r'[\s<>"{}|\\^`]|%(?![0-9A-Fa-f]{2})')
"""What stands in no IRI, as which the address is told (RFC 3987, 2.2)."""


def _endpoint(text: str) -> str:
    parts = urlsplit(text)
    told = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and "@" not in parts.netloc
    fine = told and not _NO_IRI.search(text)
    return text if fine or not text else _wrong()


def _root(text: str) -> str:
    return _endpoint(text) if not {"?", "#"} & {*text} else _wrong()


def _each(read: Callable[[str], object]) -> Callable[[str], tuple[str, ...]]:
    return lambda text: tuple(str(read(one)) for one in text.replace(",", " ").split())


_KINDS: Final[Mapping[str, tuple[Callable[[str], object], str]]] = {
    "str": (str, "a text"),
    "int": (_whole(0), "a whole number"),
    "Some": (_whole(1), "a whole number above 0"),
    "Port": (_whole(0, 65535), "a port: 1 to 65535, or 0 for any that is free"),
    "float": (_seconds, "a number of seconds above 0"),
    "Pause": (_pause, "a number of seconds, or 0 for never"),
    "Root": (_root, "an address such as https://example.org/csf1r, without ? and #"),
    "Endpoints": (
        _each(_endpoint),
        "addresses such as https://example.org/sparql, with commas between them and neither user nor password in them",
    ),
    "Addresses": (_each(ipaddress.ip_address), "IP addresses such as 192.0.2.1, with commas between them"),
}
