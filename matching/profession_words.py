"""Which occupations somebody's own words resemble: by the words of their names, descriptions and skills."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from matching.function_words import content
from matching.labels import ALTERNATIVE, DESCRIPTION, PREFERRED, Label
from matching.profession_book import Book
from matching.stems import stem
from matching.words import clean, tokens

NAMED = {PREFERRED: 3.0, ALTERNATIVE: 1.5, DESCRIPTION: 2.0}
"""What a word counts in an occupation's own labels and description."""

USED = {"essential": 1.0, "optional": 0.25}
"""What a word counts in the labels of the skills that an occupation needs, or may use."""

Points = npt.NDArray[np.int64]


class ProfessionWords:
    """The words of every occupation, by language; wordings are held against them."""

    def __init__(self, occupations: Sequence[str], books: Sequence[Book]) -> None:
        """Take the occupations in order and the books of all languages; use `from_labels`."""
        self.occupations, self._books = tuple(occupations), tuple(books)

    @classmethod
    def from_labels(
        cls, labels: Iterable[Label], occupation_skills: Iterable[tuple[str, str, str]]
    ) -> "ProfessionWords":
        """Gather the labels and descriptions of occupations and of the skills that they use."""
        rows = sorted({(occupation, skill): role for occupation, skill, role in occupation_skills}.items())
        users: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for (occupation, skill), role in rows:
            users[skill].append((occupation, USED[role]))
        occupations = sorted({occupation for (occupation, _), _ in rows})
        place = {occupation: place for place, occupation in enumerate(occupations)}
        said: dict[str, list[dict[str, float]]] = {}
        for label in sorted(set(labels)):
            if label.language not in said:
                said[label.language] = [{} for _ in occupations]
            words = _stems(label) if label.concept in place or label.concept in users else []
            own = [(label.concept, NAMED[label.kind])] if label.concept in place else []
            for occupation, weight in own or users[label.concept]:
                said_of = said[label.language][place[occupation]]
                for word in words:
                    said_of[word] = said_of.get(word, 0.0) + weight
        told = sorted(language for language, each in said.items() if any(each))
        # taken out one by one: what is said takes more memory than the books
        return cls(occupations, [Book(language, said.pop(language)) for language in told])

    def toward(self, wording: str) -> Points:
        """Return how much a wording resembles each occupation, in whole points.

        Of 3,000 occupations, a word that few use gives some 40 points, one that most use next to nothing.
        The wording is read in the language that knows most of its words, as the commonest. Many words count
        for more than few: there is no division by the length of the wording.
        """
        read = [(book, book.known(wording)) for book in self._books]
        book, rows = max(read, key=lambda each: each[0].familiarity(each[1]), default=(None, []))
        if book is None or not rows:
            return np.zeros(len(self.occupations), np.int64)
        points: Points = np.rint(book.resemblance(rows)).astype(np.int64)
        return points


def _stems(label: Label) -> list[str]:
    return stem(content(tokens(clean(label.text)), label.language), label.language)
