"""What was promised and what was measured."""

from monitoring.models.measurement import Measurement
from monitoring.models.target import Target

__all__ = ["Measurement", "Target"]
