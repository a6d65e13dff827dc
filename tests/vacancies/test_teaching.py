"""Courses: drafted, changed, published and cancelled by whoever gives them."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from profiles import outbox
from profiles.editing import Outdated
from profiles.models import Company, Membership, Notification
from profiles.sharing import NotVerified
from tests.placements.playing import at
from tests.world import TODAY, make_company, make_course, make_school, make_skill, make_student, make_user
from vacancies.models import Course
from vacancies.registering import register
from vacancies.teaching import (
    CourseBegun,
    CourseNotOpen,
    CourseOver,
    NoDates,
    NoProvider,
    SeatsRegistered,
    cancel_course,
    change_course,
    draft_course,
    publish,
)

DAYS = {"starts_on": date(2027, 1, 11), "ends_on": date(2027, 3, 26)}
TOLD = {"title": "Lassen voor beginners", **DAYS}


def fresh(course: Course) -> Course:
    return Course.objects.get(pk=course.pk)


def skills_of(course: Course) -> list[tuple[str, bool]]:
    return [(each.text, each.skill_id is not None) for each in course.skills.all()]


def wrong(error: pytest.ExceptionInfo[ValidationError]) -> list[str]:
    return list(error.value.message_dict)


def test_a_company_drafts_a_course_that_nobody_else_sees_until_it_is_published(world):
    make_skill("lassen", "welding")
    course = draft_course(
        company=world.company, told=TOLD | {"skills": ["Lassen", "hamerslag"]}, by=world.bram
    )
    assert (course.status, course.given_by, skills_of(course)) == (
        "draft",
        "Maasland Metaal",
        [("Lassen", True), ("hamerslag", False)],
    )
    assert not Course.objects.visible_to(world.sanne.user).exists()
    publish(course, by=world.bram)
    assert Course.objects.visible_to(world.sanne.user).get() == course
    assert Course.objects.open().get() == course


@pytest.mark.parametrize(
    ("who", "of"),
    [
        ("bram", "company"),
        ("coordinator", "gilde"),
        ("region_officer", None),
        ("admin", "company"),
        ("admin", "gilde"),
        ("admin", None),
    ],
)
def test_each_gives_courses_of_its_own_organisation(world, who, of):
    organisation = {"company": {"company": world.company}, "gilde": {"school": world.gilde}}.get(of, {})
    course = draft_course(**organisation, told=TOLD | {"provider": "Academie"}, by=getattr(world, who))
    publish(course, by=getattr(world, who))
    assert fresh(course).status == "open"


OWN = {("bram", "company"), ("coordinator", "gilde"), ("region_officer", None)}
OTHERS = [
    (who, of)
    for who in ("bram", "coordinator", "region_officer", "stranger", "rival")
    for of in ("company", "gilde", None)
    if (who, of) not in OWN
]


@pytest.mark.parametrize(("who", "of"), OTHERS)
def test_nobody_gives_courses_of_another(world, who, of):
    rival = make_user("rival@brood.test", role=Membership.Role.COMPANY_ADMIN, company=make_company("Brood"))
    by = rival if who == "rival" else getattr(world, who)
    organisation = {"company": {"company": world.company}, "gilde": {"school": world.gilde}}.get(of, {})
    with pytest.raises(PermissionDenied):
        draft_course(**organisation, told=TOLD, by=by)
    course = make_course(**organisation)
    for act in (publish, cancel_course):
        with pytest.raises(PermissionDenied):
            act(course, by=by)
    with pytest.raises(PermissionDenied):
        change_course(course, changes={"title": "Anders"}, by=by)
    assert list(Course.objects.values_list("title", "status")) == [(course.title, "open")]


def test_a_company_that_is_not_approved_gives_none(world):
    course = make_course(company=world.company, status="draft")
    Company.objects.update(verified_at=None)
    course = fresh(course)
    with pytest.raises(NotVerified):
        draft_course(company=course.company, told=TOLD, by=world.bram)
    with pytest.raises(NotVerified):
        publish(course, by=world.bram)
    with pytest.raises(NotVerified):
        change_course(course, changes={"title": "Anders"}, by=world.bram)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"starts_on": DAYS["starts_on"], "ends_on": DAYS["starts_on"] - timedelta(days=1)}, "ends_on"),
        ({"starts_on": TODAY - timedelta(days=1), "ends_on": TODAY}, "starts_on"),
        ({"starts_on": TODAY}, "ends_on"),
        ({"ends_on": TODAY}, "starts_on"),
        ({"seats": 0}, "seats"),
        ({"title": " "}, "title"),
        ({"title": "bsn 111222333"}, "title"),
        ({"description": "bsn 111222333"}, "description"),
        ({"provider": "x" * 201}, "provider"),
        ({"skills": ["!!"]}, "skills"),
        ({"skills": [f"lassen {number}" for number in range(51)]}, "skills"),
    ],
)
def test_what_cannot_be_is_said_by_field(world, told, field):
    with pytest.raises(ValidationError) as error:
        draft_course(company=world.company, told={"title": "Lassen"} | told, by=world.bram)
    assert (wrong(error), Course.objects.count()) == ([field], 0)


def test_a_course_of_one_day_that_begins_today_can_be(world):
    course = draft_course(
        company=world.company, told={"title": "Vandaag", "starts_on": TODAY, "ends_on": TODAY}, by=world.bram
    )
    publish(course, by=world.bram)
    assert fresh(course).status == "open"


def test_no_course_is_published_without_dates_or_a_provider_or_after_it_began(world):
    without = draft_course(told={"title": "Leren lassen"}, by=world.region_officer)
    with pytest.raises(NoDates):
        publish(without, by=world.region_officer)
    change_course(without, changes=DAYS, by=world.region_officer)
    with pytest.raises(NoProvider):
        publish(without, by=world.region_officer)
    change_course(without, changes={"provider": "Keyport Academie"}, by=world.region_officer)
    with at(DAYS["starts_on"] + timedelta(days=1)), pytest.raises(CourseBegun):
        publish(without, by=world.region_officer)
    with at(DAYS["starts_on"]):
        publish(without, by=world.region_officer)
    assert fresh(without).status == "open"


def test_what_is_published_stays_complete(world):
    course = make_course(company=world.company)
    with pytest.raises(NoDates):
        change_course(course, changes={"starts_on": None, "ends_on": None}, by=world.bram)
    assert fresh(course).starts_on == DAYS["starts_on"]


def test_a_course_that_runs_can_be_told_more_of_and_prolonged(world):
    course = make_course(company=world.company)
    with at(DAYS["starts_on"] + timedelta(days=7)):
        changes = {"description": "In zaal 3", "ends_on": date(2027, 4, 2)}
        change_course(course, changes=changes, by=world.bram)
        with pytest.raises(ValidationError) as error:
            change_course(course, changes={"starts_on": date(2027, 1, 12)}, by=world.bram)
    assert wrong(error) == ["starts_on"]
    assert (fresh(course).description, fresh(course).ends_on) == ("In zaal 3", date(2027, 4, 2))


def test_an_edit_of_what_somebody_changed_since_is_refused(world):
    course = make_course("lassen", company=world.company)
    stale = fresh(course)
    change_course(course, changes={"skills": ["solderen"]}, by=world.bram)
    with pytest.raises(Outdated):
        change_course(stale, changes={"title": "Anders", "skills": []}, by=world.bram)
    assert (fresh(course).title, skills_of(course)) == (course.title, [("solderen", False)])


def test_there_are_never_fewer_seats_than_people_registered(world):
    course = make_course(company=world.company, seats=3)
    register(course, world.sanne, by=world.sanne.user)
    mila = make_student(world.group, user=make_user("mila@leerling.test"))
    register(course, mila, by=mila.user)
    with pytest.raises(SeatsRegistered):
        change_course(fresh(course), changes={"seats": 1}, by=world.bram)
    change_course(fresh(course), changes={"seats": 2}, by=world.bram)
    assert fresh(course).seats == 2


def test_who_is_registered_hears_that_a_course_is_cancelled(world):
    course = make_course(company=world.company, title="Lassen")
    register(course, world.sanne, by=world.sanne.user)
    cancel_course(course, by=world.bram)
    outbox.sweep()
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([world.sanne.user.email], "Een cursus gaat niet door: Lassen")
    cancel_course(course, by=world.bram)
    assert (fresh(course).status, Notification.objects.count()) == ("cancelled", 1)
    for act in (publish, lambda each, by: change_course(each, changes={"title": "X"}, by=by)):
        with pytest.raises(CourseNotOpen):
            act(fresh(course), by=world.bram)


def test_a_draft_or_a_course_that_is_over_is_not_cancelled(world):
    with pytest.raises(CourseNotOpen):
        cancel_course(make_course(company=world.company, status="draft"), by=world.bram)
    course = make_course(school=make_school("Elders"))
    with at(course.ends_on + timedelta(days=1)), pytest.raises(CourseOver):
        cancel_course(course, by=world.admin)
    with at(course.ends_on):
        cancel_course(course, by=world.admin)
    assert fresh(course).status == "cancelled"
