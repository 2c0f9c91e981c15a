"""The graph on the web: the SPARQL protocol, GraphQL and a page. It imports `kg`; `kg` never imports it."""
