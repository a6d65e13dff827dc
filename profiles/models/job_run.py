"""Which job of the clock ran on which day."""

from django.db import models
from django.utils import timezone


class JobRun(models.Model):
    """Written before a job begins: whoever writes it, runs it, and nobody else on that day."""

    name = models.CharField(max_length=60)
    day = models.DateField()
    begun_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="one_run_per_job_and_day")]

    def __str__(self) -> str:
        return f"{self.name} on {self.day}"
