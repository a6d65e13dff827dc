"""What a rule of the policy says: a route and a method, who enters, which rows, and what is answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from profiles.models import ApiToken
from profiles.policy.kinds import Kind

Scope = ApiToken.Scope
JSON, CSV = "application/json", "text/csv"


class Relation(StrEnum):
    """How a row belongs to who asks."""

    OWN = "own"
    WARD = "of one's child"
    TENANT = "of one's organisation"
    CONSENTED = "with live consent"
    THROUGH_SCHOOL = "whose contact runs through one's school"
    PUBLIC = "public"
    VACANT = "without anybody"
    EVERY = "every"


class Noun(StrEnum):
    """What a path, a list or a body speaks of."""

    STUDENT = "student"
    SCHOOL = "school"
    CLASS = "class"
    COMPANY = "company"
    VACANCY = "vacancy"
    PLACEMENT = "placement"
    CARD = "card"
    APPLICATION = "application"
    SKILL = "skill"
    PROGRAMME = "programme"
    PLACE = "place"
    INDICATOR = "indicator"
    TABLE = "table of the region"
    KEY = "API token"
    GUARDIANSHIP = "guardianship"
    LINK = "one-time link"
    PASSKEY = "passkey"
    IDENTITY_PROVIDER = "sign-in of a school"
    INVITING_LINK = "link of an invitation"
    CLAIMING_LINK = "link to claim a profile"
    STARTING_LINK = "link to start with"
    ANSWERING_LINK = "link to answer by"
    INVITATION = "invitation"
    MEMBERSHIP = "membership"
    COLLEAGUE = "membership of a company"
    REQUEST = "request to join"
    REPORT = "report"
    BLOCK = "block"
    COURSE = "course"
    REGISTRATION = "registration for a course"
    EVENT = "event"
    SLOT = "slot"
    CHECK_IN_CODE = "code of a slot"
    LECTURE = "lecture"
    MOMENT = "moment of a lecture"
    BOOKING = "booked lecture"


LINKS = frozenset(
    {Noun.LINK, Noun.INVITING_LINK, Noun.CLAIMING_LINK, Noun.STARTING_LINK, Noun.ANSWERING_LINK}
)
"""What an address names by a secret: whoever has it, may."""

Who = Mapping[Kind, frozenset[Relation]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One (route, method).

    ``who`` enters; of the rows named by the path (``of``: argument → noun) or listed, each kind acts on those
    in its relations. ``scope`` is what a token needs; without one, no token enters. ``answers`` is the status
    of success, ``also`` what a success can be as well: a form that comes back, a page that leads on.
    ``problems`` are the statuses of refusal beside those that every route of its kind has. ``takes`` is the
    kind of body that a route of the API reads. ``accepts`` are the names that a body may have (``choice-*``
    by how they begin), ``file`` that of them which is a file, ``fields`` the leaves that an answer gives.
    ``same_for_all`` answers may be kept by anybody.
    """

    route: str
    method: str
    who: Who
    of: Mapping[str, Noun] = field(default_factory=dict)
    lists: Noun | None = None
    scope: Scope | None = None
    answers: int = 200
    also: frozenset[int] = frozenset()
    problems: frozenset[int] = frozenset()
    accepts: frozenset[str] = frozenset()
    file: str = ""
    fields: frozenset[str] = frozenset()
    takes: str = JSON
    same_for_all: bool = False

    def unknown(self, names: Iterable[str]) -> list[str]:
        """List those of a body's names that this does not accept."""
        begins = tuple(name[:-1] for name in self.accepts if name.endswith("*"))
        return sorted(name for name in set(names) - self.accepts if not (begins and name.startswith(begins)))

    @property
    def is_api(self) -> bool:
        return self.route.startswith("api:")

    @property
    def is_public(self) -> bool:
        return Kind.ANYONE in self.who


def who(*kinds: Kind, **relations: Iterable[Relation] | Relation) -> Who:
    """Say who enters: kinds without rows, and by name those who act on rows in some relation."""
    rows = {
        Kind[name.upper()]: frozenset([held] if isinstance(held, Relation) else held)
        for name, held in relations.items()
    }
    return {kind: frozenset() for kind in kinds} | rows


def names(text: str) -> frozenset[str]:
    """Read the names that a body may have, separated by spaces."""
    return frozenset(text.split())


def leaves(*names: str, **inner: Iterable[str]) -> frozenset[str]:
    """Name the leaves of an answer; ``place=LOCATED`` stands for each leaf below ``place``."""
    below = {f"{name}.{leaf}" for name, held in inner.items() for leaf in held}
    return frozenset({each for text in names for each in text.split()} | below)
