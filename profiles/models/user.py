"""Somebody who can sign in."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from profiles.models.membership import Membership
from reference.models import Identified


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a user; without a password the account cannot be signed into."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, Identified):
    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(max_length=150, blank=True, default="")
    language = models.CharField(max_length=8, default="nl")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_email")]

    def __str__(self) -> str:
        return self.email

    @cached_property
    def current_memberships(self) -> list[Membership]:
        """Read this user's memberships of today, once per object."""
        return list(self.memberships.current().select_related("school", "company"))

    def has_role(self, role: str) -> bool:
        return any(membership.role == role for membership in self.current_memberships)

    @property
    def is_platform_admin(self) -> bool:
        return self.has_role(Membership.Role.PLATFORM_ADMIN)

    @property
    def is_region_officer(self) -> bool:
        return self.has_role(Membership.Role.REGION_OFFICE)

    @property
    def school_ids(self) -> list[int]:
        """List the schools for which this user coordinates."""
        return [m.school_id for m in self.current_memberships if m.school_id]

    @property
    def company_ids(self) -> list[int]:
        """List the companies for which this user works."""
        return [m.company_id for m in self.current_memberships if m.company_id]
