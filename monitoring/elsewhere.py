"""Municipalities as partners read them: those of the region one by one, all others together."""

from collections import Counter
from collections.abc import Collection, Mapping

from monitoring.counts.grouping import UNKNOWN
from monitoring.indicators import Value
from reference.models import Municipality

ELSEWHERE = "elsewhere"


def in_region_or_elsewhere(codes: Collection[str]) -> dict[str, str]:
    """Give for each code itself, or `ELSEWHERE` for that of a municipality outside the region; one query."""
    known = Municipality.objects.filter(in_region=True, code__in=codes).values_list("code", flat=True)
    own = {UNKNOWN, *known}
    return {code: code if code in own else ELSEWHERE for code in codes}


def added_up(found: Mapping[str, Value]) -> dict[str, Value]:
    """Add up the counts of municipalities outside the region."""
    keys, counts = in_region_or_elsewhere(found), Counter[str]()
    for code, value in found.items():
        counts[keys[code]] += value.count
    return {key: Value(count) for key, count in counts.items()}
