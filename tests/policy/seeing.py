"""Who may see what is planted: by the policy table and the cast, and by nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import models
from django.db.models import Q

from placements.models import Agreement, Application, Evaluation, Message, Placement, Report, Signature
from profiles.models import (
    ApiToken,
    Guardianship,
    Invitation,
    Membership,
    MembershipRequest,
    Notification,
    PersonKey,
    Student,
    User,
)
from profiles.policy import TABLE, Kind, Noun, Relation, Rule
from profiles.policy.reach import VISIBLE
from profiles.policy.rules import Who
from profiles.secrecy import digest_of, digest_of_code
from profiles.sharing import contact_through_school
from tests.policy.cast import ACTORS, KINDS, Cast
from tests.policy.expecting import Cell
from tests.policy.planting import FURTHER, KEPT_SECRET, TOKEN, Canary, Planted, person_of
from tests.policy.thing import Thing
from vacancies.models import Registration

NOUNS = {
    Guardianship: Noun.GUARDIANSHIP,
    ApiToken: Noun.KEY,
    Authenticator: Noun.PASSKEY,
    Invitation: Noun.INVITATION,
    MembershipRequest: Noun.REQUEST,
    Application: Noun.APPLICATION,
    Placement: Noun.PLACEMENT,
    Report: Noun.REPORT,
    Registration: Noun.REGISTRATION,
}
TEAM_PAGES = {"company": "company-team", "school": "school-team"}
OFFICE_PAGE, LOG, MESSAGES = "office-team", "api:access-record-list", "api:application-messages"
OPENED = {
    Noun.LINK: {"first_name"},
    Noun.INVITING_LINK: {"email"},
    Noun.CLAIMING_LINK: {"email"},
    Noun.STARTING_LINK: {"email"},
    Noun.ANSWERING_LINK: set(),
}
"""What a page tells the holder of a one-time link, of the link's own row and of the student it is about."""

NAMES = {"name": {"first_name", "prefix", "last_name"}, "skills.text": {"text"}}
"""What the leaves of a named profile hold."""


