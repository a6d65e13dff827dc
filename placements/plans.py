"""What a placement comes down to for those who check it: who, where, when and for how long."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from matching.records import Recognition
from profiles.ages import age_on

DAYS_A_WEEK = 7
SATURDAY, SUNDAY = 6, 7
SCHOOL_DAYS = frozenset(range(1, SATURDAY))


@dataclass(frozen=True, slots=True)
class Plan:
    """The terms of one placement; unknown is ``None``, never zero.

    ``level`` is the name of a rung (`reference.levels`), ``crebo`` the code of an mbo programme, ``hours``
    and ``school_hours`` are a week, ``weekdays`` ISO numbers, ``recognised`` is ``None`` when nobody looked
    it up, ``other_hours`` are those of practice in one's other placements of this kind.
    """

    kind: str
    level: str | None = None
    crebo: str | None = None
    born: date | None = None
    start: date | None = None
    end: date | None = None
    hours: float | None = None
    school_hours: float | None = None
    weekdays: frozenset[int] | None = None
    day_from: time | None = None
    day_until: time | None = None
    break_minutes: int | None = None
    hazard: str | None = None
    recognised: tuple[Recognition, ...] | None = None
    leerbedrijf_id: str | None = None
    country: str = "NL"
    supervisor: str | None = None
    school_supervisor: str | None = None
    other_hours: float = 0

    @property
    def age(self) -> int | None:
        """Give the age on the first day, which is the youngest of the whole placement."""
        return None if self.born is None or self.start is None else age_on(self.born, self.start)

    @property
    def is_abroad(self) -> bool:
        return self.country != "NL"

    @property
    def weeks(self) -> float | None:
        """Give how many weeks it lasts, both days included."""
        if self.start is None or self.end is None:
            return None
        return ((self.end - self.start).days + 1) / DAYS_A_WEEK

    @property
    def presence(self) -> float | None:
        """Give the hours from coming to going; who goes before the hour of coming goes the next day."""
        if self.day_from is None or self.day_until is None:
            return None
        midnight = date.min + timedelta(days=1)
        came, went = (datetime.combine(midnight, at) for at in (self.day_from, self.day_until))
        return ((went - came) % timedelta(days=1)) / timedelta(hours=1)

    @property
    def is_overnight(self) -> bool:
        """Tell whether the working day goes past midnight."""
        return None not in (self.day_from, self.day_until) and self.day_until <= self.day_from

    def hours_a_day(self, usual_break: int = 0) -> float | None:
        """Give the hours of work on a day: by the clock less the break, else the week over its days.

        ``usual_break`` is taken off, in minutes, where nobody said how long the break is.
        """
        if self.presence is not None:
            pause = usual_break if self.break_minutes is None else self.break_minutes
            return self.presence - pause / 60
        return self.hours / len(self.weekdays) if self.hours and self.weekdays else None
