"""GA4GH phenopackets from a folder, a file, a ZIP archive or standard input: each checked, one in memory at a time."""

from kg.sources.phenopackets.entries import Entry, Source
from kg.sources.phenopackets.genes import Genes
from kg.sources.phenopackets.notes import Notes
from kg.sources.phenopackets.opening import opened
from kg.sources.phenopackets.read import read_packet
from kg.sources.phenopackets.terms import Terms

__all__ = ["Entry", "Genes", "Notes", "Source", "Terms", "opened", "read_packet"]
