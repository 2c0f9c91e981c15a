"""The port to listen on, taken before anything that takes long; `python -m api.port HOST PORT` says whether it can be.

That needs nothing installed, so `make serve` asks it first.
"""

from __future__ import annotations

import errno
import socket
import sys
from contextlib import ExitStack, suppress
from typing import Final

from api.settings import Settings
from kg.errors import KgError

_HIGHEST: Final = 65_535
_FREE_FOR_ALL: Final = 8000
_ADDRESSES: Final = "127.0.0.1 for this machine alone, 0.0.0.0 or :: for all that reach it"
_NOT_HERE: Final = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


class NoPort(KgError, OSError):
    """Nobody can listen there; the text says why, and where one could."""


def taken(host: str, port: int) -> list[socket.socket]:
    """A socket bound to each address of a host, for a server to listen on; raises `NoPort`. Port 0 is any free one."""
    try:
        return _every(host, port)
    except (socket.gaierror, UnicodeError) as error:
        raise NoPort(f"{host!r} is the name of no machine; right would be {_ADDRESSES}") from error
    except OSError as error:
        raise NoPort(_told(error, host, port)) from error


def _every(host: str, port: int) -> list[socket.socket]:
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    with ExitStack() as opened:
        sockets: list[socket.socket] = []
        for number, (family, place) in enumerate(dict.fromkeys((one[0], str(one[4][0])) for one in found)):
            try:
                sockets.append(opened.enter_context(_bound(family, place, port)))
                port = sockets[0].getsockname()[1]
            except OSError as error:
                # A name may stand for several addresses, of which this machine has some.
                if error.errno not in _NOT_HERE or not (sockets or number + 1 < len(found)):
                    raise
        opened.pop_all()
    return sockets


def _bound(family: int, place: str, port: int) -> socket.socket:
    one = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.bind((place, port))
    except OSError:
        one.close()
        raise
    return one


def _told(error: OSError, host: str, port: int) -> str:
    if error.errno in _NOT_HERE:
        return f"{host} is no address of this machine; right would be {_ADDRESSES}"
    if error.errno == errno.EADDRINUSE:
        what = f"port {port} at {host} is taken: another program listens there, perhaps another `kg serve`"
        return f"{what}; right would be {_free(host, port + 1)}"
    if error.errno == errno.EACCES:
        what = f"port {port} is not for this user: those below 1024 are the system's"
        return f"{what}; right would be {_free(host, _FREE_FOR_ALL)}, and a reverse proxy before it"
    return f"port {port} at {host}: {error.strerror or error}; right would be {_free(host, port + 1)}"


def _free(host: str, port: int) -> str:
    """The next port that is free, as one says it."""
    for number in range(port, min(port + 100, _HIGHEST) + 1):
        with suppress(OSError):
            for one in _every(host, number):
                one.close()
            return f"a free one, such as {number} (`make serve PORT={number}`, `kg serve --port {number}`)"
    return "a free one"


if __name__ == "__main__":
    try:
        asked = Settings.of_environment(said=dict(zip(("host", "port"), sys.argv[1:], strict=False)))
        taken(asked.host, asked.port)
    except KgError as error:
        sys.exit(f"kg: {error}")
