"""Files -> `Document` records."""
