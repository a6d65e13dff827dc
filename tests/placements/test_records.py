"""Rows → records: everything that is known arrives, what is unknown stays None, nothing personal slips in."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.free_words import is_free_word, own_link
from matching.records import AgeClass, AgeStep, Link, Post, Recognition
from placements.records import age_steps, person, persons, posts
from profiles.models import Recognition as RecognitionRow
from profiles.models import Student, StudentSkill, StudentWords
from tests.world import TODAY, World, make_establishment, make_skill, make_student, make_vacancy
from vacancies.models import Vacancy, VacancySkill


def post_of(vacancy: Vacancy) -> Post:
    return posts(Vacancy.objects.filter(pk=vacancy.pk))[0]


def test_what_is_known_of_a_student_arrives(world: World) -> None:
    person = persons(Student.objects.filter(pk=world.sanne.pk))[0]
    lassen = Link(str(make_skill("lassen").uuid))
    assert [(own.links, own.command) for own in person.skills] == [((lassen,), 2)]
    assert (person.id, person.level, person.programme) == (str(world.sanne.uuid), 3, "25102")
    assert (person.lat, person.lon, person.reach_km) == (51.251, 5.706, 25)
    assert (person.kinds, person.ages) == (frozenset({"internship"}), (AgeStep(None, AgeClass.ADULT),))


def test_what_is_unknown_of_a_student_stays_unknown(world: World) -> None:
    names = ("birth_date", "programme", "level", "place", "reach_km", "kinds")
    student = make_student(**dict.fromkeys(names))
    person = persons(Student.objects.filter(pk=student.pk))[0]
    assert {name for name in person.__dataclass_fields__ if getattr(person, name)} == {"id"}
    assert (person.kinds, person.hours, person.level, person.lat) == (None, None, None, None)


def test_a_free_word_keeps_its_links_and_is_a_concept_of_its_own(world: World) -> None:
    links = [["a", 0.8], ["b", 0.6]]
    StudentSkill.objects.create(student=world.sanne, text="lassn", links=links)
    VacancySkill.objects.create(vacancy=world.vacancy, text="LASSN!", links=links, weight="nice")
    own = persons(Student.objects.filter(pk=world.sanne.pk))[0].skills[1]
    asked = post_of(world.vacancy).skills[2]
    *known, word = own.links
    assert own.links == asked.links
    assert (known, is_free_word(word.concept)) == ([Link("a", 0.8), Link("b", 0.6)], True)
    assert (own.command, asked.weight, asked.text) == (None, "nice", "LASSN!")


def test_a_word_without_a_letter_and_a_sure_skill_are_no_free_words(world: World) -> None:
    StudentSkill.objects.create(student=world.sanne, text="🙂")
    sure, none = persons(Student.objects.filter(pk=world.sanne.pk))[0].skills
    assert (sure.links, none.links) == ((Link(str(make_skill("lassen").uuid)),), ())


def test_only_this_installation_can_tell_a_word(world: World, settings) -> None:
    StudentSkill.objects.create(student=world.sanne, text="lassn")
    found = {person(world.sanne).skills[1].links, own_link("lassn")}
    settings.SECRET_KEY = "of another installation"
    assert len(found | {person(world.sanne).skills[1].links}) == 3


def test_what_words_say_together_arrives_without_the_words(world: World) -> None:
    StudentWords.objects.create(student=world.sanne, toward={"welder": 40}, edition="e")
    StudentSkill.objects.create(student=world.sanne, text="vonken maken")
    one, other = person(world.sanne), persons(Student.objects.filter(pk=world.sanne.pk))[0]
    assert (one, other.toward, person(make_student()).toward) == (other, {"welder": 40}, {})


def test_words_that_are_sure_are_no_concept_of_their_own(world: World) -> None:
    StudentSkill.objects.create(student=world.sanne, text="lassn", links=[["a", 1.0]])
    assert person(world.sanne).skills[1].links == (Link("a"),)


def test_a_vacancy_without_an_occupation_has_those_that_its_title_resembles(world: World) -> None:
    Vacancy.objects.filter(pk=world.vacancy.pk).update(near_occupations=["a", "b"])
    known = post_of(world.vacancy).occupations
    Vacancy.objects.filter(pk=world.vacancy.pk).update(occupation=None)
    assert (known, post_of(world.vacancy).occupations) == ((str(world.vacancy.occupation.uuid),), ("a", "b"))


def test_what_is_known_of_a_vacancy_arrives(world: World) -> None:
    post = post_of(world.vacancy)
    assert (post.id, post.kind, post.level, post.level_range) == (
        str(world.vacancy.uuid),
        "internship",
        3,
        None,
    )
    assert post.occupations == (str(world.vacancy.occupation.uuid),)
    assert [(asked.text, asked.weight) for asked in post.skills] == [
        ("lassen", "must"),
        ("tekeninglezen", "should"),
    ]
    assert (post.lat, post.lon, post.remote) == (51.194, 5.987, False)
    assert (post.start, post.end) == (date(2027, 2, 1), date(2027, 7, 2))
    assert (post.seats, post.sector, post.company) == (1, "engineering", str(world.company.uuid))


def test_seats_that_are_taken_are_not_left(world: World) -> None:
    Vacancy.objects.filter(pk=world.vacancy.pk).update(seats=3, seats_taken=2)
    assert post_of(world.vacancy).seats == 1


@pytest.mark.parametrize(
    ("checked", "crebos", "expected"),
    [
        (None, None, None),
        (TODAY, None, ("25102", "25297")),
        (TODAY, ["25297"], ("25297",)),
        (TODAY, ["25999"], ()),
    ],
)
def test_recognitions_come_from_the_establishment(world: World, checked, crebos, expected) -> None:
    for crebo in ("25102", "25297"):
        RecognitionRow.objects.create(
            establishment=world.establishment, crebo=crebo, valid_from=date(2024, 1, 1), valid_until=TODAY
        )
    world.establishment.recognitions_checked_on = checked
    world.establishment.save()
    Vacancy.objects.filter(pk=world.vacancy.pk).update(crebos=crebos)
    recognised = post_of(world.vacancy).recognised
    codes = None if recognised is None else tuple(each.programme for each in recognised)
    assert codes == expected
    assert all(each == Recognition(each.programme, date(2024, 1, 1), TODAY) for each in recognised or ())


def test_checked_without_recognition_is_none_at_all(world: World) -> None:
    bare = make_establishment(world.company, "6001", recognitions_checked_on=TODAY)
    assert post_of(make_vacancy(bare)).recognised == ()
    Vacancy.objects.filter(pk=world.vacancy.pk).update(establishment=None)
    assert post_of(world.vacancy).recognised is None


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(2000, 1, 1), [(None, "18+")]),
        (date(2008, 11, 1), [(None, "18+")]),
        (date(2008, 11, 2), [(None, "16-17"), (date(2026, 12, 1), "18+")]),
        (date(2010, 12, 15), [(None, "15"), (date(2027, 1, 1), "16-17")]),
        (date(2011, 12, 1), [(None, "13-14"), (date(2026, 12, 1), "15"), (date(2027, 12, 1), "16-17")]),
        (date(2014, 2, 28), [(None, "<13"), (date(2027, 3, 1), "13-14")]),
    ],
)
def test_ages_are_classes_by_month(born: date, expected: list) -> None:
    steps = age_steps(born, date(2026, 11, 1))
    assert [(step.month, step.age_class) for step in steps] == expected


@pytest.mark.parametrize("count", [1, 40])
def test_any_number_of_rows_costs_the_same(world: World, count: int) -> None:
    for _ in range(count):
        make_student(world.group)
        make_vacancy(world.establishment, {"lassen": "must", "zagen": "nice"})
    with CaptureQueriesContext(connection) as captured:
        assert len(persons(Student.objects.all())) == count + 1
        assert len(posts(Vacancy.objects.all())) == count + 1
    assert len(captured) == 6
