"""How second factors are kept: their secrets are encrypted with the site's key."""

import base64

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from profiles.models import User
from web.account.words import ERRORS

SITE = "Stagepoort"


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | ERRORS

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Bind passkeys to the host name of the site."""
        return {"id": context.request.get_host().partition(":")[0], "name": SITE}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """Name a passkey that got no name."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}


def _cipher() -> MultiFernet:
    """Give the cipher of today's key; what an earlier key encrypted can still be read."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(Fernet(_key(secret)) for secret in secrets)


def _key(secret: str) -> bytes:
    made = salted_hmac("web.account.factor_adapter", "secrets", secret=secret, algorithm="sha256")
    return base64.urlsafe_b64encode(made.digest())
