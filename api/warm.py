"""What the first readers of a release would wait for is got ready beside its start: libraries, people, templates.

Nobody waits for it, no request's turn is taken and the engine is asked nothing: a page that comes meanwhile does the
same for itself, as it would without this.
"""

from __future__ import annotations

import logging
import threading
import time
from importlib import import_module
from typing import Final

from api.pages.frame import compiled
from kg.analysis import Held
from kg.engine.serving import ServingEngine

log: Final = logging.getLogger("api.warm")
ARITHMETIC: Final = ("kg.analysis.exact", "kg.analysis.random_effects", "kg.analysis.samples", "kg.analysis.survival")
"""What loads scipy's tests, statsmodels and lifelines, which analyses import when a figure is first worked out."""


def warm_up(engine: ServingEngine) -> threading.Thread:
    """Begin, in a thread of its own that keeps nobody from ending the process."""
    thread = threading.Thread(target=_warmed, args=(engine,), name="warm-up", daemon=True)
    thread.start()
    return thread


def _warmed(engine: ServingEngine) -> None:
    start = time.perf_counter()
    try:
        people = Held.read_ahead(engine)
        compiled()
        for name in ARITHMETIC:
            import_module(name)
    except Exception:
        log.warning("the first pages will be slower: what they need could not be got ready", exc_info=True)
        return
    about = {"people": people, "seconds": round(time.perf_counter() - start, 1)}
    log.info("what the first pages need is ready", extra={"about": about})
