"""What an application and a placement must hold; on PostgreSQL also that learning places exclude each other.

SQLite has no exclusion constraint: there the rule is read inside the IMMEDIATE transaction that accepts.
"""

from django.db import migrations, models

DAYS = ", ".join(
    f"CASE WHEN weekdays IS NULL OR weekdays = 'null' OR weekdays @> '{day}' "
    f"THEN int4range({day}, {day + 1}) ELSE 'empty'::int4range END"
    for day in range(1, 8)
)
EXCLUSION = f"""
ALTER TABLE placements_placement ADD CONSTRAINT one_learning_place_at_a_time EXCLUDE USING gist (
    int8range(student_id, student_id, '[]') WITH &&,
    daterange(start, "end", '[]') WITH &&,
    int4multirange({DAYS}) WITH &&
) WHERE (
    student_id IS NOT NULL
    AND kind IN ('internship', 'apprenticeship', 'graduation_project')
    AND status IN ('agreed', 'signed', 'started')
)
"""


def exclude(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(EXCLUSION)


def include(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE placements_placement DROP CONSTRAINT one_learning_place_at_a_time")


class Migration(migrations.Migration):
    dependencies = [("placements", "0004_what_was_before")]

    operations = [
        migrations.RemoveField(
            model_name='placement',
            name='outcome',
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('state__in', ['requested', 'in_conversation', 'offered'])), fields=['answer_by'], name='applications_waiting_by_term'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('state', 'queued')), fields=['vacancy', 'requested_at'], name='applications_queued_by_vacancy'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['requested', 'in_conversation', 'offered', 'queued', 'accepted'])), fields=('student', 'vacancy'), name='one_open_application_per_student_and_vacancy'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer_by__isnull', False), ('state__in', ['requested', 'in_conversation', 'offered']), models.Q(('waits_for', ''), _negated=True)), models.Q(models.Q(('state__in', ['requested', 'in_conversation', 'offered']), _negated=True), ('waits_for', '')), _connector='OR'), name='a_running_application_waits_for_somebody'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('answered_at__gte', models.F('requested_at')), _connector='OR'), name='an_application_is_answered_after_it_was_asked'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ['requested', 'in_conversation', 'offered', 'queued', 'accepted'])), models.Q(models.Q(('state__in', ['requested', 'in_conversation', 'offered', 'queued', 'accepted']), _negated=True), ('ended_at__gte', models.F('requested_at'))), _connector='OR'), name='an_ended_application_says_when'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('offered', 'accepted')), _negated=True), ('start__isnull', False), _connector='OR'), name='an_offer_says_from_when'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('started_on__isnull', True), ('status__in', ('agreed', 'signed', 'cancelled'))), models.Q(('started_on__isnull', False), ('status__in', ('started', 'finished', 'broken_off'))), _connector='OR'), name='a_placement_counts_when_it_started'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.CheckConstraint(condition=models.Q(('hours_per_week__isnull', True), ('hours_per_week__range', (1, 45)), _connector='OR'), name='placement_hours_are_1_to_45_a_week'),
        ),
        migrations.RunPython(exclude, include),
    ]
