"""Signing out: here, or everywhere at once."""

from allauth.account.views import LogoutView
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from profiles.signing_in import end_sign_ins


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End all sessions and tokens of whoever asks, this session too."""
    end_sign_ins(request.user)
    logout(request)
    messages.success(request, _("You are signed out everywhere. Programs with a token of yours are too."))
    return redirect("home")


sign_out = LogoutView.as_view(http_method_names=["post"])
