"""What opens another endpoint: a user with a password, or a token, from the environment alone and never shown."""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Self

import httpx

from kg.errors import KgError
from kg.settings import KEYS


class BadKeys(KgError, ValueError):
    """Credentials that cannot be used as they are given; the text never holds them."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Where `token` is set it is sent as a bearer's; else `user` and `password`, as Basic or Digest, once asked for."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def of_environment(cls, of: str, environment: Mapping[str, str] = os.environ) -> Self:
        """Those `of` LOAD or ENGINE: KG_LOAD_USER, KG_LOAD_PASSWORD, KG_LOAD_TOKEN; raises `BadKeys`."""
        user, password, token = (environment.get(name, "") for name in KEYS if name.startswith(f"KG_{of}_"))
        if token and (user or password):
            raise BadKeys(
                f"KG_{of}_TOKEN is set beside KG_{of}_USER or KG_{of}_PASSWORD; right would be one of the two"
            )
        if password and not user:
            raise BadKeys(f"KG_{of}_PASSWORD is set without KG_{of}_USER; right would be both")
        if not all(one.isprintable() for one in (user, password, token)) or not token.isascii():
            raise BadKeys(f"KG_{of}_USER, KG_{of}_PASSWORD or KG_{of}_TOKEN holds what no header can carry")
        return cls(user, password, token)

    def auth(self) -> Opening | None:
        """As the client of one endpoint uses them."""
        return Opening(self) if self.user or self.token else None


class Opening(httpx.Auth):
    """Answers the challenge that an endpoint sends, and goes on in the way that it asked for."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._way: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """See httpx; a user and a password are not sent before they are asked for."""
        if self._keys.token:
            request.headers["authorization"] = f"Bearer {self._keys.token}"
            yield request
            return
        if self._way is None:
            answer = yield request
            asked = " ".join(answer.headers.get_list("www-authenticate")).lower()
            if answer.status_code != httpx.codes.UNAUTHORIZED or not asked:
                return
            kind = httpx.DigestAuth if "digest" in asked else httpx.BasicAuth
            self._way = kind(self._keys.user, self._keys.password)
        yield from self._way.auth_flow(request)
