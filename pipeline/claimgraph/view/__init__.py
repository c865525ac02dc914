"""Graph -> one HTML file."""
