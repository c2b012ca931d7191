"""Password hashing."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB and two passes: about 25 ms, so a flood of sign-ins cannot hold both cores.

    Source: OWASP Password Storage Cheat Sheet, Argon2id minimum.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
