"""Invented parents and guardians of the youngest: asked, answered, confirmed by the school."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.utils import timezone

from profiles.consent_texts import versions
from profiles.models import Consent, Guardianship, Student, User
from profiles.sharing import PURPOSES
from web.demo.dice import Dice
from web.demo.region import Region
from web.demo.students import Pupil, noon
from web.demo.terms import Terms


class Stage(StrEnum):
    """How far it came."""

    NOT_ASKED = "not asked"
    ASKED = "asked"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"


STAGES = {Stage.NOT_ASKED: 45, Stage.ASKED: 8, Stage.ANSWERED: 12, Stage.CONFIRMED: 35}
ANSWERS = {Student.Visibility.HIDDEN: 15, Student.Visibility.ANONYMOUS: 55, Student.Visibility.NAMED: 30}
LATELY = 6
"""Days: whoever still waits for something was asked at most so long ago."""


@dataclass(frozen=True, slots=True)
class Guardians:
    """The rows, in the order in which they are written."""

    users: list[User]
    guardianships: list[Guardianship]
    consents: list[Consent]


def invent_guardians(pupils: Sequence[Pupil], region: Region, dice: Dice, terms: Terms) -> Guardians:
    """Draw a guardian for some of those who are known to be too young to consent alone."""
    made = Guardians([], [], [])
    for pupil in pupils:
        if pupil.student.birth_date is None or pupil.age_on(terms.today) >= settings.CONSENT_AGE:
            continue
        stage = dice.by_weight(STAGES)
        if stage == Stage.NOT_ASKED:
            continue
        guardianship = _asked(pupil, stage, len(made.guardianships) + 1, dice, terms)
        made.guardianships.append(guardianship)
        if stage != Stage.ASKED:
            _answer(guardianship, stage, region, dice)
            made.users.append(guardianship.user)
            made.consents.extend(_consents(guardianship, dice))
    return made


def _asked(pupil: Pupil, stage: Stage, number: int, dice: Dice, terms: Terms) -> Guardianship:
    created = timezone.localdate(pupil.student.created_at)
    lately = terms.today - timedelta(days=LATELY)
    since = created if stage == Stage.CONFIRMED else max(created, lately)
    asked_at = noon(min(dice.day(since, lately) if since < lately else since, terms.today))
    return Guardianship(
        uuid=dice.uuid(),
        student=pupil.student,
        email=f"ouder{number}@thuis.example",
        asked_at=asked_at,
        link_expires_at=asked_at + Guardianship.LONGEST,
    )


def _answer(guardianship: Guardianship, stage: Stage, region: Region, dice: Dice) -> None:
    """Let a guardian answer within hours, and the school confirm the next morning."""
    name = str(region.words.person(dice))
    guardianship.user = User(uuid=dice.uuid(), email=guardianship.email, name=name)
    guardianship.answered_at = guardianship.asked_at + timedelta(hours=dice.choice((1, 3, 7)))
    guardianship.answer = dice.by_weight(ANSWERS)
    if stage == Stage.CONFIRMED:
        guardianship.confirmed_at = guardianship.asked_at + timedelta(hours=20)


def _consents(guardianship: Guardianship, dice: Dice) -> Iterator[Consent]:
    for purpose in PURPOSES[guardianship.answer]:
        yield Consent(
            uuid=dice.uuid(),
            student=guardianship.student,
            guardianship=guardianship,
            purpose=purpose,
            text_version=versions()[purpose],
            given_by=Consent.GivenBy.GUARDIAN,
            given_at=guardianship.answered_at,
        )
