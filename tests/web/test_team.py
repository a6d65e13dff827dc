"""Teams and classes as people look after them: inviting, answering, leaving, letting students in."""

import pytest

from profiles.models import Company, Invitation, Membership, MembershipRequest, StudentGroup, User
from tests.web.reading import heading, headings, items, statuses
from tests.world import make_company, make_group, make_school, make_student, make_user

Role = Membership.Role


def team_of(company):
    return f"/companies/{company.uuid}/team"


@pytest.fixture
def colleague(world):
    """Somebody who works with Bram."""
    return make_user("fatima@maaslandmetaal.test", role=Role.COMPANY_MEMBER, company=world.company)


def test_an_administrator_invites_sees_it_open_and_takes_it_back(world, signed_in, mailed):
    client, sent = signed_in(world.bram), {"email": "noor@maaslandmetaal.test", "role": Role.COMPANY_ADMIN}
    answers = []
    (letter,) = mailed(lambda: answers.append(client.post(team_of(world.company), sent, follow=True)))
    assert letter.to == ["noor@maaslandmetaal.test"]
    assert statuses(answers[0]) == ["The invitation is on its way to noor@maaslandmetaal.test."]
    invitation = Invitation.objects.open().get()
    assert invitation.role == Role.COMPANY_ADMIN
    assert items(answers[0], 1)[0].startswith(
        "noor@maaslandmetaal.test company administrator · until 28 Nov 2026 Take back"
    )
    client.post(f"/invitations/{invitation.uuid}/revoke")
    assert not Invitation.objects.open().exists()


def test_a_member_sees_the_team_and_leaves_but_does_not_look_after_it(world, signed_in, colleague):
    client = signed_in(colleague)
    page = client.get(team_of(world.company))
    assert (headings(page), page.context["form"]) == (["Who works here"], None)
    assert [item.endswith("Leave") for item in items(page)] == [False, True]
    own = colleague.memberships.get()
    assert heading(client.post(f"/memberships/{own.uuid}/end", follow=True)) == "Almost there"


def test_the_last_administrator_hears_what_to_do_first(world, signed_in, colleague):
    client, own = signed_in(world.bram), world.bram.memberships.get()
    page = client.post(f"/memberships/{own.uuid}/end", follow=True)
    assert statuses(page) == ["Nobody else looks after this. Make somebody else administrator first."]
    client.post(f"/memberships/{colleague.memberships.get().uuid}/promote")
    assert heading(client.post(f"/memberships/{own.uuid}/end", follow=True)) == "Almost there"


@pytest.mark.parametrize(("said", "agreed"), [("yes", True), ("no", False)])
def test_an_administrator_answers_who_asks(world, signed_in, said, agreed):
    asked = MembershipRequest.objects.create(user=world.stranger, company=world.company)
    client = signed_in(world.bram)
    page = client.get(team_of(world.company))
    assert world.stranger.email in page.content.decode()
    client.post(f"/requests/{asked.uuid}/answer", {"answer": said})
    assert world.stranger.memberships.exists() is agreed
    assert client.post(f"/requests/{asked.uuid}/answer", {"answer": "yes"}).status_code == 404


def test_an_unverified_company_invites_nobody_yet(world, signed_in):
    Company.objects.update(verified_at=None)
    client = signed_in(world.bram)
    assert client.get(team_of(world.company)).context["form"] is None
    page = client.post(team_of(world.company), {"email": "x@y.test", "role": "company_member"}, follow=True)
    assert statuses(page) == [
        "You can invite colleagues as soon as the region office has approved the company."
    ]
    assert Invitation.objects.count() == 0


def test_the_region_office_fills_an_empty_chair_and_sees_no_names(world, signed_in):
    client, elders = signed_in(world.region_officer), make_school("Elders College")
    full = client.get(f"/schools/{world.gilde.uuid}/team")
    assert (full.context["form"], world.coordinator.email in full.content.decode()) == (None, False)
    address = f"/schools/{elders.uuid}/team"
    client.post(address, {"email": "first@elders.test"})
    invited = Invitation.objects.get()
    assert (invited.role, invited.school) == (Role.SCHOOL_COORDINATOR, elders)


