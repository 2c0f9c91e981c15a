"""An immutable, checksummed, reproducible artefact; written aside and moved into place."""

from kg.release.documents import Documents
from kg.release.homes import OneHome, Twice
from kg.release.quads import Quads
from kg.release.release import (
    CURRENT,
    NewerRelease,
    NoRelease,
    Release,
    current,
    may_publish,
    named,
    publish,
    release_iri,
)

__all__ = [
    "CURRENT",
    "Documents",
    "NewerRelease",
    "NoRelease",
    "OneHome",
    "Quads",
    "Release",
    "Twice",
    "current",
    "may_publish",
    "named",
    "publish",
    "release_iri",
]
