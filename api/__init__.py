"""The verbs over HTTP, for programs."""
