"""GA4GH phenopackets from a folder, a file, a ZIP archive or standard input: each checked, one in memory at a time."""

from kg.sources.phenopackets.archive import opened
from kg.sources.phenopackets.entries import InputFile
from kg.sources.phenopackets.genes import KnownGenes
from kg.sources.phenopackets.notes import PacketNotes
from kg.sources.phenopackets.read import read_packet
from kg.sources.phenopackets.terms import Terms

__all__ = ["InputFile", "KnownGenes", "PacketNotes", "Terms", "opened", "read_packet"]
