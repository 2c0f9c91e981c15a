"""Counters for Prometheus: what became of queries, how long they took, how the engine and the caches do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.responses import Response

from api.cache import Cache
from kg.engine.serving import EngineState, ReplicaState

BUCKETS: Final = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60)


class Metrics:
    """The counters of a server, of whichever releases it has served."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._queries = Counter("kg_queries", "Queries by what became of them", ["outcome"], registry=self._registry)
        self._seconds = Histogram(
            "kg_query_seconds",
            "From request to answer, of queries that were not in the cache",
            buckets=BUCKETS,
            registry=self._registry,
        )
        told = "The same by the door they came in at"
        self._at = Counter("kg_requests", told, ["door", "outcome"], registry=self._registry)
        self._at_seconds = Histogram("kg_request_seconds", told, ["door"], buckets=BUCKETS, registry=self._registry)
        self._children: dict[tuple[str, str], tuple[Counter, Counter, Histogram]] = {}
        self._kept = self._queries.labels("cached"), self._at.labels("sparql", "cached")

    def cached(self) -> None:
        """One of `/sparql` was answered from the cache."""
        for one in self._kept:
            one.inc()

    def ended(self, door: str, outcome: str, seconds: float) -> None:
        """One ended so, after so long."""
        children = self._children.get((door, outcome))
        if children is None:
            # To find them by their labels takes as long as to count.
            children = self._queries.labels(outcome), self._at.labels(door, outcome), self._at_seconds.labels(door)
            self._children[door, outcome] = children
        queries, at, at_seconds = children
        queries.inc()
        at.inc()
        at_seconds.observe(seconds)
        self._seconds.observe(seconds)

    def told(self, now: Standing) -> Response:
        """All of them, and how things stand, as Prometheus reads it."""
        headers = {"content-type": CONTENT_TYPE_LATEST, "cache-control": "no-store"}
        return Response(generate_latest(self._registry) + generate_latest(now), headers=headers)


@dataclass(frozen=True, eq=False)
class Standing(Collector):
    """How an engine does, how many requests wait for a turn of their client, and the caches by name."""

    engine: EngineState
    waiting: int
    caches: Mapping[str, Cache[Any]]

    def collect(self) -> Iterator[Metric]:
        """What stands so at the moment."""
        now = self.engine
        yield GaugeMetricFamily("kg_engine_ready", "1 when queries are answered", int(now.ready))
        yield GaugeMetricFamily("kg_workers", "Workers", now.workers)
        yield GaugeMetricFamily("kg_queries_running", "Queries that run", now.running)
        yield GaugeMetricFamily("kg_queries_waiting", "Queries that wait for a worker", now.waiting)
        yield GaugeMetricFamily("kg_turns_waiting", "Requests that wait for a turn of their client", self.waiting)
        yield CounterMetricFamily("kg_workers_restarted", "Workers that were replaced", now.restarted)
        yield from _behind(now.replicas)
        hits = CounterMetricFamily("kg_cache_hits", "Found in the cache", labels=["cache"])
        misses = CounterMetricFamily("kg_cache_misses", "Not found in the cache", labels=["cache"])
        size = GaugeMetricFamily("kg_cache_bytes", "Bytes held", labels=["cache"])
        for label, cache in self.caches.items():
            hits.add_metric([label], cache.hits)
            misses.add_metric([label], cache.misses)
            size.add_metric([label], cache.bytes)
        yield from (hits, misses, size)


def _behind(replicas: Sequence[ReplicaState]) -> Iterator[Metric]:
    """How each endpoint behind this server does, by its address."""
    if not replicas:
        return
    ready = GaugeMetricFamily("kg_endpoint_ready", "1 when the endpoint is asked", labels=["endpoint"])
    asked = CounterMetricFamily("kg_endpoint_queries", "Queries sent to the endpoint", labels=["endpoint"])
    failed = CounterMetricFamily("kg_endpoint_failures", "Of them, those without a usable answer", labels=["endpoint"])
    for one in replicas:
        ready.add_metric([one.address], int(one.ready))
        asked.add_metric([one.address], one.asked)
        failed.add_metric([one.address], one.failed)
    yield from (ready, asked, failed)
