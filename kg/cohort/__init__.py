"""Other people's cohorts: imported once, kept as finished quads with their provenance, and taken out again."""

from kg.cohort.report import CohortReport
from kg.cohort.store import Cohort, cohorts, import_cohort, remove_cohort

__all__ = ["Cohort", "CohortReport", "cohorts", "import_cohort", "remove_cohort"]
