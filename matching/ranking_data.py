"""The development data for rankings, as the command line would read it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matching.knowledge import Knowledge
from matching.labels import ALTERNATIVE, DESCRIPTION, PREFERRED, Label
from matching.quality_data import rows, skill_labels
from matching.record_reading import Worded, WordedPerson, WordedPost
from matching.records import Person, Post, Weight

LANGUAGES = ("nl", "en")
ROLES = {"e": "essential", "o": "optional"}


@dataclass(frozen=True, slots=True)
class RankingTask:
    """Records to rank for each other, and the grade of every judged pair by person and post."""

    persons: Sequence[WordedPerson]
    posts: Sequence[WordedPost]
    labels: Sequence[Label]
    relations: Sequence[tuple[str, str, str]]
    grades: Mapping[str, Mapping[str, int]]


def students_and_vacancies(data: Path, *, places: bool) -> RankingTask:
    """Read the Dutch students and vacancies; with ``places`` also levels and distances, graded on all."""
    folder = data / "dev" / "student_vacancy_nl"
    centres = {
        row["pc4"]: (float(row["lat"]), float(row["lon"]))
        for row in rows(data / "geo" / "pc4_nl.csv")
        if row["lat"]
    }
    grade = "grade_full" if places else "grade_skills"
    return RankingTask(
        [_student(row, centres if places else None) for row in rows(folder / "students.csv")],
        [_vacancy(row, centres if places else None) for row in rows(folder / "vacancies.csv")],
        labels(data),
        relations(data),
        _grades((row["student_id"], row["vacancy_id"], row[grade]) for row in rows(folder / "qrels.csv")),
    )


def profiles_and_occupations(data: Path) -> RankingTask:
    """Read the O*NET profiles and, as posts, the ESCO occupations with what they ask."""
    folder = data / "dev" / "profile_occupation_en"
    asked = defaultdict(list)
    for occupation, skill, role in relations(data):
        weight = Weight.SHOULD if role == "essential" else Weight.NICE
        asked[occupation].append(Worded("", skill, weight))
    return RankingTask(
        [_profile(row) for row in rows(folder / "profiles.csv")],
        [WordedPost(Post(each), tuple(skills), (each,)) for each, skills in sorted(asked.items())],
        labels(data),
        relations(data),
        _grades(
            (row["profile_id"], f"occupation {row['occ']}", row["grade"])
            for row in rows(folder / "qrels.csv")
        ),
    )


def knowledge(task: RankingTask) -> Knowledge:
    """Return what the engine knows of the relations of a task."""
    return Knowledge.from_relations(occupation_skills=task.relations)


def labels(data: Path) -> list[Label]:
    """Return the labels of skills, and the labels and descriptions of occupations."""
    occupation = {
        row["occupation_uri"]: f"occupation {row['occ']}"
        for row in rows(data / "esco" / "occupation_ids.csv")
    }
    found = [*skill_labels(data)]
    for row in rows(data / "esco" / "occupations.csv"):
        if row["occupation_uri"] in occupation:
            found += _occupation_labels(occupation[row["occupation_uri"]], row)
    return found


def relations(data: Path) -> list[tuple[str, str, str]]:
    """Return which occupation needs or may use which skill."""
    found = rows(data / "esco" / "occupation_skills.csv")
    return [(f"occupation {row['occ']}", row["skill_id"], ROLES[row["r"]]) for row in found]


def _occupation_labels(id: str, row: Mapping[str, str]) -> list[Label]:
    found = []
    for language in LANGUAGES:
        named = [(PREFERRED, row[f"label_{language}"]), (DESCRIPTION, row[f"description_{language}"])]
        named += [(ALTERNATIVE, text) for text in row[f"alt_{language}"].split("|")]
        found += [Label(id, language, kind, text) for kind, text in named if text]
    return found


def _student(row: Mapping[str, str], centres: Mapping[str, tuple[float, float]] | None) -> WordedPerson:
    skills = tuple(Worded(text) for text in row["skills"].split("|") if text)
    if centres is None:
        return WordedPerson(Person(row["student_id"]), skills)
    lat, lon = centres[row["pc4"]]
    record = Person(
        row["student_id"], level=int(row["level"]), lat=lat, lon=lon, reach_km=float(row["max_km"])
    )
    return WordedPerson(record, skills)


def _vacancy(row: Mapping[str, str], centres: Mapping[str, tuple[float, float]] | None) -> WordedPost:
    asked = [Worded(text, None, Weight.SHOULD) for text in row["required"].split("|") if text]
    asked += [Worded(text, None, Weight.NICE) for text in row["nice"].split("|") if text]
    record = Post(row["vacancy_id"], title=row["title"])
    if centres is not None:
        lat, lon = centres[row["pc4"]]
        record = Post(row["vacancy_id"], title=row["title"], level=int(row["level"]), lat=lat, lon=lon)
    return WordedPost(record, tuple(asked), ())


def _profile(row: Mapping[str, str]) -> WordedPerson:
    columns = ("tasks", "technologies", "knowledge", "skills")
    texts = [text for column in columns for text in row[column].split("|") if text]
    return WordedPerson(Person(row["profile_id"]), tuple(Worded(text) for text in dict.fromkeys(texts)))


def _grades(judged: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for person, post, grade in judged:
        grades[person][post] = int(grade)
    return dict(grades)
