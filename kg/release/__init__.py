"""An immutable, checksummed, reproducible artefact; written aside and moved into place."""

from kg.release.dataset import DatasetLines
from kg.release.documents import Documents
from kg.release.homes import Twice
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
    "DatasetLines",
    "Documents",
    "NewerRelease",
    "NoRelease",
    "Release",
    "Twice",
    "current",
    "may_publish",
    "named",
    "publish",
    "release_iri",
]
