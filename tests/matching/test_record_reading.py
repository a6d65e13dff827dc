"""Students and vacancies as JSON Lines: every field read, everything strange refused with file and line."""

import json
from datetime import date

import pytest

from matching.record_reading import Worded, read_persons, read_posts
from matching.records import AgeClass, AgeStep, Command, Person, Post, Recognition, Weight
from matching.tables import BadTable

SANNE = {
    "id": "sanne", "skills": ["lassen", {"name": "slijpen", "command": 3}, {"concept": "mig"}], "level": 3,
    "programme": "25297", "lat": 51.25, "lon": 5.7, "reach_km": 20, "travel": "bike",
    "kinds": ["internship"], "from": "2027-02-01", "until": "2027-06-30", "hours": [24, 32.5],
    "weekdays": [1, 2], "languages": {"nl": "B1"}, "licences": ["AM"], "age_class": "16-17",
    "wishes": {"sectors": ["engineering"], "occupations": ["welder"]},
}  # fmt: skip
WELDING = {
    "id": "welding", "title": "Lasser", "occupation": "lasser", "kind": "internship",
    "skills": [{"name": "lassen", "weight": "must"}, "slijpen", {"concept": "mig", "weight": "nice"}],
    "level": 3, "level_range": [2, 4],
    "recognised": ["25297", ["25298", "2026-01-01", None], {"crebo": "25299"}],
    "lat": 51.25, "lon": 5.7, "remote": True, "start": "2027-02-01", "end": "2027-06-30", "min_weeks": 10,
    "hours": [32, 40], "weekdays": [1], "languages": {"nl": "B1"}, "licences": ["B"], "hazard": "supervised",
    "seats": 2, "company": "smithy", "sector": "engineering",
}  # fmt: skip


