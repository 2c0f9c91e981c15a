"""An immutable, checksummed, reproducible artefact; written aside and moved into place."""

from kg.release.release import NoRelease, Release, current, named, publish

__all__ = ["NoRelease", "Release", "current", "named", "publish"]
