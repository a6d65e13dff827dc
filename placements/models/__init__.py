"""From first sight to finished placement."""

from placements.models.agreement import Agreement, Signature
from placements.models.application import Application, Step
from placements.models.contact import Contact
from placements.models.encounter import Encounter
from placements.models.evaluation import Evaluation
from placements.models.event import Attendance, Event, GroupAttendance, Host, Slot
from placements.models.message import Message
from placements.models.placement import Placement
from placements.models.report import Report
from placements.models.talk import Talk

__all__ = [
    "Agreement",
    "Application",
    "Attendance",
    "Contact",
    "Encounter",
    "Evaluation",
    "Event",
    "GroupAttendance",
    "Host",
    "Message",
    "Placement",
    "Report",
    "Signature",
    "Slot",
    "Step",
    "Talk",
]
