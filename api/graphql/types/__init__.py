"""The types of the schema, each a table of fields with the properties they read."""
