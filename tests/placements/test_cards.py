"""What stands on a card, who has one, and that nothing finer can be read from it."""

from dataclasses import fields, is_dataclass
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from matching.reasons import Verdict
from matching.scoring import Parts
from placements.applying import invite
from placements.card_parts import Availability, Band, Bars, Condition, HeldSkill, Sign, SkillReason, bars
from placements.cards import Card, NoCards, card_of, cards_for, find_student
from placements.pseudonyms import pseudonym
from profiles import sharing
from profiles.models import Company, Establishment, Student, StudentSkill
from reference.models import Place
from tests.world import (
    World,
    make_company,
    make_establishment,
    make_group,
    make_place,
    make_programme,
    make_school,
    make_skill,
    make_student,
    make_vacancy,
    make_visible,
)
from vacancies.models import Vacancy

CANARIES = {
    "first_name": "Canaria",
    "prefix": "van der",
    "last_name": "Vogelzang",
    "email": "canary@elsewhere.test",
    "birth_date": date(2006, 4, 13),
}


@pytest.fixture(autouse=True)
def dutch():
    """Read in Dutch, whatever was read before."""
    with translation.override("nl"):
        yield


@pytest.fixture
def sanne(world: World) -> Student:
    """Sanne, who lets employers see her card."""
    return make_visible(world.sanne)


def only_card(vacancy: Vacancy) -> Card:
    (card,) = cards_for(vacancy).items
    return card


