"""Whom a student may be seen by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """From the least to the most; what is chosen lives on as consents."""

    HIDDEN = "hidden", _("nobody")
    ANONYMOUS = "anonymous", _("anonymous")
    NAMED = "named", _("with name, to companies I answer")
