"""The whole release as one download that describes itself: an RO-Crate, as a folder or a ZIP archive."""

from kg.export.crate.crate import NotThisRelease, export_crate

__all__ = ["NotThisRelease", "export_crate"]
