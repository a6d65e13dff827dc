"""The last seat of a course, and a moment of a lecture, when many want it at once."""

import pytest

from placements.lecturing import Booking, MomentBooked, book
from placements.models import Event
from profiles.models import School, Student, User
from tests.placements.offering import moment_of, offered
from tests.races import race
from tests.world import make_course, make_student, make_user
from vacancies.models import Course, Moment, Registration
from vacancies.registering import AlreadyRegistered, NoRoom, People, register, register_people

pytestmark = pytest.mark.django_db(transaction=True)

EIGHT = 8


def taken(course: Course) -> int:
    return Course.objects.with_taken().get(pk=course.pk).taken


def registering(course: Course, student: Student) -> Registration:
    one = Student.objects.select_related("user").get(pk=student.pk)
    return register(Course.objects.get(pk=course.pk), one, by=one.user)


def test_the_last_seats_of_a_course_are_given_once(world, tmp_path):
    course = make_course(seats=3)
    students = [
        make_student(None, user=make_user(f"student-{number}@leerling.test")) for number in range(EIGHT)
    ]
    with race(tmp_path) as at_once:
        done = at_once([lambda student=student: registering(course, student) for student in students])
        (held,) = at_once([lambda: taken(course)])
    named = sorted(type(each).__name__ for each in done)
    assert (named, held) == ([NoRoom.__name__] * 5 + [Registration.__name__] * 3, 3)


def test_numbers_of_people_never_take_more_than_there_is(world, tmp_path):
    course = make_course(seats=10)

    def act() -> Registration:
        by = User.objects.get(pk=world.admin.pk)
        return register_people(Course.objects.get(pk=course.pk), People("job_seeker", 3), by=by)

    with race(tmp_path) as at_once:
        done = at_once([act] * EIGHT)
        (held,) = at_once([lambda: taken(course)])
    assert ([type(each) for each in done].count(Registration), held) == (3, 9)
    assert {type(each) for each in done} == {Registration, NoRoom}


def test_who_registers_many_times_at_once_is_registered_once(world, tmp_path):
    course = make_course(seats=5)
    with race(tmp_path) as at_once:
        done = at_once([lambda: registering(course, world.sanne)] * EIGHT)
        (held,) = at_once([lambda: taken(course)])
    assert ([type(each) for each in done].count(AlreadyRegistered), held) == (EIGHT - 1, 1)


def test_a_moment_is_booked_once_by_many_at_once(world, tmp_path):
    moment = moment_of(offered(world.company, by=world.bram))

    def act() -> Event:
        one = Moment.objects.select_related("lecture__company").get(pk=moment.pk)
        school, by = School.objects.get(pk=world.gilde.pk), User.objects.get(pk=world.coordinator.pk)
        return book(one, Booking(people=5), school=school, by=by)

    with race(tmp_path) as at_once:
        done = at_once([act] * EIGHT)
        (events,) = at_once([lambda: Event.objects.count()])
    assert ([type(each) for each in done].count(MomentBooked), events) == (EIGHT - 1, 1)
