"""From first sight to finished placement."""

from placements.models.agreement import Agreement, Signature
from placements.models.application import Application, Step
from placements.models.evaluation import Evaluation
from placements.models.message import Message
from placements.models.placement import Placement
from placements.models.report import Report
from placements.models.talk import Talk

__all__ = [
    "Agreement",
    "Application",
    "Evaluation",
    "Message",
    "Placement",
    "Report",
    "Signature",
    "Step",
    "Talk",
]
