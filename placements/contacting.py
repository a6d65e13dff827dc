"""Following a contact: the count of an application that the receiving side got, and whether it answered."""

from datetime import date

from django.utils import timezone

from placements.models import Application, Contact
from profiles.counted import copies_of

State, Outcome = Application.State, Contact.Outcome


def follow(application: Application) -> None:
    """Bring the contact of an application, as it stands now, up to date; none before it was sent.

    In the caller's transaction. What is decided stays decided.
    """
    if application.sent_at is None:
        return
    contact = Contact.objects.filter(application=application).first() or _begin(application)
    if contact.outcome != Outcome.WAITING:
        return
    contact.outcome, contact.decided_on = _decide(application)
    if contact.outcome != Outcome.WAITING:
        contact.save(update_fields=["outcome", "decided_on"])


def _begin(application: Application) -> Contact:
    vacancy = application.vacancy
    sent_on = timezone.localdate(application.sent_at)
    copies = copies_of(application.student, day=sent_on)
    copies["sector_id"] = vacancy.sector_id or copies["sector_id"]
    return Contact.objects.create(
        application=application,
        student=application.student,
        door=application.door,
        kind=vacancy.kind,
        company=vacancy.company,
        sent_on=sent_on,
        **copies,
    )


def _decide(application: Application) -> tuple[str, date | None]:
    """Say how it was answered and when: by its term it is too late, whenever that is noticed."""
    if application.answered_at:
        return Outcome.ANSWERED, timezone.localdate(application.answered_at)
    if application.state in State.lasting():
        return Outcome.WAITING, None
    if application.state == State.EXPIRED and application.answer_by:
        return Outcome.UNANSWERED, application.answer_by
    return Outcome.TAKEN_BACK, timezone.localdate(application.ended_at)
