"""What changed since the match index was built."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MatchChange(models.Model):
    """A row that a verb appends in its own transaction; readers lay what it names over the index."""

    class Side(models.TextChoices):
        PERSON = "person", _("person")
        POST = "post", _("vacancy")

    side = models.CharField(max_length=6, choices=Side)
    row_id = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.side} {self.row_id}"
