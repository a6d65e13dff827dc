"""The placements commands."""
