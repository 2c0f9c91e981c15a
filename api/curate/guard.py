"""Who may ask: a browser of this machine, and for a decision a form that this very start of ours has shown.

A page elsewhere can send forms to any address, and a name elsewhere can be made to lead to this machine (DNS
rebinding); so the host that is asked for must be this machine's, and a form must come from a page of ours.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from kg.errors import KgError

LOOPBACK: Final = ("127.0.0.1", "::1")
"""Where it may listen."""
_NAMES: Final = (*LOOPBACK, "localhost")


class NotFromHere(KgError):
    """A request that is refused; the text says why, and what would be right."""


def look(method: str, headers: Mapping[str, str]) -> None:
    """Raises `NotFromHere` where a request is for another host, or would decide and is not from a page of ours."""
    host = headers.get("host", "")
    if _name(f"//{host}") not in _NAMES:
        raise NotFromHere("this page is for this machine alone; right would be its address, as `kg curate` printed it")
    if method in ("GET", "HEAD"):
        return
    came = headers.get("origin") or headers.get("referer", "")
    try:
        parts = urlsplit(came)
    except ValueError:
        parts = urlsplit("")
    if (parts.scheme, parts.netloc) != ("http", host) or headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise NotFromHere("a decision must come from a form of this very page; right would be to open the page again")


def check_token(given: str, ours: str) -> None:
    """Raises `NotFromHere` where a form is of another start, or of nobody's."""
    if not hmac.compare_digest(given.encode(), ours.encode()):
        raise NotFromHere(
            "this form is of an earlier start of `kg curate`; nothing was decided; right would be to reload"
        )


def _name(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises where it is none
    except ValueError:
        return None
    return None if parts.username or parts.path else parts.hostname
