"""A student takes over the profile that the school made: who can, with what, and how often."""

import pytest
from django.core.exceptions import PermissionDenied

from profiles.claiming import (
    HasProfile,
    OtherBirthDate,
    OwnSchool,
    claim,
    claim_as_newcomer,
    hand_out_by_mail,
    hand_out_on_paper,
    mail_to_own_address,
)
from profiles.joining import OtherAddress
from profiles.limiting import TooOften
from profiles.links import LinkGone, find_link, make_link
from profiles.models import Invitation, MatchChange, Student, User
from tests.letters import code_in
from tests.world import make_group, make_school, make_student

PASSWORD = {"password": "paars-paard-plukt-peren", "language": "nl"}


@pytest.fixture
def mila(world) -> Student:
    """A student whose profile nobody claimed yet."""
    return make_student(world.group, first_name="Mila", email="mila@leerling.test")


def paper(world, student) -> Invitation:
    code = hand_out_on_paper([student], school=world.gilde, by=world.coordinator)[student.pk]
    return find_link(code)


def mailed_link(world, student, mailed) -> Invitation:
    (letter,) = mailed(lambda: hand_out_by_mail([student], school=world.gilde, by=world.coordinator))
    return find_link(code_in(letter))


def test_a_mailed_link_binds_the_profile_to_a_new_account(world, mila, mailed):
    link = mailed_link(world, mila, mailed)
    user = claim_as_newcomer(link, **PASSWORD)
    mila.refresh_from_db()
    assert (mila.user, user.email, user.name) == (user, "mila@leerling.test", "Mila")
    assert Invitation.objects.open().count() == 0
    assert MatchChange.objects.filter(side="person", row_id=mila.pk).exists()


def test_a_link_claims_once(world, mila, mailed):
    link = mailed_link(world, mila, mailed)
    claim_as_newcomer(link, **PASSWORD)
    with pytest.raises(LinkGone):
        claim(link, by=User.objects.get(email="mila@leerling.test"), is_same_person=True)


def test_a_mailed_link_is_of_its_address_alone(world, mila, mailed):
    with pytest.raises(OtherAddress):
        claim(mailed_link(world, mila, mailed), by=world.stranger)
    mila.refresh_from_db()
    assert mila.user is None


def test_a_code_on_paper_asks_the_birth_date_and_binds_to_who_is_signed_in(world, mila):
    link = paper(world, mila)
    for wrong in (None, world.sanne.birth_date.replace(year=2000)):
        with pytest.raises(OtherBirthDate):
            claim(link, by=world.stranger, birth_date=wrong)
    claim(link, by=world.stranger, birth_date=mila.birth_date)
    mila.refresh_from_db()
    assert mila.user == world.stranger


def test_a_birth_date_that_the_school_does_not_know_is_not_asked(world):
    unknown = make_student(world.group, birth_date=None)
    claim(paper(world, unknown), by=world.stranger)
    unknown.refresh_from_db()
    assert (unknown.user, unknown.email) == (world.stranger, world.stranger.email)


def test_birth_dates_cannot_be_tried_for_long(world, mila):
    link = paper(world, mila)
    for _ in range(10):
        with pytest.raises(OtherBirthDate):
            claim(link, by=world.stranger)
    with pytest.raises(TooOften):
        claim(link, by=world.stranger, birth_date=mila.birth_date)


def test_a_code_on_paper_is_changed_for_a_link_to_an_own_address(world, mila, mailed):
    link = paper(world, mila)
    with pytest.raises(OtherBirthDate):
        mail_to_own_address(link, "mila@thuis.test", birth_date=None)
    (first,) = mailed(lambda: mail_to_own_address(link, "mlia@thuis.test", birth_date=mila.birth_date))
    (letter,) = mailed(lambda: mail_to_own_address(link, "mila@thuis.test", birth_date=mila.birth_date))
    user = claim_as_newcomer(find_link(code_in(letter)), **PASSWORD)
    mila.refresh_from_db()
    assert (user.email, mila.user, mila.email) == ("mila@thuis.test", user, "mila@leerling.test")
    assert find_link(code_in(first)) is None  # the one that was mistyped is worthless too
    assert Invitation.objects.open().count() == 0


def test_handing_out_again_makes_what_was_handed_out_worthless(world, mila, mailed):
    first, second = paper(world, mila), mailed_link(world, mila, mailed)
    assert list(Invitation.objects.open()) == [second]
    assert first != second


def test_only_those_of_the_class_who_claimed_nothing_yet_get_one(world, mila):
    elsewhere = make_student(make_group(make_school("Elders College"), name="E1"))
    everybody = [mila, world.sanne, elsewhere]
    codes = hand_out_on_paper(everybody, school=world.gilde, by=world.coordinator)
    assert list(codes) == [mila.pk]


def test_who_has_no_address_gets_no_mail(world, mila, mailed):
    without = make_student(world.group)
    letters = mailed(lambda: hand_out_by_mail([mila, without], school=world.gilde, by=world.coordinator))
    assert [letter.to for letter in letters] == [["mila@leerling.test"]]
    assert "Mila" not in letters[0].body + letters[0].subject


@pytest.mark.parametrize("who", ["bram", "region_officer", "admin", "stranger"])
def test_nobody_but_the_school_hands_out(world, mila, who):
    with pytest.raises(PermissionDenied):
        hand_out_on_paper([mila], school=world.gilde, by=getattr(world, who))
    assert Invitation.objects.count() == 0


def test_another_school_hands_out_nothing(world, mila):
    elders = make_school("Elders College")
    with pytest.raises(PermissionDenied):
        hand_out_on_paper([mila], school=elders, by=world.coordinator)


def test_who_works_at_the_school_is_not_its_student(world, mila):
    with pytest.raises(OwnSchool):
        claim(paper(world, mila), by=world.coordinator, birth_date=mila.birth_date)


def test_two_profiles_become_one_only_on_the_word_of_who_claims(world):
    elders = make_group(make_school("Elders College"), name="E1")
    twin = make_student(elders, first_name="Sanne", email=world.sanne.email)
    link, _code = links_for(twin, elders.school)
    with pytest.raises(HasProfile):
        claim(link, by=world.sanne.user)
    claim(link, by=world.sanne.user, is_same_person=True)
    assert not Student.objects.filter(pk=twin.pk).exists()
    assert {number.school.name for number in world.sanne.numbers.all()} == {
        "Gilde Opleidingen",
        "Elders College",
    }


def links_for(student, school):
    return make_link(by=None, student=student, school=school, email=student.email)


def test_a_profile_that_somebody_claimed_is_nobody_elses(world, mila):
    link = paper(world, mila)
    Student.objects.filter(pk=mila.pk).update(user=world.bram)
    with pytest.raises(LinkGone):
        claim(link, by=world.stranger, birth_date=mila.birth_date)
    mila.refresh_from_db()
    assert mila.user == world.bram
