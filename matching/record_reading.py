"""Students and vacancies read from JSON Lines; absent or null is unknown, what is strange is refused."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from matching import fields
from matching.fields import BadField, Read
from matching.records import AgeClass, AgeStep, Command, Hazard, Person, Post, Recognition, Weight
from matching.tables import BadTable

MOST_MUSTS = 3


@dataclass(frozen=True, slots=True)
class Worded:
    """A skill as written: words, or a concept by its id; ``grade`` is a command or a weight."""

    text: str
    concept: str | None = None
    grade: Command | Weight | None = None


@dataclass(frozen=True, slots=True)
class WordedPerson:
    """A student whose skills are still words."""

    record: Person
    skills: tuple[Worded, ...]


@dataclass(frozen=True, slots=True)
class WordedPost:
    """A vacancy whose skills and occupations are still words."""

    record: Post
    skills: tuple[Worded, ...]
    occupations: tuple[str, ...]


def read_persons(path: str | Path) -> list[WordedPerson]:
    """Read students; raises `matching.tables.BadTable` with file and line."""
    return [_placed(path, line, _person, row) for line, row in _rows(path, _PERSON)]


def read_posts(path: str | Path) -> list[WordedPost]:
    """Read vacancies; raises `matching.tables.BadTable` with file and line."""
    return [_placed(path, line, _post, row) for line, row in _rows(path, _POST)]


def _skill(grade_key: str, read_grade: Read) -> Read:
    readers = {"name": fields.text, "concept": fields.text, grade_key: read_grade}

    def read(value: Any) -> Worded:
        if isinstance(value, str):
            return Worded(fields.text(value))
        if not isinstance(value, dict):
            raise BadField(f"must be words or an object with name or concept, not {fields.shown(value)}")
        row = _read_fields(value, readers)
        if ("name" in row) == ("concept" in row):
            raise BadField("must have either name or concept")
        return Worded(row.get("name", ""), row.get("concept"), row.get(grade_key))

    return read


def _command(value: Any) -> Command:
    return Command(fields.whole(1, 3)(value))


def _weight(value: Any) -> Weight:
    return Weight(fields.one_of(Weight)(value))


def _occupations(value: Any) -> tuple[str, ...]:
    return (fields.text(value),) if isinstance(value, str) else tuple(fields.list_of(fields.text)(value))


def _wishes(value: Any) -> frozenset[str]:
    """Read wishes: a list, or lists of sectors and occupations."""
    read = fields.set_of(fields.text)
    if not isinstance(value, dict):
        return frozenset(read(value))
    return frozenset().union(*_read_fields(value, {"sectors": read, "occupations": read}).values())


def _recognition(value: Any) -> Recognition:
    """Read one recognition: a programme code, [code, from, until] or an object with those."""
    if isinstance(value, str):
        return Recognition(fields.text(value))
    if isinstance(value, list):
        value = dict(zip(("programme", "from", "until"), value, strict=False)) if len(value) <= 3 else None
    if not isinstance(value, dict):
        raise BadField("must be a programme code, [code, from, until] or an object with those")
    readers = {"programme": fields.text, "crebo": fields.text, "from": fields.day, "until": fields.day}
    row = _read_fields(value, readers)
    if ("programme" in row) == ("crebo" in row):
        raise BadField("must have a programme code")
    return Recognition(row.get("programme") or row["crebo"], row.get("from"), row.get("until"))


_SHARED: Mapping[str, Read] = {
    "id": fields.text,
    "level": fields.level,
    "lat": fields.number(-90, 90),
    "lon": fields.number(-180, 180),
    "hours": fields.hours,
    "weekdays": fields.weekdays,
    "languages": fields.languages,
    "licences": fields.set_of(fields.text),
}
_PERSON: Mapping[str, Read] = {
    **_SHARED,
    "skills": fields.list_of(_skill("command", _command)),
    "programme": fields.text,
    "reach_km": fields.number(0, 20_100),
    "travel": fields.text,
    "kinds": fields.set_of(fields.kind),
    "from": fields.day,
    "until": fields.day,
    "age_class": fields.age_class,
    "wishes": _wishes,
}
_POST: Mapping[str, Read] = {
    **_SHARED,
    "title": fields.text,
    "occupation": _occupations,
    "kind": fields.kind,
    "skills": fields.list_of(_skill("weight", _weight)),
    "level_range": fields.span(fields.level),
    "recognised": fields.list_of(_recognition),
    "remote": fields.flag,
    "start": fields.day,
    "end": fields.day,
    "min_weeks": fields.number(0, 520),
    "hazard": fields.one_of(Hazard),
    "seats": fields.whole(0, 100_000),
    "company": fields.text,
    "sector": fields.text,
}


def _person(row: Mapping[str, Any]) -> WordedPerson:
    _in_order(row, "from", "until")
    age_class = row.get("age_class")
    record = Person(
        id=row["id"],
        available_from=row.get("from"),
        available_until=row.get("until"),
        ages=(AgeStep(None, AgeClass(age_class)),) if age_class else (),
        **_same(
            row, "level programme lat lon reach_km travel kinds hours weekdays languages licences wishes"
        ),
    )
    return WordedPerson(record, row.get("skills", ()))


def _post(row: Mapping[str, Any]) -> WordedPost:
    _in_order(row, "start", "end")
    musts = sum(skill.grade is Weight.MUST for skill in row.get("skills", ()))
    if musts > MOST_MUSTS:
        raise BadField(f"skills: {musts} are marked must, at most {MOST_MUSTS} can be")
    names = "kind title level level_range recognised lat lon remote start end min_weeks hours weekdays"
    record = Post(id=row["id"], **_same(row, f"{names} languages licences hazard seats sector company"))
    return WordedPost(record, row.get("skills", ()), row.get("occupation", ()))


def _same(row: Mapping[str, Any], names: str) -> dict[str, Any]:
    return {name: row[name] for name in names.split() if name in row}


def _in_order(row: Mapping[str, Any], first: str, last: str) -> None:
    if first in row and last in row and row[last] < row[first]:
        raise BadField(f"{last}: {row[last]} is before {first}, {row[first]}")
    if ("lat" in row) != ("lon" in row):
        raise BadField("lat and lon must come together")


def _rows(path: str | Path, readers: Mapping[str, Read]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (line number, checked fields) per record; an id that comes twice is refused."""
    seen: dict[str, int] = {}
    for line, record in _records(path):
        row = _placed(path, line, lambda value: _read_fields(value, readers), record)
        if "id" not in row:
            raise BadTable(path, line, "id is missing")
        if row["id"] in seen:
            raise BadTable(path, line, f"id {row['id']!r} stands on line {seen[row['id']]} already")
        seen[row["id"]] = line
        yield line, row


