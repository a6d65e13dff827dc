"""The vacancies commands."""
