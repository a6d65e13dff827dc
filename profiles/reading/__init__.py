"""The cells of the lists that schools and companies bring, read into values or into clear errors."""
