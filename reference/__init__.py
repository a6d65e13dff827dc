"""Public lists that everybody refers to: levels, skills, occupations, programmes and places."""
