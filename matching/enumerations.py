"""Several things in one wording (*hydrauliek en pneumatiek*, *auto's en scooters repareren*), taken apart."""

import re

MOST = 4
LONGEST = 200
_BETWEEN = re.compile(r"\s*[,;/]\s*|\s+[&+]\s+|\s+(?:en|of|and|or|und|oder)\s+", re.IGNORECASE)


def readings(text: str) -> list[list[str]]:
    """List the ways to read cleaned text as two to four things; none when it names a single thing.

    As they stand, then with the last word for all (*auto's en scooters repareren*), then with the first
    (*repair cars and bikes*).
    """
    parts = [part for part in _BETWEEN.split(text[:LONGEST]) if part.strip()]
    if not 2 <= len(parts) <= MOST:
        return []
    *firsts, last = parts
    first, *lasts = parts
    found = [parts]
    if " " in last:
        found.append([*(f"{part} {last.rpartition(' ')[2]}" for part in firsts), last])
    if " " in first:
        found.append([first, *(f"{first.partition(' ')[0]} {part}" for part in lasts)])
    return found
