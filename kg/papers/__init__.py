"""Evidence files started or completed from citations; what only a reader of the paper can say is left to a curator."""

from kg.papers.new import BadCitations, Change, Difference, new_papers

__all__ = ["BadCitations", "Change", "Difference", "new_papers"]
