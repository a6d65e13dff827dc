"""Codes as an app makes them (RFC 6238), told apart from the product's own reckoning."""

import base64
import hashlib
import hmac
import struct
import time


def code_of(secret: str, *, later: int = 0) -> str:
    """Give the six digits of now, or of so many half minutes later."""
    counter = int(time.time()) // 30 + later
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFF_FFFF
    return f"{number % 1_000_000:06d}"
