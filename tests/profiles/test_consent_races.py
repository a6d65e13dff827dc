"""Of what is allowed and taken back at the same moment, one clear thing stays."""

from datetime import date

import pytest

from placements import answering, applying
from placements.answering import ApplicationClosed
from placements.models import Application
from profiles import guarding, sharing
from profiles.editing import Outdated
from profiles.guarding import LinkGone
from profiles.models import Company, Consent, Guardianship, Student, User
from tests.races import race
from tests.world import make_guardian, make_guardian_link, make_student, make_user, make_visible

pytestmark = pytest.mark.django_db(transaction=True)

FOUR = range(4)
HIDDEN, ANONYMOUS, NAMED = Student.Visibility
CARD, NAME = Consent.Purpose


def read(student: Student) -> Student:
    return Student.objects.select_related("user").get(pk=student.pk)


def choosing(student: Student, visibility: str, *, by: User):
    """Give the act of choosing on the page as it is now."""
    as_read = read(student)
    return lambda: sharing.choose_visibility(as_read, visibility, by=by)


def withdrawing(student: Student, *, by: User):
    return lambda: sharing.withdraw_everything(read(student), by=by)


def with_application(verb, application: Application, *, by: User):
    return lambda: verb(
        Application.objects.select_related("student__user", "vacancy__company").get(pk=application.pk), by=by
    )


def sight(student: Student, company: Company) -> tuple[str, bool]:
    """Tell who sees the student, and whether this company sees the name."""
    shown = Student.objects.named_to([company.pk]).filter(pk=student.pk).exists()
    return sharing.visibility_of(student), shown


def outcome(done: list) -> list[str]:
    """Name what was refused and how, in order; anything unforeseen stands out."""
    return sorted(type(each).__name__ for each in done if isinstance(each, Exception))


def make_child(world, *answers: str) -> tuple[Student, list[User]]:
    """Give a student of fifteen, and guardians who answered so."""
    user = make_user("noor@leerling.test")
    child = make_student(world.group, first_name="Noor", birth_date=date(2011, 5, 17), user=user)
    guardians = [
        make_guardian(child, f"guardian-{number}@home.test", answer).user
        for number, answer in enumerate(answers)
    ]
    return child, guardians


@pytest.mark.parametrize("second", [ANONYMOUS, NAMED])
def test_of_many_choices_at_once_one_counts(world, tmp_path, second):
    sanne = world.sanne
    acts = [choosing(sanne, each, by=sanne.user) for each in (ANONYMOUS, second) * 4]
    with race(tmp_path) as at_once:
        done = at_once(acts)
        (standing,) = at_once([lambda: list(Consent.objects.standing().values_list("purpose", flat=True))])
    assert outcome(done) == [Outdated.__name__] * 7
    won = (ANONYMOUS, second)[done.index(None) % 2]
    assert sorted(standing) == {ANONYMOUS: [CARD], NAMED: [CARD, NAME]}[won]


@pytest.mark.parametrize("round_", FOUR)
def test_who_chooses_and_takes_everything_back_at_once_is_hidden(world, tmp_path, round_):
    sanne = make_visible(world.sanne)
    acts = [choosing(sanne, NAMED, by=sanne.user), withdrawing(sanne, by=sanne.user)]
    with race(tmp_path) as at_once:
        done = at_once(acts)
        ((seen_by, _),) = at_once([lambda: sight(sanne, world.company)])
    assert outcome(done) in ([], [Outdated.__name__])
    assert (done[1], seen_by) == (True, HIDDEN)


@pytest.mark.parametrize("round_", FOUR)
def test_a_name_shown_while_everything_is_taken_back_was_shown_after_it(world, tmp_path, round_):
    sanne = make_visible(world.sanne)
    invited = applying.invite(sanne, world.vacancy, by=world.bram)
    acts = [
        with_application(answering.accept, invited, by=sanne.user),
        withdrawing(sanne, by=sanne.user),
    ]
    with race(tmp_path) as at_once:
        done = at_once(acts)
        ((seen_by, named),) = at_once([lambda: sight(sanne, world.company)])
        (consents,) = at_once([lambda: list(Consent.objects.all())])
    card, name = sorted(consents, key=lambda each: each.purpose)
    assert (done, seen_by) == ([None, True], HIDDEN)
    assert named is (name.given_at >= card.withdrawn_at)


