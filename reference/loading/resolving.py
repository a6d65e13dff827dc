"""Concepts as lists refer to them: by address, by a region's short name (slug), or by a label."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reference.linking import link
from reference.loading.cells import nearest
from reference.loading.concepts import ConceptModel
from reference.loading.pack import Pack
from reference.models import Occupation, Skill
from reference.naming import folded, named


class Resolver:
    """Finds the keys of concepts; words are learned in lists, in a constant number of queries."""

    def __init__(self, model: ConceptModel, slugs: Mapping[str, str]) -> None:
        """Take the short names that are in use, with their addresses."""
        self._model, self._slugs = model, slugs
        self._keys: dict[str, int] = {}

    def learn(self, words: Iterable[str]) -> None:
        """Look up the words that are new."""
        new = {word for word in words if word not in self._keys}
        uris = {word: self._slugs.get(word, word) for word in new}
        rows = self._model.objects.filter(uri__in=set(uris.values())).values_list("uri", "pk")
        known = dict(rows)
        self._keys |= {word: known[uri] for word, uri in uris.items() if uri in known}
        folds = {word: folded(word) for word in new if word not in self._keys}
        labels = named(self._model, folds.values()) if folds else {}
        self._keys |= {
            word: labels[fold][0].pk for word, fold in folds.items() if len(labels.get(fold, ())) == 1
        }

    def get(self, word: str) -> int | None:
        """Give the key of what a learned word means; None when it means nothing, or more than one thing."""
        return self._keys.get(word)

    def suggestion(self, word: str) -> str:
        """Give what may have been meant."""
        slug = nearest(word, self._slugs)
        if slug or self._model is not Skill:
            return slug
        found = link(word).suggestions
        return found[0].name if found else ""


@dataclass(frozen=True, slots=True)
class Resolvers:
    """Who finds the skills and the occupations that rows refer to."""

    skills: Resolver
    occupations: Resolver


def resolvers_of(pack: Pack) -> Resolvers:
    """Make resolvers that know the short names of a pack. Raises `TableError`."""
    return Resolvers(
        Resolver(Skill, pack.addresses("skills")), Resolver(Occupation, pack.addresses("occupations"))
    )
