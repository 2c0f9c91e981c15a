"""Which dialect an endpoint speaks: by the name that it gives itself, or by what it answers."""

from __future__ import annotations

from typing import Final

from kg.engine.dialects.plain import Dialect, Heard
from kg.engine.dialects.virtuoso import Virtuoso

PLAIN: Final = Dialect()
VIRTUOSO: Final = Virtuoso()
DIALECTS: Final[dict[str, Dialect]] = {one.name: one for one in (PLAIN, VIRTUOSO)}
"""Every dialect by its name, which a setting may fix."""


def spoken(heard: Heard, taken: Dialect) -> Dialect:
    """The dialect of whoever sent this, where it was asked in the dialect `taken`.

    An answer that tells nothing leaves it as it was: a proxy may give its own name for the engine's.

    >>> spoken(Heard(200, "application/n-triples", {"server": "Virtuoso/07.20.3229"}, b""), PLAIN).name
    'virtuoso'
    """
    if VIRTUOSO.sounds(heard):
        return VIRTUOSO
    # What is sent to Virtuoso is SPARQL for nobody else: who refuses it has come in its place.
    return PLAIN if heard.status == 400 else taken
