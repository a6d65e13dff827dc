"""Registering for courses: by oneself, for a number of people, and taken back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from profiles.forgetting import forget, let_go
from profiles.models import Block, Company, PersonKey
from profiles.sharing import NotVerified
from profiles.starting import NewStudent, start_student
from tests.placements.playing import at
from tests.world import make_company, make_course, make_guardian, make_school, make_student, make_user
from vacancies.models import Course, Registration
from vacancies.registering import (
    AlreadyRegistered,
    ApartFromProvider,
    NoRoom,
    People,
    RegistrationOver,
    register,
    register_people,
    withdraw,
)
from vacancies.teaching import CourseBegun, CourseNotOpen, cancel_course

EMPLOYEE, STUDENT, SEEKER = "employee", "student", "job_seeker"


def taken(course: Course) -> int:
    return Course.objects.with_taken().get(pk=course.pk).taken


def test_a_student_registers_and_is_counted_as_one_of_the_school(world):
    course = make_course()
    made = register(course, world.sanne, by=world.sanne.user)
    assert (made.participant, made.people, made.school, made.programme, made.school_year) == (
        STUDENT,
        1,
        world.gilde,
        world.programme,
        2026,
    )
    assert (made.home_municipality.name, made.registered_by, taken(course)) == ("Weert", world.sanne.user, 1)


def test_who_joins_without_a_school_is_a_job_seeker_and_stays_one_after_a_school(world):
    user = make_user("zoekt@werk.test")
    seeker = start_student(NewStudent("Ria", "", "Bos", date(1984, 3, 2)), by=user)
    assert register(make_course(), seeker, by=user).participant == SEEKER
    world.sanne.enrolments.update(ended_on=date(2026, 11, 21))
    assert register(make_course(), world.sanne, by=world.sanne.user).participant == SEEKER


def test_nobody_registers_for_somebody_else(world):
    guardian = make_guardian(world.sanne).user
    for user in (world.coordinator, guardian, world.region_officer, world.admin, world.stranger):
        with pytest.raises(PermissionDenied):
            register(make_course(), world.sanne, by=user)
    assert not Registration.objects.exists()


def test_nobody_registers_twice_even_in_another_school_year(world):
    course = make_course(starts_on=date(2027, 9, 1), ends_on=date(2027, 9, 2))
    register(course, world.sanne, by=world.sanne.user)
    with at(date(2027, 8, 20)), pytest.raises(AlreadyRegistered):
        register(course, world.sanne, by=world.sanne.user)
    assert PersonKey.objects.count() == 1


def test_who_took_it_back_may_come_again(world):
    course = make_course(seats=1)
    withdraw(register(course, world.sanne, by=world.sanne.user), by=world.sanne.user)
    assert taken(course) == 0
    register(course, world.sanne, by=world.sanne.user)
    assert (taken(course), Registration.objects.count()) == (1, 2)


@pytest.mark.parametrize(("later", "refused"), [(0, False), (1, True)])
def test_a_course_that_has_begun_takes_nobody_and_lets_nobody_go(world, later, refused):
    course = make_course()
    before = register(course, world.sanne, by=world.sanne.user)
    mila = make_student(world.group, user=make_user("mila@leerling.test"))
    acts = (
        lambda: register(course, mila, by=mila.user),
        lambda: register_people(course, People(SEEKER, 2), by=world.admin),
        lambda: withdraw(before, by=world.sanne.user),
    )
    with at(course.starts_on + timedelta(days=later)):
        for act in acts:
            if refused:
                with pytest.raises(CourseBegun):
                    act()
            else:
                act()
    assert taken(course) == (1 if refused else 3)


def test_a_draft_a_cancelled_course_and_one_of_a_company_that_is_not_approved_take_nobody(world):
    draft, cancelled = make_course(status="draft"), make_course()
    cancel_course(cancelled, by=world.admin)
    for course in (draft, cancelled):
        with pytest.raises(CourseNotOpen):
            register(course, world.sanne, by=world.sanne.user)
    closed = make_course(company=world.company)
    Company.objects.update(verified_at=None)
    with pytest.raises(NotVerified):
        register(closed, world.sanne, by=world.sanne.user)


@pytest.mark.parametrize("side", Block.Side.values)
def test_a_block_keeps_a_student_and_the_company_that_gives_a_course_apart(world, side):
    Block.objects.create(student=world.sanne, company=world.company, side=side)
    with pytest.raises(ApartFromProvider):
        register(make_course(company=world.company), world.sanne, by=world.sanne.user)
    register(make_course(), world.sanne, by=world.sanne.user)


def test_seats_are_never_oversold(world):
    course = make_course(seats=3)
    register_people(course, People(SEEKER, 2), by=world.region_officer)
    with pytest.raises(NoRoom):
        register_people(course, People(SEEKER, 2), by=world.region_officer)
    register(course, world.sanne, by=world.sanne.user)
    mila = make_student(world.group, user=make_user("mila@leerling.test"))
    with pytest.raises(NoRoom):
        register(course, mila, by=mila.user)
    assert taken(course) == 3


def test_an_organisation_registers_its_own_people_without_names(world):
    course = make_course()
    of_company = register_people(course, People(EMPLOYEE, 4, company=world.company), by=world.bram)
    of_school = register_people(course, People(STUDENT, 12, school=world.gilde), by=world.coordinator)
    other = People(EMPLOYEE, 3, organisation=" Bakkerij  Jansen ")
    of_other = register_people(course, other, by=world.region_officer)
    assert (of_company.sector, of_company.school_year, of_other.organisation) == (
        world.company.sector,
        2026,
        "Bakkerij Jansen",
    )
    seen = {
        user: list(Registration.objects.visible_to(getattr(world, user)))
        for user in ("bram", "coordinator", "region_officer", "stranger")
    }
    assert seen == {
        "bram": [of_company],
        "coordinator": [of_school],
        "region_officer": [of_company, of_school, of_other],
        "stranger": [],
    }


def test_nobody_registers_people_of_another(world):
    course = make_course(school=make_school("Elders"))
    rival = make_company("Brood")
    for people, user in (
        (People(EMPLOYEE, 1, company=rival), world.bram),
        (People(SEEKER, 1, company=world.company), world.bram),
        (People(EMPLOYEE, 1, organisation="Brood"), world.bram),
        (People(STUDENT, 1, school=course.school), world.coordinator),
        (People(EMPLOYEE, 1, school=world.gilde), world.coordinator),
        (People(EMPLOYEE, 1), world.coordinator),
        (People(SEEKER, 1), world.region_officer),
        (People(STUDENT, 1, school=world.gilde), world.sanne.user),
    ):
        with pytest.raises(PermissionDenied):
            register_people(course, people, by=user)
    assert not Registration.objects.exists()


def test_a_company_that_is_not_approved_registers_nobody(world):
    Company.objects.update(verified_at=None)
    people = People(EMPLOYEE, 1, company=Company.objects.get())
    with pytest.raises(NotVerified):
        register_people(make_course(), people, by=world.bram)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"number": 0}, "people"),
        ({"number": -1}, "people"),
        ({"number": 1, "organisation": "bsn 111222333"}, "organisation"),
        ({"number": 1, "organisation": "x" * 201}, "organisation"),
    ],
)
def test_what_cannot_be_is_said_by_field(world, told, field):
    with pytest.raises(ValidationError) as error:
        register_people(make_course(), People(SEEKER, **told), by=world.admin)
    assert list(error.value.message_dict) == [field]


def test_people_are_of_one_organisation(world):
    people = People(EMPLOYEE, 1, company=world.company, organisation="Brood")
    with pytest.raises(ValidationError) as error:
        register_people(make_course(), people, by=world.admin)
    assert list(error.value.message_dict) == ["organisation"]


def test_a_registration_is_taken_back_once_by_whose_it_is(world):
    course = make_course(school=make_school("Elders"))
    own = register(course, world.sanne, by=world.sanne.user)
    people = register_people(course, People(EMPLOYEE, 4, company=world.company), by=world.bram)
    pupils = register_people(course, People(STUDENT, 4, school=world.gilde), by=world.coordinator)
    for registration, users in (
        (own, (world.bram, world.coordinator, world.region_officer)),
        (people, (world.sanne.user, world.coordinator)),
        (pupils, (world.sanne.user, world.bram)),
    ):
        for user in users:
            with pytest.raises(PermissionDenied):
                withdraw(registration, by=user)
    withdraw(own, by=world.admin)
    withdraw(people, by=world.bram)
    withdraw(pupils, by=world.coordinator)
    with pytest.raises(RegistrationOver):
        withdraw(own, by=world.sanne.user)
    assert taken(course) == 0


def test_erasing_a_student_leaves_the_count_and_the_seat(world):
    course = make_course(seats=1)
    register(course, world.sanne, by=world.sanne.user)
    before = Registration.objects.values("people", "person_key", "school", "participant").get()
    let_go(world.sanne, by=world.sanne.user)
    forget(world.sanne, by=None)
    assert Registration.objects.values("people", "person_key", "school", "participant").get() == before
    assert (Registration.objects.get().student, taken(course)) == (None, 1)


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 5)), max_size=12), st.integers(1, 9))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_taken_is_what_a_slow_count_says(world, acts, seats):
    course, standing = make_course(seats=seats), []
    for is_taken_back, number in acts:
        if is_taken_back and standing:
            withdraw(standing.pop(), by=world.admin)
        elif sum(each.people for each in standing) + number > seats:
            with pytest.raises(NoRoom):
                register_people(course, People(SEEKER, number), by=world.admin)
        else:
            standing.append(register_people(course, People(SEEKER, number), by=world.admin))
    assert taken(course) == sum(each.people for each in standing)
