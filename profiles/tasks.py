"""What the worker does for the people who take part."""

from celery import shared_task

from profiles import match_changes, outbox, outgrowing, relinking

MOST_AT_ONCE = 2_000
"""So many students fit into the time of one task with all of ESCO; the next run goes on."""


@shared_task
def sweep_match_changes() -> int:
    """Delete the match changes that nobody needs any more."""
    return match_changes.forget_old()


@shared_task
def sweep_guardianships() -> dict[str, int]:
    """Remind guardians, give up on those who stay silent, and end what a birthday ended."""
    return outgrowing.sweep()


@shared_task
def send_notifications() -> int:
    """Send what people are to be told."""
    return outbox.sweep()


@shared_task
def relink_students() -> int:
    """Read the words of students that wait for it."""
    return relinking.relink_students(most=MOST_AT_ONCE)
