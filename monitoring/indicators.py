"""What the region promised itself, as a list: every indicator, how it is read and whom it counts."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Indicator(models.TextChoices):
    """One row of the table of promises each; the codes are those of a region's ``targets.csv``."""

    STUDENTS_MET_EMPLOYERS = "students_met_employers", _("Students who met employers")
    VMBO_PUPILS_MET_EMPLOYERS = "vmbo_pupils_met_employers", _("Vmbo pupils who met employers")
    PROFILES_KNOWN_TO_EMPLOYERS = "profiles_known_to_employers", _("Profiles known to employers")
    ACTIVE_STUDENT_PROFILES = "active_student_profiles", _("Active student profiles")
    SCHOOLED_AND_A_YEAR_IN_SHORTAGE_JOB = (
        "schooled_and_a_year_in_shortage_job",
        _("Schooled and a year or longer in a shortage job"),
    )
    ORGANISATIONS_IN_LIFELONG_LEARNING = (
        "organisations_in_lifelong_learning",
        _("Organisations in lifelong learning"),
    )
    EMPLOYEES_IN_LIFELONG_LEARNING = "employees_in_lifelong_learning", _("Employees in lifelong learning")
    EMPLOYEES_TRAINED = "employees_trained", _("Employees trained")
    PLACEMENTS = "placements", _("Placements started")
    STAYED_IN_REGION = "stayed_in_region", _("First jobs in the region after a regional programme")
    COMPANIES_TAKING_PART = "companies_taking_part", _("Companies that take part")
    GUEST_LECTURES_HELD = "guest_lectures_held", _("Guest lectures given")
    EMPLOYERS_SATISFIED_PERCENT = "employers_satisfied_percent", _("Satisfied employers")
    STUDENTS_SATISFIED_PERCENT = "students_satisfied_percent", _("Satisfied students")
    CONTACTS_ANSWERED_IN_TIME_PERCENT = "contacts_answered_in_time_percent", _("Contacts answered in time")

    @property
    def is_percentage(self) -> bool:
        """Tell whether it is a part of a whole, held against a percentage."""
        return self.value.endswith("_percent")

    @property
    def counts_people(self) -> bool:
        """Tell whether few of them could be recognised; companies and lectures are public."""
        return self not in (
            Indicator.ORGANISATIONS_IN_LIFELONG_LEARNING,
            Indicator.COMPANIES_TAKING_PART,
            Indicator.GUEST_LECTURES_HELD,
        )

    @property
    def unit(self) -> "Unit":
        """Say what is counted."""
        return Unit.PERCENT if self.is_percentage else _UNITS.get(self.value, Unit.PEOPLE)


class Unit(models.TextChoices):
    """What an indicator is a number of."""

    PEOPLE = "people", _("people")
    PLACEMENTS = "placements", _("placements")
    ORGANISATIONS = "organisations", _("organisations")
    LECTURES = "lectures", _("lectures")
    PERCENT = "percent", _("percent")


_UNITS = {
    Indicator.PLACEMENTS: Unit.PLACEMENTS,
    Indicator.ORGANISATIONS_IN_LIFELONG_LEARNING: Unit.ORGANISATIONS,
    Indicator.COMPANIES_TAKING_PART: Unit.ORGANISATIONS,
    Indicator.GUEST_LECTURES_HELD: Unit.LECTURES,
}


class Scope(models.TextChoices):
    """Of what part an indicator is measured; ``key`` of a measurement says which one."""

    REGION = "region", _("region")
    SCHOOL = "school", _("school")
    PROGRAMME = "programme", _("programme")
    LEVEL = "level", _("level")
    MUNICIPALITY = "municipality", _("municipality")
    SECTOR = "sector", _("sector")
    COMPANY = "company", _("company")
    CLASS = "class", _("class")


@dataclass(frozen=True, slots=True)
class Value:
    """A count, or for a percentage the part (``count``) of a whole (``of``)."""

    count: int
    of: int | None = None

    @property
    def shown(self) -> float | int | None:
        """The number that is held against the target: the count, or the percentage with one decimal."""
        if self.of is None:
            return self.count
        return round(100 * self.count / self.of, 1) if self.of else None
