"""The profiles commands."""
