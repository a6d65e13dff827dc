"""The day of an event on pages: codes to hang up, who comes, and who is there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from placements import attending, checking_in, crowds, rosters
from placements.models import Attendance, GroupAttendance, Slot
from placements.printing_codes import Poster, may_print_codes, posters
from placements.refusals import TEXTS
from placements.rosters import Line
from profiles import access_log
from profiles.enrolling import school_year_of
from profiles.models import Student, StudentGroup, User
from web.events import done, find, find_slot
from web.forms.check_in import ClassForm, CountForm
from web.personal import personal, personal_act


@dataclass(frozen=True, slots=True)
class Printed:
    """A code to hang up."""

    poster: Poster

    @property
    def drawn(self) -> SafeString:
        """Give the QR code: made here, of our own address."""
        return SafeString(self.poster.svg)


@dataclass(frozen=True, slots=True)
class Part:
    """A slot on the roster: own students, own classes, and how many others."""

    slot: Slot
    students: Sequence[Line]
    classes: Sequence[GroupAttendance]
    others: Sequence[Line]
    form: ClassForm | None
    is_exact: bool

    @property
    def has_begun(self) -> bool:
        return self.slot.starts_at <= timezone.now()

    @property
    def is_over(self) -> bool:
        return self.slot.ends_at <= timezone.now()


@personal
def codes(request: HttpRequest, event: UUID) -> HttpResponse:
    """Show the codes of an event to print: all to who organises it, its own to a host."""
    shown = find(request, event)
    if not may_print_codes(request.user, shown):
        raise Http404
    printed = [Printed(each) for each in posters(shown, by=request.user)]
    return render(request, "web/event_codes.html", {"event": shown, "printed": printed})


@personal
def roster(request: HttpRequest, event: UUID) -> HttpResponse:
    """Show who comes to an event, slot by slot, with a box to tick for who is there."""
    shown = find(request, event)
    if not rosters.may_read_roster(request.user, shown):
        raise Http404
    read = rosters.roster(shown, by=request.user)
    access_log.about(request, read.students)
    groups = _groups(request)
    parts = [
        _part(
            slot,
            read,
            ClassForm(groups=groups, auto_id=f"{slot.code}_%s") if groups else None,
            by=request.user,
        )
        for slot in rosters.slots_for(shown, by=request.user)
    ]
    return render(request, "web/event_roster.html", {"event": shown, "parts": parts})


@personal_act
def bring_class(request: HttpRequest, slot: UUID) -> HttpResponse:
    """Expect a class of one's own: its students, and so many pupils without a profile."""
    shown = find_slot(request, slot)
    form = ClassForm(request.POST, groups=_groups(request))
    if form.is_valid():
        _bring(request, shown, form.cleaned_data["group"], form.cleaned_data["people"] or 0)
    else:
        messages.error(request, _("Choose one of your classes, and a number."))
    return redirect("event-roster", shown.event.uuid)


@personal_act
def mark_there(request: HttpRequest, slot: UUID) -> HttpResponse:
    """Write down who of one's own students is there, or that all are, and how many of one's classes."""
    shown = find_slot(request, slot)
    own = Attendance.objects.filter(slot=shown, student__in=Student.objects.taught_by(request.user))
    rows = list(own.select_related("student"))
    everybody = {str(each.student.uuid) for each in rows}
    ticked = everybody if request.POST.get("everybody") else set(request.POST.getlist("student"))
    access_log.about(request, [each.student for each in rows])
    counts = _counts(request)
    if counts is None:
        messages.error(request, _("Choose one of your classes, and a number."))
    else:
        done(request, lambda: _write(request, shown, rows, ticked, counts), _("It is written down."))
    return redirect("event-roster", shown.event.uuid)


def _bring(request: HttpRequest, slot: Slot, group: StudentGroup, people: int) -> None:
    try:
        left = attending.bring_class(slot, group, people, by=request.user)
    except tuple(TEXTS) as error:
        messages.error(request, TEXTS[type(error)])
        return
    messages.success(request, _("The class is expected."))
    if left:
        text = ngettext(
            "%(left)d student was expected here already, or is elsewhere then.",
            "%(left)d students were expected here already, or are elsewhere then.",
            left,
        )
        messages.info(request, text % {"left": left})


@transaction.atomic
def _write(
    request: HttpRequest,
    slot: Slot,
    rows: Iterable[Attendance],
    ticked: set[str],
    counts: Iterable[tuple[StudentGroup, int]],
) -> None:
    there = [each.student for each in rows if str(each.student.uuid) in ticked and not each.checked_in_at]
    gone = [each.student for each in rows if str(each.student.uuid) not in ticked and each.checked_in_at]
    checking_in.mark_there(slot, there, by=request.user)
    checking_in.unmark(slot, gone, by=request.user)
    for group, came in counts:
        checking_in.count_class(slot, group, came, by=request.user)


def _counts(request: HttpRequest) -> list[tuple[StudentGroup, int]] | None:
    """Read the numbers of classes; None where one of them is no number, or no class of one's own."""
    groups, found = _groups(request), []
    for group, came in zip(request.POST.getlist("group"), request.POST.getlist("came"), strict=False):
        form = CountForm({"group": group, "came": came}, groups=groups)
        if came and not form.is_valid():
            return None
        if came:
            found.append((form.cleaned_data["group"], form.cleaned_data["came"]))
    return found


def _groups(request: HttpRequest) -> QuerySet[StudentGroup]:
    this_year = school_year_of(timezone.localdate())
    return StudentGroup.objects.filter(school__in=request.user.school_ids, school_year=this_year)


def _part(slot: Slot, read: rosters.Roster, form: ClassForm | None, *, by: User) -> Part:
    lines = [line for line in read.lines if line.slot.pk == slot.pk]
    return Part(
        slot,
        [line for line in lines if line.student],
        [each for each in read.classes if each.slot_id == slot.pk],
        [line for line in lines if not line.student and not line.pupil],
        form,
        crowds.reads_exactly(by, slot),
    )
