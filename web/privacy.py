"""What everybody may know: how we treat personal data, and where to report a weakness."""

from datetime import date, datetime, time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from profiles import mailing
from profiles.periods import months


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Tell in plain words which data we keep, why, for whom and for how long."""
    told = {"periods": months(), "contact": settings.PRIVACY_CONTACT}
    return render(request, "web/privacy.html", told)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Tell finders of a weakness where to report it (RFC 9116); not there as long as nobody would read it."""
    if not settings.SECURITY_CONTACT or not settings.SECURITY_TXT_EXPIRES:
        raise Http404
    day = date.fromisoformat(settings.SECURITY_TXT_EXPIRES)
    expires = timezone.make_aware(datetime.combine(day, time()), timezone.get_fixed_timezone(0))
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {mailing.link('security-txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
