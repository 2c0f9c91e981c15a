"""Any SPARQL 1.1 endpoint, or several that hold the same, behind our own."""

from kg.engine.remote.engine import RemoteEngine
from kg.engine.remote.keys import Keys

__all__ = ["Keys", "RemoteEngine"]
