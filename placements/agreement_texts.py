"""What stands in an agreement, in the reader's language: read from its frozen data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from reference.levels import Level
from vacancies.models import Vacancy

if TYPE_CHECKING:
    from placements.models import Agreement, Signature

ROUTES = {"bol": gettext_lazy("school-based (bol)"), "bbl": gettext_lazy("work-based (bbl)")}
Rows = Sequence[tuple[str, str]]
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Block:
    """Facts under a heading, as (label, text)."""

    heading: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class Box:
    """Where somebody signs, and what is recorded of it."""

    heading: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class Sheet:
    """An agreement, ready to be read."""

    title: str
    subtitle: str
    parties: Sequence[Block]
    blocks: Sequence[Block]
    boxes: Sequence[Box]
    note: str
    footer: str


def sheet_of(agreement: "Agreement", signatures: Iterable["Signature"]) -> Sheet:
    """Put an agreement and who signed it into words."""
    data = agreement.data
    return Sheet(
        title=title_of(agreement),
        subtitle=_("Made on %(day)s") % {"day": _day(data["madeOn"])},
        parties=[party for party in (_student(data), _school(data), _company(data)) if party.rows],
        blocks=[Block(_("What is agreed"), terms_of(data))],
        boxes=_boxes(agreement, list(signatures)),
        note=_("Stagepoort keeps who signed and when. That record is no electronic signature."),
        footer=_("%(title)s – %(name)s – Stagepoort %(id)s") % {
            "title": title_of(agreement), "name": data["student"]["name"], "id": str(agreement.uuid)[:8],
        },
    )  # fmt: skip


def title_of(agreement: "Agreement") -> str:
    """Name an agreement, or the change of one."""
    name = capfirst(agreement.get_kind_display())
    if not agreement.number:
        return name
    return _("%(agreement)s – change %(number)s") % {"agreement": name, "number": agreement.number}


def terms_of(data: Data) -> Rows:
    """List what is agreed, as (label, text); what is not known is left out."""
    told = data["placement"]
    rows = [
        (_("Kind"), capfirst(str(Vacancy.Kind(told["kind"]).label))),
        (_("Programme"), _programme(data["programme"])),
        (_("Route"), str(ROUTES.get(data["route"], ""))),
        (_("Period"), _period(told)),
        (_("Days"), ", ".join(str(WEEKDAYS[day - 1]) for day in told["weekdays"])),
        (_("Working day"), _times(told)),
        (_("Hours a week"), _hours(told)),
        (_("Place of work"), ", ".join(filter(None, _address(data["company"])))),
        (_("Supervisor of the company"), _person(data["company"]["supervisor"])),
        (_("Supervisor of the school"), data["school"]["supervisor"]["name"]),
    ]  # fmt: skip
    return _known(rows)


def _student(data: Data) -> Block:
    told = data["student"]
    rows = [("", told["name"]), (_("class"), data["school"]["class"])]
    return Block(_("Student"), _known(rows))


def _school(data: Data) -> Block:
    told = data["school"]
    rows = [("", told["name"]), (_("supervisor"), told["supervisor"]["name"])]
    return Block(_("School"), _known(rows))


def _company(data: Data) -> Block:
    told = data["company"]
    register = " ".join(filter(None, (told["register"], told["registerNumber"])))
    rows = [
        ("", told["name"]),
        (_("register of companies"), register),
        (_("leerbedrijf-ID"), told["leerbedrijfId"]),
    ]
    return Block(_("Company"), _known(rows))


def _known(rows: Rows) -> Rows:
    return [(label, text) for label, text in rows if text]


def _programme(told: Data | None) -> str:
    if told is None:
        return ""
    name = told["nameEn"] if get_language() == "en" and told["nameEn"] else told["name"]
    level = str(Level(told["level"]).label)
    return _("%(name)s, %(register)s %(code)s, %(level)s") % {
        "name": name, "register": told["register"], "code": told["code"], "level": level,
    }  # fmt: skip


def _period(told: Data) -> str:
    start = _day(told["start"])
    if told["end"] is None:
        return _("from %(start)s") % {"start": start}
    return _("%(start)s up to and including %(end)s") % {"start": start, "end": _day(told["end"])}


def _times(told: Data) -> str:
    if told["dayFrom"] is None or told["dayUntil"] is None:
        return ""
    text = _("%(from)s to %(until)s") % {"from": told["dayFrom"], "until": told["dayUntil"]}
    if told["breakMinutes"]:
        text = _("%(times)s, with %(minutes)s minutes of break") % {
            "times": text, "minutes": told["breakMinutes"],
        }  # fmt: skip
    return text


def _hours(told: Data) -> str:
    if told["hoursPerWeek"] is None:
        return ""
    text = str(told["hoursPerWeek"])
    if told["totalHours"]:
        text = _("%(hours)s hours, %(total)s in all") % {"hours": text, "total": told["totalHours"]}
    if told["schoolHoursPerWeek"]:
        text = _("%(hours)s; beside it %(school)s hours of school") % {
            "hours": text, "school": told["schoolHoursPerWeek"],
        }  # fmt: skip
    return text


def _address(told: Data) -> list[str]:
    return [told["establishment"], told["address"], " ".join(filter(None, (told["postcode"], told["place"])))]


def _person(told: Data) -> str:
    return ", ".join(filter(None, (told["name"], told["email"])))


def _boxes(agreement: "Agreement", signatures: list["Signature"]) -> list[Box]:
    boxes = []
    for party, slot in agreement.signers():
        found = [each for each in signatures if (each.party, each.slot) == (party, slot)]
        boxes.append(Box(signer_name(agreement, party, slot), _signed(found[0] if found else None)))
    return boxes


def signer_name(agreement: "Agreement", party: str, slot: int) -> str:
    """Name who signs, by number where there are two guardians."""
    label = capfirst(str(agreement.Party(party).label))
    is_one_of_two = agreement.guardians > 1 and party == agreement.Party.GUARDIAN
    return f"{label} {slot}" if is_one_of_two else label


def _signed(signature: "Signature | None") -> Rows:
    name = signature.name if signature else ""
    day = date_format(signature.signed_on, "DATE_FORMAT") if signature else ""
    how = ""
    if signature:
        how = _("recorded: signed on paper") if signature.outside else _("recorded: agreed in Stagepoort")
    return [(_("Name"), name), (_("Date"), day), (_("Signature"), how)]


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "DATE_FORMAT")
