"""The form of a company about the places of a vacancy: how many, which are kept apart, how many a month."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from placements.seating import Kept
from profiles.models import Supervisor
from vacancies.models import SeatBlock, Vacancy
from web.forms.described import Described, Problem
from web.forms.fields import Day

MOST = 999
BLANK_ROWS = 2
ROW = ("block", "places", "start", "end", "supervisor")

Row = tuple[dict[str, str] | None, SeatBlock | None]
"""What somebody typed, and which block it is about."""


class BlockForm(Described):
    """One row of places that are kept apart; ``held`` is what is known of it."""

    block = forms.UUIDField(required=False, widget=forms.HiddenInput)
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=MOST, required=False)
    start = Day(label=_("From (not required)"), required=False)
    end = Day(label=_("Until (not required)"), required=False)
    supervisor = forms.ModelChoiceField(
        label=_("Supervisor (not required)"),
        queryset=Supervisor.objects.none(),
        to_field_name="uuid",
        required=False,
        empty_label=_("Anybody"),
    )

    def __init__(
        self, data: dict[str, str] | None, *, number: int, of: QuerySet[Supervisor], held: SeatBlock | None
    ) -> None:
        super().__init__(data, auto_id=f"id_%s_{number}", initial=_known(held) if held else {})
        self.held = held
        self.fields["supervisor"].queryset = of

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        start, end = told.get("start"), told.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day comes before the first."))
        says = any(told.get(name) for name in ROW if name not in ("block", "places"))
        if says and not (told.get("block") or told.get("places") or self.errors):
            self.add_error("places", _("Say how many places."))
        return told

    @property
    def kept(self) -> Kept | None:
        """Give what is kept apart; None for a row without places, which goes."""
        told = self.cleaned_data
        if not told["places"]:
            return None
        return Kept(told["places"], told["start"], told["end"], told["supervisor"], told["block"])


class SeatsForm(Described):
    """Begins with how it stands; the rows come as lists of the same names."""

    seats = forms.IntegerField(label=_("How many places in all"), min_value=1, max_value=MOST)
    intake_per_month = forms.IntegerField(
        label=_("How many applications a month at most (not required)"),
        help_text=_("What comes beyond waits on the list and goes on by itself next month."),
        min_value=1,
        max_value=MOST,
        required=False,
    )

    def __init__(
        self, data: QueryDict | None, *, vacancy: Vacancy, supervisors: QuerySet[Supervisor]
    ) -> None:
        initial = {"seats": vacancy.seats, "intake_per_month": vacancy.intake_per_month}
        super().__init__(data, initial=initial)
        blocks = list(vacancy.blocks.select_related("supervisor"))
        told = _rows(blocks) if data is None else _told(data, {str(block.uuid): block for block in blocks})
        self.rows = [
            BlockForm(row, number=number, of=supervisors, held=held)
            for number, (row, held) in enumerate(told)
        ]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    def problems(self) -> list[Problem]:
        return [*super().problems(), *(problem for row in self.rows for problem in row.problems())]

    @property
    def kept(self) -> list[Kept]:
        """List what is kept apart, once the form is valid."""
        return [kept for row in self.rows if (kept := row.kept)]


def _rows(blocks: Sequence[SeatBlock]) -> Iterator[Row]:
    """Give a row for each block, and blank ones."""
    yield from ((None, block) for block in (*blocks, *[None] * BLANK_ROWS))


def _told(data: QueryDict, blocks: Mapping[str, SeatBlock]) -> Iterator[Row]:
    """Read the lists row by row; a list that is too short leaves its rows empty."""
    lists = {name: data.getlist(name) for name in ROW}
    for number in range(max(map(len, lists.values()))):
        row = {name: each[number] if number < len(each) else "" for name, each in lists.items()}
        yield row, blocks.get(row["block"])


def _known(block: SeatBlock) -> dict[str, UUID | int | str | None]:
    return {
        "block": block.uuid,
        "places": block.seats,
        "start": block.start and f"{block.start:%d-%m-%Y}",
        "end": block.end and f"{block.end:%d-%m-%Y}",
        "supervisor": block.supervisor.uuid if block.supervisor else None,
    }
