"""Somebody who can sign in."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from profiles.models.membership import Membership
from reference.models import Identified

if TYPE_CHECKING:
    from profiles.second_factor import Proof


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
    sign_in_epoch = models.PositiveIntegerField(default=0, editable=False)

    # What the session proved by which this user came; None for commands and jobs, which nothing holds back.
    second_factor: "Proof | None" = None

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_email")]

    def __str__(self) -> str:
        return self.email

    def get_session_auth_hash(self) -> str:
        """Give what a session must hold to go on: it changes with the password and with ``sign_in_epoch``."""
        return self._get_session_auth_hash()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        salt = "profiles.models.user.session"
        value = f"{self.password}:{self.sign_in_epoch}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()

    @cached_property
    def current_memberships(self) -> list[Membership]:
        """List this user's memberships of today, those aside that wait for a second factor."""
        return [held for held in self._memberships_of_today if self._takes_effect(held)]

    @cached_property
    def waiting_memberships(self) -> list[Membership]:
        """List the memberships that take effect when the session proves a (fresh) second factor."""
        return [held for held in self._memberships_of_today if not self._takes_effect(held)]

    @cached_property
    def _memberships_of_today(self) -> list[Membership]:
        return list(self.memberships.current().select_related("school", "company"))

    def _takes_effect(self, held: Membership) -> bool:
        return self.second_factor is None or self.second_factor.opens(held.role)

    def act_within(self, membership: Membership | None) -> None:
        """Let one membership take effect and no other; without one, what is the person's own remains."""
        self.current_memberships = [] if membership is None else [membership]
        self.waiting_memberships = []

    @cached_property
    def is_guardian(self) -> bool:
        """Tell whether this user answers for a student today; signing in reads it along."""
        return self.guardianships.in_force().exists()

    @cached_property
    def unread_count(self) -> int:
        """Count what this user was told and did not look at; signing in reads it along."""
        return self.notifications.unread().count()

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

    @property
    def administered_company_ids(self) -> list[int]:
        """List the companies whose team this user looks after."""
        role = Membership.Role.COMPANY_ADMIN
        return [m.company_id for m in self.current_memberships if m.company_id and m.role == role]
