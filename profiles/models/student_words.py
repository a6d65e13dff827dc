"""What a student's own words say together, kept apart from the profile that people see."""

from django.db import models

from profiles.models.student import Student


class StudentWords(models.Model):
    """Which occupations all free words of a student resemble; the matcher reads it and nobody is shown it.

    ``toward`` are points by occupation uuid (`matching.own_words`). ``edition`` is that of the vocabulary by
    which the words were read; empty while they wait for `profiles.relinking`.
    """

    student = models.OneToOneField(Student, models.CASCADE, primary_key=True, related_name="words")
    toward = models.JSONField(default=dict, blank=True)
    edition = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        verbose_name_plural = "student words"

    def __str__(self) -> str:
        return f"{self.student_id}: {len(self.toward)} occupations"
