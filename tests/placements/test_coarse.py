"""What employers' rankings are made of knows municipalities, half years and concepts, and nothing finer."""

from datetime import date

import pytest

from matching.free_words import is_free_word
from matching.records import AgeClass, AgeStep
from placements.coarse import coarse_persons, next_half_year
from placements.records import persons
from placements.today import coarse_side
from profiles.match_changes import persons_changed
from profiles.models import Student, StudentSkill
from reference.models import Municipality, Place
from tests.world import World, make_place, make_skill, make_student


def only(student: Student, read=coarse_persons):
    (record,) = read(Student.objects.filter(pk=student.pk))
    return record


@pytest.mark.django_db
def test_a_municipality_lies_in_the_mean_of_its_places():
    home = make_place("6001")
    Place.objects.create(
        postcode="6006", name="Swartbroek", municipality=home.municipality, lat=51.231, lon=5.766
    )
    empty = Municipality.objects.create(code="GM0000", name="Leeg")
    centres = {each.name: (each.lat, each.lon) for each in Municipality.objects.with_centre()}
    assert centres["Weert"] == pytest.approx((51.241, 5.736))
    assert centres[empty.name] == (None, None)


def test_everybody_of_a_municipality_lies_in_its_centre(world: World) -> None:
    edge = Place.objects.create(
        postcode="6006", name="Swartbroek", municipality=make_place("6001").municipality, lat=51.0, lon=5.9
    )
    there = make_student(world.group, place=edge)
    records = [only(world.sanne), only(there)]
    assert records[0].lat == records[1].lat == pytest.approx((51.251 + 51.0) / 2)
    assert records[0].lon == records[1].lon == pytest.approx((5.706 + 5.9) / 2)
    assert only(there, persons).lat == 51.0


@pytest.mark.parametrize("lacks", ["place", "municipality"])
def test_whose_municipality_is_unknown_lies_nowhere(world: World, lacks: str) -> None:
    abroad = Place.objects.create(country="DE", postcode="41849", name="Wassenberg", lat=51.1, lon=6.15)
    student = make_student(world.group, place=None if lacks == "place" else abroad)
    assert (only(student).lat, only(student).lon) == (None, None)


def test_free_words_stay_out_and_concepts_stay(world: World) -> None:
    resembled = make_skill("hechtlassen")
    StudentSkill.objects.create(
        student=world.sanne, text="vuurwerk maken", links=[[str(resembled.uuid), 0.7]], command=3
    )
    exact, coarse = only(world.sanne, persons), only(world.sanne)
    links = [[link.concept for link in skill.links] for skill in coarse.skills]
    assert [is_free_word(link.concept) for skill in exact.skills for link in skill.links] == [
        False, False, True,
    ]  # fmt: skip
    assert links == [[str(make_skill("lassen").uuid)], [str(resembled.uuid)]]


@pytest.mark.parametrize(
    ("day", "half_year"),
    [
        (date(2026, 12, 1), date(2027, 2, 1)),
        (date(2027, 2, 1), date(2027, 2, 1)),
        (date(2027, 3, 1), date(2027, 8, 1)),
        (date(2027, 8, 1), date(2027, 8, 1)),
        (date(2027, 9, 1), date(2028, 2, 1)),
    ],
)
def test_an_age_begins_with_a_half_year(day: date, half_year: date) -> None:
    assert next_half_year(day) == half_year


def test_the_month_of_a_birthday_is_told_by_half_years_and_never_too_early(world: World) -> None:
    student = make_student(world.group, birth_date=date(2009, 3, 2))
    assert only(student, persons).ages[1] == AgeStep(date(2027, 4, 1), AgeClass.ADULT)
    assert only(student).ages == (
        AgeStep(None, AgeClass.FROM_16),
        AgeStep(date(2027, 8, 1), AgeClass.ADULT),
    )


def test_nothing_but_place_ages_and_words_differs(world: World) -> None:
    exact, coarse = only(world.sanne, persons), only(world.sanne)
    different = {name for name in exact.__slots__ if getattr(exact, name) != getattr(coarse, name)}
    assert different <= {"lat", "lon", "ages", "skills"}


def test_a_saved_profile_counts_at_once(world: World) -> None:
    before = coarse_side().persons[str(world.sanne.uuid)].reach_km
    Student.objects.filter(pk=world.sanne.pk).update(reach_km=7)
    persons_changed([world.sanne.pk])
    after = coarse_side().persons[str(world.sanne.uuid)].reach_km
    assert (before, after) == (25, 7)
