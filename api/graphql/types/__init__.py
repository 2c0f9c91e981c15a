"""The types of the schema, each a table of fields with the properties they read."""

from api.graphql import words

# In the order in which the schema is written down.
from api.graphql.types import evidence, case, observation, paper, statistic, term, variant, gene, database  # isort: skip

__all__ = ["case", "database", "evidence", "gene", "observation", "paper", "statistic", "term", "variant", "words"]
