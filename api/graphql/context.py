"""What the resolvers of one request share: the engine, the limits, and loaders that ask once for many things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from starlette.concurrency import run_in_threadpool
from strawberry.dataloader import DataLoader

from api.about import About
from api.settings import Settings
from kg import find
from kg.engine import Engine

K = TypeVar("K")
T = TypeVar("T")
P = ParamSpec("P")
Many = tuple[str, ...]
Wanted = tuple[str, find.FindingFilter]
BATCH = 500


def loader(engine: Engine, read: Callable[[Engine, Sequence[str]], Mapping[str, T]]) -> DataLoader[str, Any]:
    """A loader over a batched read of kg.find; what is not found is None."""

    async def load(iris: list[str]) -> list[T | None]:
        found = await run_in_threadpool(read, engine, iris)
        return [found.get(iri) for iri in iris]

    return DataLoader(load_fn=load, max_batch_size=BATCH)


def findings_loader(engine: Engine) -> DataLoader[Wanted, tuple[find.FindingFacts, ...]]:
    """Findings by case and filter: one read for each filter, whatever the number of cases."""

    async def load(wanted: list[Wanted]) -> list[tuple[find.FindingFacts, ...]]:
        by_filter: dict[find.FindingFilter, list[str]] = defaultdict(list)
        for case, where in wanted:
            by_filter[where].append(case)
        found: dict[Wanted, tuple[find.FindingFacts, ...]] = {}
        for where, cases in by_filter.items():
            read = await run_in_threadpool(find.findings_of_cases, engine, cases, where)
            found |= {(case, where): facts for case, facts in read.items()}
        return [found[one] for one in wanted]

    return DataLoader(load_fn=load, max_batch_size=BATCH)


@dataclass(slots=True)
class Context:
    """Made anew for every request, since loaders remember what they read."""

    engine: Engine
    settings: Settings
    about: About
    cases: DataLoader[str, find.CaseFacts | None]
    variants: DataLoader[str, find.VariantFacts | None]
    papers: DataLoader[str, find.PaperFacts | None]
    findings: DataLoader[Wanted, tuple[find.FindingFacts, ...]]
    genotypes: DataLoader[str, tuple[find.GenotypeFacts, ...]]
    cases_of_variant: DataLoader[str, Many]
    cases_of_paper: DataLoader[str, Many]
    variants_of_paper: DataLoader[str, Many]
    papers_of_variant: DataLoader[str, Many]

    @classmethod
    def of(cls, engine: Engine, settings: Settings, about: About) -> Context:
        """The context of a new request."""
        return cls(
            engine=engine,
            settings=settings,
            about=about,
            cases=loader(engine, find.read_cases),
            variants=loader(engine, find.read_variants),
            papers=loader(engine, find.read_papers),
            findings=findings_loader(engine),
            genotypes=loader(engine, find.genotypes_of_cases),
            cases_of_variant=loader(engine, find.cases_of_variants),
            cases_of_paper=loader(engine, find.cases_of_papers),
            variants_of_paper=loader(engine, find.variants_of_papers),
            papers_of_variant=loader(engine, find.papers_of_variants),
        )

    def ask(self, read: Callable[Concatenate[Engine, P], T], *args: P.args, **kwargs: P.kwargs) -> Awaitable[T]:
        """A read of kg.find in a thread of its own: the engine blocks, and the event loop must not."""
        return run_in_threadpool(read, self.engine, *args, **kwargs)
