"""Signing in and looking after one's account."""
