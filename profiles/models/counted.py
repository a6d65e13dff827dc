"""What a row copies when something happens to a student, so that it still counts when the student is gone."""

from django.db import models

from reference.levels import Level


class Counted(models.Model):
    """``person_key`` tells persons apart within a school year (see `PersonKey`)."""

    person_key = models.UUIDField(null=True, blank=True, db_index=True)
    school_year = models.PositiveSmallIntegerField()
    school = models.ForeignKey("profiles.School", models.PROTECT, null=True, blank=True, related_name="+")
    programme = models.ForeignKey(
        "reference.Programme", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    level = models.CharField(max_length=40, choices=Level, null=True, blank=True)
    sector = models.ForeignKey("reference.Sector", models.SET_NULL, null=True, blank=True, related_name="+")
    home_municipality = models.ForeignKey(
        "reference.Municipality", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
