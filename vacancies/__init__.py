"""What is offered: vacancies and the skills they ask for."""
