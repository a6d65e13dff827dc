"""A region full of invented people, companies, vacancies and placements, the same for the same seed."""
