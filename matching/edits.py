"""How likely somebody meant another word: by the kind of the edits, their place and the length."""

DOUBLED = 0.3
SWAPPED = 0.3
NEIGHBOUR = 0.8
LETTER = 0.6
OTHER = 2.4
FIRST = 1.2
MORE = 2.8
ENDING = 0.6
"""What an edit costs; one of the first letter costs ``FIRST`` more, because people rarely miss that one."""

LONGEST_ENDING, SHORTEST_BEGINNING = 3, 6
"""Another ending of a long word (*recruiter*, *recruiten*) is mostly the same word inflected."""

SLIP = 0.03
PER_LETTER = 1.4
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ALIKE = ("dt", "sz", "fv", "ck", "iy", "ij", "cs", "gh")


def worth(typed: str, known: str) -> float:
    """Return how far ``known`` may stand in for ``typed``: 0–.97, the less the shorter and odder."""
    length = max(len(typed), len(known))
    return round(max(0.0, 1 - SLIP - PER_LETTER * _cost(typed, known) / length), 4)


def _cost(typed: str, known: str) -> float:
    """Weigh the edits; more than one, which only long words allow, are mostly another word."""
    start = _common(typed, known)
    end = min(_common(typed[::-1], known[::-1]), len(typed) - start, len(known) - start)
    wrong, right = typed[start : len(typed) - end], known[start : len(known) - end]
    cost = _kind(wrong, right, known[max(start - 1, 0) : start]) + FIRST * (start == 0)
    return min(cost, ENDING) if not end and _is_ending(start, max(len(typed), len(known))) else cost


def _is_ending(start: int, length: int) -> bool:
    """Tell whether what follows the common beginning is an ending of a long word."""
    return start >= SHORTEST_BEGINNING and length - start <= LONGEST_ENDING


def _kind(wrong: str, right: str, before: str) -> float:
    if len(wrong) == len(right) == 2 and wrong == right[::-1]:
        return SWAPPED
    if len(wrong) + len(right) == 1:
        return DOUBLED if wrong + right == before else LETTER
    if len(wrong) == len(right) == 1:
        return NEIGHBOUR if _near(wrong, right) else OTHER
    return MORE


def _near(one: str, other: str) -> bool:
    """Tell whether two letters sound alike or lie side by side on the keyboard."""
    alike = any(one in pair and other in pair for pair in _ALIKE)
    return alike or any(
        abs(row.find(one) - row.find(other)) == 1 for row in _ROWS if one in row and other in row
    )


def _common(one: str, other: str) -> int:
    """Count the letters that two words begin with alike."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
