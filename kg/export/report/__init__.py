"""A release told in one page, with its figures and tables as files beside it: `kg report`."""

from kg.export.report.folder import export_report

__all__ = ["export_report"]
