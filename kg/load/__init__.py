"""A release, put into a store elsewhere: graph by graph, resumable, counted; readers have one whole, or are told."""

from kg.load.layout import USING, Layout
from kg.load.publish import SWITCH, Loading
from kg.load.store import LoadFailed, Store

__all__ = ["SWITCH", "USING", "Layout", "LoadFailed", "Loading", "Store"]
