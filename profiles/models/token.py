"""Tokens with which programs sign in; only their digest is kept."""

import hashlib
import secrets
from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from reference.models import Identified


class ApiTokenQuerySet(models.QuerySet):
    def live(self) -> Self:
        return self.filter(expires_at__gt=timezone.now(), revoked_at__isnull=True, user__is_active=True)


class ApiToken(Identified):
    LONGEST = timedelta(days=365)

    user = models.ForeignKey("profiles.User", models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def digest_of(secret: str) -> str:
        """Give the digest under which a secret is kept: it is random, so a plain hash is enough."""
        return hashlib.sha256(secret.encode()).hexdigest()

    @staticmethod
    def new_secret() -> str:
        return "sp_" + secrets.token_urlsafe(32)
