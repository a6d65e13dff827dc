"""The small invented region: as many as asked, every row believable, and a story in the middle."""

import os
import subprocess
import sys
from collections import Counter
from datetime import date

import pytest
from django.db.models import Count, F, Q
from django.utils import timezone

from placements.models import Attendance, Contact, Encounter, Evaluation, Event, Placement
from profiles.ages import age_on
from profiles.enrolling import school_year_of
from profiles.models import (
    Company,
    Consent,
    Enrolment,
    Establishment,
    Guardianship,
    Membership,
    PersonKey,
    ProfileView,
    Recognition,
    School,
    Student,
    StudentGroup,
    StudentNumber,
    StudentSkill,
    StudentWords,
    User,
)
from reference.models import Programme
from tests.project.sources import ROOT
from tests.web.demo.conftest import TODAY
from tests.web.demo.fingerprint import fingerprint
from vacancies.models import Course, Lecture, Registration, Vacancy, VacancySkill
from web.demo.companies import Companies
from web.demo.dice import Dice, is_invented
from web.demo.filling import RealPeople, refuse_real_people
from web.demo.region import Region
from web.demo.students import noon
from web.demo.terms import Terms
from web.demo.wishes import REACH_KM

pytestmark = pytest.mark.usefixtures("db")

EARLIER_JOBS = 2
"""First jobs of those who left before last year: one in twenty-five of sixty."""

OPEN_FIELDS = [
    "email", "place", "reach_km", "travel", "kinds", "available_from", "hours_min", "weekdays", "languages",
    "licences",
]  # fmt: skip


@pytest.fixture(scope="module")
def db(small_region: Region) -> Region:
    """Stand in for the usual database of a test: here all tests read one and the same region."""
    return small_region


@pytest.mark.parametrize(("model", "count"), [(School, 6), (Student, 60), (Company, 20), (Vacancy, 50)])
def test_there_are_as_many_as_asked(model, count):
    assert model.objects.count() == count


@pytest.mark.parametrize("model", [Student, Company, Establishment, Vacancy, StudentGroup, StudentSkill])
def test_every_row_is_as_a_form_would_take_it(model):
    for row in model.objects.all():
        row.full_clean(validate_unique=False, validate_constraints=False)


@pytest.mark.parametrize(
    "model",
    [
        *(User, Student, Company, Establishment, Vacancy, StudentGroup, Placement, Consent, Guardianship),
        *(Contact, Course, Encounter, Event, Lecture, ProfileView, Registration),
    ],
)
def test_every_row_is_marked_as_invented(model):
    assert [row for row in model.objects.values_list("uuid", flat=True) if not is_invented(row)] == []


def test_everybody_is_in_one_class_or_has_left():
    enrolled = Counter(Enrolment.objects.current().values_list("student", flat=True))
    assert set(enrolled.values()) == {1}
    left = Student.objects.exclude(pk__in=enrolled)
    assert len(enrolled) == Student.objects.active().count() == 60 - left.count()
    assert 0 < left.count() <= 4
    assert {Enrolment.objects.filter(student=student).count() for student in left} == {1}


def test_classes_are_of_this_school_year_and_the_last():
    years = StudentGroup.objects.values_list("school_year", flat=True)
    assert set(years) == {2025, 2026}
    assert not Enrolment.objects.filter(started_on__lt=date(2025, 8, 1)).exists()


def test_numbers_keep_their_leading_zeros():
    numbers = list(StudentNumber.objects.values_list("number", flat=True))
    assert len(numbers) == 60
    assert {(len(number), number[0], number.isdigit()) for number in numbers} == {(7, "0", True)}


@pytest.mark.parametrize(("kind", "youngest", "oldest"), [("vo", 13, 18), ("mbo", 15, 45), ("hbo", 16, 32)])
def test_ages_fit_the_school(kind, youngest, oldest):
    born = Student.objects.filter(enrolments__group__school__kind=kind).values_list("birth_date", flat=True)
    ages = [age_on(day, TODAY) for day in born if day]
    assert ages
    assert [years for years in ages if not youngest <= years <= oldest] == []


@pytest.mark.parametrize(("travel", "reach"), REACH_KM.items())
def test_reach_fits_the_way_of_travelling(travel, reach):
    least, most = reach
    known = Student.objects.filter(travel=travel, reach_km__isnull=False)
    assert known.exists()
    assert not known.exclude(reach_km__range=(least, most)).exists()


def test_only_adults_drive():
    drivers = [student for student in Student.objects.exclude(licences=None) if "B" in student.licences]
    assert drivers
    assert [s for s in drivers if s.birth_date and age_on(s.birth_date, TODAY) < 18] == []


