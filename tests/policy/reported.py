"""The reports of the matrix: of offers, for the region office, and of people, for the platform alone."""

from collections.abc import Mapping, MutableMapping

from placements import handling
from placements.models import Application, Report
from placements.reporting import Claim, report_company, report_other_side, report_vacancy
from profiles.models import Company, User
from profiles.policy import Noun
from tests.policy.thing import Thing, erased, gone, thing
from vacancies.models import Vacancy

A, B = "admin of company A", "member of company B"
VISIBLE, MINOR, SCHOOL = "adult student, visible", "minor with consent", "coordinator of school 1"
GUARDIAN, OFFICE, PLATFORM = "guardian of own child", "region office", "platform admin"
OF_SCHOOL = {SCHOOL, "token import (school 1)"}
SAID = Claim(Report.Reason.IMPROPER, "from who reported")


def add_reports(users: Mapping[str, User], things: MutableMapping[Noun, dict[str, Thing]]) -> None:
    """Add reports of every kind, one of them taken up."""
    b = Vacancy.objects.get(uuid=things[Noun.VACANCY]["vacancy of B"].argument)
    to_a, to_b = (
        Application.objects.get(uuid=things[Noun.APPLICATION][f"application to {each}"].argument)
        for each in "AB"
    )
    of_vacancy, _new = report_vacancy(b, SAID, by=users[VISIBLE])
    of_company, _new = report_company(b.company, SAID, by=users[SCHOOL])
    handling.take_up(of_company, by=users[OFFICE])
    of_student, _new = report_other_side(to_a, SAID, by=users[A])
    message = to_b.messages.get(side="company")
    of_members, _new = report_other_side(to_b, SAID, message=message, by=users[GUARDIAN])
    no_more, _new = report_company(Company.objects.get(pk=b.company_id), SAID, by=users[GUARDIAN])
    things[Noun.REPORT] = {
        "report of a vacancy": thing(of_vacancy, own={VISIBLE}, tenant={OFFICE}),
        "report of a company, taken up": thing(of_company, own=OF_SCHOOL, tenant={OFFICE}),
        "report of a student": thing(of_student, own={A}),
        "report of a message": thing(of_members, own={GUARDIAN}),
        "erased report": erased(no_more),
        "missing report": gone(),
    }
