"""What the worker does between first sight and placement, and about what has been kept long enough."""

from celery import shared_task

from placements import answering, ending, placing, queueing, reminding, retaining, starting, talk_reminding
from placements.models import Application


@shared_task
def end_overdue_applications() -> int:
    """End the applications and invitations that nobody answered in time."""
    return answering.end_overdue(Application.objects.all())


@shared_task
def advance_queues() -> int:
    """Let those who wait for a seat go on where there is one; gives how many."""
    placing.cancel_orphans()
    return queueing.advance()


@shared_task
def remind() -> int:
    """Remind those who must answer soon, and of talks that are near; gives of how many."""
    return reminding.remind() + talk_reminding.remind_of_talks()


@shared_task
def move_placements() -> dict[str, int]:
    """Start what is signed and whose first day has come, finish what is past its last day."""
    return {"started": starting.start_due(), "finished": ending.finish_due()}


@shared_task
def retain() -> dict[str, int]:
    """End whatever is due: hide, warn, erase."""
    return retaining.retain()
