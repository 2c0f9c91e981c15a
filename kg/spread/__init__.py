"""One function over many tasks: in this process, in several of this machine, or on the workers of an engine."""

from kg.spread.ahead import Ahead, beside
from kg.spread.cluster import Cluster, EngineLost, NoEngine, near
from kg.spread.machine import Processes, Spread, WorkerLost, here, over

__all__ = [
    "Ahead",
    "Cluster",
    "EngineLost",
    "NoEngine",
    "Processes",
    "Spread",
    "WorkerLost",
    "beside",
    "here",
    "near",
    "over",
]
