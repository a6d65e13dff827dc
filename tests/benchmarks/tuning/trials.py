"""The tasks that tell how good a value is, with all that does not depend on it made once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from matching import quality_data, ranking_data
from matching.company import Company
from matching.knowledge import Knowledge
from matching.matcher import Matcher
from matching.own_words import Whole
from matching.profession_words import ProfessionWords
from matching.quality_data import Task
from matching.ranking_data import RankingTask
from matching.ranking_quality import person_figures, post_figures
from matching.records import Person, Post
from matching.word_linking import Wordbook, look_up
from matching.word_quality import melo_task, reciprocal_ranks
from tests.benchmarks.tuning.halves import Figures
from tests.benchmarks.tuning.parameters import FIGURES

Side = Callable[[Matcher, RankingTask], dict[str, float]]
QUICK = 4
"""A quick run takes one query in so many."""


class Ranked:
    """A ranking task whose words are looked up once."""

    def __init__(self, task: RankingTask, sides: Mapping[str, Side]) -> None:
        """Take the task and what is measured of it, by name."""
        self._task, self._sides = task, sides
        self._found = look_up(task.persons, task.posts, task.labels, task.relations)
        professions = ProfessionWords.from_labels(task.labels, task.relations)
        self._whole = Whole(Company(task.relations), professions)
        self._records = self._linked()

    def _linked(self) -> tuple[list[Person], list[Post]]:
        words = Wordbook.of(self._found, self._whole)
        return [words.person(each) for each in self._task.persons], [
            words.post(each) for each in self._task.posts
        ]

    def figures(self, known: Knowledge, *, relink: bool) -> dict[str, dict[str, float]]:
        """Measure with the constants as they are now; ``relink`` where they change what words mean."""
        matcher = Matcher(*(self._linked() if relink else self._records), known)
        return {name: side(matcher, self._task) for name, side in self._sides.items()}


class Trials:
    """All tasks on the development data; each is read when it is first needed."""

    def __init__(self, data: Path, *, quick: bool = False) -> None:
        """Take the data folder; raises `DataMissing` when a file is first needed and not there."""
        self._data, self._every = data, QUICK if quick else 1

    def figures(self, depends: str) -> Figures:
        """Measure what depends on a parameter of this kind, with the constants as they are now."""
        if depends in ("knowledge", "records"):
            return self._rankings(relink=depends == "records")
        return {name: reciprocal_ranks(self._words[name]) for name in FIGURES[depends]}

    def _rankings(self, *, relink: bool) -> Figures:
        students, profiles = self._ranked
        known = Knowledge.from_relations(occupation_skills=self._relations)
        return students.figures(known, relink=relink) | profiles.figures(known, relink=relink)

    @cached_property
    def _relations(self) -> list[tuple[str, str, str]]:
        return ranking_data.relations(self._data)

    @cached_property
    def _ranked(self) -> tuple[Ranked, Ranked]:
        to_posts, to_persons, to_occupations = FIGURES["knowledge"]
        students = ranking_data.students_and_vacancies(self._data, places=False)
        profiles = ranking_data.profiles_and_occupations(self._data)
        return (
            Ranked(self._thinned(students), {to_posts: person_figures, to_persons: post_figures}),
            Ranked(self._thinned(profiles), {to_occupations: person_figures}),
        )

    @cached_property
    def _words(self) -> dict[str, Task]:
        dutch, english = FIGURES["rich"]
        (wordings,) = FIGURES["poor"]
        return {
            dutch: self._asked_less(melo_task(self._data, "bel_q_nl_c_nl")),
            english: self._asked_less(melo_task(self._data, "usa_q_en_c_en")),
            wordings: self._asked_less(quality_data.skill_linking(self._data)),
        }

    def _thinned(self, task: RankingTask) -> RankingTask:
        return replace(task, persons=task.persons[:: self._every])

    def _asked_less(self, task: Task) -> Task:
        return replace(
            task, relevant={each: task.relevant[each] for each in sorted(task.relevant)[:: self._every]}
        )