def test_an_administrator_ends_the_part_of_the_company(world, signed_in):
    client = signed_in(world.bram)
    assert heading(client.post(f"/companies/{world.company.uuid}/close", follow=True)) == "Almost there"
    assert Company.objects.verified().count() == 0


def test_the_region_office_verifies_and_refuses(world, signed_in, mailed):
    first, second = make_company("Roer Techniek"), make_company("Maas Zorg")
    Company.objects.filter(pk__in=[first.pk, second.pk]).update(verified_at=None)
    client = signed_in(world.region_officer)
    client.post(f"/companies/{first.uuid}/verify")
    empty = client.post(f"/companies/{second.uuid}/refuse", {"because": ""})
    assert [each.field_id for each in empty.context["form"].problems()] == ["id_because"]
    client.post(f"/companies/{second.uuid}/refuse", {"because": "Nobody answers that number"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.decided_by, first.verified_at is not None) == (world.region_officer, True)
    assert (second.refused_because, second.verified_at) == ("Nobody answers that number", None)


def test_a_request_that_nobody_else_decides_on_stands_at_the_region_office(world, signed_in):
    Company.objects.update(verified_at=None)
    asked = MembershipRequest.objects.create(user=world.stranger, company=world.company)
    client = signed_in(world.region_officer)
    assert headings(client.get("/companies/unverified")) == ["Maasland Metaal", "Who asks to join a company"]
    client.post(f"/requests/{asked.uuid}/answer", {"answer": "yes"})
    assert world.stranger.memberships.get().role == Role.COMPANY_ADMIN


def test_a_class_is_handed_over(world, signed_in):
    second = make_user("second@gilde.test", role=Role.SCHOOL_COORDINATOR, school=world.gilde)
    client, address = signed_in(world.coordinator), f"/classes/{world.group.uuid}/coordinator"
    client.post(address, {"coordinator": str(second.uuid)})
    group = StudentGroup.objects.get()
    assert group.coordinator == second
    assert client.post(address, {"coordinator": ""}).status_code == 403
    assert client.post(address, {"coordinator": str(world.bram.uuid)}).status_code == 404
    page = client.get(f"/classes/{world.group.uuid}")
    assert "Looked after by Second" in " ".join(page.content.decode().split())


def test_codes_are_shown_once_to_who_prints_them(world, signed_in):
    mila, noor = make_student(world.group), make_student(world.group)
    elsewhere = make_student(make_group(make_school("Elders College"), name="E1"))
    client, address = signed_in(world.coordinator), f"/classes/{world.group.uuid}/claim-links"
    chosen = [str(each.uuid) for each in (mila, elsewhere, world.sanne)] + ["nonsense"]
    sheet = client.post(address, {"student": chosen, "how": "paper"})
    assert [slip.student for slip in sheet.context["slips"]] == [mila]
    page = client.get(address)
    assert sheet.context["slips"][0].code not in page.content.decode()
    found = items(page)
    assert f"{mila} no e-mail address handed out" in found
    assert f"{noor} no e-mail address not handed out" in found
    assert "Sanne Peeters sanne@leerling.test claimed Reset sign-in : Sanne Peeters" in found


@pytest.mark.parametrize("how", ["mail", "paper"])
def test_a_sign_in_is_reset(world, signed_in, mailed, how):
    client, address = signed_in(world.coordinator), f"/students/{world.sanne.uuid}/sign-in"
    answers = []
    letters = mailed(lambda: answers.append(client.post(address, {"how": how}, follow=True)))
    assert not User.objects.filter(email="sanne@leerling.test").exists()
    assert [letter.to for letter in letters] == [["sanne@leerling.test"]]
    assert ("/profiel-ophalen/" in letters[0].body) is (how == "mail")
    assert ("slips" in (answers[0].context or {})) is (how == "paper")


def test_a_reset_that_is_not_the_school_s_says_why(world, signed_in):
    Membership.objects.create(user=world.sanne.user, role=Role.COMPANY_MEMBER, company=world.company)
    page = signed_in(world.coordinator).post(f"/students/{world.sanne.uuid}/sign-in", {"how": "paper"})
    assert page.status_code == 409
    assert "Only its owner changes how it signs in." in page.content.decode()
    assert User.objects.filter(email="sanne@leerling.test").exists()
