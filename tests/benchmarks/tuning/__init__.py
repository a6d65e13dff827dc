"""Trying other values for what is tuned inside the skills part and in the linking of words."""
