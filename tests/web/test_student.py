"""What a student sees, and the school about a student."""

import pytest
from django.utils.translation import override

from matching.free_words import MARK
from matching.reasons import Row
from matching.scoring import Parts
from placements import recommending
from profiles.models import Student, StudentSkill
from tests.web.reading import heading, headings, rows, statuses, tags
from tests.world import make_company, make_establishment, make_skill, make_vacancy
from vacancies.models import Vacancy
from web.cards import VERDICTS, Bar, Chip, bars, make_card


def meters(response):
    return [(held["aria-label"], held["value"]) for tag, held in tags(response) if tag == "meter"]


def chips(response):
    page = response.context
    return [(chip.text, chip.sign, chip.is_must) for entry in page["entries"] for chip in entry.card.chips]


def test_the_start_page_tells_how_complete_the_profile_is_and_what_to_add(world, signed_in):
    page = signed_in(world.sanne.user).get("/start")
    profile = page.context["profile"]
    assert (profile.percent, profile.unknown) == (67, ("skills", "period"))
    assert str(page.context["advice"]) == "tell at least three things that you can or are learning."
    assert headings(page) == [
        "Suits you best",
        "Stagiair lasser",
        "Your profile is not complete yet",
        "Meet companies",
        "Your skills",
    ]


def test_a_complete_profile_asks_for_nothing(world, signed_in):
    for name in ("slijpen", "snijbranden"):
        StudentSkill.objects.create(student=world.sanne, skill=make_skill(name), text=name)
    Student.objects.update(available_from="2026-09-01")
    page = signed_in(world.sanne.user).get("/start")
    assert (page.context["profile"].percent, page.context["advice"]) == (100, "")
    assert "Your profile is complete" in headings(page)


def test_a_match_is_a_verdict_three_bars_and_what_one_has_and_misses(world, signed_in):
    page = signed_in(world.sanne.user).get("/matches")
    assert statuses(page) == ["1 vacancy fits, by skills, level and distance."]
    assert [name for name, _ in meters(page)] == ["Skills", "Level", "Distance"]
    assert dict(meters(page))["Level"] == "100"
    assert chips(page) == [("welding", "hit", True), ("tekeninglezen", "miss", False)]
    card = page.context["entries"][0].card
    told = VERDICTS[recommending.posts_for(world.sanne).items[0].verdict]
    assert (card.verdict, card.km) == (told, 21)
    assert card.change == "What would help most: learn tekeninglezen"


def test_skills_are_named_in_the_readers_language(world, signed_in):
    client = signed_in(world.sanne.user)
    client.post("/taal", {"language": "nl"})
    assert chips(client.get("/matches")) == [("lassen", "hit", True), ("tekeninglezen", "miss", False)]


def test_what_does_not_fit_stands_with_its_reason(world, signed_in):
    side_job = make_vacancy(world.establishment, kind=Vacancy.Kind.SIDE_JOB, title="Zaterdaghulp")
    page = signed_in(world.sanne.user).get("/matches?show=excluded")
    assert statuses(page) == ["1 vacancy does not fit, each for a reason that is written with it."]
    entry = page.context["entries"][0]
    assert (entry.vacancy, entry.address) == (side_job, f"/vacancies/{side_job.uuid}")
    assert entry.reasons == ["This is a side job; wanted: internship."]


def test_every_match_can_be_reached_by_paging(world, signed_in):
    for number in range(24):
        make_vacancy(make_establishment(make_company(f"Bedrijf {number}")))
    client = signed_in(world.sanne.user)
    seen = [
        [entry.card.vacancy.pk for entry in client.get(f"/matches?page={number}").context["entries"]]
        for number in (1, 2)
    ]
    assert ([len(page) for page in seen], len({*seen[0], *seen[1]})) == ([20, 5], 25)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("2", 2), ("3", 2), ("99999", 2), ("0", 1), ("-1", 1), ("x", 1), ("٢", 1), ("9" * 40, 1)],
)
def test_a_page_that_is_not_there_gives_the_nearest(world, signed_in, asked, shown):
    for _ in range(20):
        make_vacancy(world.establishment)
    page = signed_in(world.sanne.user).get("/matches", {"page": asked})
    assert (page.context["page"].number, len(page.context["entries"])) == (shown, {1: 20, 2: 1}[shown])


def test_no_match_leads_to_the_reasons(world, signed_in):
    Vacancy.objects.update(kind=Vacancy.Kind.SIDE_JOB)
    client = signed_in(world.sanne.user)
    assert statuses(client.get("/matches")) == ["0 vacancies fit, ordered by skills, level and distance."]
    assert ("a", {"href": "/matches?show=excluded"}) in tags(client.get("/start"))


