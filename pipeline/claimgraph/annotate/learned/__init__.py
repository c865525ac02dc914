"""The transformer that finds attributions and names: how texts go in, how it runs, what its scores mean."""
