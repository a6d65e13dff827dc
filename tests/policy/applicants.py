"""The things of the matrix by which students and companies find each other: cards and applications."""

from collections.abc import Mapping, MutableMapping

from placements import mail_links
from placements.answering import withdraw
from placements.applying import apply, invite
from placements.blocking import block_company, block_student
from placements.messaging import write
from placements.models import Application
from placements.pseudonyms import pseudonym
from profiles.models import Company, User
from profiles.policy import Noun
from tests import world as make
from tests.policy.thing import Thing, erased, gone, thing
from vacancies.models import Vacancy

A, B = "admin of company A", "member of company B"
VISIBLE, HIDDEN, MINOR = "adult student, visible", "adult student, hidden", "minor with consent"
OF_A, OF_B = {"member of company A", A, "token read (company A)"}, {B}
OF_SCHOOL_1 = {"coordinator of school 1", "token import (school 1)"}


def add_applications(users: Mapping[str, User], things: MutableMapping[Noun, dict[str, Thing]]) -> None:
    """Add what cards, and applications in several states, can be named by."""
    a, b = (Vacancy.objects.get(uuid=things[Noun.VACANCY][f"vacancy of {each}"].argument) for each in "AB")
    visible, hidden, minor = (users[actor].student for actor in (VISIBLE, HIDDEN, MINOR))
    another = make.make_vacancy(a.establishment)
    withdrawn = apply(hidden, another, by=hidden.user)
    withdraw(withdrawn, by=hidden.user)
    things[Noun.CARD] = {
        "card of the visible student at A": Thing(
            str(pseudonym(a.company, visible.uuid)), consented=frozenset(OF_A)
        ),
        "card of the hidden student at A": Thing(str(pseudonym(a.company, hidden.uuid))),
        "card of the visible student at B": Thing(
            str(pseudonym(b.company, visible.uuid)), consented=frozenset(OF_B)
        ),
        "the student's own id": Thing(str(visible.uuid)),
        "missing card": gone(),
    }
    things[Noun.APPLICATION] = {
        "application to A": thing(
            apply(visible, another, by=visible.user),
            own={VISIBLE},
            tenant=OF_A | OF_SCHOOL_1,
            consented=OF_A,
        ),
        # Of two that are alike to the student, the later is asked for: the one that can be answered.
        "application that was withdrawn": thing(withdrawn, own={HIDDEN}, tenant=OF_A | OF_SCHOOL_1),
        "invitation by A": thing(invite(hidden, a, by=users[A]), own={HIDDEN}, tenant=OF_A | OF_SCHOOL_1),
        "application to B": thing(
            apply(minor, b, by=minor.user),
            own={MINOR},
            ward={"guardian of own child"},
            tenant=OF_B | OF_SCHOOL_1,
            consented=OF_B,
            through_school=OF_SCHOOL_1,
        ),
        "erased application": erased(invite(minor, a, by=users[A])),
        "missing application": gone(),
    }
    invited = Application.objects.get(student=hidden, vacancy=a)
    applied = Application.objects.get(student=minor, vacancy=b)
    asked = {
        "open link": mail_links.token(invited, hidden.user, 1),
        "question to a company": mail_links.token(applied, users[B], 1),
        "question that was taken back": mail_links.token(withdrawn, users[A], 1),
    }
    things[Noun.ANSWERING_LINK] = {
        **{name: Thing(token, is_public=True) for name, token in asked.items()},
        "forged question": Thing(asked["open link"][:-1] + "x", is_there=False),
    }
    things[Noun.BLOCK] = _blocks(users, a.company)
    _write(users, things)


def _blocks(users: Mapping[str, User], a: Company) -> dict[str, Thing]:
    """Let those block each other who are nothing to each other in what else is asked."""
    uninvolved = Company.objects.get(slug="zonder-team")
    visible, minor = (
        block_company(users[actor].student, uninvolved, by=users[actor]) for actor in (VISIBLE, MINOR)
    )
    return {
        "block of the visible student": thing(visible, own={VISIBLE}),
        "block of a child": thing(minor, own={MINOR}, ward={"guardian of own child"}),
        "block by A": thing(block_student(make.make_student(), a, by=users[A]), tenant=OF_A),
        "missing block": gone(),
    }


def _write(users: Mapping[str, User], things: Mapping[Noun, Mapping[str, Thing]]) -> None:
    """Let both sides have written: an adult, and for a minor the school."""
    to_a, to_b = (
        Application.objects.get(uuid=things[Noun.APPLICATION][f"application to {each}"].argument)
        for each in "AB"
    )
    write(to_a, "from the student", by=users[VISIBLE])
    write(to_a, "from the company", by=users[A])
    write(to_b, "from the school", by=users["coordinator of school 1"])
    write(to_b, "from the company", by=users[B])
