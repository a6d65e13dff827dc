"""Caps and budgets hold when many ask at once, and what is taken back stays taken back."""

from functools import partial

import pytest

from placements.answering import accept, decline, talk, withdraw
from placements.applying import AlreadyAsked, TooManyInvitations, apply, invite
from placements.blocking import block_company, block_student
from placements.cards import find_student
from placements.completing import PlacementOver
from placements.ending import cancel
from placements.history import import_placements
from placements.history_list import COLUMNS
from placements.models import Agreement, Application, Placement, Signature
from placements.opening import BudgetSpent, open_card
from placements.pseudonyms import pseudonym
from placements.reasons import Reason
from placements.seating import NoSeatLeft
from placements.signing import AlreadySigned, sign
from placements.stepping import ApplicationClosed, NotYourTurn
from placements.superseding import Overlapping
from profiles.models import Block, ProfileView, Student, User
from reference.reporting import Report, all_or_nothing
from reference.tables import Table
from tests.lists import csv_file
from tests.placements.agreed import drawn_up
from tests.placements.playing import offered, placed
from tests.races import race
from tests.world import make_student, make_user, make_vacancy, make_visible
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db(transaction=True)

Party = Agreement.Party
EIGHT = 8


def fresh(vacancy: Vacancy) -> Vacancy:
    return Vacancy.objects.select_related("company").get(pk=vacancy.pk)


def open_one(world, called):
    vacancy = fresh(world.vacancy)
    return open_card(vacancy, find_student(vacancy, called), by=User.objects.get(pk=world.bram.pk))


def count(model, **known) -> int:
    return model.objects.filter(**known).count()


def test_a_vacancy_has_exactly_as_many_invitations_as_it_may(world, settings, tmp_path):
    settings.OPEN_INVITATIONS_PER_VACANCY = 3
    students = [make_visible(make_student(world.group)) for _ in range(EIGHT)]
    with race(tmp_path) as at_once:
        acts = [
            lambda student=student: invite(
                Student.objects.get(pk=student.pk),
                fresh(world.vacancy),
                by=User.objects.get(pk=world.bram.pk),
            )
            for student in students
        ]
        done = at_once(acts)
        (sent,) = at_once([lambda: count(Application)])
    assert (
        sorted(type(each).__name__ for each in done)
        == ["Application"] * 3 + [TooManyInvitations.__name__] * 5
    )
    assert sent == 3


def test_a_company_opens_exactly_as_many_cards_as_it_may(world, settings, tmp_path):
    settings.CARDS_OPENED_PER_DAY = 3
    students = [make_visible(make_student(world.group)) for _ in range(EIGHT)]
    called = [pseudonym(world.company, student.uuid) for student in students]
    with race(tmp_path) as at_once:
        acts = [lambda one=one: open_one(world, one) for one in called]
        done = at_once(acts)
        (views,) = at_once([lambda: count(ProfileView)])
    spent = [each for each in done if isinstance(each, BudgetSpent)]
    assert (len(spent), [each for each in done if isinstance(each, Exception) and each not in spent]) == (
        5,
        [],
    )
    assert views == 3


def test_one_card_opened_by_many_at_once_is_one_view(world, tmp_path):
    called = pseudonym(world.company, make_visible(world.sanne).uuid)
    with race(tmp_path) as at_once:
        done = at_once([lambda: open_one(world, called)] * EIGHT)
        (views,) = at_once([lambda: count(ProfileView)])
    assert ([each for each in done if isinstance(each, Exception)], views) == ([], 1)


def test_who_applies_twice_at_once_has_applied_once(world, tmp_path):
    def act():
        student = Student.objects.select_related("user").get(pk=world.sanne.pk)
        return apply(student, fresh(world.vacancy), by=student.user)

    with race(tmp_path) as at_once:
        done = at_once([act] * EIGHT)
        (sent,) = at_once([lambda: count(Application)])
    assert [type(each) for each in done if not isinstance(each, Application)] == [AlreadyAsked] * (EIGHT - 1)
    assert sent == 1


def no(application, *, by):
    decline(application, by=by, reason=Reason.NO_SUPERVISOR)


