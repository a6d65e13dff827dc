"""The facts of a vacancy, in words; what is unknown is left out."""

from django.utils.dates import WEEKDAYS
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reference.levels import Level
from vacancies.models import Vacancy
from web.comparison import languages, span
from web.days import write_period


def facts(vacancy: Vacancy) -> list[tuple[str, str]]:
    """List name and value of what is known."""
    told = [
        (_("Kind"), capfirst(str(vacancy.get_kind_display()))),
        (_("Level"), level(vacancy)),
        (_("Where"), _where(vacancy)),
        (_("Period"), write_period(vacancy.start, vacancy.end)),
        (_("Hours a week"), span(vacancy.hours_min, vacancy.hours_max)),
        (_("Days"), capfirst(", ".join(str(WEEKDAYS[day - 1]) for day in sorted(vacancy.weekdays or ())))),
        (_("Pay"), pay(vacancy)),
        (_("Seats"), str(vacancy.seats)),
        (_("Languages"), languages(vacancy.languages)),
        (_("Driving licence"), ", ".join(vacancy.licences or ())),
        (_("Safety"), capfirst(str(vacancy.get_hazard_display() or ""))),
        (_("Sector"), str(vacancy.sector or "")),
    ]
    return [(name, value) for name, value in told if value]


def level(vacancy: Vacancy) -> str:
    """Name the level asked, else the range of levels it is open to."""
    if vacancy.level:
        return str(Level(vacancy.level).label)
    if vacancy.level_min is None:
        return ""
    return _("NLQF %(least)s to %(most)s") % {"least": vacancy.level_min, "most": vacancy.level_max}


def pay(vacancy: Vacancy) -> str:
    """Say what it pays, and per what."""
    if vacancy.pay_period is None:
        return ""
    name = str(Vacancy.PayPeriod(vacancy.pay_period).label)
    if vacancy.pay_period == Vacancy.PayPeriod.NONE or vacancy.pay_amount is None:
        return capfirst(name)
    return f"€ {number_format(vacancy.pay_amount, decimal_pos=2)} {name}"


def _where(vacancy: Vacancy) -> str:
    if vacancy.remote:
        return _("can be done remotely")
    place = vacancy.establishment.place if vacancy.establishment else None
    return place.name if place else ""
