"""An indicator by school, level, municipality and so on: exactly, or as far as the region office may read."""

from dataclasses import dataclass
from datetime import date

from monitoring.counts.window import Window
from monitoring.elsewhere import added_up
from monitoring.indicators import Indicator, Scope
from monitoring.naming import names_of
from monitoring.publishing import Told, column, exactly, measured_or_counted
from monitoring.valuing import scopes_of, values
from profiles.models import School

OFFICE: dict[str, tuple[Scope, ...]] = {
    Indicator.STUDENTS_MET_EMPLOYERS: (Scope.SCHOOL, Scope.LEVEL),
    Indicator.VMBO_PUPILS_MET_EMPLOYERS: (Scope.SCHOOL,),
    Indicator.PROFILES_KNOWN_TO_EMPLOYERS: (Scope.LEVEL,),
    Indicator.ACTIVE_STUDENT_PROFILES: (Scope.LEVEL, Scope.MUNICIPALITY),
    Indicator.PLACEMENTS: (Scope.SCHOOL, Scope.LEVEL, Scope.MUNICIPALITY, Scope.SECTOR),
    Indicator.COMPANIES_TAKING_PART: (Scope.SECTOR, Scope.MUNICIPALITY),
    Indicator.GUEST_LECTURES_HELD: (Scope.SCHOOL,),
    Indicator.CONTACTS_ANSWERED_IN_TIME_PERCENT: (Scope.SECTOR,),
}
"""What the region office reads by what; a fixed list, as its tables are (`monitoring.tables`).

Not by programme: a programme is of one sector, so what is told of its sector would give a hidden one away.
"""


class NotBrokenDown(Exception):
    """The indicator is not told by that scope to who asks."""

    def __init__(self, allowed: tuple[Scope, ...]) -> None:
        super().__init__(", ".join(allowed))
        self.allowed = allowed


@dataclass(frozen=True, slots=True)
class Part:
    """One key of a scope, and what is told of it."""

    key: str
    name: str
    told: Told


def allowed_scopes(indicator: str, *, published: bool) -> tuple[Scope, ...]:
    """List by what an indicator is told."""
    if published:
        return OFFICE.get(indicator, ())
    return tuple(scope for scope in scopes_of(indicator) if scope != Scope.REGION)


def breakdown(
    indicator: str,
    scope: Scope,
    day: date,
    *,
    year: int | None = None,
    school: School | None = None,
    published: bool = False,
) -> list[Part]:
    """Give an indicator by key of a scope, by name; see `monitoring.standing.indicators_at`.

    Raises `NotBrokenDown`.
    """
    if scope not in (allowed := allowed_scopes(indicator, published=published)):
        raise NotBrokenDown(allowed)
    window = Window.at(day, year=year, school=school)
    if published:
        found = measured_or_counted(indicator, scope, window)
        apart = scope == Scope.MUNICIPALITY and Indicator(indicator).counts_people
        told = column(indicator, added_up(found) if apart else found)
    else:
        told = {key: exactly(value) for key, value in values(indicator, scope, window).items()}
    names = names_of(scope, told)
    parts = [Part(key, names[key], each) for key, each in told.items()]
    return sorted(parts, key=lambda part: (part.name.casefold(), part.key))
