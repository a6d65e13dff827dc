"""One person, two profiles: nothing that points to the other one is lost."""

from datetime import date, timedelta
from itertools import count
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from placements.models import (
    Agreement,
    Application,
    Attendance,
    Contact,
    Encounter,
    Evaluation,
    Message,
    Placement,
    Report,
    Signature,
)
from profiles.merging import NotOnePerson, merge, twins_of
from profiles.models import (
    Block,
    Consent,
    Enrolment,
    Guardianship,
    Invitation,
    MatchChange,
    PersonKey,
    ProfileView,
    Student,
    StudentGroup,
    StudentNumber,
    StudentSkill,
    StudentWords,
)
from tests.world import (
    make_company,
    make_course,
    make_establishment,
    make_event,
    make_group,
    make_school,
    make_skill,
    make_slot,
    make_student,
    make_vacancy,
)
from vacancies.models import Registration

_numbers = count(1)


@pytest.fixture
def elders(db, today) -> StudentGroup:
    """A class of another school."""
    return make_group(make_school("Elders College"), name="E1")


@pytest.fixture
def twin(world, elders) -> Student:
    """What the other school knows of Sanne."""
    return make_student(elders, first_name="Sanne", last_name="Peeters")


def guardianship(student, email="ouder@thuis.test", **fields):
    return Guardianship.objects.create(student=student, email=email, link_expires_at=timezone.now(), **fields)


def view(student, company=None, *, key=None, **fields):
    return ProfileView.objects.create(
        student=student, company=company, person_key=key or uuid4(), stage="card", school_year=2026, **fields
    )


def placement(student, key=None):
    return Placement.objects.create(
        student=student,
        kind="side_job",
        school_year=2026,
        person_key=key or uuid4(),
        start=date(2026, 9, 1),
    )


def agreement(student):
    return Agreement.objects.create(
        placement=placement(student), student=student, number=next(_numbers), kind="other", data={}
    )


# One row of every model that points to a student.
ROWS = {
    Agreement: agreement,
    Signature: lambda s: Signature.objects.create(
        agreement=agreement(s), student=s, party="student", name="S", signed_on=date(2026, 9, 1)
    ),
    Evaluation: lambda s: Evaluation.objects.create(
        placement=placement(s), student=s, side="student", score=5, again=True, prepared=True
    ),
    Application: lambda s: Application.objects.create(
        student=s, door="invite", waits_for="student", answer_by=date(2099, 1, 1),
        vacancy=make_vacancy(make_establishment(make_company(f"C{next(_numbers)}"))),
    ),
    Attendance: lambda s: Attendance.objects.create(student=s, slot=make_slot(make_event())),
    Contact: lambda s: Contact.objects.create(
        student=s, person_key=uuid4(), school_year=2026, door="apply", kind="internship",
        company=make_company(f"C{next(_numbers)}"), sent_on=date(2026, 9, 1),
    ),
    Encounter: lambda s: Encounter.objects.create(
        student=s, person_key=uuid4(), school_year=2026, kind="talk", day=date(2026, 9, 1),
        company=make_company(f"C{next(_numbers)}"),
    ),
    Registration: lambda s: Registration.objects.create(
        student=s, person_key=uuid4(), school_year=2026, participant="student", course=make_course(),
    ),
    Block: lambda s: Block.objects.create(
        student=s, company=make_company(f"C{next(_numbers)}"), side="company"
    ),
    Consent: lambda s: Consent.objects.create(
        student=s, purpose="named_profile", company=make_company(f"C{next(_numbers)}"), text_version="1",
        given_by="student",
    ),
    Enrolment: lambda s: Enrolment.objects.create(
        student=s, group=make_group(make_school(f"S{next(_numbers)}")), started_on=date(2024, 8, 1)
    ),
    Guardianship: guardianship,
    Invitation: lambda s: Invitation.objects.create(
        student=s, school=make_school(f"S{next(_numbers)}"), digest=str(next(_numbers)),
        expires_at=timezone.now() + timedelta(days=1),
    ),
    Message: lambda s: Message.objects.create(
        student=s, application=ROWS[Application](s), side="student", text="Dag"
    ),
    PersonKey: lambda s: PersonKey.objects.create(student=s, school_year=2020),
    Placement: placement,
    ProfileView: view,
    Report: lambda s: Report.objects.create(
        student=s, about="student", subject=uuid4(), side="company", reason="spam",
        company=make_company(f"C{next(_numbers)}"),
    ),
    StudentNumber: lambda s: StudentNumber.objects.create(
        student=s, school=make_school(f"S{next(_numbers)}"), number="7"
    ),
    StudentSkill: lambda s: StudentSkill.objects.create(student=s, text="kantklossen"),
}  # fmt: skip


# What is worked out of other rows is worked out anew.
DERIVED = {StudentWords}


def test_every_model_that_points_to_a_student_has_a_row_here():
    pointing = {relation.related_model for relation in Student._meta.related_objects}
    assert pointing == set(ROWS) | DERIVED


