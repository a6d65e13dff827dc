"""The peer: scikit-learn's cosine similarity over skill vectors, then the rules in Python."""

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.metrics.pairwise import cosine_similarity

from matching import eligibility
from matching.records import Person, Post


class CosineThenFilter:
    """What one writes first: rank everything by cosine, walk down the list and keep what the rules allow."""

    def __init__(self, persons: Sequence[Person], posts: Sequence[Post]) -> None:
        self.persons, self.posts = persons, posts
        vectorizer = DictVectorizer()
        asked = [{skill.links[0].concept: 1.0 for skill in post.skills} for post in posts]
        held = [{skill.links[0].concept: 1.0 for skill in person.skills} for person in persons]
        vectorizer.fit([*asked, *held])
        self.asked, self.held = vectorizer.transform(asked), vectorizer.transform(held)

    def posts_for(self, row: int, *, top: int = 20) -> list[str]:
        """Give the ids of the first eligible posts of one person."""
        return self._walk(self.persons[row], cosine_similarity(self.held[row], self.asked)[0], top)

    def all_posts(self, *, top: int = 20) -> list[list[str]]:
        """Do so for everybody, with one matrix of similarities."""
        near = cosine_similarity(self.held, self.asked)
        return [self._walk(person, near[row], top) for row, person in enumerate(self.persons)]

    def _walk(self, person: Person, near: np.ndarray, top: int) -> list[str]:
        found: list[str] = []
        for row in np.argsort(-near, kind="stable"):
            if len(found) == top:
                break
            if eligibility.eligible(person, self.posts[row]):
                found.append(self.posts[row].id)
        return found