def written(value: object) -> str:
    """Write out everything that hangs on a card, whatever it is."""
    if is_dataclass(value):
        return " ".join(written(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, tuple | list | dict):
        return " ".join(written(each) for each in value)
    return repr(value)


def test_a_card_says_this_and_nothing_else(world, sanne):
    sector = sanne.programme.sector
    Student.objects.filter(pk=sanne.pk).update(available_from=date(2027, 2, 1), hours_min=24, hours_max=32)
    assert only_card(world.vacancy) == Card(
        pseudonym=pseudonym(world.company, sanne.uuid),
        verdict=Verdict.GOOD,
        bars=Bars(skills=3, level=5, location=4),
        reasons=(
            SkillReason("lassen", "must", Sign.HAS, 2),
            SkillReason("tekeninglezen", "should", Sign.MISSING, None),
        ),
        level="secondary_vocational_education_3",
        field=sector,
        municipality=None,
        in_region=True,
        band=Band.MIDDLE,
        conditions=(),
        availability=Availability(date(2027, 2, 1), None, (24, 32), None),
        has_application=False,
        own_skills=(),
    )


def test_nothing_personal_hangs_on_a_card(world):
    student = make_visible(make_student(world.group, **CANARIES))
    StudentSkill.objects.create(student=student, text="vuurspuwen in Vogelzang")
    card = card_of(world.vacancy, student)
    told = written(card)
    known = [*map(str, CANARIES.values()), "1978", str(student.uuid), student.uuid.hex, "vuurspuwen"]
    known += ["2006", student.numbers.get().number, "Gilde", "LAS3A", student.user.email, "25102"]
    assert [each for each in known if each in told] == []
    assert str(card.pseudonym.hex) in told.replace("-", "")


def test_one_opened_card_lists_the_skills_that_have_a_name(world, sanne):
    StudentSkill.objects.create(student=sanne, text="vuurspuwen", command=3)
    StudentSkill.objects.create(student=sanne, skill=make_skill("frezen"), text="fréézen", command=3)
    assert card_of(world.vacancy, sanne).own_skills == (
        HeldSkill(make_skill("frezen").uuid, "frezen", 3),
        HeldSkill(make_skill("lassen").uuid, "lassen", 2),
    )


def test_a_vacancy_that_asks_for_somebodys_own_words_does_not_find_the_writer(world, sanne):
    StudentSkill.objects.create(student=sanne, text="vuurspuwen", command=3)
    asks = make_vacancy(world.establishment, skills={"lassen": "must"})
    asks.skills.create(text="vuurspuwen", weight="should")
    signs = {reason.skill: reason.sign for reason in only_card(asks).reasons}
    assert signs == {"lassen": Sign.HAS, "vuurspuwen": Sign.MISSING}


@pytest.mark.parametrize(
    "hide",
    [
        lambda student: sharing.choose_visibility(student, Student.Visibility.HIDDEN, by=student.user),
        lambda student: sharing.withdraw_everything(student, by=student.user),
        lambda student: type(student.user).objects.filter(pk=student.user_id).update(is_active=False),
        lambda student: student.enrolments.update(ended_on=date(2026, 11, 21)),
        lambda student: student.delete(),
    ],
    ids=["hidden", "withdrawn", "suspended", "left", "erased"],
)
def test_who_may_not_be_seen_is_gone_from_the_next_request_on(world, sanne, hide):
    called = pseudonym(world.company, sanne.uuid)
    assert (cards_for(world.vacancy).count, find_student(world.vacancy, called)) == (1, sanne)
    hide(Student.objects.get(pk=sanne.pk))
    cards = cards_for(world.vacancy)
    assert (cards.count, cards.items) == (0, ())
    with pytest.raises(Student.DoesNotExist):
        find_student(world.vacancy, called)


def test_nobody_has_a_card_without_allowing_it(world):
    make_student(world.group)
    assert cards_for(world.vacancy).count == 0


@pytest.mark.parametrize(
    "change",
    [
        {"status": Vacancy.Status.DRAFT},
        {"status": Vacancy.Status.CLOSED},
        {"start": date(2026, 2, 1), "end": date(2026, 11, 20)},
        {"company": None},
    ],
    ids=["draft", "closed", "over", "unverified"],
)
def test_cards_are_for_open_vacancies_of_verified_companies(world, sanne, change):
    if change == {"company": None}:
        Company.objects.filter(pk=world.company.pk).update(verified_at=None)
    else:
        Vacancy.objects.filter(pk=world.vacancy.pk).update(**change)
    called = pseudonym(world.company, sanne.uuid)
    for ask in (cards_for, lambda vacancy: find_student(vacancy, called)):
        with pytest.raises(NoCards):
            ask(Vacancy.objects.get(pk=world.vacancy.pk))


def test_the_pseudonym_of_another_company_and_the_uuid_lead_to_nobody(world, sanne):
    other = make_vacancy(make_establishment(make_company("Andere Metaal")))
    for called in (pseudonym(other.company, sanne.uuid), sanne.uuid):
        with pytest.raises(Student.DoesNotExist):
            find_student(world.vacancy, called)
    assert find_student(other, pseudonym(other.company, sanne.uuid)) == sanne


def test_a_card_is_found_only_for_a_vacancy_that_suits(world, sanne):
    job = make_vacancy(world.establishment, kind=Vacancy.Kind.SIDE_JOB)
    assert cards_for(job).count == 0
    with pytest.raises(Student.DoesNotExist):
        find_student(job, pseudonym(world.company, sanne.uuid))


@pytest.mark.parametrize(("alike", "named"), [(4, None), (5, "Weert")])
def test_a_municipality_is_named_from_five_alike_on(world, alike, named):
    for _ in range(alike):
        make_visible(make_student(world.group))
    assert {card.municipality for card in cards_for(world.vacancy).items} == {named}


@pytest.mark.parametrize(
    "other",
    [
        {"level": "bachelor"},
        {"programme": None},
        {"place": None},
        {"place": "6041"},
        {"visibility": "hidden"},
    ],
    ids=str,
)
def test_only_visible_ones_of_the_same_level_field_and_municipality_count(world, other):
    for _ in range(4):
        make_visible(make_student(world.group))
    if other.get("place"):
        other = {"place": make_place(other["place"])}
    known = {name: value for name, value in other.items() if name != "visibility"}
    make_visible(make_student(world.group, **known), other.get("visibility", "anonymous"))
    assert {card.municipality for card in cards_for(world.vacancy).items} == {None}


def test_who_counts_need_not_suit_the_vacancy(world, sanne):
    for _ in range(4):
        make_visible(make_student(world.group, kinds=[Vacancy.Kind.SIDE_JOB]))
    assert only_card(world.vacancy).municipality == "Weert"


@pytest.mark.parametrize(
    ("postcode", "in_region"), [("6001", True), ("6211", False), (None, None)], ids=["in", "out", "unknown"]
)
def test_of_an_unnamed_home_only_the_region_is_told(world, postcode, in_region):
    place = make_place(postcode) if postcode else None
    make_visible(make_student(world.group, place=place, reach_km=100))
    assert only_card(world.vacancy).in_region is in_region


@pytest.mark.parametrize(
    ("km", "band"), [(9.9, Band.NEAR), (10.1, Band.MIDDLE), (24.9, Band.MIDDLE), (25.1, Band.FAR)]
)
def test_the_distance_is_a_band_from_the_municipalitys_centre(world, sanne, km, band):
    Student.objects.filter(pk=sanne.pk).update(reach_km=100)
    centre = sanne.place
    work = Place.objects.create(postcode="5999", name="Ver", lat=centre.lat + km / 111.195, lon=centre.lon)
    there = Establishment.objects.create(company=world.company, name="Ver weg", place=work)
    assert only_card(make_vacancy(there)).band is band


@pytest.mark.parametrize("unknown", ["remote", "home", "work"])
def test_there_is_no_band_where_a_distance_means_nothing(world, sanne, unknown):
    if unknown == "home":
        Student.objects.filter(pk=sanne.pk).update(place=None)
    somewhere = Establishment.objects.create(company=world.company, name="Ergens")
    establishment = somewhere if unknown == "work" else world.establishment
    assert only_card(make_vacancy(establishment, remote=unknown == "remote")).band is None


def test_languages_and_licences_are_told_as_the_vacancy_asks_them(world, sanne):
    asks = make_vacancy(world.establishment, languages={"nl": "B1", "de": "A2"}, licences=["B"])
    Student.objects.filter(pk=sanne.pk).update(languages={"nl": "C2", "de": "B1", "pl": "C2"})
    assert only_card(asks).conditions == (
        Condition("de", "A2", Sign.HAS),
        Condition("nl", "B1", Sign.HAS),
        Condition("B", None, Sign.UNKNOWN),
    )


@pytest.mark.parametrize(
    ("parts", "steps"),
    [
        ((0, 0, 0), (1, 1, 1)),
        ((1400, 200, 400), (1, 1, 1)),
        ((1401, 201, 401), (2, 2, 2)),
        ((7000, 1000, 2000), (5, 5, 5)),
    ],
)
def test_a_part_is_told_in_five_steps(parts, steps):
    assert bars(Parts(*parts)) == Bars(*steps)


def test_pages_together_are_the_whole_list(world):
    for _ in range(7):
        make_visible(make_student(world.group))
    pages = [
        card.pseudonym
        for offset in (0, 3, 6)
        for card in cards_for(world.vacancy, top=3, offset=offset).items
    ]
    assert pages == [card.pseudonym for card in cards_for(world.vacancy, top=100).items]
    assert len(set(pages)) == cards_for(world.vacancy, top=1).count == 7


def test_a_card_tells_of_an_open_application_for_this_vacancy_only(world, sanne):
    others = [make_visible(make_student(world.group)) for _ in range(3)]
    elsewhere = make_vacancy(world.establishment)
    invite(sanne, elsewhere, by=world.bram)
    invite(others[1], world.vacancy, by=world.bram)
    asked = {str(card.pseudonym): card.has_application for card in cards_for(world.vacancy).items}
    called = str(pseudonym(world.company, others[1].uuid))
    assert [name for name, has in asked.items() if has] == [called]


def test_a_list_may_be_narrowed_by_level(world, sanne):
    levels = {"secondary_vocational_education_3": 1, "secondary_vocational_education_4": 0}
    assert {level: cards_for(world.vacancy, level=level).count for level in levels} == levels


def test_two_schools_give_the_same_card(world):
    other = make_group(make_school("Elders College"), programme=make_programme())
    first, second = (make_visible(make_student(group)) for group in (world.group, other))
    cards = [card_of(world.vacancy, student) for student in (first, second)]
    told = [written(card).replace(card.pseudonym.hex, "").replace(str(card.pseudonym), "") for card in cards]
    assert told[0] == told[1]


@pytest.mark.parametrize("more", [1, 30])
def test_queries_do_not_grow(world, sanne, more):
    for _ in range(more):
        make_visible(make_student(world.group))
    cards_for(world.vacancy)
    with CaptureQueriesContext(connection) as captured:
        cards_for(world.vacancy)
    assert len(captured) == 9
