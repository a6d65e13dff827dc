"""Talks on pages: a company plans, moves and marks one, either side calls it off, and both take it along."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from placements import calendar_files, messaging, talking
from placements.models import Application, Talk
from placements.refusals import TEXTS
from placements.steps import Verb
from profiles import mailing
from web.application_rows import Row, rows_for
from web.applications import find
from web.forms.talk import CallOffForm, TalkForm
from web.personal import personal, personal_act, personal_form

MARKS: dict[str, Promise] = {
    Talk.State.HELD: gettext_lazy("It is noted that the talk took place."),
    Talk.State.NO_SHOW: gettext_lazy("It is noted that the talk did not take place."),
}


@personal_form
def plan(request: HttpRequest, application: UUID) -> HttpResponse:
    """Ask a company when and where a talk is, and plan it, or move the one that is planned."""
    shown = find(request, application)
    planned = shown.talks.planned().first()
    if not talking.may_plan(request.user, shown):
        return _done(request, shown, "", lambda: talking.find_step(shown, by=request.user))
    form = TalkForm(request.POST or None, planned=planned)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("place", "note")}
        said = _("The talk is moved; the student hears it.") if planned else _("The talk is planned.")
        return _done(request, shown, said, lambda: talking.plan(shown, at=form.at, **told, by=request.user))
    may_wait = Verb.TALK in {button.verb for button in _row(request, shown).buttons}
    told = {"form": form, "row": _row(request, shown), "planned": planned, "may_wait": may_wait}
    return render(request, "web/talk_plan.html", told)


@personal_form
def call_off(request: HttpRequest, application: UUID) -> HttpResponse:
    """Ask whether somebody calls a talk off, and why, and call it off."""
    shown = find(request, application)
    if not talking.may_call_off(request.user, shown):
        raise PermissionDenied if request.method == "POST" else Http404
    planned = shown.talks.planned().ahead().first()
    if planned is None:
        messages.error(request, TEXTS[talking.TalkOver])
        return redirect("application", shown.uuid)
    form = CallOffForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        why, said = form.cleaned_data["text"], _("The talk is called off.")
        return _done(request, shown, said, lambda: talking.call_off(shown, why=why, by=request.user))
    writes = messaging.is_open(shown) and messaging.writing_side(request.user, shown)
    told = {"form": form, "row": _row(request, shown), "planned": planned, "writes": writes}
    return render(request, "web/talk_call_off.html", told)


@personal_act
def mark(request: HttpRequest, application: UUID) -> HttpResponse:
    """Say, as the company, whether a talk took place. Raises BadRequest for anything else."""
    shown, state = find(request, application), request.POST.get("state", "")
    if state not in MARKS:
        raise BadRequest(state)
    return _done(
        request,
        shown,
        str(MARKS[state]),
        lambda: talking.mark(shown, Talk.State(state), by=request.user),
    )


@personal
def calendar_file(request: HttpRequest, application: UUID) -> HttpResponse:
    """Give the talk that is to come as a file for a calendar; it names no student."""
    shown = find(request, application)
    talk = next((each for each in talking.talks_shown(request.user, shown) if each.is_ahead), None)
    if talk is None:
        raise Http404
    title = _("Talk: %(vacancy)s, %(company)s") % {
        "vacancy": shown.vacancy.title,
        "company": shown.vacancy.company.name,
    }
    text = calendar_files.of_talk(talk, title, mailing.link("application", shown.uuid))
    disposition = {"Content-Disposition": 'attachment; filename="talk.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=disposition)


def _row(request: HttpRequest, application: Application) -> Row:
    return rows_for([application], request.user)[0]


def _done(
    request: HttpRequest, application: Application, said: str, act: Callable[[], object]
) -> HttpResponse:
    try:
        act()
    except tuple(TEXTS) as error:
        messages.error(request, TEXTS[type(error)])
    else:
        messages.success(request, said)
    return redirect("application", application.uuid)
