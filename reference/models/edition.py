"""Editions of the vocabulary: each load that changed something makes a new one."""

from django.db import models
from django.utils import timezone

from reference.models.identity import Identified


class Edition(Identified):
    """The newest edition is in use; processes that hold an older one build anew (reference/editions.py)."""

    loaded_at = models.DateTimeField(default=timezone.now, editable=False)
    content = models.CharField(max_length=200, help_text="what was loaded")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.loaded_at:%Y-%m-%d} {self.content}"
