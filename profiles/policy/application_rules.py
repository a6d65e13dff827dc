"""The rules of cards, applications and invitations, of the API and of the pages."""

from profiles.policy import fields, reach
from profiles.policy.kinds import Kind
from profiles.policy.rules import Noun, Relation, Rule, Scope, names, who

STATE = frozenset({409})
OTHER_SIDE = frozenset({403, 409})
"""Whoever asked does not answer, and who was asked does not take back."""

OFFER = "start end hoursPerWeek weekdays seatBlock"
MOVED_ON = frozenset({410})
"""What a link in a mail asked was answered, or is over."""

OWN_VACANCY = who(verified_employer=Relation.TENANT)
APPLICANT = who(student=Relation.PUBLIC)
BOTH_SIDES = who(student=Relation.OWN, verified_employer=Relation.TENANT)
EVERY_SIDE = {**BOTH_SIDES, **who(coordinator=Relation.TENANT)}
WRITERS = who(student=Relation.OWN, verified_employer=Relation.CONSENTED, coordinator=Relation.THROUGH_SCHOOL)
READERS = {**WRITERS, **who(guardian=Relation.WARD)}
"""Of messages: a company once it sees the name, the school while contact runs through it."""
TALKERS = {**BOTH_SIDES, **who(coordinator=Relation.THROUGH_SCHOOL)}
VACANCY_AND_CARD = {"id": Noun.VACANCY, "pseudonym": Noun.CARD}

EDITOR = who(employer=Relation.TENANT, platform_admin=Relation.EVERY)

API = [
    Rule(
        "api:vacancy-seats",
        "GET",
        EDITOR,
        of={"id": Noun.VACANCY},
        scope=Scope.VACANCIES_READ,
        fields=fields.SEATS,
    ),
    Rule(
        "api:vacancy-seats",
        "PUT",
        EDITOR,
        of={"id": Noun.VACANCY},
        scope=Scope.VACANCIES_WRITE,
        problems=STATE,
        accepts=names("seats intakePerMonth blocks"),
        fields=fields.SEATS,
    ),
    Rule(
        "api:vacancy-cards",
        "GET",
        OWN_VACANCY,
        of={"id": Noun.VACANCY},
        scope=Scope.CANDIDATES_READ,
        also=STATE,
        problems=STATE,
        fields=fields.CARDS,
    ),
    Rule(
        "api:vacancy-card",
        "GET",
        OWN_VACANCY,
        of=VACANCY_AND_CARD,
        scope=Scope.CANDIDATES_READ,
        also=STATE,
        problems=STATE,
        fields=fields.OPEN_CARD,
    ),
    Rule(
        "api:vacancy-invitation",
        "POST",
        OWN_VACANCY,
        of=VACANCY_AND_CARD,
        scope=Scope.APPLICATIONS_WRITE,
        answers=201,
        also=STATE,
        problems=STATE,
        fields=fields.COMPANY_APPLICATION,
    ),
    Rule(
        "api:vacancy-applications",
        "POST",
        APPLICANT,
        of={"id": Noun.VACANCY},
        scope=Scope.APPLICATIONS_WRITE,
        answers=201,
        also=STATE,
        problems=STATE,
        fields=fields.OWN_APPLICATION,
    ),
    Rule(
        "api:application-list",
        "GET",
        reach.APPLICATIONS,
        lists=Noun.APPLICATION,
        scope=Scope.APPLICATIONS_READ,
        fields=fields.EVERY_APPLICATION,
    ),
    Rule(
        "api:application-detail",
        "GET",
        reach.APPLICATIONS,
        of={"id": Noun.APPLICATION},
        scope=Scope.APPLICATIONS_READ,
        fields=fields.EVERY_APPLICATION,
    ),
    Rule(
        "api:application-student",
        "GET",
        who(verified_employer=Relation.CONSENTED),
        of={"id": Noun.APPLICATION},
        scope=Scope.CANDIDATES_READ,
        fields=fields.NAMED_PROFILE,
    ),
    *(
        Rule(
            f"api:application-{verb}",
            "POST",
            EVERY_SIDE,
            of={"id": Noun.APPLICATION},
            scope=Scope.APPLICATIONS_WRITE,
            also=OTHER_SIDE,
            problems=STATE,
            accepts=names(accepts),
            fields=fields.EVERY_APPLICATION,
        )
        for verb, accepts in (
            ("talk", ""),
            ("accept", ""),
            ("withdraw", ""),
            ("offer", OFFER),
            ("decline", "reason"),
            ("talks", "at place note"),
            ("talk-outcome", "state"),
        )
    ),
    Rule(
        "api:application-messages",
        "GET",
        READERS,
        of={"id": Noun.APPLICATION},
        scope=Scope.APPLICATIONS_READ,
        fields=fields.MESSAGES,
    ),
    Rule(
        "api:application-messages",
        "POST",
        WRITERS,
        of={"id": Noun.APPLICATION},
        scope=Scope.APPLICATIONS_WRITE,
        answers=201,
        also=OTHER_SIDE,
        problems=STATE,
        accepts=names("text"),
        fields=fields.MESSAGE,
    ),
    Rule(
        "api:application-read-messages",
        "POST",
        WRITERS,
        of={"id": Noun.APPLICATION},
        scope=Scope.APPLICATIONS_WRITE,
        answers=204,
        also=OTHER_SIDE,
    ),
    Rule(
        "api:vacancy-proposals",
        "POST",
        who(coordinator=Relation.PUBLIC),
        of={"id": Noun.VACANCY},
        scope=Scope.APPLICATIONS_WRITE,
        answers=201,
        also=STATE | {400},
        problems=STATE,
        accepts=names("student"),
        fields=fields.CARE_APPLICATION,
    ),
]

