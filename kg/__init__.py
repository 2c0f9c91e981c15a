"""The CSF1R knowledge graph: from curated literature facts to a checked, reasoned, queryable RDF release."""

__version__ = "0.6.0"
