"""Applications and invitations: a student's own, a company's, and what each side may do with them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from placements import answering, applying
from placements.access import Side, reporting_side_in, side_of, verbs_for
from placements.card_parts import Availability
from placements.models import Application
from placements.naming import open_profile
from placements.refusals import TEXTS
from placements.stepping import find_move
from placements.steps import Verb
from profiles import access_log
from profiles.models import Student, StudentSkill, User
from web.application_rows import own_applications, rows_for
from web.application_story import story
from web.block_links import application_block_link
from web.candidate_cards import availability_facts, command_word
from web.conversation import conversation
from web.days import write_day
from web.forms.application import DeclineForm, OfferForm
from web.forms.described import Described
from web.forms.message import MessageForm
from web.personal import personal
from web.roles import is_student
from web.student import own_profile
from web.talk_card import talk_card
from web.vacancy import find as find_vacancy

PER_PAGE = 20
DONE: dict[str, Promise] = {
    "talk": gettext_lazy("You want to talk; the student reads it now."),
    "offer": gettext_lazy("The place is offered."),
    "accept": gettext_lazy("You said yes."),
    "decline": gettext_lazy("You said no."),
    "withdraw": gettext_lazy("It is taken back."),
}
ASKED_ON = {
    Verb.OFFER: "web/offer_application.html",
    Verb.DECLINE: "web/decline_application.html",
}
VERBS: dict[str, Callable[..., None]] = {
    "talk": answering.talk,
    "accept": answering.accept,
    "decline": answering.decline,
    "withdraw": answering.withdraw,
}


@personal
def applications(request: HttpRequest) -> HttpResponse:
    """List a student's own applications and invitations, or those of one's company."""
    user = request.user
    if not (is_student(user) or user.company_ids):
        raise Http404
    page = Paginator(own_applications(user), PER_PAGE).get_page(request.GET.get("page"))
    access_log.about(request, [each.student for each in page])
    told = {"page": page, "rows": rows_for(page, user), "is_student": is_student(user)}
    return render(request, "web/applications.html", told)


@personal
def application(request: HttpRequest, application: UUID) -> HttpResponse:
    """Show each side its half: how it stands, what happened, what one may do, and the messages.

    A company that may know who it is sees the profile, and the student sees that it looked.
    """
    return show(request, find(request, application), MessageForm())


def show(request: HttpRequest, application: Application, form: MessageForm) -> HttpResponse:
    """Show the page of an application that one may see, with a message begun."""
    user = request.user
    (row,) = rows_for([application], user)
    told = {
        "row": row,
        "talks": talk_card(application, user),
        "story": story(application),
        "conversation": conversation(application, user, form),
        "may_report": reporting_side_in(user, application) is not None,
        "block_link": application_block_link(application, user),
    }
    if row.is_named:
        told |= _profile(open_profile(application, by=user))
    return render(request, "web/application.html", told)


def _profile(student: Student) -> dict[str, object]:
    return {
        "student": student,
        "facts": availability_facts(Availability.of(student)),
        "skills": [(_skill_name(own), command_word(own.command)) for own in student.skills.all()],
    }


@require_POST
def apply(request: HttpRequest, vacancy: UUID) -> HttpResponse:
    """Apply for a vacancy, and go to one's applications."""
    shown, student = find_vacancy(request, vacancy), own_profile(request)
    try:
        sent = applying.apply(student, shown, by=request.user)
    except tuple(TEXTS) as error:
        messages.error(request, TEXTS[type(error)])
        return redirect("vacancy", shown.uuid)
    if sent.answer_by is None:
        messages.success(request, _("You are on the waiting list of this vacancy."))
    else:
        text = _("You applied. %(company)s can answer until %(day)s.")
        messages.success(request, text % {"company": shown.company.name, "day": write_day(sent.answer_by)})
    return redirect("applications")


def act(request: HttpRequest, application: UUID, verb: str) -> HttpResponse:
    """Talk, accept, decline or withdraw, and go back to where one's applications are.

    A company that declines is asked why.
    """
    shown = find(request, application)
    if verb == Verb.DECLINE and side_of(request.user, shown) is Side.COMPANY:
        return _ask(request, shown, verb, DeclineForm(request.POST or None), _decline)
    if request.method != "POST":
        return redirect("applications")
    return _done(request, shown, verb, lambda: VERBS[verb](shown, by=request.user))


def offer(request: HttpRequest, application: UUID) -> HttpResponse:
    """Ask a company what it offers, beginning with what its vacancy says, and offer it."""
    shown = find(request, application)
    return _ask(request, shown, Verb.OFFER, OfferForm(request.POST or None, vacancy=shown.vacancy), _offer)


def _decline(application: Application, form: DeclineForm, user: User) -> None:
    answering.decline(application, by=user, reason=form.cleaned_data["reason"])


def _offer(application: Application, form: OfferForm, user: User) -> None:
    answering.offer(application, form.offer, by=user)


def _ask(
    request: HttpRequest,
    application: Application,
    verb: Verb,
    form: Described,
    act: Callable[[Application, Any, User], None],
) -> HttpResponse:
    if verb not in verbs_for(request.user, application):
        return _done(request, application, verb, lambda: find_move(application, verb, by=request.user))
    if form.is_valid():
        return _done(request, application, verb, lambda: act(application, form, request.user))
    (row,) = rows_for([application], request.user)
    return render(request, ASKED_ON[verb], {"form": form, "row": row})


def _done(request: HttpRequest, application: Application, verb: str, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except tuple(TEXTS) as error:
        messages.error(request, TEXTS[type(error)])
    else:
        messages.success(request, DONE[verb])
    if side_of(request.user, application) is Side.CARE:
        return redirect("application", application.uuid)
    return redirect("applications")


def _skill_name(own: StudentSkill) -> str:
    return own.skill.name if own.skill else own.text


def find(request: HttpRequest, uuid: UUID) -> Application:
    """Read an application that one may see, as its page shows it. Raises Http404."""
    seen = Application.objects.visible_to(request.user).with_both_sides().prefetch_related("steps", "talks")
    application = get_object_or_404(seen, uuid=uuid)
    access_log.about(request, [application.student])
    return application