def write(tmp_path, *records, name="S.jsonl") -> str:
    lines = [each if isinstance(each, str) else json.dumps(each) for each in records]
    (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(tmp_path / name)


def test_every_field_of_a_student_is_read(tmp_path):
    (sanne,) = read_persons(write(tmp_path, SANNE))
    assert sanne.record == Person(
        "sanne", level=3, programme="25297", lat=51.25, lon=5.7, reach_km=20, travel="bike",
        kinds=frozenset({"internship"}), available_from=date(2027, 2, 1), available_until=date(2027, 6, 30),
        hours=(24, 32.5), weekdays=frozenset({1, 2}), languages={"nl": "B1"}, licences=frozenset({"AM"}),
        wishes=frozenset({"engineering", "welder"}), ages=(AgeStep(None, AgeClass.FROM_16),),
    )  # fmt: skip
    assert sanne.skills == (Worded("lassen"), Worded("slijpen", None, Command.ADVANCED), Worded("", "mig"))


def test_every_field_of_a_vacancy_is_read(tmp_path):
    (welding,) = read_posts(write(tmp_path, WELDING))
    assert welding.record == Post(
        "welding", kind="internship", title="Lasser", level=3, level_range=(2, 4),
        recognised=(Recognition("25297"), Recognition("25298", date(2026, 1, 1)), Recognition("25299")),
        lat=51.25, lon=5.7, remote=True, start=date(2027, 2, 1), end=date(2027, 6, 30), min_weeks=10,
        hours=(32, 40), weekdays=frozenset({1}), languages={"nl": "B1"}, licences=frozenset({"B"}),
        hazard="supervised", seats=2, sector="engineering", company="smithy",
    )  # fmt: skip
    assert welding.occupations == ("lasser",)
    assert welding.skills == (
        Worded("lassen", None, Weight.MUST), Worded("slijpen"), Worded("", "mig", Weight.NICE),
    )  # fmt: skip


def test_only_the_id_is_required_and_null_is_unknown(tmp_path):
    path = write(tmp_path, {"id": "a"}, "", {"id": "b", "level": None, "skills": None})
    assert [each.record for each in read_persons(path)] == [Person("a"), Person("b")]
    assert [each.record for each in read_posts(path)[:1]] == [Post("a")]


def test_no_recognition_is_not_the_same_as_an_unknown_one(tmp_path):
    path = write(tmp_path, {"id": "a", "recognised": []}, {"id": "b"})
    assert [each.record.recognised for each in read_posts(path)] == [(), None]


BAD_STUDENTS = {
    "no json": ("{", "is not JSON: Expecting property name enclosed in double quotes at column 2"),
    "no object": ("[1]", "must be an object, {…}"),
    "no id": ({"level": 3}, "id is missing"),
    "empty id": ({"id": " "}, "id: must be text, not ' '"),
    "twice": ('{"id": "a", "id": "b"}', "id stands twice"),
    "not a number": ('{"id": "a", "lat": NaN}', "NaN is not a number"),
    "misspelt": ({"id": "a", "skils": []}, "skils is not a known field; did you mean skills?"),
    "level as text": ({"id": "a", "level": "3"}, "level: must be a whole number from 1 to 8, not '3'"),
    "level too high": ({"id": "a", "level": 9}, "level: must be a whole number from 1 to 8, not 9"),
    "level true": ({"id": "a", "level": True}, "level: must be a whole number from 1 to 8, not True"),
    "lat": ({"id": "a", "lat": 91, "lon": 5}, "lat: must be a number from -90 to 90, not 91"),
    "lat alone": ({"id": "a", "lat": 51}, "lat and lon must come together"),
    "reach": ({"id": "a", "reach_km": -1}, "reach_km: must be a number from 0 to 20100, not -1"),
    "kinds": (
        {"id": "a", "kinds": ["stage"]},
        "kinds: entry 1 must be one of internship, apprenticeship, graduation_project, side_job, first_job, "
        "orientation_visit, not 'stage'",
    ),
    "kinds no list": ({"id": "a", "kinds": "internship"}, "kinds: must be a list, not 'internship'"),
    "date": ({"id": "a", "from": "1-2-2027"}, "from: must be a date such as 2027-02-01, not '1-2-2027'"),
    "no such day": (
        {"id": "a", "from": "2027-02-29"},
        "from: must be a date such as 2027-02-01, not '2027-02-29'",
    ),
    "ends before": (
        {"id": "a", "from": "2027-02-01", "until": "2027-01-01"},
        "until: 2027-01-01 is before from, 2027-02-01",
    ),
    "hours": ({"id": "a", "hours": [40, 20]}, "hours: must go up, not [40, 20]"),
    "hours single": ({"id": "a", "hours": 40}, "hours: must be a list of two, [least, most], not 40"),
    "weekday": ({"id": "a", "weekdays": [0]}, "weekdays: entry 1 must be a whole number from 1 to 7, not 0"),
    "language": (
        {"id": "a", "languages": {"nl": "goed"}},
        "languages: nl must be one of A1, A2, B1, B2, C1, C2, not 'goed'",
    ),
    "age": (
        {"id": "a", "age_class": "16"},
        "age_class: must be one of <13, 13-14, 15, 16-17, 18+, not '16'",
    ),
    "skill": (
        {"id": "a", "skills": [5]},
        "skills: entry 1 must be words or an object with name or concept, not 5",
    ),
    "skill both": (
        {"id": "a", "skills": ["x", {"name": "x", "concept": "y"}]},
        "skills: entry 2 must have either name or concept",
    ),
    "command": (
        {"id": "a", "skills": [{"name": "x", "command": 4}]},
        "skills: entry 1 command: must be a whole number from 1 to 3, not 4",
    ),
    "a birth date": (
        {"id": "a", "birth_date": "2009-01-01"},
        "birth_date is not a known field; known are id, level, lat, lon, hours, weekdays, languages, "
        "licences, skills, programme, reach_km, travel, kinds, from, until, age_class, wishes",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_STUDENTS)
def test_a_bad_student_is_refused_with_file_and_line(tmp_path, case):
    bad, reason = BAD_STUDENTS[case]
    path = write(tmp_path, {"id": "fine"}, bad)
    with pytest.raises(BadTable) as refusal:
        read_persons(path)
    assert str(refusal.value) == f"{path}:2: {reason}"


BAD_VACANCIES = {
    "four musts": (
        {"id": "a", "skills": [{"name": each, "weight": "must"} for each in "abcd"]},
        "skills: 4 are marked must, at most 3 can be",
    ),
    "weight": (
        {"id": "a", "skills": [{"name": "x", "weight": "required"}]},
        "skills: entry 1 weight: must be one of must, should, nice, not 'required'",
    ),
    "range": ({"id": "a", "level_range": [4, 2]}, "level_range: must go up, not [4, 2]"),
    "recognition": (
        {"id": "a", "recognised": [25297]},
        "recognised: entry 1 must be a programme code, [code, from, until] or an object with those",
    ),
    "remote": ({"id": "a", "remote": "yes"}, "remote: must be true or false, not 'yes'"),
    "ends before it starts": (
        {"id": "a", "start": "2027-02-01", "end": "2027-01-31"},
        "end: 2027-01-31 is before start, 2027-02-01",
    ),
    "hazard": (
        {"id": "a", "hazard": "high"},
        "hazard: must be one of none, supervised, adults_only, not 'high'",
    ),
    "seats": ({"id": "a", "seats": 1.5}, "seats: must be a whole number from 0 to 100000, not 1.5"),
    "the same id": ({"id": "fine"}, "id 'fine' stands on line 1 already"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_VACANCIES)
def test_a_bad_vacancy_is_refused_with_file_and_line(tmp_path, case):
    bad, reason = BAD_VACANCIES[case]
    path = write(tmp_path, {"id": "fine"}, bad, name="V.jsonl")
    with pytest.raises(BadTable) as refusal:
        read_posts(path)
    assert str(refusal.value) == f"{path}:2: {reason}"


def test_other_encodings_are_refused(tmp_path):
    (tmp_path / "S.jsonl").write_bytes('{"id": "é"}'.encode("cp1252"))
    with pytest.raises(BadTable, match=r"S\.jsonl:1: is not UTF-8 \(byte 0xe9\)"):
        read_persons(tmp_path / "S.jsonl")


def test_a_byte_order_mark_is_welcome(tmp_path):
    (tmp_path / "S.jsonl").write_text('{"id": "a"}', encoding="utf-8-sig")
    assert [each.record.id for each in read_persons(tmp_path / "S.jsonl")] == ["a"]
