"""Who sees a student, as the pages of the student and of a guardian show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from placements.previewing import Preview, preview
from profiles.ages import consents_alone, needs_guardian
from profiles.consent_texts import TEXTS
from profiles.models import Block, Company, Consent, Guardianship, ProfileView, Student, User
from reference.levels import Level
from web.candidate_cards import availability_facts, command_word, place

Visibility = Student.Visibility
SHOWN_VIEWS = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the three choices, in words."""

    value: str
    label: str
    meaning: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class SampleCard:
    """What stands on a student's card at every vacancy, in words."""

    level: str
    field: str
    place: str
    distance: str
    period: str
    facts: tuple[tuple[str, str], ...]
    skills: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """``is_own`` tells a student's own page from a guardian's; ``obstacle`` says why nothing can be shown."""

    student: Student
    is_own: bool
    visibility: str
    choices: tuple[Choice, ...]
    obstacle: str
    named_to: Sequence[Company]
    blocks: Sequence[Block]
    consents: Sequence[Consent]
    guardians: Sequence[Guardianship]
    views: Sequence[ProfileView]
    is_young: bool
    card: SampleCard
    texts: Sequence[str]

    @property
    def is_seen(self) -> bool:
        """Tell whether anybody but the school sees anything."""
        return self.visibility != Visibility.HIDDEN or bool(self.named_to)


def sight_of(student: Student, *, reader: User) -> Sight:
    """Collect who sees a student, for the student or a guardian; a fixed number of queries.

    ``student`` was read ``with_visibility``.
    """
    is_own = student.user_id == reader.pk
    consents = Consent.objects.visible_to(reader).filter(student=student)
    live = consents.live().filter(company__verified_at__isnull=False).select_related("company")
    return Sight(
        student=student,
        is_own=is_own,
        visibility=student.visibility,
        choices=choices_for(student, chosen=student.visibility, is_own=is_own),
        obstacle=_obstacle(student) if is_own else "",
        named_to=[each.company for each in live if each.company],
        blocks=Block.objects.visible_to(reader).filter(student=student).select_related("company"),
        consents=consents.select_related("company"),
        guardians=Guardianship.objects.visible_to(reader).open().filter(student=student),
        views=views_of(student, reader=reader)[:SHOWN_VIEWS],
        is_young=needs_guardian(student.birth_date),
        card=_sample(preview(student)),
        texts=[str(text) for text in TEXTS.values()],
    )


def _sample(card: Preview) -> SampleCard:
    return SampleCard(
        level=str(Level(card.level).label) if card.level else "",
        field=str(card.field or ""),
        place=place(card),
        distance="",
        period="",
        facts=tuple(availability_facts(card.availability)),
        skills=tuple((skill.name, command_word(skill.command)) for skill in card.own_skills),
    )


def views_of(student: Student, *, reader: User) -> "Sequence[ProfileView]":
    """List which company saw what of a student, latest first."""
    return ProfileView.objects.visible_to(reader).filter(student=student).select_related("company")


def choices_for(student: Student, *, chosen: str | None, is_own: bool) -> tuple[Choice, ...]:
    """Put the three choices in words, to the student or to a guardian."""
    if is_own and not needs_guardian(student.birth_date):
        meanings = _own_meanings()
    else:
        meanings = _young_meanings() if is_own else _meanings(student.first_name)
    labels = {
        Visibility.HIDDEN: _("Nobody"),
        Visibility.ANONYMOUS: _("Anonymous"),
        Visibility.NAMED: _("With name, after a yes"),
    }
    return tuple(Choice(each, labels[each], meanings[each], each == chosen) for each in Visibility)


def _own_meanings() -> dict[str, str]:
    return {
        Visibility.HIDDEN: _(
            "No company sees you. You can still apply for a place yourself: only that company then sees"
            " your name."
        ),
        Visibility.ANONYMOUS: _(
            "Companies see a card without your name and may invite you. Before you say yes to an"
            " invitation, we ask you whether that company may see your name."
        ),
        Visibility.NAMED: _(
            "Companies see the same card without your name. When you say yes to an invitation, that"
            " company sees your name at once."
        ),
    }


def _young_meanings() -> dict[str, str]:
    return {
        Visibility.HIDDEN: _("No company sees you. Only your school does."),
        Visibility.ANONYMOUS: _(
            "Companies see a card without your name and may invite you. No company sees your name."
        ),
        Visibility.NAMED: _(
            "Companies see the same card without your name. When you apply, or say yes to an invitation,"
            " that company sees your name. Contact runs through the school."
        ),
    }


def _meanings(name: str) -> dict[str, str]:
    told = {"name": name}
    return {
        Visibility.HIDDEN: _("No company sees %(name)s. Only the school does.") % told,
        Visibility.ANONYMOUS: _(
            "Companies see a card without a name and may invite. No company sees the name of %(name)s."
        )
        % told,
        Visibility.NAMED: _(
            "Companies see the same card without a name. When %(name)s applies, or says yes to an"
            " invitation, that company sees the name. Contact runs through the school."
        )
        % told,
    }


def _obstacle(student: Student) -> str:
    if consents_alone(student.birth_date):
        return ""
    if student.birth_date is None:
        return _(
            "We do not know your birth date. Ask your school to fill it in; until then no company sees you."
        )
    told = {"age": settings.CONSENT_AGE}
    return _("You are not %(age)s yet. Your parent or guardian decides whether companies may see you.") % told
