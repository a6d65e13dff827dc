"""Leaving: who ends which membership, and what ends with it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from rest_framework.test import APIClient

from placements.applying import apply
from placements.recommending import posts_for
from profiles.claiming import hand_out_on_paper, mail_to_own_address
from profiles.inviting import invite
from profiles.joining import admit
from profiles.leaving import LastOne, close_company, end_membership, promote
from profiles.links import find_link, make_link
from profiles.models import ApiToken, Company, Invitation, Membership, Student, User
from profiles.requesting import answer, ask_to_join
from profiles.secrecy import digest_of
from profiles.tokens import make_token
from profiles.verifying import refuse, verify
from tests.letters import code_in
from tests.world import make_company, make_school, make_student, make_user

Role = Membership.Role


def membership_of(user):
    return user.memberships.get()


@pytest.fixture
def colleague(world) -> User:
    """Somebody who works with Bram."""
    return make_user("fatima@maaslandmetaal.test", role=Role.COMPANY_MEMBER, company=world.company)


@pytest.fixture
def second(world) -> User:
    """Another coordinator of Gilde."""
    return make_user("second@gilde.test", role=Role.SCHOOL_COORDINATOR, school=world.gilde)


@pytest.mark.parametrize(
    ("who", "whose", "may"),
    [
        ("colleague", "colleague", True),
        ("bram", "colleague", True),
        ("admin", "colleague", True),
        ("colleague", "bram", False),
        ("region_officer", "colleague", False),
        ("coordinator", "colleague", False),
        ("other", "colleague", False),
        ("second", "coordinator", True),
        ("coordinator", "coordinator", True),
        ("bram", "coordinator", False),
        ("region_officer", "region_officer", True),
        ("region_officer", "admin", False),
        ("coordinator", "region_officer", False),
        ("admin", "region_officer", True),
    ],
)
def test_who_ends_which_membership(world, colleague, second, who, whose, may):
    other = make_user("x@andere.test", role=Role.COMPANY_ADMIN, company=make_company("Andere Metaal"))
    people = {"colleague": colleague, "second": second, "other": other}
    by, theirs = (people.get(name) or getattr(world, name) for name in (who, whose))
    held = membership_of(theirs)
    if may:
        end_membership(held, by=by)
    else:
        with pytest.raises(PermissionDenied):
            end_membership(held, by=by)
    assert Membership.objects.current().filter(pk=held.pk).exists() is not may


def test_pages_api_and_tokens_refuse_from_the_next_request_on(world, second):
    browser, program = Client(), APIClient()
    browser.force_login(world.coordinator)
    held = membership_of(world.coordinator)
    secret = make_token(world.coordinator, name="x", days=1)
    ApiToken.objects.filter(digest=digest_of(secret)).update(membership=held)
    program.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    address = f"/classes/{world.group.uuid}"
    assert (browser.get(address).status_code, program.get("/api/v1/schools").status_code) == (200, 200)
    end_membership(held, by=second)
    assert (browser.get(address).status_code, program.get("/api/v1/schools").status_code) == (404, 401)


def test_a_token_of_another_membership_lives_on(world, colleague):
    other = admit(colleague, Role.COMPANY_MEMBER, company=make_company("Andere Metaal"))
    for held in colleague.memberships.all():
        secret = make_token(colleague, name="x", days=1)
        ApiToken.objects.filter(digest=digest_of(secret)).update(membership=held)
    end_membership(colleague.memberships.get(company=world.company), by=colleague)
    assert [token.membership for token in ApiToken.objects.live()] == [other]
    assert colleague.company_ids == [other.company_id]


def test_the_last_administrator_of_a_company_stays_until_there_is_another(world, colleague):
    with pytest.raises(LastOne):
        end_membership(membership_of(world.bram), by=world.bram)
    with pytest.raises(LastOne):
        end_membership(membership_of(world.bram), by=world.admin)
    promote(membership_of(colleague), by=world.bram)
    end_membership(membership_of(world.bram), by=world.bram)
    with pytest.raises(LastOne):
        end_membership(membership_of(colleague), by=colleague)


def test_so_does_the_last_of_the_platform(world):
    with pytest.raises(LastOne):
        end_membership(membership_of(world.admin), by=world.admin)
    make_user("second@stagepoort.test", role=Role.PLATFORM_ADMIN)
    end_membership(membership_of(world.admin), by=world.admin)


def test_the_classes_of_who_left_are_looked_after_by_nobody(world, second):
    type(world.group).objects.update(coordinator=world.coordinator)
    end_membership(membership_of(world.coordinator), by=world.coordinator)
    world.group.refresh_from_db()
    assert world.group.coordinator is None


@pytest.mark.parametrize(("dismissed", "left"), [(True, 0), (False, 1)])
def test_no_link_stays_by_which_one_would_come_back(world, second, dismissed, left):
    invite("own@elsewhere.test", role=Role.SCHOOL_COORDINATOR, school=world.gilde, by=world.coordinator)
    make_link(by=world.coordinator, student=make_student(world.group), school=world.gilde)
    by = second if dismissed else world.coordinator
    end_membership(membership_of(world.coordinator), by=by)
    assert Invitation.objects.open().to_join().count() == 0
    assert Invitation.objects.open().to_claim().count() == left


def test_a_link_that_came_of_a_code_on_paper_ends_with_it(world, second, mailed):
    mila = make_student(world.group)
    code = hand_out_on_paper([mila], school=world.gilde, by=world.coordinator)[mila.pk]
    told = {"birth_date": mila.birth_date}
    (letter,) = mailed(lambda: mail_to_own_address(find_link(code), "not-mila@elsewhere.test", **told))
    end_membership(membership_of(world.coordinator), by=second)
    assert (find_link(code), find_link(code_in(letter))) == (None, None)


def test_what_a_region_officer_sent_out_ends_too(world):
    invite(
        "first@elders.test", role=Role.SCHOOL_COORDINATOR, school=make_school("E"), by=world.region_officer
    )
    end_membership(membership_of(world.region_officer), by=world.admin)
    assert Invitation.objects.open().count() == 0


@pytest.mark.parametrize(
    ("who", "may"), [("bram", True), ("admin", True), ("colleague", False), ("stranger", False)]
)
def test_who_makes_an_administrator(world, colleague, who, may):
    by = colleague if who == "colleague" else getattr(world, who)
    if may:
        promote(membership_of(colleague), by=by)
    else:
        with pytest.raises(PermissionDenied):
            promote(membership_of(colleague), by=by)
    assert membership_of(colleague).role == (Role.COMPANY_ADMIN if may else Role.COMPANY_MEMBER)


def test_a_closed_company_is_seen_by_nobody_and_has_no_members(world, colleague):
    assert posts_for(world.sanne).eligible_count == 1
    close_company(world.company, by=world.bram)
    assert posts_for(world.sanne).eligible_count == 0
    assert Membership.objects.current().filter(company=world.company).count() == 0
    assert (world.bram.company_ids, colleague.memberships.current().count()) == ([], 0)
    assert Company.objects.unverified().count() == 0


def test_who_brings_a_closed_company_back_sees_no_name_that_was_shown_before(world):
    apply(world.sanne, world.vacancy, by=world.sanne.user)
    assert Student.objects.named_to([world.company.pk]).count() == 1
    close_company(world.company, by=world.bram)
    verify(world.company, by=world.region_officer)
    assert Student.objects.named_to([world.company.pk]).count() == 0


def test_who_takes_a_refused_company_over_sees_no_name_that_was_shown_before(world):
    apply(world.sanne, world.vacancy, by=world.sanne.user)
    refuse(world.company, because="x", by=world.region_officer)
    world.company.refresh_from_db()
    answer(ask_to_join(world.company, by=world.stranger), agrees=True, by=world.region_officer)
    verify(world.company, by=world.region_officer)
    assert world.stranger.company_ids == [world.company.pk]
    assert Student.objects.named_to([world.company.pk]).count() == 0


@pytest.mark.parametrize("who", ["colleague", "coordinator", "region_officer", "stranger"])
def test_nobody_else_closes_a_company(world, colleague, who):
    with pytest.raises(PermissionDenied):
        close_company(world.company, by=colleague if who == "colleague" else getattr(world, who))
    assert Company.objects.verified().count() == 1
