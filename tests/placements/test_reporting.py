"""Reporting: who reports what, who is told of it, and that the other side never hears who it was."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import translation

from placements.applying import apply
from placements.handling import ReportMovedOn, close, take_up
from placements.messaging import write
from placements.models import Application, Report
from placements.report_notices import read
from placements.reporting import (
    Claim,
    read_claim,
    report_company,
    report_other_side,
    report_vacancy,
    reportable,
)
from profiles import notifying
from profiles.forgetting import forget, strip
from profiles.limiting import TooOften
from profiles.models import Membership, Notification, Student
from profiles.reading.values import BadValue
from tests.world import make_company, make_establishment, make_guardian, make_student, make_user, make_vacancy

SPAM = Claim(Report.Reason.SPAM, "cnry-said")


@pytest.fixture
def applied(world) -> Application:
    return apply(world.sanne, world.vacancy, by=world.sanne.user)


@pytest.fixture
def of_noor(world) -> Application:
    user = make_user("noor@leerling.test")
    noor = make_student(world.group, first_name="Noor", birth_date=date(2011, 5, 17), user=user)
    make_guardian(noor, answer=Student.Visibility.NAMED)
    return apply(noor, world.vacancy, by=user)


@pytest.fixture
def reported(world) -> Report:
    return report_vacancy(world.vacancy, SPAM, by=world.sanne.user)[0]


def told(event: str) -> set[str]:
    return set(Notification.objects.filter(event=event).values_list("user__email", flat=True))


def words_of(user, event: str) -> str:
    rows = list(Notification.objects.filter(user=user, event=event))
    with translation.override("en"):
        (words,) = read(user, rows).values()
    return f"{words['subject']} {words['text']}"


def test_offers_go_to_the_region_office_and_people_to_the_platform(world, applied):
    report_vacancy(world.vacancy, SPAM, by=world.sanne.user)
    assert (told("report-received"), told("report-to-handle")) == (
        {world.sanne.user.email},
        {world.region_officer.email},
    )
    Notification.objects.all().delete()
    report_other_side(applied, SPAM, by=world.sanne.user)
    assert told("report-to-handle") == {world.admin.email}


def test_no_mail_says_what_was_written_or_by_whom(world, applied):
    report_other_side(applied, SPAM, by=world.bram)
    for user, event in ((world.bram, "report-received"), (world.admin, "report-to-handle")):
        said = words_of(user, event)
        assert [word for word in ("cnry", "Sanne", "Bram", world.bram.email) if word in said] == []
    assert "somebody on the student's side" in words_of(world.admin, "report-to-handle")


@pytest.mark.parametrize(
    ("who", "side"),
    [("sanne", "student"), ("coordinator", "school"), ("guardian", "guardian"), ("mila", "company")],
)
def test_it_is_known_as_what_somebody_reported(world, of_noor, who, side):
    users = {
        "sanne": world.sanne.user,
        "coordinator": world.coordinator,
        "guardian": of_noor.student.guardianships.get().user,
        "mila": make_user("mila@other.test", role="company_member", company=make_company("Other")),
    }
    report, is_new = report_company(world.company, SPAM, by=users[who])
    assert (report.side, report.about, report.company, is_new) == (side, "company", world.company, True)


@pytest.mark.parametrize("who", ["bram", "stranger", "region_officer", "admin"])
def test_nobody_without_a_part_in_it_reports_and_no_company_itself(world, applied, who):
    user = getattr(world, who)
    with pytest.raises(PermissionDenied):
        report_vacancy(world.vacancy, SPAM, by=user)
    if who != "bram":
        with pytest.raises(PermissionDenied):
            report_other_side(applied, SPAM, by=user)
    assert not Report.objects.exists()


def test_each_side_reports_the_other(world, of_noor):
    by_company, _ = report_other_side(of_noor, SPAM, by=world.bram)
    by_school, _ = report_other_side(of_noor, SPAM, by=world.coordinator)
    by_guardian, _ = report_other_side(of_noor, SPAM, by=of_noor.student.guardianships.get().user)
    assert (by_company.about, by_company.student, by_company.side) == ("student", of_noor.student, "company")
    for report, side in ((by_school, "school"), (by_guardian, "guardian")):
        assert (report.about, report.student, report.company, report.side) == (
            "members",
            None,
            world.company,
            side,
        )


def test_a_message_of_the_other_side_is_copied_and_outlives_the_application(world, applied):
    own, theirs = (
        write(applied, "mine", by=world.sanne.user),
        write(applied, "Send me a picture", by=world.bram),
    )
    assert list(reportable(applied, by=world.sanne.user)) == [theirs]
    assert list(reportable(applied, by=world.bram)) == [own]
    assert not reportable(applied, by=world.coordinator).exists()
    report, _ = report_other_side(applied, SPAM, message=theirs, by=world.sanne.user)
    applied.delete()
    report.refresh_from_db()
    assert (report.quoted, report.application, report.subject) == ("Send me a picture", None, theirs.uuid)


def test_the_same_thing_twice_is_one_report_until_it_is_closed(world, reported):
    again, is_new = report_vacancy(world.vacancy, Claim("fake"), by=world.sanne.user)
    assert (again, is_new, again.reason) == (reported, False, "spam")
    other, is_new = report_vacancy(world.vacancy, SPAM, by=world.coordinator)
    assert (other != reported, is_new) == (True, True)
    take_up(reported, by=world.region_officer)
    close(reported, outcome="unfounded", by=world.region_officer)
    assert report_vacancy(world.vacancy, SPAM, by=world.sanne.user)[1]


def test_the_database_keeps_one_open_report_too(world, reported):
    twin = {"about": "vacancy", "subject": reported.subject, "company": world.company, "side": "student"}
    with pytest.raises(IntegrityError, match=r"one_open_report|UNIQUE"), transaction.atomic():
        Report.objects.create(**twin, reporter=world.sanne.user, reason="fake")


def test_nobody_reports_without_end(world, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"reports": "1/day"}
    report_vacancy(world.vacancy, SPAM, by=world.sanne.user)
    report_vacancy(world.vacancy, SPAM, by=world.sanne.user)
    with pytest.raises(TooOften):
        report_company(world.company, SPAM, by=world.sanne.user)


@pytest.mark.parametrize(
    ("reason", "text", "code"),
    [
        ("other", "", "empty"),
        ("other", " \n\u200b", "empty"),
        ("spam", "x" * 501, "too_long"),
        ("spam", "bsn 111222333", "citizen_number"),
    ],
)
def test_what_cannot_be_said_is_refused(reason, text, code):
    with pytest.raises(BadValue) as refused:
        read_claim(reason, text)
    assert refused.value.code == code


def test_a_reason_is_enough_and_words_are_cleaned():
    assert read_claim("spam", "") == Claim("spam", "")
    assert read_claim("spam", "  one \u202e two\r\n") == Claim("spam", "one two")


def test_who_sees_a_report(world, applied):
    of_offer = report_vacancy(world.vacancy, SPAM, by=world.sanne.user)[0]
    of_person = report_other_side(applied, SPAM, by=world.sanne.user)[0]
    seen = {
        who: set(Report.objects.visible_to(user))
        for who, user in (
            ("sanne", world.sanne.user),
            ("office", world.region_officer),
            ("admin", world.admin),
            ("bram", world.bram),
            ("coordinator", world.coordinator),
        )
    }
    assert seen == {
        "sanne": {of_offer, of_person},
        "office": {of_offer},
        "admin": {of_offer, of_person},
        "bram": set(),
        "coordinator": set(),
    }


def test_nobody_handles_or_hears_a_report_of_the_own_company(world):
    for user in (world.region_officer, world.admin):
        Membership.objects.create(user=user, role="company_member", company=world.company)
    report, _ = report_vacancy(world.vacancy, SPAM, by=world.sanne.user)
    for user in (world.region_officer, world.admin):
        fresh = type(user).objects.get(pk=user.pk)
        assert not Report.objects.visible_to(fresh).exists()
        with pytest.raises(PermissionDenied):
            take_up(report, by=fresh)
    assert told("report-to-handle") == set()


def test_a_report_is_taken_up_once_and_then_closed(world, reported):
    with pytest.raises(ReportMovedOn):
        close(reported, outcome="unfounded", by=world.region_officer)
    take_up(reported, by=world.region_officer)
    assert (reported.state, reported.handled_by) == ("taken_up", world.region_officer)
    with pytest.raises(ReportMovedOn):
        take_up(reported, by=world.admin)
    close(reported, outcome="talked_to", note=" They  know ", by=world.admin)
    assert (reported.state, reported.outcome, reported.note, reported.handled_by) == (
        "closed",
        "talked_to",
        "They know",
        world.admin,
    )
    with pytest.raises(ReportMovedOn):
        close(reported, outcome="unfounded", by=world.admin)


@pytest.mark.parametrize(
    ("outcome", "event", "said"),
    [
        ("unfounded", "report-unfounded", "found nothing against the rules"),
        ("company_suspended", "report-acted", "did something about it"),
    ],
)
def test_who_reported_hears_how_it_ended_in_general_words(world, reported, outcome, event, said):
    take_up(reported, by=world.region_officer)
    close(reported, outcome=outcome, note="cnry-note", by=world.region_officer)
    words = words_of(world.sanne.user, event)
    assert (said in words, "cnry-note" in words, "suspended" in words) == (True, False, False)
    assert told(event) == {world.sanne.user.email}


@pytest.mark.parametrize("who", ["bram", "coordinator", "stranger", "sanne"])
def test_nobody_else_handles(world, reported, who):
    user = world.sanne.user if who == "sanne" else getattr(world, who)
    for act in (
        lambda: take_up(reported, by=user),
        lambda: close(reported, outcome="unfounded", by=user),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_region_office_does_not_handle_people(world, applied):
    report, _ = report_other_side(applied, SPAM, by=world.sanne.user)
    with pytest.raises(PermissionDenied):
        take_up(report, by=world.region_officer)


def test_when_who_reported_is_erased_a_count_without_words_stays(world, applied):
    message = write(applied, "cnry-quoted", by=world.bram)
    report, _ = report_other_side(applied, SPAM, message=message, by=world.sanne.user)
    world.sanne.user.delete()
    report.refresh_from_db()
    assert (report.reporter, report.text, report.quoted, report.note) == (None, "", "", "")
    assert (report.reason, report.side, report.company) == ("spam", "student", world.company)
    take_up(report, by=world.admin)
    close(report, outcome="talked_to", by=world.admin)
    assert told("report-acted") == set()


@pytest.mark.parametrize("erase", [forget, strip])
def test_with_the_student_in_whose_application_it_was_the_words_go(world, applied, erase):
    message = write(applied, "Hi Sanne", by=world.bram)
    report, _ = report_other_side(applied, Claim("improper", "Sanne is upset"), by=world.coordinator)
    Report.objects.filter(pk=report.pk).update(quoted=message.text)
    applied.delete()
    erase(world.sanne, by=None)
    report.refresh_from_db()
    assert (report.text, report.quoted, report.applicant) == ("", "", None)
    assert (report.reporter, report.reason, report.company) == (world.coordinator, "improper", world.company)


def test_with_the_student_whom_it_is_about_a_report_goes(world, applied):
    report_other_side(applied, SPAM, by=world.bram)
    world.sanne.delete()
    assert not Report.objects.exists()


def test_a_vacancy_elsewhere_is_another_subject(world, reported):
    elsewhere = make_vacancy(make_establishment(make_company("Other")))
    assert report_vacancy(elsewhere, SPAM, by=world.sanne.user)[1]
    assert Report.objects.count() == 2
    assert {"report-received", "report-to-handle", "report-acted"} <= set(notifying.EVENTS)
