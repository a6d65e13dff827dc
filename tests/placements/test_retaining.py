"""What ends by itself ends at its limit: not a second before, at once, and only once."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from dateutil.relativedelta import relativedelta
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from placements import retaining
from placements.models import Application, Placement, Report
from placements.retaining import retain
from profiles import forgetting, sharing
from profiles.models import (
    AccessRecord,
    ApiToken,
    Enrolment,
    Guardianship,
    Invitation,
    JobRun,
    Membership,
    MembershipRequest,
    ProfileView,
    Student,
    User,
)
from profiles.retaining import NotAllEnded
from tests import world as make
from vacancies.models import Vacancy

SECOND = timedelta(seconds=1)
AROUND = [(-SECOND, 0), (timedelta(), 1), (SECOND, 1)]
YEAR_ON = datetime(2027, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tombstone_file(settings, tmp_path):
    settings.TOMBSTONE_FILE = tmp_path / "tombstones.csv"


@pytest.fixture
def at(world, time_machine):
    """Move the clock to a moment; it stands still there."""

    def move(moment: datetime) -> datetime:
        time_machine.move_to(moment, tick=False)
        return moment

    return move


def session(world, end):
    Session.objects.create(session_key="k" * 32, session_data="", expire_date=end)


def expired_token(world, end):
    ApiToken.objects.create(user=world.bram, name="x", digest="d", expires_at=end - timedelta(days=30))


def revoked_token(world, end):
    later = end + timedelta(days=300)
    revoked = end - timedelta(days=30)
    ApiToken.objects.create(user=world.bram, name="x", digest="d", expires_at=later, revoked_at=revoked)


def invited(end, **fields):
    known = {"expires_at": end + timedelta(days=9), "created_at": end - timedelta(days=60)}
    Invitation.objects.create(email="a@b.test", starts_as="student", digest="d", **(known | fields))


def left_invitation(world, end):
    invited(end, expires_at=end - timedelta(days=30))


def used_invitation(world, end):
    invited(end, used_at=end - timedelta(days=30))


def revoked_invitation(world, end):
    invited(end, revoked_at=end - timedelta(days=30))


def answered_request(world, end):
    MembershipRequest.objects.create(
        user=world.bram, company=world.company, answered_at=end - timedelta(days=30), agreed=True
    )


def ended_guardianship(world, end):
    ended = end.replace(year=end.year - 1)
    Guardianship.objects.create(
        student=world.sanne, email="a@b.test", link_expires_at=ended, asked_at=ended, ended_at=ended
    )


def access(world, end):
    AccessRecord.objects.create(via="session", act="GET x", status=200, at=end.replace(year=end.year - 1))


def viewer(world, end):
    ProfileView.objects.create(
        user=world.bram,
        company=world.company,
        stage="card",
        person_key=uuid4(),
        school_year=2025,
        at=end.replace(year=end.year - 1),
    )


def idle_account(world, end):
    User.objects.filter(pk=world.stranger.pk).update(created_at=end.replace(year=end.year - 1))


def idle_since_sign_in(world, end):
    long_ago, year_ago = end.replace(year=end.year - 3), end.replace(year=end.year - 1)
    User.objects.filter(pk=world.stranger.pk).update(created_at=long_ago, last_login=year_ago)


def idle_since_leaving(world, end):
    long_ago, year_ago = end.replace(year=end.year - 3), end.replace(year=end.year - 1)
    User.objects.filter(pk=world.bram.pk).update(created_at=long_ago, last_login=long_ago)
    Membership.objects.filter(user=world.bram).update(started_at=long_ago, ended_at=year_ago)


def application(world, end, state, **vacancy):
    Vacancy.objects.update(**vacancy)
    day, answered = end - timedelta(days=60), state == "declined"
    Application.objects.create(
        student=world.sanne,
        vacancy=world.vacancy,
        door="apply",
        state=state,
        answer_by=day.date(),
        requested_at=day,
        answered_at=day if answered else None,
        ended_at=day,
    )


def declined_of_closed(world, end):
    application(world, end, "declined", status="closed", closed_at=end - timedelta(days=28))


def withdrawn_of_closed(world, end):
    application(world, end, "withdrawn", status="closed", closed_at=end - timedelta(days=28))


def expired_of_closed(world, end):
    application(world, end, "expired", status="closed", closed_at=end - timedelta(days=28))


def closed_report(world, end):
    Report.objects.create(
        about="company", subject=world.company.uuid, company=world.company, side="school", reason="fake",
        state="closed", outcome="unfounded", taken_up_at=end, closed_at=end - relativedelta(months=12),
    )  # fmt: skip


ENDS = [
    (closed_report, "reports"),
    (declined_of_closed, "applications"),
    (withdrawn_of_closed, "applications"),
    (expired_of_closed, "applications"),
    (session, "sessions"),
    (expired_token, "tokens"),
    (revoked_token, "tokens"),
    (left_invitation, "invitations"),
    (used_invitation, "invitations"),
    (revoked_invitation, "invitations"),
    (answered_request, "requests to join"),
    (ended_guardianship, "guardianships"),
    (access, "access log"),
    (viewer, "viewers"),
    (idle_account, "accounts"),
    (idle_since_sign_in, "accounts"),
    (idle_since_leaving, "accounts"),
]


@pytest.mark.parametrize(("add", "rule"), ENDS, ids=lambda each: getattr(each, "__name__", each))
@pytest.mark.parametrize(("after", "ended"), AROUND)
def test_it_ends_at_its_limit_and_once(world, add, rule, after, ended):
    end = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    add(world, end)
    others = dict.fromkeys(retain(end + after, dry_run=True), 0)
    assert retain(end + after, dry_run=True) == others | {rule: ended}
    assert retain(end + after) == others | {rule: ended}
    assert retain(end + after) == others


def test_a_report_that_is_not_closed_stays(world):
    about = {"subject": world.company.uuid, "company": world.company, "side": "school", "reason": "fake"}
    Report.objects.create(about="company", **about, reported_at=timezone.now() - timedelta(days=999))
    assert (retain()["reports"], Report.objects.count()) == (0, 1)


@pytest.mark.parametrize("state", ["requested", "accepted"])
def test_an_application_that_waits_or_succeeded_stays(world, state):
    Vacancy.objects.update(status="closed", closed_at=timezone.now() - timedelta(days=99))
    Application.objects.create(
        student=world.sanne,
        vacancy=world.vacancy,
        door="apply",
        state=state,
        answer_by=date(2026, 12, 1),
        requested_at=timezone.now() - timedelta(days=99),
        **{"requested": {"waits_for": "company"}, "accepted": {"start": date(2026, 12, 1)}}[state],
    )
    assert (retain()["applications"], Application.objects.count()) == (0, 1)


def test_notes_of_jobs_end_after_thirty_days(world):
    for days in (29, 30):
        JobRun.objects.create(name="x", day=timezone.localdate() - timedelta(days=days))
    assert (retain()["job notes"], JobRun.objects.count()) == (1, 1)


def test_the_company_of_a_view_stays(world):
    viewer(world, timezone.now())
    retain()
    view = ProfileView.objects.get()
    assert (view.user, view.company) == (None, world.company)


def test_an_account_that_is_needed_never_ends(world):
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    make.make_guardian(make.make_student(world.group, birth_date=date(2012, 1, 1)))
    User.objects.update(created_at=long_ago)
    User.objects.filter(pk=world.stranger.pk).delete()
    assert retain()["accounts"] == 0


def active(world, since: datetime, **fields):
    """Let Sanne have a visible profile, left alone since a moment."""
    sharing.choose_visibility(world.sanne, Student.Visibility.NAMED, by=world.sanne.user)
    sharing.name_to(world.sanne, world.company, by=world.sanne.user)
    Student.objects.filter(pk=world.sanne.pk).update(created_at=datetime(2024, 1, 1, tzinfo=UTC), **fields)
    User.objects.filter(pk=world.sanne.user_id).update(last_login=since)


SIGNED_IN = datetime(2026, 11, 21, 12, tzinfo=UTC)
ABOUT_SANNE = ("profiles hidden", "warnings", "profiles erased")


def sannes(found: dict[str, int]) -> tuple[int, ...]:
    return tuple(found[name] for name in ABOUT_SANNE)


@pytest.mark.parametrize(
    ("month", "before", "from_then_on"),
    [
        ((2027, 5), (0, 0, 0), (1, 0, 0)),
        ((2027, 10), (0, 0, 0), (0, 1, 0)),
        ((2027, 11), (0, 0, 0), (0, 0, 1)),
    ],
)
@pytest.mark.parametrize("after", [-SECOND, timedelta(), SECOND])
def test_a_profile_is_hidden_then_warned_then_erased(world, at, month, before, from_then_on, after):
    active(world, SIGNED_IN)
    limit = SIGNED_IN.replace(year=month[0], month=month[1])
    for earlier in ((2027, 5), (2027, 10), (2027, 11)):
        if earlier < month:
            retain(at(SIGNED_IN.replace(year=earlier[0], month=earlier[1])))
    expected = before if after < timedelta() else from_then_on
    assert sannes(retain(at(limit + after), dry_run=True)) == expected
    assert sannes(retain(at(limit + after))) == expected
    assert sannes(retain(at(limit + after))) == (0, 0, 0)


def test_hidden_is_hidden_from_everybody(world, at):
    active(world, SIGNED_IN)
    retain(at(datetime(2027, 5, 21, 12, tzinfo=UTC)))
    assert not Student.objects.carded().exists()
    assert not Student.objects.named_to([world.company.pk]).exists()
    assert Student.objects.get(pk=world.sanne.pk).skills.count() == 1


def test_the_warning_says_when_in_ones_own_language(world, at, django_capture_on_commit_callbacks):
    active(world, SIGNED_IN)
    with django_capture_on_commit_callbacks(execute=True):
        retain(at(datetime(2027, 10, 21, 12, tzinfo=UTC)))
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["sanne@leerling.test"], "We gaan je profiel wissen")
    assert "21 november 2027" in letter.body
    assert "http://127.0.0.1:8000/inloggen\n" in letter.body


def test_who_signs_in_after_the_warning_begins_anew(world, at):
    active(world, SIGNED_IN)
    retain(at(datetime(2027, 10, 21, 12, tzinfo=UTC)))
    User.objects.filter(pk=world.sanne.user_id).update(last_login=datetime(2027, 11, 1, tzinfo=UTC))
    assert sannes(retain(at(YEAR_ON + timedelta(days=90)))) == (0, 0, 0)
    assert sannes(retain(at(datetime(2028, 10, 1, tzinfo=UTC)))) == (0, 1, 0)


def test_who_was_not_warned_in_time_gets_the_time_still(world, at):
    active(world, SIGNED_IN)
    assert sannes(retain(at(YEAR_ON + timedelta(days=40)))) == (1, 1, 0)
    assert sannes(retain(at(YEAR_ON + timedelta(days=69)))) == (0, 0, 0)
    assert sannes(retain(at(YEAR_ON + timedelta(days=72)))) == (0, 0, 1)


def erased_at(at) -> None:
    for moment in (YEAR_ON - timedelta(days=31), YEAR_ON):
        retain(at(moment))


def test_the_schools_enrolment_stays(world, at):
    active(world, SIGNED_IN)
    erased_at(at)
    sanne = Student.objects.get(pk=world.sanne.pk)
    assert (sanne.user, sanne.email, sanne.skills.count(), sanne.enrolments.count()) == (None, None, 0, 1)
    assert not User.objects.filter(pk=world.sanne.user_id).exists()


@pytest.mark.parametrize(
    ("end", "stays"), [(None, True), (date(2028, 2, 1), True), (date(2026, 9, 1), False)]
)
def test_a_placement_that_runs_keeps_the_name(world, at, end, stays):
    active(world, SIGNED_IN)
    Enrolment.objects.update(started_on=date(2025, 8, 1), ended_on=date(2026, 8, 1))
    Placement.objects.create(
        student=world.sanne,
        kind="internship",
        school_year=2026,
        person_key=uuid4(),
        start=date(2026, 9, 1),
        end=end,
    )
    erased_at(at)
    assert Student.objects.filter(pk=world.sanne.pk).exists() is stays
    assert Placement.objects.count() == 1
    assert sannes(retain()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("left_on", "placed_until", "counts_from"),
    [
        (date(2027, 1, 8), None, datetime(2027, 1, 7, 23, tzinfo=UTC)),
        (None, date(2027, 2, 5), datetime(2027, 2, 5, 23, tzinfo=UTC)),
        (date(2027, 1, 8), date(2027, 2, 5), datetime(2027, 2, 5, 23, tzinfo=UTC)),
        (date(2026, 9, 1), date(2026, 10, 1), SIGNED_IN),
    ],
)
@pytest.mark.parametrize(("after", "hidden"), AROUND)
def test_it_counts_from_the_latest_of_three(world, at, left_on, placed_until, counts_from, after, hidden):
    active(world, SIGNED_IN)
    Enrolment.objects.update(ended_on=left_on)
    if placed_until:
        Placement.objects.create(
            student=world.sanne,
            kind="internship",
            school_year=2026,
            person_key=uuid4(),
            start=date(2026, 9, 1),
            end=placed_until,
        )
    month = counts_from.month + 6
    limit = counts_from.replace(year=counts_from.year + (month > 12), month=(month - 1) % 12 + 1)
    assert retain(at(limit + after))["profiles hidden"] == hidden


def test_what_a_school_imported_and_nobody_took_over_stays_as_long_as_it_is_enrolled(world, at):
    mate = make.make_student(world.group, email="mate@x.test")
    Student.objects.update(created_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert mate not in retaining.inactive("hidden", at(YEAR_ON))
    mate.enrolments.update(ended_on=date(2026, 11, 21))
    assert mate not in retaining.inactive("erased", at(datetime(2027, 11, 20, 22, 59, 59, tzinfo=UTC)))
    retain(at(datetime(2027, 11, 20, 23, tzinfo=UTC)))
    assert not Student.objects.filter(pk=mate.pk).exists()


def test_one_persons_trouble_is_not_anothers(world, at, monkeypatch, caplog):
    mate = make.make_student(created_at=datetime(2020, 1, 1, tzinfo=UTC))
    make.make_student(created_at=datetime(2020, 1, 1, tzinfo=UTC))
    erase = forgetting.forget

    def fails_for_mate(student, **more):
        if student.pk == mate.pk:
            raise ZeroDivisionError
        erase(student, **more)

    monkeypatch.setattr(forgetting, "forget", fails_for_mate)
    access(world, timezone.now())
    with pytest.raises(NotAllEnded):
        retain()
    assert set(Student.objects.values_list("pk", flat=True)) == {world.sanne.pk, mate.pk}
    assert AccessRecord.objects.count() == 0
    assert mate.first_name not in caplog.text


def test_the_command_says_what_is_due_and_ends_it(world, capsys):
    access(world, timezone.now())
    for arguments, left in (["--dry-run"], 1), ([], 0):
        call_command("retain", *arguments)
        assert "     1  access log\n" in capsys.readouterr().out
        assert AccessRecord.objects.count() == left
