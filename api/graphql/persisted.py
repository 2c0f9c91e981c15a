"""Persisted queries as Apollo's clients send them (APQ): by the SHA-256 of the text, with the text the first time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, Final

from api.cache import Cache
from api.errors import Refusal

MOST: Final = 4_000_000
"""Bytes of texts that are kept."""


class NotPersisted(Exception):
    """No text is known by this hash; the client sends it again with the text."""


class Persisted:
    """Texts by their hash: those that are known from the start, and what clients have sent since."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = {digest(text): text for text in known}
        self._sent: Cache[str] = Cache(MOST)

    def text(self, query: str | None, extensions: Mapping[str, Any]) -> str:
        """The text of a request, which has it or names it.

        Raises `NotPersisted`, and `Refusal` for a hash that is not the text's.
        """
        asked = extensions.get("persistedQuery")
        if asked is None:
            return query or ""
        name = asked.get("sha256Hash") if isinstance(asked, dict) else None
        if not isinstance(name, str) or asked.get("version") != 1:
            raise Refusal(400, "`extensions.persistedQuery` is {version: 1, sha256Hash: ...}")
        name = name.lower()
        if not query:
            found = self._known.get(name) or self._sent.get(name)
            if found is None:
                raise NotPersisted
            return found
        if digest(query) != name:
            raise Refusal(400, "`sha256Hash` is not the hash of `query`")
        if name not in self._known:
            self._sent.put(name, query, len(query))
        return query


def digest(text: str) -> str:
    """The name of a text.

    >>> digest("{ __typename }")[:8]
    '7f56e67d'
    """
    return sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
