"""Words that carry no meaning: articles, prepositions, and how people begin (*ik kan goed …*)."""

from collections.abc import Sequence

_WORDS = {
    "nl": """
        de het een en of van voor met in op aan bij door naar uit over te om tot als dat die dit deze
        zijn haar hun
        ik je jij mijn kan kun kunnen kunt heb hebben goed graag ook
        er wat al zoals onder tussen per binnen
    """,
    "en": """
        the a an and or of for with in on at by to from into as that which this these their its his her
        i you my can able have has good also such per within
    """,
    "de": """
        der die das den dem des ein eine einen einem einer und oder von vom für fur mit in im an am auf bei
        durch
        nach aus über uber zu zum zur als dass ihr ihre sein seine
        ich mein kann kannst können konnen habe gut gerne auch
    """,
}
_BY_LANGUAGE = {language: frozenset(words.split()) for language, words in _WORDS.items()}


def content(words: Sequence[str], language: str) -> list[str]:
    """Return the folded words that carry meaning; all of them where none does."""
    empty = _BY_LANGUAGE.get(language, frozenset())
    return [word for word in words if word not in empty] or list(words)
