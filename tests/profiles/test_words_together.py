"""The words of a student read as a whole: where they come in, where they change, and by which vocabulary."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from profiles import relinking
from profiles.editing import edit
from profiles.models import MatchChange, Student, StudentSkill, StudentWords
from profiles.reading import skill_lists
from profiles.reading.skill_lists import SkillWord
from profiles.relinking import relink_students
from profiles.tasks import relink_students as relink_task
from reference import linking
from reference.editions import current
from reference.models import SkillLabel
from reference.whole_words import whole_words
from tests.lists import STUDENTS, counts_of, load_students
from tests.world import World, make_occupation, make_skill, make_student

GARAGE = ("sleutelen in de garage", "auto repareren in garage", "garage schoonmaken")
SKILLS = linking._skills
CHAIN = ("banden wisselen", "motoren repareren")


@pytest.fixture(autouse=True)
def garage(world: World) -> str:
    """Know some trades, of which one is about garages; give the uuid of that one."""
    for number in range(20):
        make_occupation(f"beroep{number}", f"vaardigheid{number}")
    return str(make_occupation("automonteur in een garage", *CHAIN).uuid)


def say(student: Student, *words: str, command: int | None = None) -> None:
    """Let a student have these skills, and no others."""
    student.refresh_from_db()
    edit(student, by=student.user, changes={"skills": [SkillWord(text, command) for text in words]})


def read_of(student: Student) -> tuple[dict, str]:
    """Give what the words of a student say together, and by which edition."""
    words = StudentWords.objects.get(student=student)
    return words.toward, words.edition


def links_of(student: Student) -> dict[str, list]:
    return {own.text: own.links for own in student.skills.all() if own.skill_id is None}


def test_free_words_point_to_occupations_at_once(world, garage):
    say(world.sanne, "lassen", *GARAGE)
    assert (list(read_of(world.sanne)[0]), read_of(world.sanne)[1]) == ([garage], current())


def test_exact_skills_need_nothing_that_is_dear(world, monkeypatch):
    monkeypatch.setattr(linking, "_skills", None)
    monkeypatch.setattr(skill_lists, "whole_words", None)
    say(world.sanne, "lassen", *CHAIN)
    assert not StudentWords.objects.exists()


def test_what_words_said_goes_with_them(world, garage):
    say(world.sanne, *GARAGE)
    more = read_of(world.sanne)[0][garage]
    say(world.sanne, *GARAGE[:2])
    assert 0 < read_of(world.sanne)[0][garage] < more
    say(world.sanne, "lassen")
    assert read_of(world.sanne) == ({}, current())


def test_words_are_lifted_by_the_company_of_others(world):
    say(world.sanne, "motor reparatie")
    alone = dict(links_of(world.sanne)["motor reparatie"])
    say(world.sanne, "motor reparatie", "banden wisselen")
    motors = str(make_skill("motoren repareren").uuid)
    assert dict(links_of(world.sanne)["motor reparatie"])[motors] > alone[motors]


@pytest.mark.parametrize("count", [1, 30])
def test_reading_any_number_of_words_costs_the_same(world, count):
    say(world.sanne, "eerst een ander woord")
    with CaptureQueriesContext(connection) as captured:
        say(world.sanne, *(f"sleutelen aan brommer {number}" for number in range(count)))
    assert len(captured) == 25


def test_a_list_reads_the_words_that_are_there_already_too(world, garage):
    number = world.sanne.numbers.get().number
    say(world.sanne, "lassen", *GARAGE[:2])
    before = read_of(world.sanne)[0][garage]
    report = load_students(
        world.gilde, f"{STUDENTS};vaardigheden", f"{number};Sanne;;Peeters;{world.group.name};{GARAGE[2]}"
    )
    assert (counts_of(report), read_of(world.sanne)[0][garage] > before) == ((0, 1, 0, 0), True)


def test_the_same_list_again_changes_nothing(world):
    rows = [f"{number};Mila;;Smeets;LAS3A;lassen|{GARAGE[number % 3]}" for number in range(4)]
    load_students(world.gilde, f"{STUDENTS};vaardigheden", *rows)
    held = sorted(StudentWords.objects.values_list("student", "edition"))
    changes = MatchChange.objects.count()
    again = load_students(world.gilde, f"{STUDENTS};vaardigheden", *rows)
    assert (counts_of(again), MatchChange.objects.count()) == ((0, 0, 4, 0), changes)
    assert sorted(StudentWords.objects.values_list("student", "edition")) == held


def label(name: str, text: str) -> None:
    """Let a skill be called so too."""
    skill = make_skill(name)
    SkillLabel.objects.create(skill=skill, language="nl", kind="alternative", text=text, folded=text)


def test_another_edition_reads_everybody_anew_once(world, garage):
    mila = make_student(world.group)
    say(world.sanne, "lassen", GARAGE[0])
    say(mila, GARAGE[0], "vonken maken")
    before = current()
    label("lassen", "vonken maken")
    MatchChange.objects.all().delete()
    assert (relink_students(), relink_students()) == (2, 0)
    assert [(own.text, own.skill) for own in mila.skills.exclude(skill=None)] == [
        ("vonken maken", make_skill("lassen"))
    ]
    assert {read_of(student)[1] for student in (world.sanne, mila)} == {current()} != {before}
    assert list(MatchChange.objects.values_list("side", "row_id")) == [("person", mila.pk)]


def test_words_for_a_skill_that_is_there_already_stay_words_for_it(world):
    say(world.sanne, "lassen", "vonken maken")
    label("lassen", "vonken maken")
    relink_students()
    assert links_of(world.sanne) == {"vonken maken": [[str(make_skill("lassen").uuid), 1.0]]}
    assert read_of(world.sanne) == ({}, current())


@pytest.mark.parametrize("chunk", [1, 2, 500])
def test_relinking_streams_and_goes_on_where_it_was(world, monkeypatch, chunk):
    monkeypatch.setattr(relinking, "CHUNK", chunk)
    students = [make_student(world.group) for _ in range(3)]
    for student in students:
        say(student, GARAGE[0])
    label("lassen", "vonken maken")
    assert relink_students(most=1) == min(chunk, 3)
    assert relink_students() == 3 - min(chunk, 3)


class TestLater:
    """A process that serves pages leaves new words to the worker."""

    @pytest.fixture(autouse=True)
    def later(self, settings, world, monkeypatch):
        """Have some words read; then let the web process refuse to build anything."""
        say(world.sanne, "lassen", "band wisselen", *GARAGE[:2])
        settings.READ_WORDS_LATER = True
        with monkeypatch.context() as patched:
            patched.setattr(linking, "_skills", None)
            patched.setattr(skill_lists, "whole_words", None)
            yield

    @pytest.fixture
    def worker(self, later, monkeypatch):
        """Let the worker do what waits, with what it takes."""

        def work() -> int:
            with monkeypatch.context() as patched:
                patched.setattr(linking, "_skills", SKILLS)
                patched.setattr(skill_lists, "whole_words", whole_words)
                return relink_task()

        return work

    def test_skills_by_their_names_count_at_once(self, world):
        say(world.sanne, "lassen", "motoren repareren")
        assert (world.sanne.skills.exclude(skill=None).count(), read_of(world.sanne)[0]) == (2, {})

    def test_a_skill_that_was_found_in_other_words_stays_found(self, world):
        say(world.sanne, "lassen", "band wisselen")
        tyres = make_skill("banden wisselen")
        assert world.sanne.skills.get(text="band wisselen").skill == tyres

    def test_what_was_known_stays_while_a_word_is_added(self, world):
        links, (toward, _) = links_of(world.sanne), read_of(world.sanne)
        say(world.sanne, "lassen", *GARAGE)
        assert links_of(world.sanne) == links | {GARAGE[2]: []}
        assert read_of(world.sanne) == (toward, "")

    @pytest.mark.parametrize("words", [GARAGE[:1], GARAGE[1:], ("iets anders",)])
    def test_what_was_said_is_gone_when_a_word_is(self, world, words):
        say(world.sanne, "lassen", *words)
        assert read_of(world.sanne) == ({}, "")

    def test_the_worker_reads_what_waits_whatever_it_said_before(self, world, worker, garage):
        say(world.sanne, "lassen", *GARAGE, command=2)
        assert (worker(), worker()) == (1, 0)
        later = (links_of(world.sanne), read_of(world.sanne))
        StudentWords.objects.update(edition="", toward={})
        StudentSkill.objects.filter(skill=None).update(links=[])
        assert (worker(), later) == (1, (links_of(world.sanne), read_of(world.sanne)))
        assert list(later[1][0]) == [garage]


def test_what_it_takes_is_built_once_for_an_edition(world):
    first = whole_words()
    assert whole_words() is first
    label("lassen", "vonken maken")
    assert whole_words() is not first


def test_erasing_a_student_erases_what_the_words_said(world):
    say(world.sanne, *GARAGE)
    world.sanne.delete()
    assert (StudentWords.objects.count(), StudentSkill.objects.count()) == (0, 0)
