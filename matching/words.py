"""Words as people type them: cleaned once where they come in, folded where they are compared."""

import re
import unicodedata

_ZERO_WIDTH_JOINER = "\u200d"
_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SPACES = re.compile(r"\s+")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_TOKEN = re.compile(r"[^\W_]+[+#]*")
_FOLDS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d"})
_SYMBOLS = frozenset({"So", "Sk"})
_VARIATION_SELECTORS = frozenset("\ufe0e\ufe0f")


def clean(text: str) -> str:
    """Bring typed text to one form: NFC, no control, bidi or zero-width characters, single spaces.

    A zero-width joiner stays between the parts of one emoji, nowhere else.
    """
    composed = unicodedata.normalize("NFC", text)
    if composed.isprintable():  # nearly all text: nothing is unwanted, and no letter is looked at twice
        return " ".join(composed.split())
    spaced = _SPACES.sub(" ", composed).strip()
    kept = [
        letter
        for place, letter in enumerate(spaced)
        if unicodedata.category(letter) not in _UNWANTED or _joins_emoji(spaced, place)
    ]
    return _SPACES.sub(" ", "".join(kept)).strip()


def _joins_emoji(text: str, place: int) -> bool:
    """Tell whether the joiner at this place stands between two pictures."""
    if text[place] != _ZERO_WIDTH_JOINER or not 0 < place < len(text) - 1:
        return False
    # Only one selector belongs to a picture; looking back further would cost the square of the length.
    before = text[max(0, place - 2) : place].rstrip("\ufe0e\ufe0f")[-1:]
    return all(letter and unicodedata.category(letter) in _SYMBOLS for letter in (before, text[place + 1]))


def fold(text: str) -> str:
    """Reduce cleaned text to what counts when wordings are compared: letters without accents or case, digits.

    ``+`` and ``#`` stay at the end of a word (C++, C#); every other mark separates words.
    """
    return " ".join(tokens(text))


def tokens(text: str) -> list[str]:
    """Split cleaned text into folded words; tags of a mark-up language separate words."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    folded = text.casefold()
    if not folded.isascii():
        # Taking letters apart can lay bare capitals (of 𝓐, say), hence folding case once more.
        bare = unicodedata.normalize("NFKD", folded.translate(_FOLDS)).casefold()
        folded = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _TOKEN.findall(folded)
