"""Who may do what with students and schools; one place, used by the API and the pages."""

from typing import TYPE_CHECKING

from profiles.models import Membership

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models import (
        Company,
        Guardianship,
        Invitation,
        School,
        Student,
        StudentGroup,
        User,
    )

Role = Membership.Role


def is_guardian(user: "User") -> bool:
    """Tell whether this user answers for a student today."""
    return user.guardianships.in_force().exists()


def may_edit_student(user: "User", student: "Student") -> bool:
    """Tell whether this user may change this profile: the student, the own school, the platform admin."""
    if student.user_id == user.pk or user.is_platform_admin:
        return True
    return type(student).objects.taught_by(user).filter(pk=student.pk).exists()


def may_bring_for_school(user: "User", school: "School") -> bool:
    """Tell whether this user may bring in lists of this school: whoever coordinates there."""
    return school.pk in user.school_ids


def may_bring_for_company(user: "User", company: "Company") -> bool:
    """Tell whether this user may bring in lists of this company: who works there, once it is verified."""
    return company.verified_at is not None and company.pk in user.company_ids


def may_block_for(user: "User", company: "Company") -> bool:
    """Tell whether this user says with whom a company wants nothing to do: who works there, once verified."""
    return company.verified_at is not None and company.pk in user.company_ids


def may_speak_for(user: "User", student: "Student") -> bool:
    """Tell whether a profile is this user's to end: one's own, or a child's below the age of consent."""
    if student.user_id == user.pk:
        return True
    return student.guardianships.in_force().filter(user=user).exists()


def may_name_guardian(user: "User", student: "Student") -> bool:
    """Tell whether this user may name a guardian: whoever has the student in care."""
    return type(student).objects.in_care_of(user).filter(pk=student.pk).exists()


def may_confirm_guardian(user: "User", guardianship: "Guardianship") -> bool:
    """Tell whether this user may say for the school who the guardian is; nobody says it of oneself."""
    student = guardianship.student
    if user.pk in (guardianship.user_id, student.user_id):
        return False
    return user.is_platform_admin or type(student).objects.taught_by(user).filter(pk=student.pk).exists()


def may_verify_companies(user: "User | AnonymousUser") -> bool:
    """Tell whether this user looks after which companies take part: the region office, the platform."""
    return bool(user.is_authenticated and (user.is_region_officer or user.is_platform_admin))


def may_see_team(user: "User | AnonymousUser", *, school: "School | None", company: "Company | None") -> bool:
    """Tell whether this user looks after who works for a school, a company or (neither) the region office."""
    if not user.is_authenticated:
        return False
    if user.is_platform_admin:
        return True
    if school:
        return school.pk in user.school_ids
    return company.pk in user.administered_company_ids if company else user.is_region_officer


def may_invite(
    user: "User | AnonymousUser", *, role: str, school: "School | None", company: "Company | None"
) -> bool:
    """Tell whether this user may invite to a role.

    Who looks after a team may, a company only once it is verified: until then its name may be anything, and
    would go out in our mail. The region office invites the first of a school or a company that has nobody.
    """
    if not user.is_authenticated or role == Role.PLATFORM_ADMIN:
        return bool(user.is_authenticated and user.is_platform_admin)
    if company and company.verified_at is None:
        return False
    if may_see_team(user, school=school, company=company):
        return True
    return user.is_region_officer and _is_the_first(role, school=school, company=company)


def _is_the_first(role: str, *, school: "School | None", company: "Company | None") -> bool:
    if role not in (Role.SCHOOL_COORDINATOR, Role.COMPANY_ADMIN):
        return False
    return not Membership.objects.current().filter(role=role, school=school, company=company).exists()


def may_revoke(user: "User", invitation: "Invitation") -> bool:
    """Tell whether this user may take an invitation back: whoever sent it, or looks after the team."""
    if invitation.invited_by_id == user.pk:
        return True
    return may_see_team(user, school=invitation.school, company=invitation.company)


def may_end_membership(user: "User", membership: "Membership") -> bool:
    """Tell whether this user may end a membership: one's own, or of the team that one looks after.

    The platform's own admins end only their own.
    """
    if membership.user_id == user.pk:
        return True
    if membership.role == Role.PLATFORM_ADMIN:
        return False
    return may_see_team(user, school=membership.school, company=membership.company)


def may_promote(user: "User", membership: "Membership") -> bool:
    """Tell whether this user may make a company's member an administrator."""
    is_member = membership.role == Role.COMPANY_MEMBER
    return is_member and may_see_team(user, school=None, company=membership.company)


def may_close_company(user: "User", company: "Company") -> bool:
    """Tell whether this user may end the part that a company takes: its administrators, and the platform."""
    return user.is_platform_admin or company.pk in user.administered_company_ids


def may_hand_over(user: "User", group: "StudentGroup") -> bool:
    """Tell whether this user may say who looks after a class: one's own, or one that nobody looks after."""
    if user.is_platform_admin:
        return True
    return group.school_id in user.school_ids and group.coordinator_id in (None, user.pk)


def may_hand_out_claims(user: "User", school: "School") -> bool:
    """Tell whether this user may let students of a school claim their profiles: the school itself alone."""
    return school.pk in user.school_ids
