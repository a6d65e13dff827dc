"""Of whom and as at which day somebody asks for counts, and what is said where that cannot be."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from api.filtering import read_school_year
from monitoring.quarters import (
    NoQuarter,
    NothingYet,
    OtherYear,
    Quarter,
    QuarterNotBegun,
    QuarterNotOver,
    day_asked,
)
from profiles.models import School

QUARTER = OpenApiParameter(
    "quarter", str, description="Such as 2026-Q4: as at its end, or today while it runs."
)
WHEN = [
    OpenApiParameter("schoolYear", int, description="The calendar year in which it begins."),
    QUARTER,
]
WHOSE = OpenApiParameter("school", str, description="The id of a school of one's own.")


@dataclass(frozen=True, slots=True)
class Asked:
    """The region, or one ``school``, in a school year as at a day; ``published`` is for the region office."""

    year: int
    day: date
    school: School | None
    published: bool

    def head(self) -> dict[str, Any]:
        """Say whose counts an answer gives, and of when."""
        return {
            "school": self.school,
            "schoolYear": self.year,
            "asAt": self.day,
            "published": self.published,
        }


def read_asked(request: Request) -> Asked:
    """Read ``school``, ``schoolYear`` and ``quarter``; raises ValidationError for what cannot be told."""
    school = school_asked(request)
    published = school is None and not request.user.is_platform_admin
    with _said():
        year, day = day_asked(year=_year(request), quarter=_quarter(request), live=not published)
    return Asked(year, day, school, published)


def read_quarter(request: Request, *, live: bool) -> tuple[int, date]:
    """Read ``quarter``, by default the last that is over; gives its school year and the day it is told of."""
    with _said():
        return day_asked(year=None, quarter=_quarter(request) or Quarter.last_complete(), live=live)


def quarter_asked(request: Request, *, live: bool) -> Quarter:
    """Read ``quarter``, by default the last that is over; raises ValidationError for one that is not told."""
    quarter = _quarter(request) or Quarter.last_complete()
    with _said():
        day_asked(year=None, quarter=quarter, live=live)
    if not live and quarter > Quarter.last_complete():
        raise _not_over(quarter)
    return quarter


def school_asked(request: Request) -> School | None:
    """Read ``school``: one's own; none for who looks at the region. Raises ValidationError."""
    return own_school(request, request.query_params.get("school"))


def own_school(request: Request, asked: str | None) -> School | None:
    """Give the school of that id, of those one coordinates; without an id the only one, or the region.

    Raises ValidationError for any other, and where one must be named.
    """
    user, schools = request.user, School.objects.coordinated_by(request.user)
    if asked is not None:
        found = [school for school in schools if str(school.uuid) == str(asked).lower()]
        if not found:
            raise ValidationError({"school": [_("There is no such school of yours.")]})
        return found[0]
    if user.is_platform_admin or user.is_region_officer:
        return None
    own = list(schools[:2])
    if len(own) != 1:
        raise ValidationError({"school": [_("You coordinate several schools: say of which one.")]})
    return own[0]


def _year(request: Request) -> int | None:
    return read_school_year(request, 0) or None


def _quarter(request: Request) -> Quarter | None:
    if "quarter" not in request.query_params:
        return None
    try:
        return Quarter.parse(request.query_params["quarter"])
    except NoQuarter as error:
        raise _refusal("quarter", _("This is no quarter; write it as 2026-Q4."), "bad_quarter") from error


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except QuarterNotBegun as error:
        told = _("%(quarter)s has not begun.") % {"quarter": error.quarter}
        raise _refusal("quarter", told, "not_begun") from error
    except QuarterNotOver as error:
        raise _not_over(error.quarter) from error
    except OtherYear as error:
        told = _("The quarter ends in another school year.")
        raise _refusal("schoolYear", told, "other_year") from error
    except NothingYet as error:
        told = _("Nothing is known of this school year yet; the first figures come from %(day)s on.") % {
            "day": date_format(error.first)
        }
        raise _refusal("schoolYear", told, "not_begun") from error


def _not_over(quarter: Quarter) -> ValidationError:
    told = _("%(quarter)s is not over; its figures come after %(day)s.") % {
        "quarter": quarter,
        "day": date_format(quarter.end),
    }
    return _refusal("quarter", told, "not_over")


def _refusal(name: str, text: str, code: str) -> ValidationError:
    return ValidationError({name: [text]}, code=code)
