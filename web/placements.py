"""Placements: a list of one's own, each with what is next, its papers, its signatures, and its end."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from placements import completing, drawing_up, ending, evaluating, signing, starting
from placements.agreement_pdf import pdf_of
from placements.agreement_texts import sheet_of, terms_of, title_of
from placements.checking import needs_guardian
from placements.models import Agreement, Placement
from placements.parts import part_of, sees_person
from placements.planning import plan_of
from placements.refusals import TEXTS
from profiles import access_log
from profiles.editing import Outdated
from web.forms.described import Described
from web.forms.placement import EndForm, EvaluationForm, FillInForm, PaperForm
from web.personal import personal, personal_act, personal_form
from web.placement_rows import rows_for, standing_of

PER_PAGE = 20
Status = Placement.Status


@personal
def placements(request: HttpRequest) -> HttpResponse:
    """List the placements in which one takes part, those that are not over first."""
    own = _visible(request).order_by("ended_on", "start", "pk")
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("page"))
    access_log.about(request, [each.student for each in page if each.student])
    return render(request, "web/placements.html", {"page": page, "rows": rows_for(page, request.user)})


@personal
def placement(request: HttpRequest, placement: UUID) -> HttpResponse:
    """Show one placement: how it stands, what is in the way, and what one may do now."""
    shown = _own(request, placement)
    (row,) = rows_for([shown], request.user)
    told = {
        "row": row,
        "standing": standing_of(shown, request.user),
        "terms": terms_of(drawing_up.data_of(shown)) if sees_person(request.user, shown) else [],
        "papers": [(title_of(each), each) for each in _papers(request, shown).reverse()],
        "needs_guardian": needs_guardian(plan_of(shown)),
        "reason": shown.get_end_reason_display(),
        "form": PaperForm(),
    }
    return render(request, "web/placement.html", told)


@personal
def paper(request: HttpRequest, placement: UUID) -> HttpResponse:
    """Give the last agreement, or one by its number, as a PDF."""
    shown = _own(request, placement)
    papers = _papers(request, shown)
    number = request.GET.get("number", "")
    if number.isascii() and number.isdigit() and len(number) < 4:
        papers = papers.filter(number=int(number))
    agreement = papers.prefetch_related("signatures").first()
    if agreement is None:
        raise Http404
    content = pdf_of(sheet_of(agreement, agreement.signatures.all()), made_at=agreement.made_at)
    named = f'inline; filename="{agreement.kind}-{agreement.number}.pdf"'
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": named})


@personal_form
def fill_in(request: HttpRequest, placement: UUID) -> HttpResponse:
    """Fill in what is agreed; after somebody signed, what is filled in makes an amendment."""
    shown = _own(request, placement)
    form = FillInForm(request.POST or None, placement=shown, part=part_of(request.user, shown))
    has_signature = shown.agreements.filter(signatures__isnull=False).exists()
    verb = drawing_up.amend if has_signature else completing.complete
    done = _("It is saved.")
    if has_signature:
        done = _("The change has a paper of its own now, for all to sign.")
    return _ask(
        request,
        shown,
        "web/placement_fill_in.html",
        form,
        done,
        lambda: verb(shown, by=request.user, changes=form.changes),
    )


@personal_form
def end(request: HttpRequest, placement: UUID) -> HttpResponse:
    """Ask why a placement ends, and cancel it or break it off."""
    shown = _own(request, placement)
    has_started = shown.status == Status.STARTED
    form = EndForm(request.POST or None, asks_day=has_started)

    def act() -> None:
        told = form.cleaned_data
        if has_started:
            ending.break_off(shown, by=request.user, reason=told["reason"], day=told["day"])
        else:
            ending.cancel(shown, by=request.user, reason=told["reason"])

    done = _("The placement is broken off.") if has_started else _("The placement is cancelled.")
    return _ask(request, shown, "web/placement_end.html", form, done, act)


@personal_form
def evaluate(request: HttpRequest, placement: UUID) -> HttpResponse:
    """Ask one's side how it was, once."""
    shown = _own(request, placement)
    form = EvaluationForm(request.POST or None, part=part_of(request.user, shown))
    done = _("Thank you for your answers.")
    return _ask(
        request, shown, "web/placement_evaluate.html", form, done,
        lambda: evaluating.evaluate(shown, by=request.user, **form.answers),
    )  # fmt: skip


