"""Whom a company blocked, as the company may know it today."""

from dataclasses import dataclass
from uuid import UUID

from placements.pseudonyms import pseudonym
from profiles.models import Block
from reference.models import Sector


@dataclass(frozen=True, slots=True)
class Blocked:
    """A student by pseudonym; the name while it is shown, level and field while the card is; else None."""

    pseudonym: UUID
    name: str | None
    level: str | None
    field: Sector | None

    @classmethod
    def of(cls, block: Block) -> "Blocked":
        """Tell of a block that was read `with_both_sides`."""
        student, is_seen = block.student, block.name_is_shown or block.card_is_shown
        programme = student.programme if is_seen else None
        return cls(
            pseudonym=pseudonym(block.company, student.uuid),
            name=str(student) if block.name_is_shown else None,
            level=student.level if is_seen else None,
            field=programme.sector if programme else None,
        )
