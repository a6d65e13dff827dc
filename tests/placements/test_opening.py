"""Opening a card or a profile: shown to the student, within the day's budget, and only while allowed."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from placements.answering import accept, withdraw
from placements.applying import apply, invite
from placements.cards import find_student
from placements.models import Application
from placements.naming import open_profile
from placements.opening import BudgetSpent, open_card
from placements.pseudonyms import pseudonym
from profiles import sharing
from profiles.models import ProfileView, Student
from tests.world import (
    World,
    make_company,
    make_establishment,
    make_skill,
    make_student,
    make_vacancy,
    make_visible,
)

CARD, NAME = ProfileView.Stage


def open_one(world: World, student: Student, **other):
    vacancy = other.get("vacancy", world.vacancy)
    return open_card(vacancy, find_student(vacancy, pseudonym(vacancy.company, student.uuid)), by=world.bram)


def views() -> list[tuple[int, str]]:
    return sorted(ProfileView.objects.values_list("student", "stage"))


def test_an_opened_card_is_a_view_that_the_student_reads(world):
    card = open_one(world, make_visible(world.sanne))
    (view,) = ProfileView.objects.visible_to(world.sanne.user)
    assert (view.company, view.stage) == (world.company, CARD)
    assert [skill.uuid for skill in card.own_skills] == [make_skill("lassen").uuid]


def test_a_card_that_may_not_be_opened_leaves_no_trace(world):
    with pytest.raises(Student.DoesNotExist):
        open_one(world, world.sanne)
    assert views() == []


def test_a_company_opens_so_many_different_cards_a_day(world, settings):
    settings.CARDS_OPENED_PER_DAY = 2
    students = [make_visible(make_student(world.group)) for _ in range(3)]
    for student in (*students[:2], *students[:2]):
        open_one(world, student)
    with pytest.raises(BudgetSpent) as refused:
        open_one(world, students[2], vacancy=make_vacancy(world.establishment))
    assert (len(views()), 0 < refused.value.retry_after <= 24 * 3600) == (2, True)
    open_one(world, students[0])
    with time_machine.travel(timezone.now() + timedelta(seconds=refused.value.retry_after)):
        open_one(world, students[2])


def test_another_companys_views_and_named_profiles_do_not_count(world, settings):
    settings.CARDS_OPENED_PER_DAY = 1
    student = make_visible(world.sanne)
    open_one(world, student, vacancy=make_vacancy(make_establishment(make_company("Andere Metaal"))))
    open_profile(apply(student, world.vacancy, by=student.user), by=world.bram)
    open_one(world, student)
    assert len(views()) == 3


@pytest.fixture
def invited(world: World) -> Application:
    return invite(make_visible(world.sanne), world.vacancy, by=world.bram)


def test_the_profile_opens_from_the_students_yes_until_it_is_taken_back(world, invited):
    opened = []
    for act in (
        lambda: None,
        lambda: accept(invited, by=world.sanne.user),
        lambda: withdraw(invited, by=world.sanne.user),
    ):
        act()
        try:
            opened.append(str(open_profile(invited, by=world.bram)))
        except Student.DoesNotExist:
            opened.append("")
    assert (opened, views()) == (["", "Sanne Peeters", ""], [(world.sanne.pk, NAME)])


def test_a_name_taken_back_by_itself_closes_the_profile_too(world):
    asked = apply(world.sanne, world.vacancy, by=world.sanne.user)
    sharing.withdraw_name(world.sanne, world.company, by=world.sanne.user)
    with pytest.raises(Student.DoesNotExist):
        open_profile(asked, by=world.bram)


@pytest.mark.parametrize("reader", ["sanne", "coordinator", "admin", "region_officer", "stranger"])
def test_only_the_company_opens_it(world, reader):
    asked = apply(world.sanne, world.vacancy, by=world.sanne.user)
    user = world.sanne.user if reader == "sanne" else getattr(world, reader)
    with pytest.raises(PermissionDenied):
        open_profile(asked, by=user)
    assert views() == []
