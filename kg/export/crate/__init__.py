"""The whole release as one download that describes itself: an RO-Crate, as a folder or a ZIP archive."""

from kg.export.crate.crate import export_crate
from kg.export.crate.parts import NotThisRelease

__all__ = ["NotThisRelease", "export_crate"]
