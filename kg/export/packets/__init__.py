"""The persons of a release as GA4GH phenopackets: `kg export phenopackets`."""

from kg.export.packets.report import PacketsReport
from kg.export.packets.write import FORMS, export_packets

__all__ = ["FORMS", "PacketsReport", "export_packets"]
