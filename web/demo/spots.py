"""Where one can go in an invented region: by recognition, by trade, or for a side job."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from profiles.models import Establishment, Recognition
from reference.models import Programme
from web.demo.companies import Employer
from web.demo.region import Region


@dataclass(frozen=True, slots=True)
class Spot:
    """An establishment where somebody can go, and the weight of its company."""

    establishment: Establishment
    employer: Employer


class Spots:
    """Where one can go for what: by recognition, by occupation, or anywhere."""

    def __init__(
        self, employers: Sequence[Employer], recognitions: Sequence[Recognition], region: Region
    ) -> None:
        """Sort the establishments of verified companies."""
        self._region = region
        self.all = [
            Spot(establishment, employer)
            for employer in employers
            if employer.company.verified_at
            for establishment in employer.establishments
        ]
        by_establishment = {spot.establishment.pk: spot for spot in self.all}
        self._recognised: dict[str, list[tuple[Spot, Recognition]]] = defaultdict(list)
        for recognition in recognitions:
            if spot := by_establishment.get(recognition.establishment_id):
                self._recognised[recognition.crebo].append((spot, recognition))
        self._by_work: dict[int, list[Spot]] = defaultdict(list)
        for spot in self.all:
            for work in spot.employer.works:
                self._by_work[work.occupation.pk].append(spot)

    def for_learning(self, programme: Programme, on: date) -> list[Spot]:
        """List where somebody may learn: recognised on that day for mbo, of the trade for others."""
        if programme.register == Programme.Register.CREBO:
            return [
                spot
                for spot, found in self._recognised[programme.code]
                if found.valid_from <= on and (found.valid_until is None or on <= found.valid_until)
            ]
        return self.of_trade(programme)

    def of_trade(self, programme: Programme) -> list[Spot]:
        """List the companies that do what a programme trains for."""
        works = self._region.trained_for.get(programme.pk, ())
        return [spot for work in works for spot in self._by_work[work.occupation.pk]]

    def simple(self) -> list[Spot]:
        """List where a side job is found."""
        return [spot for work in self._region.simple_works for spot in self._by_work[work.occupation.pk]]
