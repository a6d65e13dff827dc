"""The forms by which one joins: a company, a student without a school, somebody invited, a claim."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from profiles.models import Company, Invitation
from profiles.reading.values import BadValue
from profiles.registers import read_register_number
from profiles.starting import NewCompany, NewStudent
from web.forms.described import Described
from web.forms.fields import Address, Day, Line, Name, NewPassword

OLDEST = 120


class StartForm(Described):
    starts_as = forms.ChoiceField(label=_("I join as"), choices=Invitation.StartsAs)
    email = Address()


class NewcomerForm(Described):
    name = Line(label=_("Your name"), most=150, autocomplete="name")
    password = NewPassword()


class PasswordForm(Described):
    password = NewPassword()


class CompanyForm(Described):
    company = Line(label=_("Name of the company"), most=200, autocomplete="organization")
    register = forms.ChoiceField(label=_("Registered in"), choices=Company.Register)
    number = Line(
        label=_("Number in that register"),
        most=40,
        help_text=_("KvK: 8 digits. KBO: 10 digits. Handelsregister: for instance HRB 12345."),
    )
    court = Line(label=_("Court (Handelsregister only)"), most=60, required=False)

    def clean(self) -> dict[str, Any]:
        """Read the number as its register writes it."""
        cleaned = super().clean() or self.cleaned_data
        if {"register", "number"} <= set(cleaned):
            try:
                cleaned["number"] = read_register_number(
                    cleaned["register"], cleaned["number"], cleaned.get("court", "")
                )
            except BadValue as error:
                self.add_error("court" if error.code == "bad_court" else "number", error.detail)
        return cleaned

    def new(self) -> NewCompany:
        """Give what the form tells of the company."""
        told = self.cleaned_data
        return NewCompany(told["company"], told["register"], told["number"])


class CompanyByNewcomerForm(CompanyForm, NewcomerForm):
    field_order = ("company", "register", "number", "court", "name", "password")


class StudentForm(Described):
    first_name = Name(label=_("First name"), most=100, autocomplete="given-name")
    prefix = Name(label=_("Prefix (van, de, …)"), most=30, required=False)
    last_name = Name(label=_("Last name"), most=100, autocomplete="family-name")
    birth_date = Day(
        label=_("Date of birth"),
        autocomplete="bday",
        help_text=_("Nobody sees it. Below 16 a parent or guardian decides with you."),
    )

    def clean_birth_date(self) -> date:
        """Refuse a day on which nobody who reads this was born."""
        day, today = self.cleaned_data["birth_date"], timezone.localdate()
        if not today.year - OLDEST <= day.year or day >= today:
            raise forms.ValidationError(_("This cannot be your date of birth."))
        return day

    def new(self) -> NewStudent:
        """Give what the form tells of the student."""
        told = self.cleaned_data
        return NewStudent(told["first_name"], told["prefix"], told["last_name"], told["birth_date"])


class StudentByNewcomerForm(StudentForm, PasswordForm):
    field_order = ("first_name", "prefix", "last_name", "birth_date", "password")


class CodeForm(Described):
    code = Line(
        label=_("Code on your paper"),
        most=40,
        help_text=_("Sixteen letters and digits. Capitals and dashes do not matter."),
    )


class PaperForm(Described):
    """What the holder of a code on paper tells: the birth date if the school knows it, and an address."""

    birth_date = Day(label=_("Date of birth"), autocomplete="bday")
    email = Address(help_text=_("With this address you will sign in. We send you a mail to check it."))

    def __init__(self, *args: Any, asks_birth_date: bool, asks_address: bool, **kwargs: Any) -> None:
        """Ask only what there is something to compare with, or to send to."""
        super().__init__(*args, **kwargs)
        if not asks_birth_date:
            del self.fields["birth_date"]
        if not asks_address:
            del self.fields["email"]


class SamePersonForm(PaperForm):
    """The word of somebody who has a profile already that both are of one person."""

    same_person = forms.BooleanField(label=_("Yes, both profiles are mine"))