@pytest.mark.parametrize("round_", FOUR)
def test_no_name_of_a_child_is_shown_once_the_guardian_took_it_back(world, tmp_path, round_):
    child, (ina,) = make_child(world, NAMED)
    invited = applying.invite(child, world.vacancy, by=world.bram)
    acts = [
        with_application(answering.accept, invited, by=child.user),
        withdrawing(child, by=ina),
    ]
    with race(tmp_path) as at_once:
        done = at_once(acts)
        (seen,) = at_once([lambda: sight(child, world.company)])
        (state,) = at_once([lambda: Application.objects.get().state])
    refused = outcome(done)
    assert seen == (HIDDEN, False)
    assert (refused, state) in (
        ([], Application.State.IN_CONVERSATION),
        ([sharing.NeedsGuardian.__name__], Application.State.REQUESTED),
    )


@pytest.mark.parametrize("round_", FOUR)
def test_taking_back_an_application_and_everything_at_once_both_happen(world, tmp_path, round_):
    sanne = make_visible(world.sanne)
    applied = applying.apply(sanne, world.vacancy, by=sanne.user)
    acts = [
        with_application(answering.withdraw, applied, by=sanne.user),
        withdrawing(sanne, by=sanne.user),
    ] * 4
    with race(tmp_path) as at_once:
        done = at_once(acts)
        (seen,) = at_once([lambda: sight(sanne, world.company)])
    assert outcome(done) == [ApplicationClosed.__name__] * 3
    assert [each for each in done if each is True] == [True]
    assert seen == (HIDDEN, False)


@pytest.mark.parametrize("round_", FOUR)
def test_a_guardian_who_chooses_and_takes_everything_back_at_once_shows_nothing(world, tmp_path, round_):
    child, (ina,) = make_child(world, ANONYMOUS)
    acts = [choosing(child, NAMED, by=ina), withdrawing(child, by=ina)]
    with race(tmp_path) as at_once:
        done = at_once(acts)
        (seen,) = at_once([lambda: sight(child, world.company)])
    assert outcome(done) in ([], [Outdated.__name__])
    assert seen == (HIDDEN, False)


@pytest.mark.parametrize("round_", FOUR)
def test_when_one_guardian_says_yes_and_the_other_no_at_once_nothing_is_shown(world, tmp_path, round_):
    child, (ina, jan) = make_child(world, ANONYMOUS, ANONYMOUS)
    acts = [choosing(child, NAMED, by=ina), withdrawing(child, by=jan)]
    with race(tmp_path) as at_once:
        done = at_once(acts)
        (seen,) = at_once([lambda: sight(child, world.company)])
    assert outcome(done) in ([], [Outdated.__name__], [sharing.GuardianObjects.__name__])
    assert seen == (HIDDEN, False)


def test_a_guardian_answers_once_however_often_the_link_is_used_at_once(world, tmp_path):
    child, _ = make_child(world)
    make_guardian_link(child, "parent@home.test", "a-secret")
    answers = (NAMED, HIDDEN) * 4
    asked = [guarding.find("a-secret") for _ in answers]
    acts = [
        lambda one=one, answer=answer: guarding.answer(one, answer, name="Ina")
        for one, answer in zip(asked, answers, strict=True)
    ]
    with race(tmp_path) as at_once:
        done = at_once(acts)
        (kept,) = at_once([lambda: Guardianship.objects.get()])
        (users,) = at_once([lambda: User.objects.filter(email="parent@home.test").count()])
        (standing,) = at_once([lambda: Consent.objects.standing().count()])
    assert outcome(done) == [LinkGone.__name__] * 7
    won = answers[[isinstance(each, Guardianship) for each in done].index(True)]
    assert (kept.answer, kept.digest, users, standing) == (won, None, 1, {NAMED: 2, HIDDEN: 0}[won])