def _records(path: str | Path) -> Iterator[tuple[int, dict[str, Any]]]:
    line = 0
    try:
        with open(path, encoding="utf-8-sig") as file:
            for line, written in enumerate(file, start=1):
                if written.strip():
                    yield line, _placed(path, line, _object, written)
    except OSError as error:
        raise BadTable(path, 1, error.strerror or "cannot be opened") from error
    except UnicodeDecodeError as error:
        raise BadTable(path, line + 1, f"is not UTF-8 (byte {error.object[error.start]:#04x})") from error


def _object(written: str) -> dict[str, Any]:
    try:
        record = json.loads(written.rstrip(), object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise BadField(f"is not JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise BadField("is nested too deeply") from None
    if not isinstance(record, dict):
        raise BadField("must be an object, {…}")
    return record


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        raise BadField(f"{next(name for name in names if names.count(name) > 1)} stands twice")
    return record


def _no_number(name: str) -> float:
    raise BadField(f"{name} is not a number")


def _read_fields(record: Mapping[str, Any], readers: Mapping[str, Read]) -> dict[str, Any]:
    row = {}
    for name, value in record.items():
        if name not in readers:
            raise BadField(f"{name} is not a known field{_suggestion(name, readers)}")
        if value is not None:
            row[name] = _named(name, readers[name], value)
    return row


def _named(name: str, read: Read, value: Any) -> Any:
    try:
        return read(value)
    except BadField as error:
        raise BadField(f"{name}: {error}") from None


def _suggestion(name: str, readers: Mapping[str, Read]) -> str:
    near = get_close_matches(name, readers, n=1)
    return f"; did you mean {near[0]}?" if near else f"; known are {', '.join(readers)}"


def _placed(path: str | Path, line: int, read: Read, value: Any) -> Any:
    try:
        return read(value)
    except BadField as error:
        raise BadTable(path, line, str(error)) from None