@personal_act
def draw_up(request: HttpRequest, placement: UUID) -> HttpResponse:
    """Make the agreement."""
    shown = _own(request, placement)
    guardians = {"1": 1, "2": 2}.get(request.POST.get("guardians", ""))
    return _press(
        request, shown, _("The agreement is made. Everybody can sign it now."),
        lambda: drawing_up.draw_up(shown, by=request.user, guardians=guardians),
    )  # fmt: skip


@personal_act
def sign(request: HttpRequest, placement: UUID) -> HttpResponse:
    """Sign for oneself, or record as the school who signed on paper."""
    shown = _own(request, placement)
    on_paper, party = None, request.POST.get("party", "")
    if "name" in request.POST:
        form = PaperForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(problem.text for problem in form.problems()))
            return redirect("placement", shown.uuid)
        party = form.cleaned_data["party"]
        on_paper = signing.OnPaper(form.cleaned_data["name"], form.cleaned_data["signed_on"])
    return _press(
        request, shown, _("The signature is recorded."),
        lambda: signing.sign(shown, party=party, by=request.user, on_paper=on_paper),
    )  # fmt: skip


@personal_act
def start(request: HttpRequest, placement: UUID) -> HttpResponse:
    """Start what is signed."""
    shown = _own(request, placement)
    done = _("The placement has started.")
    return _press(request, shown, done, lambda: starting.start(shown, by=request.user))


@personal_act
def finish(request: HttpRequest, placement: UUID) -> HttpResponse:
    """Finish what runs."""
    shown = _own(request, placement)
    done = _("The placement is finished.")
    return _press(request, shown, done, lambda: ending.finish(shown, by=request.user))


def _ask(
    request: HttpRequest,
    shown: Placement,
    template: str,
    form: Described,
    done: str,
    act: Callable[[], Any],
) -> HttpResponse:
    """Show a form until it is filled in well, then do what it asks for."""
    if form.is_bound and form.is_valid():
        try:
            return _done(request, shown, done, act)
        except ValidationError as error:
            _tell(form, error)
    (row,) = rows_for([shown], request.user)
    told = {"row": row, "form": form, "standing": standing_of(shown, request.user)}
    return render(request, template, told)


def _tell(form: Described, error: ValidationError) -> None:
    for name, texts in error.message_dict.items():
        form.add_error(name if name in form.fields else next(iter(form.fields)), texts)


def _done(request: HttpRequest, shown: Placement, done: str, act: Callable[[], Any]) -> HttpResponse:
    """Do it, say so or why not, and go back to the placement."""
    try:
        act()
    except drawing_up.InTheWay as error:
        messages.error(request, " ".join(finding.sentence for finding in error.findings))
    except Outdated:
        messages.error(request, _("Somebody changed this in the meantime: read it again."))
    except tuple(TEXTS) as error:
        messages.error(request, TEXTS[type(error)])
    else:
        messages.success(request, done)
    return redirect("placement", shown.uuid)


def _press(request: HttpRequest, shown: Placement, done: str, act: Callable[[], Any]) -> HttpResponse:
    """Do what a button asks for; it has no field beside which to say what is wrong."""
    try:
        return _done(request, shown, done, act)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("placement", shown.uuid)


def _visible(request: HttpRequest) -> Any:
    rows = Placement.objects.visible_to(request.user)
    return rows.select_related(
        "student__user", "vacancy", "company", "school", "group", "programme", "supervisor",
        "establishment__place", "school_supervisor", "seat_block",
    )  # fmt: skip


def _papers(request: HttpRequest, placement: Placement) -> QuerySet[Agreement]:
    """Find the papers of a placement that one may read, the last first."""
    return Agreement.objects.visible_to(request.user).filter(placement=placement).order_by("-number")


def _own(request: HttpRequest, uuid: UUID) -> Placement:
    shown = get_object_or_404(_visible(request), uuid=uuid)
    access_log.about(request, [shown.student] if shown.student else [])
    return shown
