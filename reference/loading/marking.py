"""The mark that a load leaves when it changed the vocabulary."""

from collections.abc import Iterable

from reference.models import Edition
from reference.reporting import Report


def new_edition(content: str, reports: Iterable[Report]) -> None:
    """Make a new edition when one of the reports added or changed something."""
    if any(report.added or report.changed for report in reports):
        Edition.objects.create(content=content[:200])