PAGES = [
    Rule("seats", "GET", EDITOR, of={"vacancy": Noun.VACANCY}),
    Rule(
        "seats",
        "POST",
        EDITOR,
        of={"vacancy": Noun.VACANCY},
        answers=302,
        also=frozenset({200}),
        accepts=names("seats intake_per_month block places start end supervisor"),
    ),
    Rule("candidates", "GET", OWN_VACANCY, of={"vacancy": Noun.VACANCY}),
    Rule(
        "candidate",
        "GET",
        OWN_VACANCY,
        of={"vacancy": Noun.VACANCY, "pseudonym": Noun.CARD},
        also=frozenset({302}),
    ),
    Rule("invite", "POST", OWN_VACANCY, of={"vacancy": Noun.VACANCY, "pseudonym": Noun.CARD}, answers=302),
    Rule("apply", "POST", APPLICANT, of={"vacancy": Noun.VACANCY}, answers=302),
    Rule("applications", "GET", who(Kind.STUDENT, Kind.EMPLOYER)),
    Rule("students-applications", "GET", who(Kind.COORDINATOR)),
    Rule(
        "propose",
        "POST",
        who(coordinator=Relation.TENANT),
        of={"student": Noun.STUDENT, "vacancy": Noun.VACANCY},
        answers=302,
    ),
    Rule(
        "answer-by-mail",
        "GET",
        reach.BY_LINK,
        of={"token": Noun.ANSWERING_LINK},
        also=MOVED_ON,
    ),
    Rule(
        "answer-by-mail",
        "POST",
        reach.BY_LINK,
        of={"token": Noun.ANSWERING_LINK},
        also=MOVED_ON | STATE,
        accepts=names("answer reason"),
    ),
    Rule(
        "application",
        "GET",
        {**EVERY_SIDE, **who(guardian=Relation.WARD)},
        of={"application": Noun.APPLICATION},
    ),
    *(
        Rule(
            f"{verb}-application",
            "POST",
            EVERY_SIDE,
            of={"application": Noun.APPLICATION},
            answers=302,
            also=OTHER_SIDE,
        )
        for verb in ("talk", "accept", "withdraw")
    ),
    *(
        Rule(
            name,
            method,
            enters,
            of={"application": Noun.APPLICATION},
            answers=answers,
            also=OTHER_SIDE | {302, 200},
            accepts=names(accepts),
        )
        for name, method, enters, answers, accepts in (
            ("plan-talk", "GET", OWN_VACANCY, 200, ""),
            ("plan-talk", "POST", OWN_VACANCY, 302, "day time place note"),
            ("call-off-talk", "GET", TALKERS, 200, ""),
            ("call-off-talk", "POST", TALKERS, 302, "text"),
            ("mark-talk", "POST", OWN_VACANCY, 302, "state"),
            ("offer-application", "GET", OWN_VACANCY, 200, ""),
            ("offer-application", "POST", OWN_VACANCY, 302, "start end hours_per_week weekdays"),
            ("decline-application", "GET", OWN_VACANCY, 200, ""),
            ("decline-application", "POST", BOTH_SIDES, 302, "reason"),
        )
    ),
    Rule(
        "talk-calendar",
        "GET",
        {**TALKERS, **who(guardian=Relation.WARD)},
        of={"application": Noun.APPLICATION},
        also=frozenset({404}),
    ),
    Rule(
        "write-message",
        "POST",
        WRITERS,
        of={"application": Noun.APPLICATION},
        answers=302,
        also=OTHER_SIDE | {200},
        accepts=names("text"),
    ),
    Rule(
        "read-messages",
        "POST",
        WRITERS,
        of={"application": Noun.APPLICATION},
        answers=302,
        also=OTHER_SIDE,
    ),
]
