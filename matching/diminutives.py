"""Dutch diminutives (*klantjes*, *bloemetje*) brought back to the words that they come from."""

SHORTEST_BASE = 3
_ENDINGS = (("etje", ""), ("kje", "g"), ("pje", ""), ("tje", ""), ("je", ""))
_VOWELS = "aeiou"


def bases(word: str) -> list[str]:
    """List what the word may be a diminutive of, likeliest first; nothing when it does not look like one."""
    bare = word.removesuffix("s")
    found = []
    for ending, instead in _ENDINGS:
        base = bare.removesuffix(ending) + instead
        if bare.endswith(ending) and len(base) >= SHORTEST_BASE:
            found += [base, *_shortened(base)]
    return found


def _shortened(base: str) -> list[str]:
    """Undo the doubling before an ending (*bruggetje*, *autootje*)."""
    return (
        [base[:-1]] if base[-1] == base[-2] and (base[-1] not in _VOWELS or len(base) > SHORTEST_BASE) else []
    )
