"""Running the page of a curator: `kg curate` comes here. It listens on this machine alone."""

from __future__ import annotations

import gc
import webbrowser
from contextlib import ExitStack, suppress
from secrets import token_urlsafe
from threading import Thread
from typing import TYPE_CHECKING

import uvicorn

from api.curate.app import make_curate_app
from api.curate.guard import LOOPBACK
from api.curate.opened import opened
from api.port import taken
from kg.errors import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.review.desk import ReviewDesk
    from kg.review.passages import LaidText
    from kg.review.terms import TermDesk


def run(
    pairs: Sequence[tuple[ReviewDesk, LaidText | None]],
    terms: TermDesk,
    host: str,
    port: int,
    shown: bool,
    tell: Callable[[str], None],
) -> None:
    """Serve evidence files with their texts until told to stop; `shown` opens a browser. Raises `FaultyInput`."""
    check_host(host)
    with ExitStack() as held:
        [one] = [held.enter_context(one) for one in taken(host, port)]
        curating = opened(pairs, terms, token_urlsafe(24))
        for file in curating.files:
            if file.another:
                tell(file.another)
        app = make_curate_app(curating)
        config = uvicorn.Config(
            app, lifespan="off", server_header=False, proxy_headers=False, log_config=None, access_log=False
        )
        one.listen(config.backlog)
        where = f"[{host}]" if ":" in host else host
        address = f"http://{where}:{one.getsockname()[1]}/curate"
        tell(f"curating at {address} (Ctrl-C ends it; every decision is saved as it is made)")
        # Terms are read while the first candidates are looked at.
        Thread(target=_read, args=(terms,), daemon=True).start()
        if shown:
            webbrowser.open(address)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run([one])


def check_host(host: str) -> None:
    """Raises `FaultyInput` where others than this machine could come in."""
    if host not in LOOPBACK:
        why = "whoever reaches this page can change evidence, so it is served to this machine alone"
        raise FaultyInput(f"--host {host!r} cannot be: {why}; right would be one of: {', '.join(LOOPBACK)}")


def _read(terms: TermDesk) -> None:
    with suppress(FaultyInput):  # told to whoever looks a term up
        terms.lookup()
    # A decision reads the file several times; without this, each would look through all terms for rubbish.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
