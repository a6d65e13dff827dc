"""What the worker does for the people who take part."""

from celery import shared_task

from profiles import match_changes


@shared_task
def sweep_match_changes() -> int:
    """Delete the match changes that nobody needs any more."""
    return match_changes.forget_old()
