"""A release that somebody gives, as a file or by its address: read wholly, with every check, before anything else."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import FaultyInput
from kg.sources.hpo import Hpo
from kg.sources.hpoa import check_hpoa, hpoa_version
from kg.sources.mondo import Mondo
from kg.sources.ontology import Ontology, read_bytes
from kg.sources.ontology.read import unpacked
from kg.sources.pins import KINDS

CLASSES: Final[dict[str, type[Ontology]]] = {"hp": Hpo, "mondo": Mondo}
_WEB: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+://")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_HPOA: Final = re.compile(r"\A(?:#.*\n)*(?:database_id\t|#?DatabaseID\t|\w+:\S+\t)")


@dataclass(frozen=True, slots=True)
class Given:
    """A sound release. `ontology` is None for annotations; `size` counts terms, or rows."""

    kind: str
    origin: str
    raw: bytes
    sha256: str
    format: str
    ending: str
    version: str
    size: int
    ontology: Ontology | None = None


def known(kind: str) -> str:
    """A kind that is one; raises `FaultyInput`."""
    if kind not in KINDS:
        raise FaultyInput(f"there is no source {kind!r} that can be renewed; right would be one of {', '.join(KINDS)}")
    return kind


def given(kind: str, source: str, sha256: str | None = None) -> Given:
    """Read a file or what stands at an address; raises `FaultyInput` or `NotFetched` with every fault."""
    raw, origin = _bytes(source)
    digest = hashlib.sha256(raw).hexdigest()
    _demanded(digest, origin, sha256)
    return read_given(known(kind), raw, origin, digest)


def _bytes(source: str) -> tuple[bytes, str]:
    if _WEB.match(source):
        # Its HTTP client takes a tenth of a second to load, and every command would wait for it.
        from kg.updates.fetch import fetch, shown

        return fetch(source), shown(source)
    path = Path(source)
    if not path.is_file():
        raise FaultyInput(f"there is no file {source}; right would be a file, or an address that starts https://")
    return path.read_bytes(), source


def _demanded(digest: str, origin: str, sha256: str | None) -> None:
    if sha256 is None:
        return
    wanted = sha256.strip().lower().removeprefix("sha256:")
    if not _SHA256.fullmatch(wanted):
        raise FaultyInput(f"{sha256!r} is no SHA-256; right would be 64 digits 0-9 and a-f")
    if wanted != digest:
        raise FaultyInput(f"{origin}: its SHA-256 is {digest}, and {wanted} was demanded; nothing was changed")


def read_given(kind: str, raw: bytes, origin: str, digest: str) -> Given:
    """The same from bytes that are there."""
    packed = ".gz" if raw[:2] == b"\x1f\x8b" else ""
    looks = "hpoa" if _HPOA.match(unpacked(raw, origin)[:20_000]) else kind if kind != "hpoa" else None
    if looks != kind:
        right = f"`kg sources update {looks}`" if looks else "phenotype.hpoa"
        what = "these are HPO's annotations of diseases" if looks else "these are no HPO annotations of diseases"
        raise FaultyInput(f"{origin}: {what}, given as {kind}; right would be {right}")
    if kind == "hpoa":
        rows, version = check_hpoa(raw, origin), hpoa_version(raw, origin)
        return Given(kind, origin, raw, digest, "HPOA", f"hpoa{packed}", version, rows)
    kinds = CLASSES[kind]
    found = read_bytes(raw, kinds.prefix, origin)
    ending, ontology = f"{found.format.ending}{packed}", kinds(found.version, found.terms)
    return Given(kind, origin, raw, digest, found.format.name, ending, found.version, len(found.terms), ontology)
