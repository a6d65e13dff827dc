"""What checking a placement can find, each with a name, whether it stops the placement, and a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: Mapping[str, Promise] = {
    "not_recognised": _(
        "The company is not recognised for programme %(crebo)s on the first day, %(start)s. Choose another"
        " first day or another company."
    ),
    "recognition_unknown": _(
        "Nobody looked up yet whether the company is recognised for this programme. The region office can."
    ),
    "recognition_ends": _(
        "The recognition for programme %(crebo)s ends on %(until)s, before the last day of the placement."
    ),
    "programme_unknown": _("The school has to fill in which programme the student follows."),
    "too_young": _(
        "The law allows this kind of work from age %(least)s; on the first day the student is %(age)s."
    ),
    "too_young_for_hazard": _(
        "This is dangerous work, allowed from age %(least)s; on the first day the student is %(age)s."
    ),
    "expert_supervision": _("This is dangerous work: below 18 an expert must stand beside the student."),
    "hazard_unknown": _("The company has to say whether the work is dangerous: the student is not 18 yet."),
    "too_long_a_day": _("At age %(age)s a working day has at most %(most)s hours; planned are %(hours)s."),
    "too_long_a_school_day": _(
        "At age %(age)s, work on a school day lasts at most %(most)s hours; planned are %(hours)s."
    ),
    "too_long_a_week": _("At age %(age)s a week has at most %(most)s hours; planned are %(hours)s."),
    "too_long_a_week_with_school": _(
        "At age %(age)s a week has at most %(most)s hours, school included; planned are %(hours)s."
    ),
    "at_night": _("At age %(age)s, work lies between %(earliest)s and %(latest)s."),
    "on_sunday": _("At age %(age)s nobody works on Sunday."),
    "break_too_short": _("After %(after)s hours of work there must be a break of %(least)s minutes."),
    "hours_do_not_add_up": _(
        "%(days)s days of %(a_day)s hours are %(sum)s hours a week, not %(hours)s. Check the times."
    ),
    "practice_short": _(
        "With this placement, %(planned)s of the at least %(least)s hours of practice of the course are"
        " planned."
    ),
    "practice_short_a_year": _(
        "%(hours)s hours a week are about %(planned)s hours of practice a year; the law asks at least"
        " %(least)s."
    ),
    "law_of_another_country": _(
        "The work is abroad: the rules of that country about hours and age hold. Check them there."
    ),
    "birth_date_missing": _("The school has to fill in the student's birth date: the rules depend on age."),
    "end_missing": _("Fill in the last day."),
    "hours_missing": _("Fill in the hours a week."),
    "weekdays_missing": _("Fill in on which days of the week the student works."),
    "times_missing": _("Fill in at what time the working day begins and ends."),
    "break_missing": _("Fill in how long the break is."),
    "school_hours_missing": _("Fill in the hours of school a week: below 18 they count as working time."),
    "supervisor_missing": _("The company has to name a supervisor."),
    "school_supervisor_missing": _("The school has to name a supervisor."),
    "leerbedrijf_id_missing": _("The number of the training company (leerbedrijf-ID) is missing."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a placement: ``blocks`` says that it may not go on like this; ``source`` is the law."""

    code: str
    blocks: bool
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)
    source: str = ""

    @property
    def sentence(self) -> str:
        """Say it in the reader's language."""
        return str(TEXTS[self.code]) % {name: shown(value) for name, value in self.values.items()}


def shown(value: Any) -> str:
    """Write a day, a time or a number as the reader does."""
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, float):
        rounded = round(value, 1)
        return number_format(int(rounded) if rounded.is_integer() else rounded)
    return str(value)