def test_about_one_field_in_eight_is_unknown():
    unknown = sum(Student.objects.filter(**{f"{field}__isnull": True}).count() for field in OPEN_FIELDS)
    assert 0.08 < unknown / (60 * len(OPEN_FIELDS)) < 0.16


def test_who_can_be_seen_allowed_it_or_a_guardian_whom_the_school_confirmed_did():
    standing, live = Consent.objects.standing(), Consent.objects.live()
    waiting = standing.filter(guardianship__confirmed_at__isnull=True, given_by="guardian")
    assert set(standing) - set(waiting) == set(live)
    assert set(live.values_list("given_by", flat=True)) == {"student", "guardian"}
    visible = Student.objects.with_visibility().exclude(visibility=Student.Visibility.HIDDEN)
    assert set(visible.values_list("pk", flat=True)) == set(live.values_list("student", flat=True))
    assert Counter(visible.values_list("visibility", flat=True)).keys() == {"anonymous", "named"}
    own = visible.filter(consents__given_by="student")
    assert [student for student in own if age_on(student.birth_date, TODAY) < 16] == []


def test_some_guardians_of_the_youngest_are_confirmed_and_some_wait_for_the_school():
    asked = Guardianship.objects.all()
    assert asked.confirmed().exists()
    assert asked.waiting().exists()
    assert [each for each in asked if age_on(each.student.birth_date, TODAY) >= 16] == []


def test_students_have_skills_and_some_have_words_of_their_own():
    assert not Student.objects.filter(skills=None).exists()
    free = StudentSkill.objects.filter(skill=None)
    assert 0 < free.count() < 25
    assert {0 < strength <= 1 for skill in free for _concept, strength in skill.links} <= {True}
    read = StudentWords.objects.exclude(edition="").values_list("student", flat=True)
    assert sorted(read) == sorted({skill.student_id for skill in free})


def test_nobody_can_sign_in_yet():
    assert [user for user in User.objects.all() if user.has_usable_password()] == []


def test_every_role_is_there():
    roles = Counter(Membership.objects.values_list("role", flat=True))
    assert roles == {"company_admin": 21, "school_coordinator": 13, "region_office": 1, "platform_admin": 1}


def test_most_companies_are_verified_and_all_have_a_place():
    assert 15 <= Company.objects.verified().count() <= 20
    assert not Company.objects.filter(establishments=None).exists()
    assert not Establishment.objects.filter(place=None).exists()


def test_recognitions_are_of_looked_up_training_companies_and_known_programmes():
    recognitions = Recognition.objects.all()
    assert recognitions.exists()
    assert not recognitions.filter(
        Q(establishment__recognitions_checked_on=None) | Q(establishment__leerbedrijf_id=None)
    ).exists()
    codes = set(Programme.objects.filter(register="crebo").values_list("code", flat=True))
    assert set(recognitions.values_list("crebo", flat=True)) - codes == set()


def test_a_vacancy_has_at_most_three_musts_and_hangs_at_its_own_company():
    musts = Vacancy.objects.annotate(musts=Count("skills", filter=Q(skills__weight="must")))
    assert musts.filter(musts__gt=VacancySkill.MOST_MUSTS).count() == 0
    assert musts.filter(musts__gt=0).exists()
    assert not Vacancy.objects.exclude(establishment__company=F("company")).exists()


def test_vacancies_are_of_all_kinds_with_words_filled_in():
    assert set(Vacancy.objects.values_list("kind", flat=True)) == set(Vacancy.Kind)
    texts = [text for row in Vacancy.objects.values_list("title", "description") for text in row]
    assert [text for text in texts if not text or "{" in text or not text[0].isupper()] == []


def test_drafts_and_open_vacancies_lie_ahead_and_closed_ones_began():
    dated = Vacancy.objects.exclude(start=None)
    assert not dated.filter(status="closed", start__gt=TODAY).exists()
    assert not dated.exclude(status="closed").filter(end__lt=TODAY).exists()


def test_placements_are_of_two_school_years():
    placements = Placement.objects.all()
    assert Counter(placements.values_list("school_year", flat=True)) == {
        2025: 25 + EARLIER_JOBS,
        2026: 25,
    }
    assert [each for each in placements if school_year_of(each.start) != each.school_year] == []


def test_outcomes_fit_the_dates():
    finished = Placement.objects.filter(status="finished")
    assert finished.exists()
    assert not finished.filter(Q(end=None) | Q(end__gte=TODAY)).exists()
    assert not Placement.objects.filter(status="broken_off", end__gt=TODAY).exists()
    assert not Placement.objects.holding().filter(end__lt=TODAY).exists()


def test_a_person_key_belongs_to_one_student_and_school_year():
    people = set(Placement.objects.exclude(student=None).values_list("person_key", "student", "school_year"))
    assert len({key for key, _student, _year in people}) == len(people)
    assert len({(student, year) for _key, student, year in people}) == len(people)


