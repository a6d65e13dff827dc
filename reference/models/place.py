"""Municipalities, and places by postcode with the centre of each."""

from typing import Self

from django.db import models

from reference.models.identity import Identified


class MunicipalityQuerySet(models.QuerySet):
    def with_centre(self) -> Self:
        """Annotate ``lat`` and ``lon``: the mean of its places, in degrees; NULL where it has none."""
        return self.annotate(lat=models.Avg("places__lat"), lon=models.Avg("places__lon"))


class Municipality(Identified):
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=100)
    country = models.CharField(max_length=2, default="NL")
    in_region = models.BooleanField(default=False)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "municipalities"

    def __str__(self) -> str:
        return self.name


class PlaceQuerySet(models.QuerySet):
    def in_region(self) -> Self:
        return self.filter(municipality__in_region=True)


class Place(Identified):
    """A postcode area (four digits in the Netherlands) with its centre in degrees."""

    country = models.CharField(max_length=2, default="NL")
    postcode = models.CharField(max_length=10)
    name = models.CharField(max_length=100)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="places"
    )
    lat = models.FloatField()
    lon = models.FloatField()

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["country", "postcode", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "postcode", "name"], name="one_place_per_country_postcode_and_name"
            ),
            models.CheckConstraint(
                condition=models.Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="a_place_lies_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.postcode} {self.name}"
