"""Who works for a school, a company or the region office: members, invitations, requests."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from profiles.access import may_invite, may_see_team
from profiles.inviting import invite, revoke
from profiles.leaving import LastOne, close_company, end_membership, promote
from profiles.links import LinkGone
from profiles.models import Company, Invitation, Membership, MembershipRequest, School
from profiles.requesting import answer
from web.forms.team import InviteForm
from web.personal import personal_act, personal_form

Role = Membership.Role


@dataclass(frozen=True, slots=True)
class Team:
    """A school's, a company's, or (neither) the region office's; ``roles`` are those that one may give."""

    name: str
    address: str
    roles: list[str]
    school: School | None = None
    company: Company | None = None

    @property
    def of(self) -> dict[str, School | Company | None]:
        return {"school": self.school, "company": self.company}


@personal_form
def school_team(request: HttpRequest, school: UUID) -> HttpResponse:
    """Show who coordinates for a school, and invite a colleague."""
    of = get_object_or_404(School.objects.visible_to(request.user), uuid=school)
    address = reverse("school-team", args=[of.uuid])
    return _show(request, Team(of.name, address, [Role.SCHOOL_COORDINATOR], school=of))


@personal_form
def company_team(request: HttpRequest, company: UUID) -> HttpResponse:
    """Show who works for a company, who asks to, and invite a colleague."""
    of = get_object_or_404(Company.objects.visible_to(request.user), uuid=company)
    address = reverse("company-team", args=[of.uuid])
    return _show(request, Team(of.name, address, [Role.COMPANY_MEMBER, Role.COMPANY_ADMIN], company=of))


@personal_form
def office_team(request: HttpRequest) -> HttpResponse:
    """Show who works for the region office and the platform, and invite a colleague."""
    roles = [Role.REGION_OFFICE, Role.PLATFORM_ADMIN]
    return _show(request, Team(_("Region office"), reverse("office-team"), roles))


def _show(request: HttpRequest, team: Team) -> HttpResponse:
    """Show a team to who is in it or looks after it, and to the region office whether it has anybody."""
    manages = may_see_team(request.user, **team.of)
    sees = manages or bool(team.company and team.company.pk in request.user.company_ids)
    if not sees and not request.user.is_region_officer:
        if request.method == "POST":
            raise PermissionDenied
        raise Http404
    roles = [role for role in team.roles if may_invite(request.user, role=role, **team.of)]
    if request.method == "POST" and not roles:
        return _cannot_invite(request, team, manages=manages)
    form = InviteForm(request.POST or None, roles=roles) if roles else None
    if form and form.is_valid():
        invite(form.cleaned_data["email"], role=form.chosen_role, by=request.user, **team.of)
        messages.success(request, _("The invitation is on its way to %(email)s.") % form.cleaned_data)
        return redirect(team.address)
    told = {"team": team, "form": form, "manages": manages, "sees": sees}
    return render(request, "web/team.html", told | _lists(request, team, sees=sees))


def _cannot_invite(request: HttpRequest, team: Team, *, manages: bool) -> HttpResponse:
    """Say to who looks after a company that it has to be verified first; anybody else may not."""
    if not manages:
        raise PermissionDenied
    messages.info(
        request, _("You can invite colleagues as soon as the region office has approved the company.")
    )
    return redirect(team.address)


def _lists(request: HttpRequest, team: Team, *, sees: bool) -> dict[str, object]:
    members = Membership.objects.visible_to(request.user).current().filter(role__in=team.roles, **team.of)
    asked = MembershipRequest.objects.answered_by(request.user).open().filter(company=team.company)
    invited = Invitation.objects.visible_to(request.user).open().filter(role__in=team.roles, **team.of)
    return {
        "members": members.select_related("user").order_by("role", "user__name", "pk") if sees else [],
        "invitations": invited.select_related("invited_by"),
        "requests": asked.select_related("user") if team.company else [],
    }


@personal_act
def revoke_invitation(request: HttpRequest, invitation: UUID) -> HttpResponse:
    """Take an invitation back."""
    found = get_object_or_404(Invitation.objects.visible_to(request.user).to_join(), uuid=invitation)
    revoke(found, by=request.user)
    messages.success(request, _("The invitation is taken back."))
    return redirect(_team_of(found))


@personal_act
def end(request: HttpRequest, membership: UUID) -> HttpResponse:
    """End a membership: one's own, or a colleague's."""
    found = _membership(request, membership)
    try:
        end_membership(found, by=request.user)
    except LastOne:
        messages.error(request, _("Nobody else looks after this. Make somebody else administrator first."))
        return redirect(_team_of(found))
    if found.user_id == request.user.pk:
        messages.success(request, _("You left."))
        return redirect("start")
    messages.success(request, _("%(name)s left.") % {"name": found.user.name or found.user.email})
    return redirect(_team_of(found))


@personal_act
def make_administrator(request: HttpRequest, membership: UUID) -> HttpResponse:
    """Let a member of a company look after its team too."""
    found = _membership(request, membership)
    promote(found, by=request.user)
    messages.success(
        request, _("%(name)s is administrator now.") % {"name": found.user.name or found.user.email}
    )
    return redirect(_team_of(found))


@personal_act
def answer_request(request: HttpRequest, asked: UUID) -> HttpResponse:
    """Let somebody in who asks to work for a company, or do not."""
    found = get_object_or_404(MembershipRequest.objects.answered_by(request.user).open(), uuid=asked)
    try:
        answer(found, agrees=request.POST.get("answer") == "yes", by=request.user)
        messages.success(request, _("Your answer is sent."))
    except LinkGone:
        messages.info(request, _("Somebody answered already."))
    return redirect("company-team", company=found.company.uuid)


@personal_act
def close(request: HttpRequest, company: UUID) -> HttpResponse:
    """End the part that a company takes."""
    found = get_object_or_404(Company.objects.visible_to(request.user), uuid=company)
    close_company(found, by=request.user)
    messages.success(request, _("%(name)s takes part no more.") % {"name": found.name})
    return redirect("start")


def _membership(request: HttpRequest, uuid: UUID) -> Membership:
    seen = Membership.objects.visible_to(request.user).current()
    return get_object_or_404(seen.select_related("user", "school", "company"), uuid=uuid)


def _team_of(row: Membership | Invitation) -> str:
    """Give the page of the team to which a row belongs."""
    if row.school:
        return reverse("school-team", args=[row.school.uuid])
    return reverse("company-team", args=[row.company.uuid]) if row.company else reverse("office-team")
