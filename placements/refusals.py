"""What is refused about cards and applications, in words for whoever asked."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from placements.agreement_refusals import AGREEMENT_TEXTS
from placements.applying import (
    AlreadyAsked,
    KeptApart,
    NoAccount,
    NotEligible,
    TooManyInvitations,
    VacancyClosed,
)
from placements.cards import NoCards
from placements.event_refusals import EVENT_MALFORMED, EVENT_TEXTS
from placements.handling import ReportMovedOn
from placements.learning_refusals import LEARNING_MALFORMED, LEARNING_TEXTS
from placements.messaging import NoMessages
from placements.offering import BadOffer
from placements.placing import AlreadyStarted
from placements.reasons import BadReason
from placements.seating import BadSeats, NoSeatLeft, SeatsTaken
from placements.stepping import ApplicationClosed, NoReason, NotYourTurn
from placements.superseding import Overlapping
from placements.talking import BadTalk, TalkDue, TalkOver
from profiles.sharing import AgeUnknown, GuardianObjects, NeedsGuardian, NotVerified
from vacancies.publishing import WasTakenDown

TEXTS: Mapping[type[Exception], Promise] = (
    {
        VacancyClosed: _("This vacancy is not open."),
        AlreadyAsked: _("There is an application for this vacancy already."),
        TooManyInvitations: _("As many invitations as a vacancy may have are waiting for an answer."),
        ApplicationClosed: _("This was answered, withdrawn or left unanswered before."),
        NotYourTurn: _("Now it is up to the other side, or this comes later."),
        NotEligible: _("A rule excludes this student here; the vacancy's match says which."),
        KeptApart: _("This student and this company cannot be brought together now."),
        NoAccount: _("The student has not taken over the profile yet, and so cannot confirm."),
        NoSeatLeft: _("All places are taken."),
        SeatsTaken: _("More places are taken already, or taken elsewhere."),
        BadSeats: _("The places kept apart must add up, belong to this vacancy, and end after they start."),
        Overlapping: _("The student has a place in this period, on days of this one."),
        AlreadyStarted: _("This has started, or is over."),
        BadOffer: _("Give a first day, a last day not before it, 1 to 45 hours and days from 1 to 7."),
        BadTalk: _("Give a place, and a time that is still to come and not months away."),
        TalkDue: _("Say first whether the talk that was planned took place."),
        TalkOver: _("No talk is planned, or it is too early or too late for this."),
        ReportMovedOn: _("Somebody took this up already, it is closed, or it must be taken up first."),
        WasTakenDown: _("The region office took this vacancy down. Ask there why."),
        NoMessages: _("You can write as long as the application lasts and the company sees the name."),
        NoReason: _("Give a reason from the list."),
        BadReason: _("Give a reason that your side can give."),
        AgeUnknown: _("The birth date must be known first; the school can add it."),
        NeedsGuardian: _("A parent or guardian must agree first."),
        GuardianObjects: _("A parent or guardian objected."),
        NotVerified: _("The region office has not approved this company."),
        NoCards: _("Candidates are shown for an open vacancy of an approved company."),
    }
    | AGREEMENT_TEXTS
    | EVENT_TEXTS
    | LEARNING_TEXTS
)

MALFORMED = (
    *(BadOffer, BadSeats, BadTalk, NoReason, BadReason),
    *EVENT_MALFORMED,
    *LEARNING_MALFORMED,
)
"""What is wrong with what somebody sent, rather than with how things stand."""
