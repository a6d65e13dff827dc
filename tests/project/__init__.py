"""Tests about the project as a whole."""
