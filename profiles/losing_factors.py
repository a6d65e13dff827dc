"""Helping somebody who lost every second factor: it is taken away, and set up anew after a fresh sign-in."""

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from profiles import mailing
from profiles.models import User
from profiles.signing_in import end_sign_ins

TOLD = _("An administrator removed your second factors. Set up a new one when you sign in.")


@transaction.atomic
def remove_factors(user: User, *, by: User) -> int:
    """Remove all second factors of somebody else, as the platform does after making sure who asks.

    Ends all sign-ins, revokes the tokens, and tells the person by mail. Gives how many were removed. Raises
    `PermissionDenied`.
    """
    if not by.is_platform_admin or by.pk == user.pk:
        raise PermissionDenied
    _count, removed = Authenticator.objects.filter(user_id=user.pk).delete()
    end_sign_ins(user)
    told = {"happened": TOLD, "timestamp": timezone.now()}
    mailing.send(user.email, "account_changed", user.language, told)
    return removed.get(Authenticator._meta.label, 0)
