"""The verbs as pages, for people."""
