"""Opening an account for somebody whose address a mailed link proved."""

from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction

from profiles.models import User


class AccountExists(Exception):
    """Somebody signs in with that address already."""


def account_of(email: str) -> User | None:
    """Give the account of an address, however it is written."""
    return User.objects.filter(email__iexact=email).first()


def owns(user: User, email: str | None) -> bool:
    """Tell whether an address is the one by which this user signs in, which was proven."""
    return email is not None and user.email.casefold() == email.casefold()


def open_account(email: str, *, name: str, password: str, language: str) -> User:
    """Make an account for an address that is proven.

    Raises `AccountExists`, and ValidationError for a password that is too easy.
    """
    if account_of(email):
        raise AccountExists
    validate_password(password, User(email=email, name=name))
    try:
        with transaction.atomic():
            return User.objects.create_user(email, password, name=name, language=language)
    except IntegrityError as error:
        raise AccountExists from error
