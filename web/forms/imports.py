"""The forms by which a list comes in: as a file, then as the page that showed its rows carries it."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from profiles.enrolling import school_year_of
from web.forms.described import Described

MOST_BYTES = 1_500_000
"""Of a list: written as text, a page carries it back within what a form may be."""


class ListFile(forms.FileField):
    """A file that is not empty and not too large; gives its bytes."""

    default_error_messages = {"required": _("Choose a file."), "empty": _("This file is empty.")}

    def clean(self, data: Any, initial: Any = None) -> bytes:
        file: UploadedFile = super().clean(data, initial)
        if file.size > MOST_BYTES:
            told = {"most": filesizeformat(MOST_BYTES)}
            raise forms.ValidationError(_("The list is larger than %(most)s. Send it in parts."), params=told)
        return file.read()


class CarriedList(forms.CharField):
    """A list as `carry` wrote it; gives its bytes."""

    def clean(self, value: Any) -> bytes:
        try:
            return urlsafe_b64decode(super().clean(value).encode("ascii"))
        except (ValueError, binascii.Error) as error:
            raise forms.ValidationError(_("Choose the file again.")) from error


def carry(text: bytes) -> str:
    """Write a list so that a page can carry it along."""
    return urlsafe_b64encode(text).decode("ascii")


class ListForm(Described):
    """What is asked beside a list, as far as its kind asks it."""

    school_year = forms.TypedChoiceField(label=_("School year"), coerce=int)
    close_missing = forms.BooleanField(
        label=_("This list is whole: close our vacancies that are not in it any more."), required=False
    )

    def __init__(self, *args: Any, asks: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = school_year_of(timezone.localdate())
        self.fields["school_year"].choices = [(each, f"{each}–{each + 1}") for each in (year, year + 1)]
        self._asks = asks
        for name in {"school_year", "close_missing"} - {*asks}:
            del self.fields[name]

    @property
    def wishes(self) -> dict[str, Any]:
        """Give what was asked, once the form is valid."""
        return {name: self.cleaned_data[name] for name in self._asks}


class FileForm(ListForm):
    list = ListFile(label=_("File"), help_text=_("CSV, as a spreadsheet saves it: 2,000 rows at most."))

    field_order = ("list",)


class CarriedForm(ListForm):
    carried = CarriedList()
    good_rows = forms.BooleanField(required=False)
