"""The pages of reports: saying what is wrong, what one reported, and what the offices do about it."""

import pytest

from placements.applying import apply
from placements.messaging import write
from placements.models import Application, Report
from placements.reporting import Claim, report_other_side, report_vacancy
from tests.web.reading import heading

SPAM = Claim(Report.Reason.SPAM, "Three times a day")


@pytest.fixture
def applied(world) -> Application:
    return apply(world.sanne, world.vacancy, by=world.sanne.user)


def test_a_student_reports_a_vacancy_from_its_page(world, signed_in):
    sanne, path = signed_in(world.sanne.user), f"/vacancies/{world.vacancy.uuid}/report"
    assert path in sanne.get(f"/vacancies/{world.vacancy.uuid}").content.decode()
    wrong = sanne.post(path, {"reason": "other"})
    assert (wrong.status_code, "Says nothing; write what is wrong" in wrong.content.decode()) == (200, True)
    page = sanne.post(path, {"reason": "fake", "text": "Nobody works there."}, follow=True)
    assert (heading(page), Report.objects.get().reason) == ("What you reported", "fake")
    assert "Nobody works there." in page.content.decode()
    assert "You reported this already." in sanne.post(path, {"reason": "spam"}, follow=True).content.decode()


def test_a_company_is_not_asked_about_itself(world, signed_in):
    page = signed_in(world.bram).get(f"/vacancies/{world.vacancy.uuid}").content.decode()
    assert "/report" not in page


def test_a_message_is_reported_where_it_stands(world, signed_in, applied):
    own, theirs = write(applied, "mine", by=world.sanne.user), write(applied, "theirs", by=world.bram)
    sanne, path = signed_in(world.sanne.user), f"/applications/{applied.uuid}/report"
    page = sanne.get(f"/applications/{applied.uuid}").content.decode()
    assert (f"{path}?message={theirs.uuid}" in page, str(own.uuid) in page) == (True, False)
    asked = sanne.get(f"{path}?message={theirs.uuid}")
    assert (heading(asked), asked.context["quoted"]) == ("Report this message", "theirs")
    sanne.post(path, {"reason": "improper", "message": own.uuid})
    assert not Report.objects.exists()
    sanne.post(path, {"reason": "improper", "message": theirs.uuid})
    assert Report.objects.get().quoted == "theirs"


def test_the_region_office_finds_takes_up_and_closes_a_report(world, signed_in):
    report, _ = report_vacancy(world.vacancy, SPAM, by=world.sanne.user)
    office = signed_in(world.region_officer)
    assert office.get("/start").context["reports"] == 1
    assert str(report.uuid) in office.get("/reports").content.decode()
    page = office.get(f"/reports/{report.uuid}").content.decode()
    assert ("Three times a day" in page, "Sanne" in page, world.sanne.user.email in page) == (
        True,
        False,
        False,
    )
    office.post(f"/reports/{report.uuid}/take-up")
    page = office.post(f"/reports/{report.uuid}/close", {"note": "x"})
    assert (page.status_code, "Choose one of these." in page.content.decode()) == (200, True)
    office.post(f"/reports/{report.uuid}/close", {"outcome": "unfounded"})
    assert str(report.uuid) in office.get("/reports?show=closed").content.decode()
    own = signed_in(world.sanne.user).get("/my-reports").content.decode()
    assert "We found nothing against the rules." in own


def test_who_is_late_is_told_so(world, signed_in):
    report, _ = report_vacancy(world.vacancy, SPAM, by=world.sanne.user)
    office = signed_in(world.region_officer)
    early = office.post(f"/reports/{report.uuid}/close", {"outcome": "unfounded"}, follow=True)
    assert "it must be taken up first" in early.content.decode()
    office.post(f"/reports/{report.uuid}/take-up")
    late = office.post(f"/reports/{report.uuid}/take-up", follow=True)
    assert "Somebody took this up already" in late.content.decode()


def test_people_are_reported_to_the_platform_alone(world, signed_in, applied):
    report, _ = report_other_side(applied, SPAM, by=world.bram)
    path = f"/reports/{report.uuid}"
    assert signed_in(world.region_officer).get(path).status_code == 404
    page = signed_in(world.admin).get(path).content.decode()
    assert ("Sanne Peeters" in page, world.bram.email in page) == (True, True)


def test_the_region_office_takes_a_vacancy_down_and_allows_it_again(world, signed_in):
    office, path = signed_in(world.region_officer), f"/vacancies/{world.vacancy.uuid}"
    page = office.post(f"{path}/take-down", {"because": "No internship"}, follow=True)
    assert "Allow it again" in page.content.decode()
    assert "No internship" in signed_in(world.bram).get(path).content.decode()
    assert signed_in(world.sanne.user).get(path).status_code == 404
    office.post(f"{path}/allow")
    world.vacancy.refresh_from_db()
    assert (world.vacancy.taken_down_at, world.vacancy.status) == (None, "closed")
