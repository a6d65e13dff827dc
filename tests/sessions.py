"""Sessions of the tests: somebody signed in who proved a second factor, or did so long ago."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from profiles.models import User

RECORDS = "account_authentication_methods"
WHOSE = "account_authentication_methods_user"


def prove_second_factor(client: Client, user: User, *, ago: timedelta = timedelta()) -> None:
    """Note in the session of a signed-in browser that this user proved a second factor, so long ago."""
    session = client.session
    at = (timezone.now() - ago).timestamp()
    session[RECORDS] = [*session.get(RECORDS, []), {"method": "mfa", "at": at, "type": "totp", "id": 1}]
    session[WHOSE] = str(user.pk)
    session.save()
