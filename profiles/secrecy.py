"""Secrets that we hand out and keep nowhere: only their digest stands in the database."""

import hashlib
import secrets

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and capitals that nobody mistakes for each other on paper (Crockford's base 32)."""

CODE_LENGTH = 16
"""Sixteen of 32 symbols are 80 bits: beyond guessing, also for who stole the digests."""

_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"}) | {ord(sign): None for sign in " -\t\r\n"}


def new_secret(prefix: str = "") -> str:
    """Make a random secret of 256 bits that stands in an address or a header."""
    return prefix + secrets.token_urlsafe(32)


def new_code() -> str:
    """Make a code that somebody types from paper: four groups of four."""
    code = "".join(secrets.choice(SYMBOLS) for _ in range(CODE_LENGTH))
    return "-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def digest_of(secret: str) -> str:
    """Give the digest under which a secret is kept: it is random, so a plain hash is enough."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def digest_of_code(typed: str) -> str:
    """Give the digest of a code however it was typed: small letters, no dashes, an O for a zero."""
    return digest_of(typed[:100].upper().translate(_MISREAD))
