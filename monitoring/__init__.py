"""Whether the region reaches what it promised."""
