"""Places and programmes by what lists call them, with a suggestion where they call nothing we know."""

import re
from functools import cached_property

from django.utils.translation import gettext as _

from profiles.reading.values import BadValue, nearest, read_list, squeezed
from reference.models import Municipality, Place, Programme, Sector

_DUTCH = re.compile(r"(?:NL-?)?([1-9]\d{3})(?:[A-Z]{2})?", re.ASCII)
_ABROAD = {
    "BE": re.compile(r"BE?-?([1-9]\d{3})", re.ASCII),
    "DE": re.compile(r"DE?-?(\d{5})", re.ASCII),
}
_CODE = re.compile(r"\d+", re.ASCII)
_CREBO = re.compile(r"\d{5}", re.ASCII)


def read_postcode(text: str) -> tuple[str, str]:
    """Read (country, postcode): "6001 AB", "6001", and abroad with the country, "B-3960", "D-41849"."""
    typed = text.upper().replace(" ", "")
    if found := _DUTCH.fullmatch(typed):
        return "NL", found[1]
    for country, pattern in _ABROAD.items():
        if found := pattern.fullmatch(typed):
            return country, found[1]
    suggestion = f"D-{typed}" if re.fullmatch(r"\d{5}", typed, re.ASCII) else ""
    raise BadValue(
        "bad_postcode", _('is no postcode; write "6001 AB", or "B-3960" or "D-41849" abroad'), suggestion
    )


class Places:
    """The places by country and postcode."""

    @cached_property
    def _ids(self) -> dict[tuple[str, str], int]:
        rows = Place.objects.order_by("-name", "-pk").values_list("country", "postcode", "pk")
        return {(country, postcode): pk for country, postcode, pk in rows}

    @cached_property
    def names(self) -> dict[int, str]:
        """The names of places by their keys."""
        return dict(Place.objects.values_list("pk", "name"))

    def find(self, text: str) -> int:
        """Give the key of the place with that postcode (the first by name where places share one)."""
        country, postcode = read_postcode(text)
        if (country, postcode) not in self._ids:
            detail = _("is not in the list of places; if it is right, load it with load_places")
            raise BadValue("unknown_postcode", detail, self._near(country, postcode))
        return self._ids[country, postcode]

    def _near(self, country: str, postcode: str) -> str:
        """Give the postcode with the number nearest to it: one wrong digit, or a part of town not listed."""
        own = [code for land, code in self._ids if land == country and _CODE.fullmatch(code)]
        near = min(own, key=lambda code: (abs(int(code) - int(postcode)), code), default="")
        prefix = {"NL": "", "BE": "B-", "DE": "D-"}[country]
        return prefix + near if near and abs(int(near) - int(postcode)) < 100 else ""


class Programmes:
    """The programmes by code, or by a name that only one programme has."""

    @cached_property
    def _by_code(self) -> dict[str, Programme]:
        rows = Programme.objects.order_by("-register").only("code", "name", "name_en", "level", "register")
        return {programme.code: programme for programme in rows}

    @cached_property
    def _by_name(self) -> dict[str, list[Programme]]:
        named: dict[str, list[Programme]] = {}
        for programme in self._by_code.values():
            for name in {squeezed(programme.name), squeezed(programme.name_en)} - {""}:
                named.setdefault(name, []).append(programme)
        return named

    def find(self, text: str) -> Programme:
        """Give the programme with that crebo or croho code, else with that name."""
        if text in self._by_code:
            return self._by_code[text]
        if _CODE.fullmatch(text):
            detail = _(
                "is not a code in the list of programmes; if it is right, load it with load_programmes"
            )
            raise BadValue("unknown_programme", detail, nearest(text, self._by_code, least=75))
        named = self._by_name.get(squeezed(text), [])
        if len(named) > 1:
            codes = ", ".join(sorted(programme.code for programme in named))
            raise BadValue(
                "ambiguous_programme", _("is the name of several programmes; write the code"), codes
            )
        if not named:
            detail = _("is neither a code nor a name in the list of programmes; load_programmes adds some")
            raise BadValue("unknown_programme", detail, nearest(squeezed(text), self._by_name))
        return named[0]

    def crebos(self, text: str) -> list[str]:
        """Read a list of crebo codes, each of a programme in the list."""
        codes = read_list(text, r"[|,;\s]+")
        if not codes or not all(_CREBO.fullmatch(code) for code in codes):
            raise BadValue("bad_crebo", _("is not a list of crebo codes of five digits"))
        for code in codes:
            try:
                self.find(code)
            except BadValue as bad:
                raise BadValue(bad.code, f"({code}) {bad.detail}", bad.suggestion) from None
        return sorted(set(codes))


class Municipalities:
    """The municipalities by name, by code, or by a postcode in them."""

    def __init__(self, places: Places) -> None:
        """Say which places there are."""
        self._places = places

    @cached_property
    def _ids(self) -> dict[str, int]:
        rows = Municipality.objects.order_by(
            "in_region", "-pk"
        )  # where two share a name, the one in the region
        return {squeezed(word): row.pk for row in rows for word in (row.code, row.name)}

    @cached_property
    def _by_place(self) -> dict[int, int | None]:
        return dict(Place.objects.values_list("pk", "municipality"))

    def find(self, text: str) -> int | None:
        """Give the key of a municipality; none where a postcode lies in a place that is in none."""
        if any(sign.isdigit() for sign in text) and squeezed(text) not in self._ids:
            return self._by_place[self._places.find(text)]
        if squeezed(text) not in self._ids:
            detail = _("is no municipality that is known here; a postcode will do, too")
            raise BadValue("unknown_municipality", detail, nearest(squeezed(text), self._ids))
        return self._ids[squeezed(text)]


class Sectors:
    """The sectors by code and by name."""

    @cached_property
    def _ids(self) -> dict[str, int]:
        named = {}
        for sector in Sector.objects.all():
            named |= dict.fromkeys(map(squeezed, (sector.name_nl, sector.name_en, sector.code)), sector.pk)
        return named

    def find(self, text: str) -> int:
        """Give the key of a sector."""
        key = squeezed(text)
        if key not in self._ids:
            raise BadValue("unknown_sector", _("is not a sector of this region"), nearest(key, self._ids))
        return self._ids[key]
