"""Starting to take part on one's own: as a company, or as a student without a school."""

from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify

from profiles import links, mailing
from profiles.inviting import count_mail
from profiles.joining import admit
from profiles.match_changes import persons_changed
from profiles.models import Company, Invitation, Membership, MembershipRequest, Student, User
from profiles.opening import account_of, open_account
from profiles.requesting import ask_to_join

if TYPE_CHECKING:
    from reference.models import Sector


class HasProfile(Exception):
    """The account is that of a student already."""


@dataclass(frozen=True, slots=True)
class NewCompany:
    """What somebody tells of the company that wants to take part; the number as its register writes it."""

    name: str
    register: str
    number: str
    sector: "Sector | None" = None


@dataclass(frozen=True, slots=True)
class NewStudent:
    """What somebody tells who takes part without a school."""

    first_name: str
    prefix: str
    last_name: str
    birth_date: date


@transaction.atomic
def ask_to_start(email: str, *, starts_as: str, address: str) -> None:
    """Mail a link that proves the address; who signs in with it already is told to do that instead.

    Nothing else is kept of somebody whose address is not proven. ``address`` is the network address that
    asked. Raises `TooOften`.
    """
    count_mail(email, by=address)
    known = account_of(email)
    if known:
        page = mailing.link("sign-in", next=reverse("join"))
        mailing.send(email, "start_known", known.language, {"link": page})
        return
    link, code = links.make_link(by=None, email=email, starts_as=starts_as)
    told = {"link": mailing.link("start-joining", code), "end": link.expires_at}
    mailing.send(email, "start", translation.get_language(), told)


@transaction.atomic
def open_by_link(link: Invitation, *, name: str, password: str, language: str) -> User:
    """Open an account for the address that the link proves; uses the link up.

    Raises `AccountExists`, `LinkGone`, and ValidationError for a password that is too easy.
    """
    user = open_account(link.email or "", name=name, password=password, language=language)
    links.use_up(link, by=user)
    return user


@transaction.atomic
def start_company(new: NewCompany, *, by: User) -> Membership | MembershipRequest:
    """Make a company that waits for the region office, with ``by`` as its administrator.

    A company that is known by its number is not made twice: then those who decide about it are asked.
    """
    made, is_new = Company.objects.get_or_create(
        register=new.register,
        register_number=new.number,
        defaults={"name": new.name, "slug": _free_slug(new.name), "sector": new.sector},
    )
    if is_new:
        return admit(by, Membership.Role.COMPANY_ADMIN, company=made)
    return ask_to_join(made, by=by)


@transaction.atomic
def start_student(new: NewStudent, *, by: User) -> Student:
    """Make a profile, seen by nobody, of a student without a school. Raises `HasProfile`."""
    if Student.objects.filter(user=by).exists():
        raise HasProfile
    made = Student.objects.create(
        user=by,
        email=by.email,
        first_name=new.first_name,
        prefix=new.prefix,
        last_name=new.last_name,
        birth_date=new.birth_date,
    )
    persons_changed([made.pk])
    return made


def _free_slug(name: str) -> str:
    """Give a slug for a company that no other has."""
    stem = slugify(name)[:80] or "company"
    taken = set(Company.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in count(2))
    return next(slug for slug in chain([stem], numbered) if slug not in taken)