def test_the_free_words_of_both_wait_to_be_read_together(world, twin):
    for student in (world.sanne, twin):
        StudentWords.objects.create(student=student, toward={"x": 1}, edition="1")
        StudentSkill.objects.create(student=student, text=f"kant {student.pk}")
    merge(world.sanne, twin, by=world.sanne.user)
    assert list(StudentWords.objects.values_list("student", "toward", "edition")) == [
        (world.sanne.pk, {}, "")
    ]


def test_every_row_of_the_other_one_is_of_the_kept_one(world, twin):
    made = {model: make(twin) for model, make in ROWS.items()}
    merge(world.sanne, twin, by=world.sanne.user)
    assert {
        model: model._base_manager.get(pk=row.pk).student_id for model, row in made.items()
    } == dict.fromkeys(made, world.sanne.pk)
    assert not Student.objects.filter(pk=twin.pk).exists()


def test_of_two_invitations_for_one_vacancy_one_stays(world, twin):
    for student in (world.sanne, twin):
        Application.objects.create(
            student=student,
            vacancy=world.vacancy,
            door="invite",
            waits_for="student",
            answer_by=date(2099, 1, 1),
        )
    merge(world.sanne, twin, by=world.sanne.user)
    assert Application.objects.get().student_id == world.sanne.pk


def test_the_matcher_hears_of_both(world, twin):
    gone = twin.pk
    MatchChange.objects.all().delete()
    merge(world.sanne, twin, by=world.sanne.user)
    changed = MatchChange.objects.filter(side="person").values_list("row_id", flat=True)
    assert set(changed) == {world.sanne.pk, gone}


def test_both_schools_see_the_student(world, twin, elders):
    merge(world.sanne, twin, by=world.sanne.user)
    current = Enrolment.objects.current().filter(student=world.sanne)
    assert set(current.values_list("group__name", flat=True)) == {"LAS3A", "E1"}


def test_what_the_kept_one_tells_stays_and_what_it_leaves_open_is_filled_in(world, twin):
    Student.objects.filter(pk=world.sanne.pk).update(
        reach_km=None, hours_min=None, hours_max=None, prefix="", available_from=date(2027, 1, 1)
    )
    Student.objects.filter(pk=twin.pk).update(
        reach_km=7, hours_min=8, hours_max=16, first_name="S.", prefix="van",
        available_from=date(2026, 1, 1), available_until=date(2026, 12, 31), kinds=["side_job"],
    )  # fmt: skip
    merge(world.sanne, twin, by=world.sanne.user)
    kept = Student.objects.get(pk=world.sanne.pk)
    assert (kept.reach_km, kept.hours_min, kept.hours_max, kept.prefix) == (7, 8, 16, "van")
    assert (kept.first_name, kept.kinds, kept.user) == ("Sanne", ["internship"], world.sanne.user)
    assert (kept.available_from, kept.available_until) == (date(2027, 1, 1), None)


def test_skills_come_together_without_doubles(world, twin):
    StudentSkill.objects.create(student=world.sanne, text="Kantklossen", command=None)
    StudentSkill.objects.create(student=twin, text="kantklossen", command=3)
    StudentSkill.objects.create(student=twin, skill=make_skill("lassen"), text="lassen", command=3)
    StudentSkill.objects.create(student=twin, skill=make_skill("frezen"), text="frezen", command=1)
    merge(world.sanne, twin, by=world.sanne.user)
    own = world.sanne.skills.values_list("text", "command")
    assert sorted(own) == [("Kantklossen", 3), ("frezen", 1), ("lassen", 2)]


def general(student, *purposes):
    return [
        Consent.objects.create(student=student, purpose=purpose, text_version="1", given_by="student")
        for purpose in purposes
    ]


CARD, NAMED = Consent.Purpose.ANONYMOUS_CARD, Consent.Purpose.NAMED_PROFILE


@pytest.mark.parametrize(
    ("kept", "other", "left"),
    [
        ([CARD, NAMED], [], []),
        ([CARD], [CARD, NAMED], [CARD]),
        ([CARD, NAMED], [CARD], [CARD]),
        ([CARD], [CARD], [CARD]),
        ([], [CARD], []),
    ],
)
def test_of_two_choices_the_stricter_stays(world, twin, kept, other, left):
    Consent.objects.all().delete()
    general(world.sanne, *kept)
    general(twin, *other)
    merge(world.sanne, twin, by=world.sanne.user)
    live = Consent.objects.filter(withdrawn_at__isnull=True)
    assert [(each.purpose, each.student) for each in live] == [(purpose, world.sanne) for purpose in left]
    assert Consent.objects.count() == len(kept) + len(other)


def test_a_company_that_saw_both_names_sees_one(world, twin):
    for student in (world.sanne, twin):
        Consent.objects.create(
            student=student, purpose=NAMED, company=world.company, text_version="1", given_by="student"
        )
    merge(world.sanne, twin, by=world.sanne.user)
    live = Consent.objects.filter(withdrawn_at__isnull=True, company=world.company)
    assert [each.student for each in live] == [world.sanne]


