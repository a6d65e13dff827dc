"""A school resets a sign-in: what ends, what stays, and whose account is not the school's."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from profiles.claiming import NoAddress, claim_as_newcomer, hand_out_by_mail, hand_out_on_paper
from profiles.links import find_link
from profiles.models import ApiToken, Guardianship, Membership, Student, StudentNumber, Tombstone, User
from profiles.resetting import NotOnlyAStudent, TwoSchools, reset_sign_in
from profiles.tokens import make_token
from tests.letters import code_in
from tests.world import make_group, make_school, make_student, make_user, make_visible


def reset(world, *, on_paper=True, by=None):
    return reset_sign_in(world.sanne, school=world.gilde, on_paper=on_paper, by=by or world.coordinator)


def test_sessions_tokens_and_password_end_and_the_profile_stays(world):
    user, skills = world.sanne.user, world.sanne.skills.count()
    browser = Client()
    browser.force_login(user)
    make_token(user, name="x", days=1)
    code = reset(world)
    assert browser.get("/start").status_code == 302
    assert (ApiToken.objects.count(), User.objects.filter(pk=user.pk).count()) == (0, 0)
    assert Tombstone.objects.filter(of="user", uuid=user.uuid).exists()
    kept = Student.objects.get(pk=world.sanne.pk)
    assert (kept.user, kept.skills.count(), find_link(code).student) == (None, skills, kept)


def test_what_the_account_chose_to_show_ends_with_it(world):
    make_visible(world.sanne)
    assert Student.objects.carded().filter(pk=world.sanne.pk).exists()
    reset(world)
    assert not Student.objects.carded().filter(pk=world.sanne.pk).exists()
    assert not world.sanne.consents.standing().exists()


def test_the_address_that_the_account_had_hears_of_it(world, mailed):
    (letter,) = mailed(lambda: reset(world))
    assert (letter.to, "Gilde Opleidingen" in letter.body) == (["sanne@leerling.test"], True)


def test_the_profile_is_claimed_anew_with_the_same_address(world, mailed):
    (letter,) = mailed(lambda: reset(world, on_paper=False))
    assert letter.to == ["sanne@leerling.test"]
    user = claim_as_newcomer(find_link(code_in(letter)), password="paars-paard-plukt", language="nl")
    world.sanne.refresh_from_db()
    assert world.sanne.user == user


@pytest.mark.parametrize("ended", [False, True])
def test_the_account_of_somebody_with_a_role_is_not_reset(world, ended):
    end = timezone.now() if ended else None
    Membership.objects.create(
        user=world.sanne.user, role="company_member", company=world.company, ended_at=end
    )
    with pytest.raises(NotOnlyAStudent):
        reset(world)
    world.sanne.refresh_from_db()
    assert world.sanne.user is not None


def test_the_account_of_a_guardian_is_not_reset(world):
    Guardianship.objects.create(
        student=make_student(world.group),
        user=world.sanne.user,
        email="x@y.test",
        link_expires_at=timezone.now(),
    )
    with pytest.raises(NotOnlyAStudent):
        reset(world)


@pytest.mark.parametrize("how", ["enrolled", "numbered"])
def test_no_school_holds_the_key_to_what_another_school_knows(world, mailed, how):
    elders = make_group(make_school("Elders College"), name="E1")
    if how == "enrolled":
        world.sanne.enrolments.create(group=elders, started_on=world.sanne.enrolments.get().started_on)
    else:
        StudentNumber.objects.create(student=world.sanne, school=elders.school, number="7")
    with pytest.raises(TwoSchools):
        reset(world)
    Student.objects.filter(pk=world.sanne.pk).update(email="taken-over@gilde.test")
    (letter,) = mailed(lambda: reset(world, on_paper=False))
    assert letter.to == [
        "sanne@leerling.test"
    ]  # the address that the account proved, not what a school wrote


def test_a_reset_by_mail_does_not_open_the_way_on_paper(world, mailed):
    StudentNumber.objects.create(student=world.sanne, school=make_school("Elders College"), number="7")
    mailed(lambda: reset(world, on_paper=False))
    world.sanne.refresh_from_db()
    assert world.sanne.user is None
    with pytest.raises(TwoSchools):
        reset(world)
    assert hand_out_on_paper([world.sanne], school=world.gilde, by=world.coordinator) == {}


def test_after_a_reset_by_mail_links_go_to_the_address_that_was_proved(world, mailed):
    Student.objects.filter(pk=world.sanne.pk).update(email="taken-over@gilde.test")
    StudentNumber.objects.create(student=world.sanne, school=make_school("Elders College"), number="7")
    mailed(lambda: reset(world, on_paper=False))
    again = [Student.objects.get(pk=world.sanne.pk)]
    (letter,) = mailed(lambda: hand_out_by_mail(again, school=world.gilde, by=world.coordinator))
    assert letter.to == ["sanne@leerling.test"]


def test_a_student_who_never_claimed_gets_a_new_code(world):
    mila = make_student(world.group)
    code = reset_sign_in(mila, school=world.gilde, on_paper=True, by=world.coordinator)
    assert find_link(code).student == mila
    with pytest.raises(NoAddress):
        reset_sign_in(mila, school=world.gilde, on_paper=False, by=world.coordinator)


@pytest.mark.parametrize("who", ["bram", "region_officer", "admin", "stranger", "other"])
def test_nobody_else_resets(world, who):
    elders = make_school("Elders College")
    other = make_user("coordinator@elders.test", role="school_coordinator", school=elders)
    by = other if who == "other" else getattr(world, who)
    with pytest.raises(PermissionDenied):
        reset(world, by=by)
    with pytest.raises(PermissionDenied):
        reset_sign_in(world.sanne, school=elders, on_paper=True, by=other)
    world.sanne.refresh_from_db()
    assert world.sanne.user is not None


# What goes with an account, because it is the account's alone; anything else would be lost to the student.
OWN = {
    "profiles.ApiToken",
    "profiles.Membership",
    "profiles.MembershipRequest",
    "profiles.Notification",
    "profiles.NotificationChoice",
}


def test_nothing_of_the_students_hangs_on_the_account():
    lost = {
        relation.related_model._meta.label
        for relation in User._meta.related_objects
        if getattr(relation.on_delete, "__name__", "") == "CASCADE"
    }
    assert {label for label in lost if not label.startswith(("account.", "mfa.", "socialaccount."))} == OWN
