"""The forms in which the whole dataset lies in a release, written from it a piece at a time."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from kg.files import placing
from kg.gzips import Block, join, packed
from kg.release import jsonld, turtle
from kg.release.pieces import Piece
from kg.release.runs import ReadRun, by_graph, often, once, things

Told = Callable[[str, Sequence[ReadRun]], str]
"""What a form says of a thing, as it is spelt, by its runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetForm:
    """A file of a release, gzipped; `media` and `specification` are of what is packed.

    A text is the `head`, the graphs in the order of their names, and the `tail`; a graph is what `opens` it, its things
    in their order with `between` them, and what `closes` it. Without `told` it is the lines as they are; where graphs
    are not `named`, all are one.
    """

    file: str
    media: str
    name: str
    specification: str
    says: str
    told: Told | None = None
    named: bool = True
    head: str = ""
    opens: Callable[[str, int], str] = lambda graph, number: ""
    between: str = ""
    closes: str = ""
    tail: str = ""


FORMS: Final = (
    DatasetForm(
        file="dataset.nq.gz",
        media="application/n-quads",
        name="RDF 1.1 N-Quads",
        specification="https://www.w3.org/TR/n-quads/",
        says="everything, as N-Quads: one statement and its graph a line, sorted",
    ),
    DatasetForm(
        file="dataset.trig.gz",
        media="application/trig",
        name="RDF 1.1 TriG",
        specification="https://www.w3.org/TR/trig/",
        says="everything, as TriG: the named graphs, easier to read",
        told=turtle.turtle,
        head=turtle.HEAD,
        opens=turtle.opens,
        closes="}\n",
    ),
    DatasetForm(
        file="dataset.ttl.gz",
        media="text/turtle",
        name="RDF 1.1 Turtle",
        specification="https://www.w3.org/TR/turtle/",
        says="everything, as Turtle: all graphs together, without saying which",
        told=turtle.turtle,
        named=False,
        head=f"{turtle.HEAD}\n",
    ),
    DatasetForm(
        file="dataset.jsonld.gz",
        media="application/ld+json",
        name="JSON-LD 1.1",
        specification="https://www.w3.org/TR/json-ld11/",
        says="everything, as JSON-LD: the named graphs, a thing a line",
        told=jsonld.jsonld,
        head=jsonld.HEAD,
        opens=jsonld.opens,
        between=jsonld.BETWEEN,
        closes=jsonld.CLOSES,
        tail=jsonld.TAIL,
    ),
)
DATASET: Final = FORMS[0].file
"""The form that programs of ours read."""
Part = bytes | Block


@dataclass(frozen=True, slots=True)
class Formed:
    """A piece in every form: the parts of its graphs by the file; and how many statements each graph has in it."""

    parts: Mapping[str, Mapping[str, Part]]
    sizes: Counter[str]


def formed(piece: Piece) -> Formed:
    """Write a piece in every form. What a piece gives depends on nothing else."""
    lines = piece.raw()
    every = list(things(lines))
    sizes, doubled = Counter[str](), False
    for run, times in often(every).items():
        doubled |= len(run.objects) < run.lines
        for part in run.parts or (run,):
            sizes[part.graph] += len(part.objects) * times
    texts, parts = _told(every), dict[str, dict[str, Part]]()
    for form in FORMS:
        if form.told is None:
            parts[form.file] = {"": packed(once(lines) if doubled else lines)}
        else:
            mine = ((graph, some) for graph, some in texts[form.told].items() if bool(graph) is form.named)
            parts[form.file] = {graph: packed(form.between.join(some).encode()) for graph, some in mine}
    return Formed(parts, sizes)


def _told(every: Iterable[tuple[str, Sequence[ReadRun]]]) -> dict[Told, dict[str, list[str]]]:
    """What is said of things, by how it is said and by the graph; where a form wants it, of all graphs ("") too."""
    found: dict[Told, dict[str, list[str]]] = {form.told: defaultdict(list) for form in FORMS if form.told}
    whole = {form.told for form in FORMS if not form.named}
    for subject, runs in every:
        graphs = by_graph(runs)
        for told, texts in found.items():
            if told in whole:
                text = told(subject, runs)
                texts[""].append(text)
                if len(graphs) == 1:
                    texts[next(iter(graphs))].append(text)
                    continue
            for graph, some in graphs.items():
                texts[graph].append(told(subject, some))
    return found


@dataclass(slots=True)
class Waiting:
    """Parts of one form, which wait in a file until all before them are there."""

    file: IO[bytes]
    places: dict[str, list[tuple[int, int, int | None, int]]] = field(default_factory=lambda: defaultdict(list))

    def put(self, graph: str, part: Part) -> None:
        """Take in the next part of a graph."""
        raw, size, crc = (part.packed, part.size, part.crc) if isinstance(part, Block) else (part, 0, None)
        self.places[graph].append((self.file.tell(), len(raw), crc, size))
        self.file.write(raw)

    def get(self, form: DatasetForm) -> Iterator[Part]:
        """The whole text in its order."""
        yield form.head.encode()
        for number, graph in enumerate(sorted(self.places)):
            yield form.opens(graph, number).encode()
            for place, (start, length, crc, size) in enumerate(self.places[graph]):
                if place and form.between:
                    yield form.between.encode()
                self.file.seek(start)
                raw = self.file.read(length)
                yield raw if crc is None else Block(raw, size, crc)
            yield form.closes.encode()
        yield form.tail.encode()


def write_forms(folder: Path, done: Iterable[Formed]) -> Counter[str]:
    """Write every form of a dataset into a folder, from its pieces in their order; how large each graph is."""
    sizes = Counter[str]()
    with ExitStack() as stack:
        waiting = {}
        for form in reversed(FORMS):
            stack.enter_context(placing(folder / form.file))
            waiting[form.file] = Waiting(stack.enter_context(tempfile.TemporaryFile(dir=folder)))
        for one in done:
            sizes.update(one.sizes)
            for file, parts in one.parts.items():
                for graph, part in parts.items():
                    waiting[file].put(graph, part)
        for form in FORMS:
            join(folder / form.file, waiting[form.file].get(form))
    return sizes