def test_of_two_guardianships_of_one_address_the_further_one_stays(world, twin):
    guardianship(world.sanne)
    now = timezone.now()
    further = guardianship(twin, answered_at=now, answer="named", confirmed_at=now, user=world.stranger)
    merge(world.sanne, twin, by=world.sanne.user)
    assert [(each.pk, each.student) for each in Guardianship.objects.open()] == [(further.pk, world.sanne)]


def test_one_person_counts_once_from_now_on(world, twin):
    own, theirs = (PersonKey.objects.create(student=each, school_year=2026) for each in (world.sanne, twin))
    for student, key in ((world.sanne, own.key), (twin, theirs.key)):
        view(student, world.company, key=key)
        placement(student, key)
    view(twin, make_company("Andere Metaal"), key=theirs.key)
    merge(world.sanne, twin, by=world.sanne.user)
    assert set(Placement.objects.values_list("person_key", flat=True)) == {own.key}
    assert Placement.objects.count() == 2
    assert list(ProfileView.objects.values_list("person_key", "student")) == [(own.key, world.sanne.pk)] * 2
    assert list(world.sanne.person_keys.all()) == [own]


def test_who_met_a_company_as_two_met_it_once(world, twin):
    own, theirs = (PersonKey.objects.create(student=each, school_year=2026) for each in (world.sanne, twin))
    known = {"school_year": 2026, "kind": "talk", "company": world.company}
    for student, key, days in ((world.sanne, own.key, (1, 2)), (twin, theirs.key, (2, 3))):
        for day in days:
            Encounter.objects.create(student=student, person_key=key, day=date(2026, 9, day), **known)
    merge(world.sanne, twin, by=world.sanne.user)
    assert list(Encounter.objects.order_by("day").values_list("day", "person_key", "student")) == [
        (date(2026, 9, day), own.key, world.sanne.pk) for day in (1, 2, 3)
    ]


def test_a_course_that_one_took_back_and_the_other_stands_for_stands(world, twin):
    own, theirs = (PersonKey.objects.create(student=each, school_year=2026) for each in (world.sanne, twin))
    known = {"school_year": 2026, "participant": "student", "course": make_course()}
    Registration.objects.create(
        student=world.sanne, person_key=own.key, cancelled_on=date(2026, 9, 1), **known
    )
    standing = Registration.objects.create(student=twin, person_key=theirs.key, **known)
    merge(world.sanne, twin, by=world.sanne.user)
    assert [(each.pk, each.person_key) for each in Registration.objects.standing()] == [
        (standing.pk, own.key)
    ]


def test_an_open_enrolment_in_one_class_stays_one(world, twin):
    Enrolment.objects.create(student=twin, group=world.group, started_on=date(2026, 9, 1))
    merge(world.sanne, twin, by=world.sanne.user)
    assert world.sanne.enrolments.filter(group=world.group).count() == 1


def test_two_numbers_of_one_school_are_two_people(world, twin):
    StudentNumber.objects.create(student=twin, school=world.gilde, number="other")
    with pytest.raises(NotOnePerson):
        merge(world.sanne, twin, by=world.sanne.user)


def test_two_birth_dates_are_two_people(world, twin):
    Student.objects.filter(pk=twin.pk).update(birth_date=date(2009, 1, 1))
    with pytest.raises(NotOnePerson):
        merge(world.sanne, twin, by=world.sanne.user)


@pytest.mark.parametrize("who", ["coordinator", "admin", "bram", "stranger"])
def test_nobody_but_the_student_merges(world, twin, who):
    with pytest.raises(PermissionDenied):
        merge(world.sanne, twin, by=getattr(world, who))


def test_a_profile_that_is_claimed_is_not_merged_away(world, twin):
    Student.objects.filter(pk=twin.pk).update(user=world.stranger)
    with pytest.raises(PermissionDenied):
        merge(world.sanne, twin, by=world.sanne.user)


def test_no_profile_is_merged_with_itself(world):
    with pytest.raises(PermissionDenied):
        merge(world.sanne, world.sanne, by=world.sanne.user)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"email": "SANNE@leerling.test"}, 1),
        ({"email": "sanne@elders.test"}, 0),
        ({"email": None}, 0),
        ({"email": "sanne@leerling.test", "birth_date": date(2009, 1, 1)}, 0),
        ({"email": "sanne@leerling.test", "birth_date": None}, 1),
    ],
)
def test_the_same_name_is_no_reason_but_the_proven_address_is(world, twin, fields, expected):
    Student.objects.filter(pk=twin.pk).update(**fields)
    assert twins_of(world.sanne.user).count() == expected


def test_a_sister_at_the_same_school_with_the_same_address_is_no_twin(world):
    make_student(world.group, first_name="Lotte", email=world.sanne.email, birth_date=None)
    assert list(twins_of(world.sanne.user)) == []
