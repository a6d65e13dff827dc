"""Speed beside a named peer in the same run: ``make bench`` prints the tables."""
