"""The codes of an event to hang up: one per slot, to type or to scan."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import qrcode
from qrcode.image.svg import SvgPathImage

from placements.access import hosts, may_organise
from placements.models import Event, Slot
from placements.models.event import BY_HOST
from profiles import mailing

if TYPE_CHECKING:
    from profiles.models import User


@dataclass(frozen=True, slots=True)
class Poster:
    """A slot with what its visitors type or scan."""

    slot: Slot

    @property
    def code(self) -> str:
        """Give the code in two halves, as one reads it aloud."""
        half = len(self.slot.code) // 2
        return f"{self.slot.code[:half]}-{self.slot.code[half:]}"

    @property
    def address(self) -> str:
        return mailing.link("check-in-by-code", self.slot.code)

    @property
    def svg(self) -> str:
        """Draw the address as a QR code."""
        drawn = qrcode.make(self.address, image_factory=SvgPathImage, border=2)
        return str(drawn.to_string(encoding="unicode"))


def may_print_codes(user: "User", event: Event) -> bool:
    """Tell whether this user hangs codes up: whoever organises the event, and its hosts."""
    return may_organise(user, event) or hosts(user, event)


def posters(event: Event, *, by: "User") -> list[Poster]:
    """Give the codes of an event for who organises it, of one's own slots for a host."""
    slots = event.slots.select_related("host__company")
    if not may_organise(by, event):
        slots = slots.filter(host__company__in=by.company_ids, host__company__verified_at__isnull=False)
    return [Poster(slot) for slot in slots.order_by(*BY_HOST)]
