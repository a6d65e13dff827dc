"""Word stems by language, so that *frezen* and *freest* meet; without a stemmer words stay as they are."""

from functools import lru_cache

import Stemmer

_ALGORITHMS = {
    "nl": "dutch", "en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian",
    "pt": "portuguese", "da": "danish", "sv": "swedish", "no": "norwegian", "nb": "norwegian",
    "nn": "norwegian", "fi": "finnish", "ro": "romanian", "hu": "hungarian", "tr": "turkish",
}  # fmt: skip


@lru_cache(maxsize=len(_ALGORITHMS))
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_ALGORITHMS[language])


def stem(words: list[str], language: str) -> list[str]:
    """Return the stem of each folded word, or the words as they are when the language has no stemmer.

    Dutch words are stemmed twice: *zwemlessen* becomes *zwemles*, whose own stem is shorter.
    """
    if language not in _ALGORITHMS:
        return words
    stemmed: list[str] = _stemmer(language).stemWords(words)
    if language == "nl":
        return [_stemmer("nl").stemWord(each) if len(each) >= 7 else each for each in stemmed]
    return stemmed
