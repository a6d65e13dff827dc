"""Say of the applications and placements there are how they stand, in the new words."""

from django.db import migrations
from django.db.models import F, Q
from django.db.models.functions import Least
from django.utils import timezone


def tell_applications(apps, schema_editor):
    applications = apps.get_model("placements", "Application").objects
    invited = Q(door="invite")
    applications.update(sent_at=F("requested_at"))
    applications.filter(invited, state="requested").update(waits_for="student")
    applications.filter(~invited, state="requested").update(waits_for="company")
    applications.filter(state="accepted").update(state="in_conversation", waits_for="company")
    applications.filter(state="declined").update(ended_at=F("answered_at"))


def tell_placements(apps, schema_editor):
    placements = apps.get_model("placements", "Placement").objects
    today = timezone.localdate()
    placements.filter(start__lte=today).update(status="started", started_on=F("start"))
    placements.filter(start__gt=today).update(status="signed")
    for outcome in ("finished", "broken_off"):
        ended = placements.filter(outcome=outcome)
        ended.update(status=outcome, started_on=F("start"), ended_on=F("end"))
    placements.filter(status="started", end__lt=today).update(status="finished", ended_on=F("end"))


def count_seats(apps, schema_editor):
    placements = apps.get_model("placements", "Placement").objects
    holding = placements.filter(status__in=("agreed", "signed", "started"), vacancy__isnull=False)
    taken = {}
    for vacancy in holding.values_list("vacancy", flat=True):
        taken[vacancy] = taken.get(vacancy, 0) + 1
    vacancies = apps.get_model("vacancies", "Vacancy").objects
    for vacancy, count in taken.items():
        vacancies.filter(pk=vacancy).update(seats_taken=Least(count, F("seats")))


class Migration(migrations.Migration):
    dependencies = [("placements", "0003_steps_and_seats")]

    operations = [
        migrations.RunPython(tell_applications, migrations.RunPython.noop),
        migrations.RunPython(tell_placements, migrations.RunPython.noop),
        migrations.RunPython(count_seats, migrations.RunPython.noop),
    ]
