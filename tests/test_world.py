"""The named world itself: who sees whom before anything is imported or published."""

from profiles.models import Student
from tests.world import World, make_group, make_school, make_student
from vacancies.models import Vacancy


def test_who_sees_sanne(world: World) -> None:
    make_student(make_group(make_school("Het Kwadrant")), first_name="Noor")
    everybody = {
        "sanne": world.sanne.user,
        "coordinator": world.coordinator,
        "bram": world.bram,
        "region_officer": world.region_officer,
        "stranger": world.stranger,
    }
    seen = {
        who: [student.first_name for student in Student.objects.visible_to(user)]
        for who, user in everybody.items()
    }
    assert seen == {
        "sanne": ["Sanne"],
        "coordinator": ["Sanne"],
        "bram": [],
        "region_officer": [],
        "stranger": [],
    }


def test_the_vacancy_is_open_for_everybody_with_an_account(world: World) -> None:
    assert list(Vacancy.objects.visible_to(world.stranger)) == [world.vacancy]
