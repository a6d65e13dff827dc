"""Which rows of a noun each kind of actor reaches: what ``visible_to`` of its queryset promises."""

from collections.abc import Mapping

from profiles.policy.kinds import Kind
from profiles.policy.rules import Noun, Relation, Who, who

OWN, WARD, TENANT = Relation.OWN, Relation.WARD, Relation.TENANT
PUBLIC, EVERY = Relation.PUBLIC, Relation.EVERY

STUDENTS = who(student=OWN, guardian=WARD, coordinator=TENANT, platform_admin=EVERY)
EDITED = who(student=OWN, coordinator=TENANT, platform_admin=EVERY)
CONCERNED = who(student=OWN, guardian=WARD)
CLASSES = who(coordinator=TENANT, platform_admin=EVERY)
KEYS = who(person=OWN, coordinator=(OWN, TENANT), company_admin=(OWN, TENANT))
LISTED = who(person=EVERY)
BY_LINK = who(anyone=PUBLIC)
PROVIDERS = who(anyone=PUBLIC)
OFFERED = who(person=PUBLIC, employer=(PUBLIC, TENANT), region_office=EVERY, platform_admin=EVERY)
TEAMS = who(person=OWN, coordinator=TENANT, employer=TENANT, region_office=TENANT, platform_admin=EVERY)
INVITATIONS = who(coordinator=TENANT, company_admin=TENANT, region_office=TENANT, platform_admin=EVERY)
REQUESTS = who(company_admin=TENANT, region_office=TENANT, platform_admin=EVERY)
APPLICATIONS = who(
    student=OWN, guardian=Relation.WARD, coordinator=TENANT, verified_employer=TENANT, platform_admin=EVERY
)
PLACEMENTS = APPLICATIONS
HANDLED = who(region_office=TENANT, platform_admin=EVERY)
"""Reports: the region office those about companies and vacancies, which name nobody."""

REPORTED = {**HANDLED, **who(person=OWN)}
BLOCKS = who(student=OWN, guardian=WARD, verified_employer=TENANT)
RUN_COURSES = who(employer=TENANT, coordinator=TENANT, region_office=TENANT, platform_admin=EVERY)
COURSES = {**RUN_COURSES, **who(person=PUBLIC)}
REGISTRATIONS = {**RUN_COURSES, **who(student=OWN, guardian=WARD)}
"""A student's own, what an organisation registered as a number, and all for the courses that it gives."""
LECTURES = who(employer=TENANT, coordinator=PUBLIC, region_office=EVERY, platform_admin=EVERY)
BOOKINGS = who(coordinator=TENANT, verified_employer=TENANT, platform_admin=EVERY)
INDICATORS = who(coordinator=PUBLIC, region_office=PUBLIC, platform_admin=EVERY)
TABLES = who(region_office=PUBLIC, platform_admin=EVERY)

EVENTS = who(
    person=PUBLIC,
    student=OWN,
    guardian=WARD,
    coordinator=TENANT,
    verified_employer=TENANT,
    platform_admin=EVERY,
)
"""Those of the region everybody; of a school its students, guardians and coordinators, and the hosts."""

VISIBLE: Mapping[Noun, Who] = {
    Noun.STUDENT: STUDENTS,
    Noun.GUARDIANSHIP: who(student=OWN, guardian=OWN, coordinator=TENANT, platform_admin=EVERY),
    Noun.LINK: BY_LINK,
    Noun.CLASS: CLASSES,
    Noun.SCHOOL: LISTED,
    Noun.COMPANY: OFFERED,
    Noun.VACANCY: OFFERED,
    Noun.PLACEMENT: PLACEMENTS,
    Noun.KEY: KEYS,
    Noun.CARD: who(verified_employer=Relation.CONSENTED),
    Noun.APPLICATION: APPLICATIONS,
    Noun.SKILL: LISTED,
    Noun.PROGRAMME: LISTED,
    Noun.PLACE: LISTED,
    Noun.INDICATOR: INDICATORS,
    Noun.TABLE: TABLES,
    Noun.PASSKEY: who(person=OWN),
    Noun.IDENTITY_PROVIDER: PROVIDERS,
    Noun.INVITING_LINK: BY_LINK,
    Noun.CLAIMING_LINK: BY_LINK,
    Noun.STARTING_LINK: BY_LINK,
    Noun.ANSWERING_LINK: BY_LINK,
    Noun.INVITATION: INVITATIONS,
    Noun.MEMBERSHIP: TEAMS,
    Noun.COLLEAGUE: TEAMS,
    Noun.REQUEST: REQUESTS,
    Noun.REPORT: REPORTED,
    Noun.BLOCK: BLOCKS,
    Noun.COURSE: COURSES,
    Noun.REGISTRATION: REGISTRATIONS,
    Noun.EVENT: EVENTS,
    Noun.SLOT: EVENTS,
    Noun.CHECK_IN_CODE: who(student=(OWN, PUBLIC)),
    Noun.LECTURE: LECTURES,
    Noun.MOMENT: LECTURES,
    Noun.BOOKING: BOOKINGS,
}


def only(visible: Who, *kinds: Kind) -> Who:
    """Keep of these actors some."""
    return {kind: relations for kind, relations in visible.items() if kind in kinds}
