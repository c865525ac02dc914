"""Records -> RDF: the store, its validation, queries and exports."""
