"""Mentions of all documents -> actors."""
