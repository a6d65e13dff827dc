"""Counting what happened: one module per theme of what the region promised."""
