"""An immutable, checksummed, reproducible artefact; written aside and moved into place."""

from kg.release.documents import Documents
from kg.release.homes import OneHome, Twice
from kg.release.quads import Quads
from kg.release.release import NoRelease, Release, current, named, publish

__all__ = ["Documents", "NoRelease", "OneHome", "Quads", "Release", "Twice", "current", "named", "publish"]