def test_of_many_answers_at_once_each_is_a_step_or_too_late(world, tmp_path):
    asked = apply(world.sanne, world.vacancy, by=world.sanne.user)

    def answer(verb):
        application = Application.objects.select_related("student", "vacancy__company").get(pk=asked.pk)
        return verb(application, by=User.objects.get(pk=world.bram.pk))

    with race(tmp_path) as at_once:
        done = at_once([lambda verb=verb: answer(verb) for verb in (talk, no) * 4])
        (steps,) = at_once([lambda: list(asked.steps.values_list("number", "state"))])
    refused = [each for each in done if each is not None]
    assert {type(each) for each in refused} <= {ApplicationClosed, NotYourTurn}
    assert len(refused) == len(done) - (len(steps) - 1)
    assert [number for number, _state in steps] == list(range(1, len(steps) + 1))
    assert [state for _number, state in steps].count("declined") == 1


def read(application):
    related = Application.objects.select_related("student__user", "vacancy__company", "seat_block")
    return related.get(pk=application.pk)


def say_yes(application):
    fresh_one = read(application)
    return accept(fresh_one, by=fresh_one.student.user)


SEATS, ASKING = 5, 8
ROUNDS = 20


@pytest.mark.parametrize("round_", [0, *(pytest.param(n, marks=pytest.mark.full) for n in range(1, ROUNDS))])
def test_no_seat_is_given_twice_and_none_stays_empty(world, tmp_path, round_):
    Vacancy.objects.filter(pk=world.vacancy.pk).update(seats=SEATS)
    students = [
        make_student(world.group, user=make_user(f"student-{number}@leerling.test"))
        for number in range(ASKING)
    ]
    asked = [offered(world, student) for student in students]
    with race(tmp_path) as at_once:
        done = at_once([lambda one=one: say_yes(one) for one in asked])
        ((taken, held, queued),) = at_once([lambda: seats_of(world.vacancy)])
    refused = [each for each in done if each is not None]
    assert {type(each) for each in refused} <= {NoSeatLeft, ApplicationClosed, NotYourTurn}
    assert (len(refused), taken, held, queued) == (ASKING - SEATS, SEATS, SEATS, ASKING - SEATS)


def seats_of(vacancy):
    return (
        Vacancy.objects.get(pk=vacancy.pk).seats_taken,
        Placement.objects.holding().filter(vacancy=vacancy).count(),
        count(Application, vacancy=vacancy, state="queued"),
    )


def test_who_accepts_two_places_at_once_has_one(world, tmp_path):
    offers = [
        offered(world, vacancy=make_vacancy(world.establishment, start=world.vacancy.start, end=None))
        for _ in range(4)
    ]
    with race(tmp_path) as at_once:
        done = at_once([lambda one=one: say_yes(one) for one in offers])
        (held,) = at_once([lambda: Placement.objects.holding().count()])
        (taken,) = at_once([lambda: sum(Vacancy.objects.values_list("seats_taken", flat=True))])
    refused = [each for each in done if each is not None]
    assert {type(each) for each in refused} <= {ApplicationClosed, NotYourTurn, Overlapping}
    assert (len(refused), held, taken) == (3, 1, 1)


def test_a_double_click_takes_one_seat(world, tmp_path):
    Vacancy.objects.filter(pk=world.vacancy.pk).update(seats=EIGHT)
    one = offered(world)
    with race(tmp_path) as at_once:
        done = at_once([lambda: say_yes(one)] * EIGHT)
        ((taken, held, _queued),) = at_once([lambda: seats_of(world.vacancy)])
    assert (done.count(None), taken, held) == (1, 1, 1)


@pytest.mark.parametrize("round_", range(3))
def test_the_name_is_shown_after_a_race_exactly_when_an_application_lasts(world, tmp_path, round_):
    first = apply(world.sanne, world.vacancy, by=world.sanne.user)
    second = make_vacancy(world.establishment)

    def take_back():
        application = Application.objects.select_related("student__user", "vacancy__company").get(pk=first.pk)
        return withdraw(application, by=application.student.user)

    def apply_again():
        student = Student.objects.select_related("user").get(pk=world.sanne.pk)
        return apply(student, fresh(second), by=student.user)

    with race(tmp_path) as at_once:
        done = at_once([take_back, apply_again])
        shown = at_once([lambda: count_named(world)])
    assert ([each for each in done if isinstance(each, Exception)], shown) == ([], [1])


def test_a_place_that_both_sides_take_back_frees_one_seat(world, tmp_path):
    Vacancy.objects.filter(pk=world.vacancy.pk).update(seats=2)
    placement = placed(world)
    placed(world, make_visible(make_student(world.group, user=make_user("daan@leerling.test"))))

    def withdraw_it():
        application = Application.objects.select_related("student__user", "vacancy__company").get(
            pk=placement.application_id
        )
        return withdraw(application, by=application.student.user)

    def cancel_it():
        found = Placement.objects.select_related("student", "vacancy", "application").get(pk=placement.pk)
        return cancel(found, by=User.objects.get(pk=world.bram.pk), reason="company_stops")

    with race(tmp_path) as at_once:
        done = at_once([withdraw_it, cancel_it] * 4)
        ((taken, held, _queued),) = at_once([lambda: seats_of(world.vacancy)])
    refused = {type(each) for each in done if each is not None}
    assert refused <= {ApplicationClosed, PlacementOver}
    assert (done.count(None), taken, held) == (1, 1, 1)


