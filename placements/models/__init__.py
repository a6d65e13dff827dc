"""From first sight to finished placement."""

from placements.models.placement import Placement

__all__ = ["Placement"]