@dataclass
class Sight:
    """Who sees whom in the cast."""

    cast: Cast
    planted: Planted
    _known: dict[tuple[str, str], bool] = field(default_factory=dict)

    def allows(self, actor: str, token: str) -> bool:
        """Tell whether the policy lets an actor see a canary anywhere."""
        key = (actor, token)
        if key not in self._known:
            canary = self.planted[token]
            is_kept = canary.field in KEPT_SECRET or isinstance(canary.row, PersonKey)
            self._known[key] = not is_kept and self._sees(actor, canary)
        return self._known[key]

    def canaries_in(self, text: str) -> set[str]:
        """List what of the canaries stands in a text."""
        return {token for token in TOKEN.findall(text.lower()) if token in self.planted}

    def opens(self, cell: Cell, token: str) -> bool:
        """Tell whether the link that a cell asks by shows a canary."""
        return any(
            thing.is_public and self._is_shown(noun, thing.argument, self.planted[token])
            for noun, thing in self._named(cell)
            if noun in OPENED
        )

    def tells(self, address: str, token: str) -> bool:
        """Tell whether a mail to an address may say a canary."""
        canary = self.planted[token]
        actors = [actor for actor, user in self.cast.users.items() if user.email == address]
        if any(self.allows(actor, token) for actor in actors):
            return True
        told = [*User.objects.filter(email=address), *Student.objects.filter(email=address)]
        guardians = Guardianship.objects.filter(Q(email=address) | Q(user__email=address))
        asked = [*guardians, *Invitation.objects.filter(email=address)]
        people = {person_of(row) for row in told}
        return person_of(canary.row) in people or any(
            _is_of(row, canary, OPENED[Noun.LINK] | {"email"}) for row in asked
        )

    def _sees(self, actor: str, canary: Canary) -> bool:
        is_logged = canary.field == "uuid" and _holds(actor, _rule(LOG).who)
        return is_logged or any(
            _reached(who, actor, thing) for who, thing in self._promises(canary.row, canary.field)
        )

    def _promises(self, row: models.Model, field: str) -> Iterator[tuple[Who, Thing]]:
        """List by which reach a row is seen, as whose; messages as their own route says."""
        if not isinstance(row, Message):
            return self._seen_by_noun(row, field)
        return ((_rule(MESSAGES).who, thing) for thing in self._application_of(row))

    def _seen_by_noun(self, row: models.Model, field: str) -> Iterator[tuple[Who, Thing]]:
        row = row.application if isinstance(row, FURTHER) else row
        if noun := NOUNS.get(type(row)):
            yield from self._seen_as(noun, row)
        if isinstance(row, Invitation):
            yield from self._seen_in_team(row)
        if isinstance(row, Signature):
            row = row.agreement
        if isinstance(row, Agreement | Evaluation):
            yield from self._seen_as(Noun.PLACEMENT, row.placement)
        if isinstance(row, (*NOUNS, Agreement, Evaluation)) and not isinstance(row, Invitation):
            return
        person = person_of(row)
        if isinstance(person, Student):
            yield from self._seen_as_student(person, field)
        if isinstance(row, Notification):
            yield {Kind.PERSON: frozenset({Relation.OWN})}, Thing("", own=self._actors_of(person))
        if isinstance(person, User) and isinstance(row, User | EmailAddress | SocialAccount | Membership):
            yield from self._seen_as_account(person)
            if field == "name":
                yield from self._seen_on_placements(school_supervisor=person)

    def _seen_as(self, noun: Noun, row: models.Model) -> Iterator[tuple[Who, Thing]]:
        argument = str(getattr(row, "uuid", row.pk))
        things = [thing for thing in self.cast.things[noun].values() if thing.argument == argument]
        owner = Thing(argument, own=self._actors_of(person_of(row)))
        yield from ((VISIBLE[noun], thing) for thing in things or [owner])

    def _application_of(self, row: Message) -> Iterator[Thing]:
        yield from (thing for _who, thing in self._seen_as(Noun.APPLICATION, row.application))

    def _seen_as_student(self, student: Student, field: str) -> Iterator[tuple[Who, Thing]]:
        things = self.cast.things[Noun.STUDENT].values()
        known = [thing for thing in things if thing.argument == str(student.uuid)]
        schools = [each.group.school for each in student.enrolments.filter(ended_on=None)]
        tenant = frozenset(actor for school in schools for actor in self._organisation(school).tenant)
        for thing in known or [Thing(str(student.uuid), tenant=tenant)]:
            yield VISIBLE[Noun.STUDENT], thing
        if field in NAMES["name"]:
            yield from self._seen_on_placements(student=student)
            yield from self._seen_in_courses(student)
        if field in _fields_by_consent():
            consented = {Kind.VERIFIED_EMPLOYER: frozenset({Relation.CONSENTED})}
            for application in Application.objects.filter(student=student):
                yield from (
                    (consented, thing) for _who, thing in self._seen_as(Noun.APPLICATION, application)
                )

    def _seen_on_placements(self, **people: Student | User) -> Iterator[tuple[Who, Thing]]:
        """List who reads the placements that name somebody."""
        for placement in Placement.objects.filter(**people):
            yield from self._seen_as(Noun.PLACEMENT, placement)

    def _seen_in_courses(self, student: Student) -> Iterator[tuple[Who, Thing]]:
        """List who reads the name on a registration: a company not of whom it reaches through the school."""
        for registration in Registration.objects.filter(student=student):
            if not (registration.course.company and contact_through_school(student)):
                yield from self._seen_as(Noun.REGISTRATION, registration)

    def _seen_as_account(self, user: User) -> Iterator[tuple[Who, Thing]]:
        yield {Kind.PERSON: frozenset({Relation.OWN})}, Thing("", own=self._actors_of(user))
        for membership in user.memberships.filter(ended_at=None):
            yield from self._seen_in_team(membership)
        for row in (*user.guardianships.all(), *MembershipRequest.objects.filter(user=user)):
            yield from self._seen_as(NOUNS[type(row)], row)

    def _seen_in_team(self, row: Membership | Invitation) -> Iterator[tuple[Who, Thing]]:
        """List who reads the page on which a membership or an invitation stands."""
        for name, page in TEAM_PAGES.items():
            if organisation := getattr(row, name):
                yield _rule(page).who, self._organisation(organisation)
        if row.role == Membership.Role.REGION_OFFICE:
            yield {kind: frozenset({Relation.EVERY}) for kind in _rule(OFFICE_PAGE).who}, Thing("")

    def _organisation(self, row: models.Model) -> Thing:
        things = (*self.cast.things[Noun.COMPANY].values(), *self.cast.things[Noun.SCHOOL].values())
        return next(thing for thing in things if thing.argument == str(row.uuid))

    def _actors_of(self, person: Student | User | None) -> frozenset[str]:
        user = person.user if isinstance(person, Student) else person
        return frozenset(actor for actor, each in self.cast.users.items() if each == user)

    def _named(self, cell: Cell) -> Iterator[tuple[Noun, Thing]]:
        for noun, name in zip(cell.rule.of.values(), cell.names, strict=True):
            yield noun, self.cast.things[noun][name]

    def _is_shown(self, noun: Noun, secret: str, canary: Canary) -> bool:
        row = self._by_digest.get(digest_of(secret)) or self._by_digest.get(digest_of_code(secret))
        return row is not None and _is_of(row, canary, OPENED[noun])

    @cached_property
    def secrets(self) -> set[str]:
        """Give what stands in the addresses of the links that can still be used."""
        things = (thing for noun in OPENED for thing in self.cast.things[noun].values())
        return {thing.argument for thing in things if thing.is_public}

    @cached_property
    def _by_digest(self) -> dict[str, models.Model]:
        rows: Iterable[models.Model] = (*Guardianship.objects.all(), *Invitation.objects.all())
        return {row.digest: row for row in rows if row.digest}


def _is_of(row: Guardianship | Invitation, canary: Canary, fields: set[str]) -> bool:
    is_about = canary.row == row or (row.student is not None and canary.row == row.student)
    return is_about and canary.field in fields


def _fields_by_consent() -> set[str]:
    """Give the fields that a company is shown of a student who showed it the name."""
    leaves = {
        leaf
        for rule in TABLE
        if Relation.CONSENTED in _relations(rule)
        for leaf in rule.fields
        if rule.is_api
    }
    return {name for leaf in leaves & set(NAMES) for name in NAMES[leaf]}


def _relations(rule: Rule) -> set[Relation]:
    return {relation for relations in rule.who.values() for relation in relations}


def _rule(route: str) -> Rule:
    return next(rule for rule in TABLE if (rule.route, rule.method) == (route, "GET"))


def _holds(actor: str, who: Who) -> bool:
    return actor in ACTORS and bool(KINDS[actor] & set(who))


def _reached(who: Who, actor: str, thing: Thing) -> bool:
    held = thing.relations_to(actor)
    return any(held & who[kind] for kind in (KINDS[actor] | {Kind.ANYONE}) & set(who))
