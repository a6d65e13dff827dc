"""Who takes part."""

from profiles.models.access_record import AccessRecord
from profiles.models.block import Block
from profiles.models.consent import Consent
from profiles.models.counted import Counted
from profiles.models.enrolment import Enrolment, StudentNumber
from profiles.models.establishment import Establishment, Recognition
from profiles.models.group import StudentGroup
from profiles.models.guardianship import Guardianship
from profiles.models.invitation import Invitation
from profiles.models.job_run import JobRun
from profiles.models.match_change import MatchChange
from profiles.models.membership import Membership
from profiles.models.membership_request import MembershipRequest
from profiles.models.notification import Notification, NotificationChoice
from profiles.models.organisation import Company, School
from profiles.models.profile_view import PersonKey, ProfileView
from profiles.models.student import Student, StudentSkill
from profiles.models.student_words import StudentWords
from profiles.models.supervisor import Supervisor
from profiles.models.token import ApiToken
from profiles.models.tombstone import Tombstone
from profiles.models.user import User

__all__ = [
    "AccessRecord",
    "ApiToken",
    "Block",
    "Company",
    "Consent",
    "Counted",
    "Enrolment",
    "Establishment",
    "Guardianship",
    "Invitation",
    "JobRun",
    "MatchChange",
    "Membership",
    "MembershipRequest",
    "Notification",
    "NotificationChoice",
    "PersonKey",
    "ProfileView",
    "Recognition",
    "School",
    "Student",
    "StudentGroup",
    "StudentNumber",
    "StudentSkill",
    "StudentWords",
    "Supervisor",
    "Tombstone",
    "User",
]
