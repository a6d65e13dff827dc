"""Free words as concepts of their own, so that the same words on both sides are the same skill."""

from collections.abc import Iterable
from hashlib import blake2b

from matching.records import Link
from matching.words import clean, fold

MARK = " word:"
"""How the id of a free word begins: with a space, which every reader takes off the ids of real concepts."""


def own_link(text: str, *, key: bytes = b"") -> tuple[Link, ...]:
    """Link words to themselves in full, whatever their case, accents, marks and tags; none without a letter.

    The words are digested, so that no free text reaches the records; all letters count, however many. Short
    words can be guessed from a bare digest: where records outlive the call or hold other people's words, a
    ``key`` (≤ 64 bytes) that only the installation knows prevents that.
    """
    folded = fold(clean(text))
    if not folded:
        return ()
    return (Link(MARK + blake2b(folded.encode(), digest_size=16, key=key).hexdigest()),)


def is_free_word(concept: str) -> bool:
    """Tell whether a concept is a free word by itself, which nothing is known of and nothing may show."""
    return concept.startswith(MARK)


def free_word(links: Iterable[Link]) -> str | None:
    """Give the free word among the links of a skill; ``None`` when its concept is sure."""
    return next((link.concept for link in links if is_free_word(link.concept)), None)
