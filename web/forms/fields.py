"""Fields that read what people type as lists do: cleaned, and refused with the reason."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.words import clean
from profiles.reading.values import BadValue, read_day, read_own_name, read_text

CLOCK = "%H:%M"


class Line(forms.CharField):
    """A line of text without control characters or a citizen service number; ``rows`` for a long one."""

    reads = staticmethod(read_text)

    def __init__(self, *, most: int, autocomplete: str = "off", rows: int = 1, **kwargs: Any) -> None:
        attrs = {"autocomplete": autocomplete}
        widget = forms.TextInput(attrs) if rows == 1 else forms.Textarea(attrs | {"rows": rows})
        super().__init__(max_length=most, widget=widget, **kwargs)
        self._most = most

    def to_python(self, value: Any) -> str:
        text = clean(super().to_python(value))
        return _read(lambda: self.reads(text, most=self._most)) if text else text


class Name(Line):
    """The name of somebody who joins unknown to anybody."""

    reads = staticmethod(read_own_name)


class Day(forms.CharField):
    """A day written as dd-mm-yyyy or yyyy-mm-dd."""

    def __init__(self, *, autocomplete: str = "off", **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": autocomplete, "placeholder": _("dd-mm-yyyy")})
        super().__init__(max_length=10, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return _read(lambda: read_day(text)) if text else None


class Clock(forms.TimeField):
    """A time of day as 08:30."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time", "step": "60"}, format=CLOCK)
        super().__init__(input_formats=[CLOCK], widget=widget, **kwargs)


class Address(forms.EmailField):
    """An e-mail address."""

    def __init__(self, *, autocomplete: str = "email", **kwargs: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": autocomplete})
        super().__init__(label=_("E-mail address"), max_length=254, widget=widget, **kwargs)


class NewPassword(forms.CharField):
    """A password that somebody chooses; whether it is too easy is asked where the account is opened."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Choose a password"),
            help_text=_("At least 10 characters. A few words in a row are fine."),
            strip=False,
            max_length=200,
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        )


def _read(reader: Callable[[], Any]) -> Any:
    try:
        return reader()
    except BadValue as error:
        text = error.detail[:1].upper() + error.detail[1:]
        raise forms.ValidationError(text, code=error.code) from error
