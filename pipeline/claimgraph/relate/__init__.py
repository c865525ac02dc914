"""Claims and figures of all documents -> how they stand to each other."""
