"""How a school lets its students in: claim links for a class, a class for a colleague, a sign-in reset."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from profiles import access_log, mailing
from profiles.access import may_hand_out_claims
from profiles.claiming import NoAddress, hand_out_by_mail, hand_out_on_paper, unclaimed
from profiles.handing_over import coordinators, hand_over
from profiles.models import Enrolment, Invitation, School, Student, StudentGroup
from profiles.resetting import NotOnlyAStudent, TwoSchools, reset_sign_in
from web.personal import personal_act, personal_form


@dataclass(frozen=True, slots=True)
class Slip:
    """What a student gets on paper."""

    student: Student
    code: str


@personal_form
def claim_links(request: HttpRequest, group: UUID) -> HttpResponse:
    """Show who of a class has claimed the profile; mail links to the others, or print codes for them."""
    shown = _class(request, group)
    if not may_hand_out_claims(request.user, shown.school):
        raise Http404
    students = _students(request, shown)
    access_log.about(request, students, organisation=shown.school)
    if request.method == "POST":
        chosen = students.filter(uuid__in=_uuids(request.POST.getlist("student")))
        return _hand_out(request, shown, list(unclaimed(chosen, school=shown.school)))
    links = Invitation.objects.open().filter(student=OuterRef("pk"), school=shown.school)
    told = {"group": shown, "students": students.annotate(has_link=Exists(links))}
    return render(request, "web/claim_links.html", told)


def _hand_out(request: HttpRequest, group: StudentGroup, chosen: list[Student]) -> HttpResponse:
    if not chosen:
        messages.info(request, _("Choose at least one student who did not claim the profile yet."))
        return redirect("claim-links", group=group.uuid)
    if request.POST.get("how") == "paper":
        codes = hand_out_on_paper(chosen, school=group.school, by=request.user)
        slips = [Slip(student, codes[student.pk]) for student in chosen if student.pk in codes]
        if len(slips) < len(chosen):
            text = _("Another school knows some of these students too. Their link can go by mail only.")
            messages.info(request, text)
        if not slips:
            return redirect("claim-links", group=group.uuid)
        return _slips(request, slips, group.school, group)
    sent = hand_out_by_mail(chosen, school=group.school, by=request.user)
    text = ngettext("%(sent)d mail is on its way.", "%(sent)d mails are on their way.", sent)
    messages.success(request, text % {"sent": sent})
    return redirect("claim-links", group=group.uuid)


def _slips(
    request: HttpRequest, slips: list[Slip], school: School, group: StudentGroup | None = None
) -> HttpResponse:
    """Show codes to print, once: they are kept nowhere."""
    told = {"slips": slips, "school": school, "group": group, "address": mailing.link("claim-code")}
    return render(request, "web/slips.html", told)


@personal_act
def look_after(request: HttpRequest, group: UUID) -> HttpResponse:
    """Hand a class over to a colleague, or to nobody."""
    shown = _class(request, group)
    wanted = request.POST.get("coordinator", "")
    to = next((each for each in coordinators(shown.school) if str(each.uuid) == wanted), None)
    if wanted and to is None:
        raise Http404
    hand_over(shown, to=to, by=request.user)
    messages.success(request, _("The class is handed over."))
    return redirect("class", group=shown.uuid)


@personal_form
def reset(request: HttpRequest, student: UUID) -> HttpResponse:
    """Show what resetting a sign-in does, and do it."""
    shown = get_object_or_404(Student.objects.taught_by(request.user), uuid=student)
    school = _own_school(request, shown)
    access_log.about(request, [shown], organisation=school)
    refusal = ""
    if request.method == "POST":
        on_paper = request.POST.get("how") == "paper"
        try:
            code = reset_sign_in(shown, school=school, on_paper=on_paper, by=request.user)
            if code:
                return _slips(request, [Slip(shown, code)], school)
            messages.success(request, _("A new link is on its way to the student."))
            return redirect("student-matches", student=shown.uuid)
        except NotOnlyAStudent:
            refusal = _("This account is of more than a student. Only its owner changes how it signs in.")
        except TwoSchools:
            refusal = _("Another school knows this student too. The new link can go by mail only.")
        except NoAddress:
            refusal = _("You have no e-mail address of this student. Print a code instead.")
    told = {"student": shown, "school": school, "refusal": refusal}
    return render(request, "web/reset_sign_in.html", told, status=409 if refusal else 200)


def _class(request: HttpRequest, group: UUID) -> StudentGroup:
    seen = StudentGroup.objects.visible_to(request.user).select_related("school", "coordinator")
    return get_object_or_404(seen, uuid=group)


def _students(request: HttpRequest, group: StudentGroup) -> QuerySet[Student]:
    enrolled = Enrolment.objects.current().filter(group=group)
    return Student.objects.taught_by(request.user).filter(pk__in=enrolled.values("student"))


def _own_school(request: HttpRequest, student: Student) -> School:
    """Find the school for which the reader looks after this student. Raises Http404 when there is none."""
    own = School.objects.filter(pk__in=request.user.school_ids).teaching(student)
    return get_object_or_404(own.order_by("pk")[:1])


def _uuids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
