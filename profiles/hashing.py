"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Argon2id at 19 MiB, 2 passes, 1 lane: the OWASP minimum, so that a class can sign in at once."""

    memory_cost = 19_456
    time_cost = 2
    parallelism = 1