def test_the_school_sees_the_same_list_as_the_student(world, signed_in):
    make_vacancy(make_establishment(make_company("Andere Metaal")), skills={"lassen": "should"})
    own = signed_in(world.sanne.user).get("/matches")
    schools = signed_in(world.coordinator).get(f"/students/{world.sanne.uuid}/matches")
    assert [entry.card for entry in schools.context["entries"]] == [
        entry.card for entry in own.context["entries"]
    ]
    assert heading(schools) == "Matches of Sanne Peeters"
    assert [entry.address for entry in schools.context["entries"]] == [
        f"/students/{world.sanne.uuid}{entry.address}" for entry in own.context["entries"]
    ]


def test_a_vacancy_is_compared_line_by_line(world, signed_in):
    page = signed_in(world.sanne.user).get(f"/vacancies/{world.vacancy.uuid}")
    assert rows(page) == [
        ["welding", "must have", "I can do this"],
        ["tekeninglezen", "should have", "Does not fit: not on the profile"],
        ["Kind", "internship", "internship"],
        ["Level", "vocational level 3 (mbo 3)", "vocational level 3 (mbo 3)"],
        ["Travel", "Roermond, 21 km", "up to 25 km"],
        ["Period", "1 Feb 2027 – 2 Jul 2027", "not known yet"],
    ]
    assert [line.sign for line in page.context["match"].lines] == [
        "hit", "miss", "hit", "hit", "hit", "unknown",
    ]  # fmt: skip


def test_a_free_word_is_compared_in_the_words_of_the_vacancy(world, signed_in):
    StudentSkill.objects.create(student=world.sanne, text="ODOO-Studio", command=3)
    for word in ("odoo studio", "flurpen"):
        world.vacancy.skills.create(text=word, weight="nice")
    client = signed_in(world.sanne.user)
    assert chips(client.get("/matches")) == [
        ("welding", "hit", True),
        ("odoo studio", "hit", False),
        ("tekeninglezen", "miss", False),
        ("flurpen", "miss", False),
    ]
    page = client.get(f"/vacancies/{world.vacancy.uuid}")
    assert rows(page)[2:4] == [
        ["odoo studio", "nice to have", "I help others with this"],
        ["flurpen", "nice to have", "Does not fit: not on the profile"],
    ]
    assert [text for text in ("ODOO-Studio", MARK.strip()) if text in page.content.decode()] == []


def test_a_vacancy_out_of_reach_says_so_first(world, signed_in):
    Student.objects.update(reach_km=10)
    page = signed_in(world.sanne.user).get(f"/vacancies/{world.vacancy.uuid}")
    match = page.context["match"]
    assert match.failures == ["20.6 km, the reach is 10 km."]
    assert [line.what for line in match.lines if line.sign == "miss"] == ["tekeninglezen", "Travel"]
    assert "Does not fit" in headings(page)


def test_others_see_the_facts_without_a_comparison(world, signed_in):
    page = signed_in(world.bram).get(f"/vacancies/{world.vacancy.uuid}")
    assert page.context["match"] is None
    assert page.context["facts"] == [
        ("Kind", "Internship"),
        ("Level", "vocational level 3 (mbo 3)"),
        ("Where", "Roermond"),
        ("Period", "1 Feb 2027 – 2 Jul 2027"),
        ("Seats", "1"),
        ("Sector", "engineering"),
    ]


@override("en")
def test_the_bars_show_each_part_against_the_most_it_can_give():
    assert bars(Parts(skills=3500, level=1000, location=600)) == (
        Bar("Skills", 50),
        Bar("Level", 100),
        Bar("Distance", 30),
    )


@pytest.mark.parametrize(
    ("rows", "change"),
    [
        ([], ""),
        ([Row("change_reach", {"reach_km": 35, "gain": 9})], "What would help most: travel up to 35 km"),
        (
            [Row("change_skill", {"concept": None, "text": "frezen", "gain": 9})],
            "What would help most: learn frezen",
        ),
        (
            [
                Row("skill_has", {"concept": "c", "text": "lassen", "weight": "must"}),
                Row("change_skill", {"concept": "c", "text": "lassen", "gain": 9}),
            ],
            "What would help most: become better at lassen",
        ),
    ],
)
@override("en")
def test_what_would_help_most_is_said_in_words(world, rows, change):
    card = make_card(world.vacancy, Parts(0, 0, 0), rows, lambda concept, language: "lassen")
    assert card.change == change


@override("en")
def test_chips_name_what_one_has_before_what_one_misses(world):
    told = [
        ("skill_missing", "a", "must"),
        ("skill_related", "b", "should"),
        ("skill_has", "c", "nice"),
        ("skill_has", "d", "must"),
        ("skill_unknown", "e", "should"),
    ]
    rows = [Row(code, {"concept": name, "text": name, "weight": weight}) for code, name, weight in told]
    card = make_card(world.vacancy, Parts(0, 0, 0), rows, lambda concept, language: concept)
    assert card.chips == (
        Chip("d", "hit", True),
        Chip("c", "hit", False),
        Chip("b", "near", False),
        Chip("a", "miss", True),
    )
