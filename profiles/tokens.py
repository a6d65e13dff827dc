"""Giving programs a token with which they sign in as somebody."""

from datetime import timedelta

from django.utils import timezone

from profiles.models import ApiToken, User


def make_token(user: User, *, name: str, days: int) -> str:
    """Make a token that works for so many days (1–365) and give its secret, which is kept nowhere else.

    Raises ValueError for a longer or shorter life.
    """
    life = timedelta(days=days)
    if not timedelta() < life <= ApiToken.LONGEST:
        raise ValueError(f"a token lives 1–{ApiToken.LONGEST.days} days")
    secret = ApiToken.new_secret()
    digest = ApiToken.digest_of(secret)
    ApiToken.objects.create(user=user, name=name, digest=digest, expires_at=timezone.now() + life)
    return secret
