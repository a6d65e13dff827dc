"""Who takes part."""

from profiles.models.consent import Consent
from profiles.models.enrolment import Enrolment, StudentNumber
from profiles.models.establishment import Establishment, Recognition
from profiles.models.group import StudentGroup
from profiles.models.match_change import MatchChange
from profiles.models.membership import Membership
from profiles.models.organisation import Company, School
from profiles.models.student import Student, StudentSkill
from profiles.models.token import ApiToken
from profiles.models.user import User

__all__ = [
    "ApiToken",
    "Company",
    "Consent",
    "Enrolment",
    "Establishment",
    "MatchChange",
    "Membership",
    "Recognition",
    "School",
    "Student",
    "StudentGroup",
    "StudentNumber",
    "StudentSkill",
    "User",
]
