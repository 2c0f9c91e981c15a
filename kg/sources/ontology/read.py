"""A release of an ontology, from a file in any of its formats; which one, and which ontology, its content decides."""

from __future__ import annotations

import gzip
import io
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import FaultyInput
from kg.sources.ontology import obo, obographs, owl
from kg.sources.ontology.sound import settled, unsound
from kg.sources.ontology.term import Draft, OntologyTerm

KINDS: Final = {"HP": ("hp", "the Human Phenotype Ontology"), "MONDO": ("mondo", "Mondo")}
"""The ontologies that are read, by the prefix of their ids: how they are called here, and by people."""
SHOWN: Final = 30
"""Faults told in a message; how many more there are is told too."""
LARGEST: Final = 1_000_000_000
"""Bytes that a file may unpack to: mondo.owl, the largest, has a few hundred million."""


@dataclass(frozen=True, slots=True)
class Format:
    """A form in which ontologies are published, and its reader."""

    name: str
    ending: str
    read: Callable[[str, str], Draft]
    prefixes: Callable[[str], list[str]]


OBO: Final = Format("OBO", "obo", obo.read_obo, obo.prefixes)
OBOGRAPHS: Final = Format("OBO Graphs JSON", "json", obographs.read_obographs, obographs.prefixes)
OWL: Final = Format("OWL (RDF/XML)", "owl", owl.read_owl, owl.prefixes)


@dataclass(frozen=True, slots=True)
class OntologyRelease:
    """What a file holds: `version` as it says itself, without the address around it."""

    format: Format
    version: str
    terms: dict[str, OntologyTerm]


def read_release(path: Path, prefix: str) -> OntologyRelease:
    """A sound release, plain or gzipped; raises `FaultyInput` with every fault."""
    return read_bytes(path.read_bytes(), prefix, str(path))


def read_bytes(raw: bytes, prefix: str, name: str) -> OntologyRelease:
    """The same from bytes; `name` is what messages call them."""
    text = unpacked(raw, name)
    form = format_of(text)
    if form is None:
        raise FaultyInput(f"{name}: {_seen(text)}; right would be a release in OBO, OBO Graphs JSON or OWL (RDF/XML)")
    try:
        draft = form.read(text, prefix)
    except FaultyInput as error:
        raise FaultyInput(f"{name}: {error}") from None
    except RecursionError:
        raise FaultyInput(f"{name}: it is nested too deeply to be an ontology") from None
    terms = settled(draft)
    faults = list(_faults(draft, terms, prefix, form.prefixes(text) if not terms else []))
    if faults:
        raise FaultyInput(told(name, faults))
    assert draft.version is not None  # noqa: S101 - its lack is a fault
    # OBO files of Mondo leave out what the version IRIs of the others begin with.
    version = f"{KINDS[prefix][0]}/{draft.version}" if draft.version.startswith("releases/") else draft.version
    return OntologyRelease(form, version, terms)


def _faults(
    draft: Draft, terms: dict[str, OntologyTerm], prefix: str, others: list[str]
) -> Iterator[tuple[str, str, str]]:
    called = KINDS[prefix][1]
    if draft.version is None:
        what = "no data-version line (OBO), version (JSON) or version IRI (OWL), so this is no release"
        yield "the file", what, f"a release of {called}"
    if not terms:
        most = Counter(others).most_common(1)
        seen = f"its terms are {most[0][0]}:..." if most else "it holds no term"
        other = f", or `kg sources update {KINDS[most[0][0]][0]}`" if most and most[0][0] in KINDS else ""
        yield "the file", f"this is not {called}: {seen}", f"ids such as {prefix}:0000001{other}"
    yield from draft.faults
    yield from unsound(draft, terms, prefix)


def told(name: str, faults: list[tuple[str, str, str]]) -> str:
    """Faults as a message: each with its place and what would be right."""
    lines = [f"{name}: {place}: {what}\n    right would be: {right}" for place, what, right in faults[:SHOWN]]
    more = len(faults) - SHOWN
    return "\n".join([*lines, f"and {more:,} more"] if more > 0 else lines)


def unpacked(raw: bytes, name: str) -> str:
    """The text of a file, gzipped or not; raises `FaultyInput` where it is cut off, too large, or not UTF-8."""
    data = _gunzipped(raw, name) if raw[:2] == b"\x1f\x8b" else raw
    if not data.strip():
        raise FaultyInput(f"{name}: the file is empty; right would be a release")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise FaultyInput(f"{name}: line {line}: {what}; right would be plain text or gzip") from None


def _gunzipped(raw: bytes, name: str) -> bytes:
    try:
        data = gzip.GzipFile(fileobj=io.BytesIO(raw)).read(LARGEST + 1)
    except EOFError:
        raise FaultyInput(f"{name}: the gzip file breaks off; right would be the whole file") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise FaultyInput(f"{name}: the gzip file is broken: {error}; right would be the whole file") from None
    if len(data) > LARGEST:
        raise FaultyInput(f"{name}: it unpacks to more than {LARGEST:,} bytes; right would be a release")
    return data


def format_of(text: str) -> Format | None:
    """The format that a text is in, by its first signs; None when it is none of the three."""
    start = text[:100_000].lstrip()
    if start.startswith("{"):
        return OBOGRAPHS
    if start.startswith("<"):
        return OWL if "<rdf:RDF" in start else None
    return OBO if start.startswith(("format-version:", "data-version:")) or "\n[Term]" in start else None


def format_in(path: Path) -> str:
    """The name of the format that a file is in, by its beginning; raises `FaultyInput`."""
    with path.open("rb") as stream:
        start = stream.read(200_000)
    if start[:2] == b"\x1f\x8b":
        start = zlib.decompressobj(wbits=31).decompress(start, 200_000)
    form = format_of(start.decode("utf-8-sig", errors="replace"))
    if form is None:
        raise FaultyInput(f"{path}: this is no ontology")
    return form.name


def _seen(text: str) -> str:
    start = text[:2000].lstrip().lower()
    if start.startswith(("<!doctype html", "<html")):
        return "this is a web page (HTML), such as a server sends in place of a file"
    return f"this is no ontology; it starts {text.lstrip()[:40]!r}"
