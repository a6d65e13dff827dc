"""The languages in which the engine's sentences exist."""

from django.utils.translation import get_language


def reading() -> str:
    """Give the language of the engine's sentences in which the present reader reads: nl or en."""
    return "nl" if get_language() == "nl" else "en"
