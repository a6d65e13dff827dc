"""Who somebody is who signed in, and how every sign-in ends."""

from allauth.account.models import EmailAddress
from django.contrib.auth.backends import ModelBackend
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from profiles.models import ApiToken, Guardianship, Notification, User


class PasswordBackend(ModelBackend):
    """Signs in by e-mail address and password; reads the person along with the profile, if there is one."""

    def get_user(self, user_id: int) -> User | None:
        """Give the user of a session; None when the account is gone or closed."""
        guards = Guardianship.objects.in_force().filter(user=OuterRef("pk"))
        told = Notification.objects.unread().filter(user=OuterRef("pk")).order_by().values("user")
        users = User.objects.select_related("student").annotate(
            is_guardian=Exists(guards),
            unread_count=Coalesce(Subquery(told.annotate(count=Count("pk")).values("count")), 0),
        )
        user = users.filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


@transaction.atomic
def end_sign_ins(user: User) -> None:
    """End all sessions of this user on their next request, and revoke the tokens at once.

    A code to sign in with goes to the address of today only. What was begun with an earlier code or password
    is not finished (`web.account.pending`).
    """
    User.objects.filter(pk=user.pk).update(sign_in_epoch=F("sign_in_epoch") + 1)
    user.refresh_from_db(fields=["sign_in_epoch"])
    ApiToken.objects.filter(user_id=user.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
    keep_address(user)


@transaction.atomic
def keep_address(user: User) -> None:
    """Let mail for signing in go to this user's address and to no earlier one.

    The address counts as confirmed: accounts are made, and addresses changed, by who proved to read its mail.
    """
    email = user.email.lower()
    stale = EmailAddress.objects.filter(Q(user_id=user.pk) | Q(email=email))
    stale.exclude(user_id=user.pk, email=email).delete()
    EmailAddress.objects.update_or_create(
        user_id=user.pk, email=email, defaults={"verified": True, "primary": True}
    )
