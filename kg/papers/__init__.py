"""Evidence files started or completed from citations; what only a reader of the paper can say is left to a curator."""

from kg.papers.new import BadCitations, Difference, FileChange, new_papers

__all__ = ["BadCitations", "Difference", "FileChange", "new_papers"]
