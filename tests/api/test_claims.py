"""A school's program lets students in without ever holding the key."""

import pytest

from profiles.models import Invitation
from tests.letters import code_in
from tests.world import make_group, make_school, make_student


@pytest.fixture
def mila(world):
    """A student whose profile nobody claimed yet."""
    return make_student(world.group, first_name="Mila", email="mila@leerling.test")


def address(student):
    return f"/api/v1/students/{student.uuid}/claim-link"


def test_the_link_goes_to_the_student_alone(world, client_of, mila, mailed):
    answers = []
    (letter,) = mailed(lambda: answers.append(client_of(world.coordinator).post(address(mila))))
    assert (answers[0].status_code, answers[0].content, letter.to) == (202, b"", ["mila@leerling.test"])
    assert code_in(letter)
    assert Invitation.objects.to_claim().get().invited_by == world.coordinator


def test_what_cannot_be_handed_out_says_why(world, client_of, mila):
    client = client_of(world.coordinator)
    without = make_student(world.group, email=None)
    answers = {
        each: client.post(address(each), headers={"accept-language": "en"}) for each in (world.sanne, without)
    }
    assert [(answer.status_code, answer.json()["detail"]) for answer in answers.values()] == [
        (409, "The student has claimed this profile already."),
        (409, "You have no e-mail address of this student. Print a code instead."),
    ]
    assert Invitation.objects.count() == 0


def test_another_school_s_student_is_not_there(world, client_of):
    elsewhere = make_student(make_group(make_school("Elders College"), name="E1"), email="x@y.test")
    assert client_of(world.coordinator).post(address(elsewhere)).status_code == 404
    assert Invitation.objects.count() == 0
