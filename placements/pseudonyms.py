"""What a company calls a student whose name it may not know: one pseudonym per company and student."""

import hmac
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from uuid import UUID

from django.utils.crypto import salted_hmac

from profiles.models import Company


def pseudonym(company: Company, student: UUID) -> UUID:
    """Give the pseudonym under which a company knows a student.

    A keyed hash of both: without the installation's key it leads to nobody, and two companies that lay
    theirs side by side find none in common.
    """
    digest = hmac.digest(_key(), company.uuid.bytes + student.bytes, sha256)
    return UUID(bytes=digest[:16], version=4)


def find_pseudonym(company: Company, students: Iterable[UUID], called: UUID) -> UUID | None:
    """Find among students the one whom a company calls so; a hash per student, 1.5 µs each."""
    found = None
    for student in students:
        if pseudonym(company, student) == called:
            found = student
    return found


@cache
def _key() -> bytes:
    return salted_hmac("placements.pseudonyms", "key", algorithm="sha256").digest()
