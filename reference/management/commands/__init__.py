"""The reference commands."""
