"""Answering from a mail: opening the link shows what is asked, and only sending the form answers."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from placements import answering_by_mail
from placements.answering_by_mail import Gone, LinkGone, Question
from placements.mail_links import LinkUnknown
from placements.refusals import TEXTS
from profiles import access_log
from profiles.limiting import Limit, client_address, take
from web.days import write_period
from web.forms.mail_answer import MailAnswerForm
from web.personal import personal_form

WRONG_LINKS = Limit("links", fails_closed=True)
GONE: Mapping[Gone, Promise] = {
    Gone.ANSWERED: _("This was answered already, or it has moved on since."),
    Gone.OVER: _("The term to answer is over."),
    Gone.NOT_YOURS: _("You cannot answer this any more: you do not work there now."),
    Gone.NO_ACCOUNT: _("This account is closed at the moment."),
}


@login_not_required
@personal_form
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is asked, whoever opens the link; sending the form answers for whom the link is."""
    try:
        question = answering_by_mail.find(token)
        _note(request, question)
        form = MailAnswerForm(request.POST if request.method == "POST" else None, question=question)
        if not form.is_valid():
            return _page(request, "web/mail_answer.html", {"form": form, **_shown(question)})
        return _answered(request, token, form)
    except LinkUnknown:
        take(WRONG_LINKS, client_address(request))
        return _page(request, "web/mail_answer_gone.html", {}, status=404)
    except LinkGone as gone:
        return _page(request, "web/mail_answer_gone.html", {"why": GONE[gone.why]}, status=410)


def _answered(request: HttpRequest, token: str, form: MailAnswerForm) -> HttpResponse:
    told = {"is_yes": form.is_yes, "reason": form.cleaned_data["reason"]}
    try:
        question = answering_by_mail.answer(token, **told)
    except tuple(TEXTS) as refused:
        return _page(request, "web/mail_answer_gone.html", {"why": TEXTS[type(refused)]}, status=409)
    return _page(request, "web/mail_answered.html", {"is_yes": form.is_yes, **_shown(question)})


def _note(request: HttpRequest, question: Question) -> None:
    access_log.acts_by_link(request, question.user)
    access_log.about(request, [question.application.student])


def _shown(question: Question) -> dict[str, object]:
    """Give what the page says: never who the student is, for the mail could lie anywhere."""
    application = question.application
    return {
        "vacancy": application.vacancy,
        "company": application.vacancy.company,
        "door": application.door,
        "answer_by": question.step.answer_by,
        "is_company": question.is_company,
        "is_offer": question.is_offer,
        "period": write_period(application.start, application.end),
    }


def _page(request: HttpRequest, template: str, told: dict[str, object], status: int = 200) -> HttpResponse:
    """Keep the link in the address from every other site."""
    response = render(request, template, told, status=status)
    # not no-referrer: with that, browsers do not tell where the form comes from, and it is refused
    response.headers["Referrer-Policy"] = "strict-origin"
    return response
