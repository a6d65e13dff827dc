"""The sectors by which a region speaks of its economy."""

from django.db import models
from django.utils.translation import get_language

from reference.models.identity import Identified


class Sector(Identified):
    code = models.SlugField(unique=True)
    name_nl = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_nl