def test_everybody_who_signs_at_once_signs_once(world, tmp_path):
    placement = drawn_up(world)
    signers = {Party.STUDENT: world.sanne.user, Party.SCHOOL: world.coordinator, Party.COMPANY: world.bram}

    def sign_it(party, user):
        return sign(Placement.objects.get(pk=placement.pk), party=party, by=User.objects.get(pk=user.pk))

    with race(tmp_path) as at_once:
        done = at_once([partial(sign_it, *signer) for signer in signers.items()] * 3)
        (status, parties) = at_once(
            [
                lambda: Placement.objects.get(pk=placement.pk).status,
                lambda: sorted(Signature.objects.values_list("party", flat=True)),
            ]
        )
    refused = [type(each) for each in done if isinstance(each, Exception)]
    assert (refused, status, parties) == ([AlreadySigned] * 6, "signed", sorted(signers))


@pytest.mark.parametrize("round_", range(3))
def test_a_list_of_the_past_and_an_accepted_place_do_not_overlap(world, tmp_path, round_):
    one, number = offered(world), world.sanne.numbers.get().number
    header, line = "studentnummer;soort;bedrijf;begin;eind", f"{number};stage;Elders;02-11-2026;02-07-2027"

    def bring():
        report = Report("past.csv")
        with all_or_nothing([report]):
            import_placements(Table(csv_file(header, line), COLUMNS), report, school=world.gilde)
        return [error.code for error in report.errors]

    with race(tmp_path) as at_once:
        accepted, brought = at_once([lambda: say_yes(one), bring])
        (held,) = at_once([lambda: count(Placement)])
    assert (type(accepted), brought, held) in [(type(None), ["overlapping"], 1), (Overlapping, [], 1)]


def count_named(world) -> int:
    return Student.objects.named_to([world.company.pk]).count()


def test_inviting_again_and_taking_a_place_do_not_stop_each_other(world, tmp_path):
    """An invitation that nobody answered is ended by the next: student first, then vacancy, as everywhere."""
    Vacancy.objects.filter(pk=world.vacancy.pk).update(seats=EIGHT)
    student = make_visible(make_student(world.group, user=make_user("daan@leerling.test")))
    other = make_vacancy(world.establishment)
    invite(student, world.vacancy, by=world.bram)
    Application.objects.update(answer_by="2026-11-20")
    taken = offered(world, student, other)

    def invite_again():
        return invite(Student.objects.get(pk=student.pk), fresh(world.vacancy), by=world.bram)

    with race(tmp_path) as at_once:
        done = at_once([invite_again, lambda: say_yes(taken)] * 4)
    assert {type(each) for each in done} <= {
        Application,
        type(None),
        AlreadyAsked,
        ApplicationClosed,
        NotYourTurn,
        Overlapping,
    }


@pytest.mark.parametrize("side", Block.Side)
def test_a_block_and_an_invitation_at_the_same_moment_cannot_both_win(world, tmp_path, side):
    students = [make_visible(make_student(world.group)) for _ in range(4)]

    def block(student: Student) -> object:
        own = Student.objects.select_related("user").get(pk=student.pk)
        company, bram = fresh(world.vacancy).company, User.objects.get(pk=world.bram.pk)
        if side == Block.Side.STUDENT:
            return block_company(own, company, by=own.user)
        return block_student(own, company, by=bram)

    def ask(student: Student) -> object:
        own, bram = Student.objects.get(pk=student.pk), User.objects.get(pk=world.bram.pk)
        return invite(own, fresh(world.vacancy), by=bram)

    with race(tmp_path) as at_once:
        done = at_once([act for each in students for act in (lambda s=each: block(s), lambda s=each: ask(s))])
        (lasting,) = at_once([lambda: Application.objects.lasting().count()])
        (blocks,) = at_once([lambda: Block.objects.count()])
    assert (lasting, blocks) == (0, len(students))
    assert [type(each) for each in done[::2]] == [Block] * len(students)
    assert {type(each) for each in done[1::2]} <= {Application, Student.DoesNotExist}
