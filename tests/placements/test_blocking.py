"""Blocking: what it ends, what it hides, what nobody is told, and how it is taken back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from placements.answering import accept, talk
from placements.applying import KeptApart, apply, invite, propose
from placements.blocking import asks_why, block_company, block_student, unblock
from placements.cards import card_of, cards_for, find_student
from placements.ending import break_off, finish
from placements.models import Application, Placement
from placements.next_best import offers
from placements.pseudonyms import pseudonym
from placements.queueing import advance
from placements.reasons import BadReason, Reason
from placements.recommending import excluded_persons_for, excluded_posts_for, persons_for, posts_for
from placements.stepping import ApplicationClosed, NoReason
from profiles import merging
from profiles.models import Block, Notification, Student
from profiles.sharing import NeedsGuardian
from tests.placements.playing import at, offered, placed
from tests.world import (
    make_company,
    make_establishment,
    make_noor,
    make_student,
    make_user,
    make_vacancy,
    make_visible,
)
from vacancies.models import Vacancy

State, Side = Application.State, Block.Side


@pytest.fixture
def sanne(world) -> Student:
    return make_visible(world.sanne)


@pytest.fixture(params=[Side.STUDENT, Side.COMPANY])
def blocked(request, world, sanne) -> Block:
    if request.param == Side.STUDENT:
        return block_company(sanne, world.company, by=sanne.user)
    return block_student(sanne, world.company, by=world.bram)


def is_named(world, student) -> bool:
    return Student.objects.named_to([world.company.pk]).filter(pk=student.pk).exists()


def elsewhere() -> Vacancy:
    return make_vacancy(make_establishment(make_company("Elders")), {"lassen": "must"})


def told(user, since: int = 0) -> list[str]:
    return list(Notification.objects.filter(user=user).order_by("pk").values_list("event", flat=True))[since:]


def test_a_blocked_card_is_not_there_at_any_vacancy_of_the_company(world, sanne, blocked):
    called = pseudonym(world.company, sanne.uuid)
    for vacancy in (world.vacancy, make_vacancy(make_establishment(world.company), {"lassen": "must"})):
        assert cards_for(vacancy).count == 0
        with pytest.raises(Student.DoesNotExist):
            find_student(vacancy, called)
    other = elsewhere()
    found = find_student(other, pseudonym(other.company, sanne.uuid))
    assert (found, card_of(other, found).pseudonym) == (sanne, pseudonym(other.company, sanne.uuid))


def test_neither_list_of_the_student_has_the_company(world, sanne, blocked):
    make_vacancy(world.establishment, kind=Vacancy.Kind.SIDE_JOB)
    other = elsewhere()
    ranked = posts_for(sanne)
    assert [item.vacancy for item in ranked.items] == [str(other.uuid)]
    assert (ranked.eligible_count, excluded_posts_for(sanne).count) == (1, 0)
    assert [offer.company for offer in offers(sanne)] == ["Elders"]


def test_neither_list_of_the_vacancy_has_the_student(world, sanne, blocked):
    mate, job = make_student(world.group), make_vacancy(world.establishment, kind=Vacancy.Kind.SIDE_JOB)
    taught = Student.objects.visible_to(world.coordinator)
    for among in (None, taught):
        assert [item.student for item in persons_for(world.vacancy, among=among).items] == [str(mate.uuid)]
    excluded = excluded_persons_for(job, among=taught)
    assert [item.student for item in excluded.items] == [str(mate.uuid)]


def test_no_door_opens_between_the_two(world, sanne, blocked):
    with pytest.raises(KeptApart):
        apply(sanne, world.vacancy, by=sanne.user)
    with pytest.raises(Student.DoesNotExist):
        invite(sanne, world.vacancy, by=world.bram)
    side_job = make_vacancy(world.establishment, kind=Vacancy.Kind.SIDE_JOB)
    Student.objects.filter(pk=sanne.pk).update(kinds=[Vacancy.Kind.SIDE_JOB])
    sanne.refresh_from_db()
    with pytest.raises(KeptApart):
        propose(sanne, side_job, by=world.coordinator)
    assert not Application.objects.exists()
    apply(sanne, elsewhere(), by=sanne.user)


def test_for_a_student_whom_the_company_blocked_its_vacancies_are_as_closed(world, sanne):
    seen = Vacancy.objects.visible_to(sanne.user)
    assert world.vacancy in seen
    block_student(sanne, world.company, by=world.bram)
    assert world.vacancy not in seen.all()
    for reader in (world.bram, world.coordinator, make_visible(make_student(world.group)).user):
        assert world.vacancy in Vacancy.objects.visible_to(reader)


def test_who_blocks_reads_on_about_the_company(world, sanne):
    block_company(sanne, world.company, by=sanne.user)
    assert world.vacancy in Vacancy.objects.visible_to(sanne.user)


@pytest.mark.parametrize(
    ("begin", "state", "event"),
    [
        (lambda w, s: apply(s, w.vacancy, by=s.user), State.WITHDRAWN, "company-withdrawn"),
        (lambda w, s: invite(s, w.vacancy, by=w.bram), State.DECLINED, "company-turned-down"),
        (lambda w, s: offered(w, s), State.DECLINED, "company-turned-down"),
    ],
)
def test_what_runs_ends_as_if_the_student_had_said_no(world, sanne, begin, state, event):
    application = begin(world, sanne)
    so_far = len(told(world.bram))
    block_company(sanne, world.company, by=sanne.user)
    application.refresh_from_db()
    assert (application.state, application.steps.last().side) == (state, "student")
    assert told(world.bram, so_far) == [event]
    assert not is_named(world, sanne)


@pytest.mark.parametrize(
    ("begin", "state", "event"),
    [
        (lambda w, s: apply(s, w.vacancy, by=s.user), State.DECLINED, "student-declined"),
        (lambda w, s: offered(w, s), State.DECLINED, "student-declined"),
        (lambda w, s: invite(s, w.vacancy, by=w.bram), State.WITHDRAWN, "student-taken-back"),
    ],
)
def test_what_runs_ends_as_if_the_company_had_said_no(world, sanne, begin, state, event):
    application = begin(world, sanne)
    so_far = len(told(sanne.user))
    block_student(sanne, world.company, by=world.bram, reason=Reason.LEVEL_DIFFERS)
    application.refresh_from_db()
    assert (application.state, application.steps.last().side) == (state, "company")
    assert told(sanne.user, so_far) == [event]
    assert not is_named(world, sanne)


def test_a_company_says_why_it_declines_and_only_then(world, sanne):
    application = apply(sanne, world.vacancy, by=sanne.user)
    assert asks_why(sanne, world.company)
    for reason, refusal in (("", NoReason), (Reason.TOO_FAR, BadReason)):
        with pytest.raises(refusal):
            block_student(sanne, world.company, by=world.bram, reason=reason)
    application.refresh_from_db()
    assert (application.state, Block.objects.count()) == (State.REQUESTED, 0)
    other = make_visible(make_student(world.group))
    invite(other, world.vacancy, by=world.bram)
    assert not asks_why(other, world.company)
    block_student(other, world.company, by=world.bram)


def test_what_the_company_has_not_got_asks_for_no_reason_and_is_not_told(world, sanne):
    world.vacancy.intake_per_month = 0
    world.vacancy.save()
    queued = apply(sanne, world.vacancy, by=sanne.user)
    so_far = len(told(world.bram))
    assert (queued.state, asks_why(sanne, world.company)) == (State.QUEUED, False)
    block_student(sanne, world.company, by=world.bram)
    queued.refresh_from_db()
    assert (queued.state, told(world.bram, so_far)) == (State.EXPIRED, [])
    assert told(sanne.user)[-1:] == ["student-expired"]


def test_an_overdue_application_simply_runs_out(world, sanne):
    application = apply(sanne, world.vacancy, by=sanne.user)
    with at(application.answer_by + timedelta(days=1)):
        block_student(sanne, world.company, by=world.bram)
    application.refresh_from_db()
    assert application.state == State.EXPIRED


@pytest.mark.parametrize("side", Side)
def test_a_running_place_stays_with_its_name_and_other_things_end(world, sanne, side):
    placement = placed(world, sanne)
    job = make_vacancy(world.establishment, kind=Vacancy.Kind.SIDE_JOB)
    other = apply(sanne, job, by=sanne.user)
    if side == Side.STUDENT:
        block_company(sanne, world.company, by=sanne.user)
    else:
        block_student(sanne, world.company, by=world.bram, reason=Reason.SEATS_FILLED)
    placement.refresh_from_db()
    other.refresh_from_db()
    assert (placement.status, placement.application.state) == (Placement.Status.AGREED, State.ACCEPTED)
    assert (other.state in State.lasting(), is_named(world, sanne)) == (False, True)


def test_after_a_place_the_name_goes_with_the_block(world, sanne):
    placement = placed(world, sanne)
    Placement.objects.filter(pk=placement.pk).update(
        status="finished", started_on=placement.start, ended_on=placement.start
    )
    assert is_named(world, sanne)
    block_company(sanne, world.company, by=sanne.user)
    assert not is_named(world, sanne)


@pytest.mark.parametrize("ends", ["finished", "broken off"])
@pytest.mark.parametrize("side", Side)
def test_the_name_that_a_place_kept_goes_with_the_place(world, sanne, side, ends):
    placement = placed(world, sanne)
    Placement.objects.filter(pk=placement.pk).update(status="started", started_on=placement.start)
    if side == Side.STUDENT:
        block_company(sanne, world.company, by=sanne.user)
    else:
        block_student(sanne, world.company, by=world.bram)
    assert is_named(world, sanne)
    with at(placement.end):
        if ends == "finished":
            finish(placement, by=None)
        else:
            break_off(placement, by=world.coordinator, reason="student_stops", day=placement.end)
        assert not is_named(world, sanne)


def test_without_a_block_the_name_outlives_the_place(world, sanne):
    placement = placed(world, sanne)
    Placement.objects.filter(pk=placement.pk).update(status="started", started_on=placement.start)
    with at(placement.end):
        finish(placement, by=None)
        assert is_named(world, sanne)


def test_blocking_again_changes_nothing(world, sanne, blocked):
    again = {
        Side.STUDENT: lambda: block_company(sanne, world.company, by=sanne.user),
        Side.COMPANY: lambda: block_student(sanne, world.company, by=world.bram),
    }[blocked.side]()
    assert (again, Block.objects.count()) == (blocked, 1)


def test_unblocked_the_two_find_each_other_again_and_what_ended_stays_ended(world, sanne):
    application = apply(sanne, world.vacancy, by=sanne.user)
    unblock(block_company(sanne, world.company, by=sanne.user), by=sanne.user)
    application.refresh_from_db()
    assert (application.state, cards_for(world.vacancy).count) == (State.WITHDRAWN, 1)
    talk(apply(sanne, world.vacancy, by=sanne.user), by=world.bram)


def test_each_side_takes_back_its_own_block_only(world, sanne):
    ours, theirs = (
        block_company(sanne, world.company, by=sanne.user),
        block_student(sanne, world.company, by=world.bram),
    )
    for block, others in (
        (ours, (world.bram, world.coordinator, world.admin, world.stranger)),
        (theirs, (sanne.user, world.coordinator, world.admin, world.stranger)),
    ):
        for user in others:
            with pytest.raises(PermissionDenied):
                unblock(block, by=user)
    unblock(ours, by=sanne.user)
    assert (cards_for(world.vacancy).count, list(Block.objects.all())) == (0, [theirs])


def test_only_the_two_sides_block(world, sanne):
    for user in (world.bram, world.coordinator, world.admin, world.stranger):
        with pytest.raises(PermissionDenied):
            block_company(sanne, world.company, by=user)
    for user in (sanne.user, world.coordinator, world.admin, world.stranger):
        with pytest.raises(PermissionDenied):
            block_student(sanne, world.company, by=user)
    world.company.verified_at = None
    world.company.save()
    world.bram.refresh_from_db()
    with pytest.raises(PermissionDenied):
        block_student(sanne, world.company, by=world.bram)
    assert not Block.objects.exists()


def test_a_child_blocks_alone_and_a_guardian_takes_it_back(world):
    noor = make_noor(world.group)
    ina = noor.guardianships.get().user
    block = block_company(noor, world.company, by=noor.user)
    with pytest.raises(NeedsGuardian):
        unblock(block, by=noor.user)
    unblock(block, by=ina)
    invited = invite(noor, world.vacancy, by=world.bram)
    assert block_company(noor, world.company, by=ina).by == ina
    invited.refresh_from_db()
    assert (invited.state, invited.steps.last().by) == (State.DECLINED, ina)


def test_each_reads_what_the_own_side_blocked(world, sanne):
    ours, theirs = (
        block_company(sanne, world.company, by=sanne.user),
        block_student(sanne, world.company, by=world.bram),
    )
    noor = make_noor(world.group)
    ina = noor.guardianships.get().user
    hers = block_company(noor, world.company, by=noor.user)
    rival = make_user("rival@elders.test", role="company_admin", company=make_company("Elders"))
    readers = (sanne.user, world.bram, noor.user, ina, rival, world.coordinator, world.admin)
    assert [list(Block.objects.visible_to(user)) for user in readers] == [
        [ours], [theirs], [hers], [hers], [], [], [],
    ]  # fmt: skip


def test_a_company_that_blocked_sees_of_the_student_what_it_may_see_now(world, sanne):
    block = block_student(sanne, world.company, by=world.bram)

    def shown() -> tuple[bool, bool]:
        row = Block.objects.with_both_sides().get(pk=block.pk)
        return row.name_is_shown, row.card_is_shown

    assert shown() == (False, True)
    block_company(sanne, world.company, by=sanne.user)
    assert shown() == (False, False)


def test_the_queue_does_not_go_on_with_two_that_one_profile_brought_together(world, sanne):
    """A guardian or a school's other profile brings the block, the own account the application."""
    world.vacancy.intake_per_month = 0
    world.vacancy.save()
    queued = apply(sanne, world.vacancy, by=sanne.user)
    twin = make_student(email=sanne.user.email, birth_date=sanne.birth_date)
    Block.objects.create(student=twin, company=world.company, side=Side.STUDENT)
    merging.merge(sanne, twin, by=sanne.user)
    Vacancy.objects.update(intake_per_month=None)
    assert advance() == 0
    queued.refresh_from_db()
    assert (queued.state, is_named(world, sanne)) == (State.EXPIRED, False)


def test_an_invitation_that_was_blocked_cannot_be_accepted(world, sanne):
    invited = invite(sanne, world.vacancy, by=world.bram)
    block_student(sanne, world.company, by=world.bram)
    with pytest.raises(ApplicationClosed):
        accept(invited, by=sanne.user)
