"""Who takes part: people, schools, companies, and what each may see of the other."""