def test_of_some_placements_the_student_is_gone():
    gone = Placement.objects.filter(student=None)
    assert gone.exists()
    assert set(gone.values_list("school_year", flat=True)) == {2025}


def test_no_vacancy_has_more_placements_than_seats():
    counted = Vacancy.objects.annotate(taken=Count("placements"))
    assert not counted.filter(taken__gt=F("seats")).exists()


def test_the_student_of_the_story_is_an_adult_of_the_story_s_class_with_nothing_unknown():
    sanne = Student.objects.get(user__email="student@keyport.example")
    assert (str(sanne), sanne.place.name, age_on(sanne.birth_date, TODAY)) == ("Sanne Peeters", "Weert", 19)
    assert sanne.enrolments.current().get().group.programme == sanne.programme
    assert [field for field in OPEN_FIELDS if getattr(sanne, field) is None] == []
    assert sanne.skills.count() >= 8


def test_the_employer_of_the_story_offers_internships_for_her_programme():
    bram = User.objects.get(email="employer@keyport.example")
    vacancies = Vacancy.objects.open().filter(company__in=bram.company_ids, kind="internship")
    assert vacancies.filter(level="secondary_vocational_education_4").count() >= 3
    assert Recognition.objects.filter(
        establishment__company__in=bram.company_ids, crebo="25344", valid_until=None
    ).exists()


def test_the_coordinator_of_the_story_has_her_in_a_class():
    coordinator = User.objects.get(email="coordinator@keyport.example")
    seen = Student.objects.visible_to(coordinator)
    assert seen.filter(user__email="student@keyport.example").exists()
    assert StudentGroup.objects.visible_to(coordinator).exists()


def test_every_occupation_of_the_words_is_in_the_vocabulary(db):
    told = [names for business in db.words.businesses.values() for names in business.work.values()]
    names = [name for each in told for name in each]
    assert [db.work(name).name for name in names] == names


def test_invented_people_are_not_refused_but_anybody_real_is():
    refuse_real_people()
    User.objects.create_user("real@elsewhere.test")
    with pytest.raises(RealPeople):
        refuse_real_people()
    User.objects.get(email="real@elsewhere.test").delete()


ELSEWHERE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("load_region", "keyport")
from reference.loading.pack import find_pack
from tests.web.demo.conftest import SMALL, TODAY
from web.demo.filling import fill
fill(find_pack("keyport").folder, SMALL, seed=1, today=TODAY)
from tests.web.demo.fingerprint import fingerprint
print(fingerprint())
"""


def test_the_same_seed_gives_the_same_region_in_another_process_and_database(tmp_path):
    elsewhere = {
        "DJANGO_SETTINGS_MODULE": "config.test_settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'other.sqlite3'}",
        "VAR_DIR": str(tmp_path),
        "PYTHONHASHSEED": "12345",
        "LANG": "nl_NL.UTF-8",
        "TZ": "Asia/Tokyo",
    }
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        cwd=ROOT,
        env=os.environ | elsewhere,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == fingerprint()


def test_another_seed_gives_others(db):
    names = [
        [
            employer.company.name
            for employer in Companies(db, Dice.of(seed, "companies"), Terms(TODAY)).invent(9)
        ]
        for seed in (1, 1, 2)
    ]
    assert names[0] == names[1] == list(Company.objects.order_by("pk").values_list("name", flat=True)[:9])
    assert set(names[2]) & set(names[0]) == {db.words.story["company"]}


def test_everybody_is_counted_under_one_number_a_year():
    keys = {
        (student, year): key
        for student, year, key in PersonKey.objects.values_list("student", "school_year", "key")
    }
    for model in (Placement, Encounter, Contact, ProfileView, Registration):
        rows = model.objects.filter(student__isnull=False)
        told = set(rows.values_list("student", "school_year", "person_key"))
        assert told
        assert {row for row in told if keys[row[:2]] != row[2]} == set()


def test_what_is_past_was_held_and_who_came_is_counted():
    assert set(Event.objects.filter(starts_at__lte=noon(TODAY)).values_list("state", flat=True)) == {"held"}
    came = Attendance.objects.filter(checked_in_at__isnull=False)
    counted = set(Encounter.objects.filter(student__isnull=False).values_list("student", "day"))
    assert {
        (who, timezone.localdate(at)) for who, at in came.values_list("student", "checked_in_at")
    } <= counted


def test_nobody_checks_in_evaluates_or_meets_tomorrow():
    assert not Encounter.objects.filter(day__gt=TODAY).exists()
    assert not Attendance.objects.filter(checked_in_at__date__gt=TODAY).exists()
    assert not Contact.objects.filter(decided_on__gt=TODAY).exists()
    assert not Evaluation.objects.filter(given_at__date__gt=TODAY).exists()
