"""The access log as a page, for the platform administrator."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from profiles.models import AccessRecord
from reference.midnight import midnight
from web.forms.access_log import AccessForm
from web.personal import personal

PER_PAGE = 50
A_DAY = timedelta(days=1)


@personal
def access_log(request: HttpRequest) -> HttpResponse:
    """List who asked for whose data, the last one first; ids only, for that is all there is."""
    form = AccessForm(request.GET or None)
    rows = AccessRecord.objects.visible_to(request.user)
    rows = _narrowed(rows, form) if form.is_valid() else rows.none() if form.errors else rows
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/access_log.html", {"page": shown, "form": form})


def _narrowed(rows: QuerySet[AccessRecord], form: AccessForm) -> QuerySet[AccessRecord]:
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    for name in ("actor", "subject", "organisation"):
        if name in asked:
            rows = rows.filter(**{name: asked[name]})
    if "since" in asked:
        rows = rows.filter(at__gte=midnight(asked["since"]))
    if "until" in asked:
        rows = rows.filter(at__lt=midnight(asked["until"] + A_DAY))
    return rows
