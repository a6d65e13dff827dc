"""Tests with a broker and a real Celery worker."""
