"""Tokens for programs: a school's or a company's, made by who looks after it; the secret is shown once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from profiles.models import ApiToken, Membership, User
from profiles.tokens import make_token, revoke
from web.forms.token import TokenForm

ROLES = (Membership.Role.SCHOOL_COORDINATOR, Membership.Role.COMPANY_ADMIN)


def tokens(request: HttpRequest) -> HttpResponse:
    """List the tokens that one looks after, and make one; its secret stands on this answer only."""
    memberships = _looked_after(request.user)
    form = TokenForm(request.POST or None, memberships=memberships, initial={"days": 90})
    told = {"form": form, "can_make": bool(memberships), "has_choice": len(memberships) > 1}
    if form.is_valid():
        told["secret"] = make_token(
            request.user,
            name=form.cleaned_data["name"],
            days=form.cleaned_data["days"],
            membership=form.chosen_membership,
            scopes=form.cleaned_data["scopes"],
        )
        told["form"] = TokenForm(memberships=memberships, initial={"days": 90})
    related = ("user", "membership__school", "membership__company")
    told["tokens"] = (
        ApiToken.objects.visible_to(request.user)
        .live()
        .select_related(*related)
        .order_by("-created_at", "-pk")
    )
    return render(request, "web/tokens.html", told)


def revoke_token(request: HttpRequest, token: UUID) -> HttpResponse:
    """End a token that one looks after."""
    ended = get_object_or_404(ApiToken.objects.visible_to(request.user), uuid=token)
    revoke(ended, by=request.user)
    messages.success(request, _("The token “%(name)s” opens nothing any more.") % {"name": ended.name})
    return redirect("api-tokens")


def _looked_after(user: User) -> list[Membership]:
    """List the memberships for which this user makes tokens: of schools, and of companies that take part."""
    return [
        held
        for held in user.current_memberships
        if held.role in ROLES and (held.school_id or held.company.verified_at)
    ]
