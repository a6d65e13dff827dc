"""What is refused about events, in words for whoever asked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from placements.attending import (
    AlreadyCame,
    AlreadyExpected,
    ElsewhereThen,
    MorePupils,
    NotExpected,
    NotForThem,
    SameHost,
    SlotFull,
    SlotOver,
)
from placements.checking_in import CheckInNotOpen, MarkedEarlier, NoSuchCode
from placements.holding import NotBegun, SomebodyCame
from placements.staging import (
    BadSeatCount,
    EndsBeforeItStarts,
    EventSettled,
    HostExpected,
    HostTwice,
    NotAhead,
    NoTitle,
    OutsideEvent,
    TooManySlots,
)

EVENT_TEXTS: dict[type[Exception], Promise] = {
    EndsBeforeItStarts: _("It ends before it starts."),
    NotAhead: _("An event starts later than now, and not years ahead."),
    NoTitle: _("Give the event a title."),
    OutsideEvent: _("A slot lies within the times of its event."),
    BadSeatCount: _("Give 1 to 9,999 seats, or none where everybody can come."),
    TooManySlots: _("An event has 400 slots at most."),
    MorePupils: _("That is more than the class has pupils without a profile, or nobody."),
    NoSuchCode: _("No event has this code. Look at it again."),
    HostTwice: _("This company is there already, or has a slot at that time."),
    HostExpected: _("Somebody is expected at this company. Let them come elsewhere first."),
    EventSettled: _("This event took place, did not take place, or was called off."),
    NotBegun: _("It has not begun yet."),
    SomebodyCame: _("Somebody was there, so the event took place."),
    NotForThem: _("This event is of another school."),
    SlotOver: _("It is over."),
    AlreadyExpected: _("The student is expected here already."),
    ElsewhereThen: _("The student is expected elsewhere at this time."),
    SameHost: _("The student visits this company already. Choose another one."),
    SlotFull: _("There are not so many seats free."),
    NotExpected: _("Nobody of them is expected here."),
    AlreadyCame: _("Who was there cannot stay away any more."),
    CheckInNotOpen: _("You can check in from a while before it starts until a while after it ends."),
    MarkedEarlier: _("What was written on another day stays."),
}

EVENT_MALFORMED = (
    EndsBeforeItStarts, NotAhead, NoTitle, OutsideEvent, BadSeatCount, TooManySlots, MorePupils, NoSuchCode
)  # fmt: skip
"""What is wrong with what somebody sent."""
