"""How many people come to a part of an event, as far as whoever reads it may know."""

from typing import TYPE_CHECKING

from placements.models import Slot

if TYPE_CHECKING:
    from profiles.models import User

LEAST = 5
"""A number of people below this is told to nobody who does not run the slot or comes to it."""


def reads_exactly(user: "User", slot: Slot) -> bool:
    """Tell whether a user reads every number of a slot: all but the region office, and companies of the slots
    of others. Who coordinates at a school reads as that."""
    if user.is_platform_admin or user.school_ids:
        return True
    if user.is_region_officer:
        return False
    host = slot.host
    return not user.company_ids or (host is not None and host.company_id in user.company_ids)


def told(number: int, slot: Slot, *, to: "User") -> int | None:
    """Give a number of people of a slot; None where they are too few to tell."""
    return number if number >= LEAST or reads_exactly(to, slot) else None


def free_seats(slot: Slot, *, to: "User") -> int | None:
    """Give how many seats are free in a slot `with_taken`; None where everybody can come, and where too few
    people come to tell."""
    if slot.seats is None or told(slot.taken, slot, to=to) is None:
        return None
    return max(0, slot.seats - slot.taken)
