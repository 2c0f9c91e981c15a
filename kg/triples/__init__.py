"""From the model to RDF: one generator for each kind of fact, as plain strings; no RDF library is needed."""
