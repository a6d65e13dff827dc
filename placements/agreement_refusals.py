"""What is refused about placements and their agreements, in words for whoever asked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from placements.completing import AgreementSigned, PlacementOver
from placements.drawing_up import InTheWay, NothingSigned
from placements.ending import NotRunning
from placements.evaluating import AlreadyEvaluated
from placements.signing import AlreadySigned, NoAgreement
from placements.starting import AlreadyRunning, NotSigned, TooEarly

AGREEMENT_TEXTS: dict[type[Exception], Promise] = {
    AgreementSigned: _("Somebody signed already: change it by an amendment."),
    NothingSigned: _("Nobody signed yet: change it as it is."),
    PlacementOver: _("This placement is over."),
    InTheWay: _("Something stands in the way."),
    NoAgreement: _("There is no agreement to sign yet."),
    AlreadySigned: _("This party has signed, or does not sign this agreement."),
    NotSigned: _("Not everybody has signed yet."),
    TooEarly: _("The day for this has not come."),
    AlreadyRunning: _("This placement has started already."),
    NotRunning: _("This placement has not started."),
    AlreadyEvaluated: _("Your side has evaluated this placement already."),
}
