"""What databases of variants say of our variants: imported once, kept as finished quads, added to a build."""

from kg.databases.join import Ours
from kg.databases.report import DatabaseReport
from kg.databases.store import Database, databases, remove_database
from kg.databases.work import Asked, import_clinvar, import_gnomad

__all__ = [
    "Asked",
    "Database",
    "DatabaseReport",
    "Ours",
    "databases",
    "import_clinvar",
    "import_gnomad",
    "remove_database",
]
