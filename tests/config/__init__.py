"""Tests of the settings and the clock."""
