"""The graph in GraphQL: types, filters, loaders and the HTTP endpoint. The only room that knows strawberry."""
