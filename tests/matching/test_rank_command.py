"""The command that ranks, run as people run it."""

import json

import pytest

from matching.__main__ import main

LABELS = """concept_id\tlabel\tlanguage\tkind
mig\tMIG-lassen\tnl\tpreferred
mig\tMIG welding\ten\tpreferred
tig\tTIG-lassen\tnl\tpreferred
cooking\tkoken\tnl\tpreferred
welder\tlasser\tnl\tpreferred
cook\tkok\tnl\tpreferred
"""
RELATIONS = """occupation_id\tconcept_id\tkind
welder\tmig\tessential
welder\ttig\toptional
cook\tcooking\tessential
"""
STUDENTS = (
    {"id": "sanne", "skills": ["mig-lassen"], "level": 3, "kinds": ["internship"]},
    {"id": "stranger", "skills": ["Koken"]},
)
VACANCIES = (
    {
        "id": "welding",
        "title": "Lasser",
        "skills": [{"name": "MIG welding", "weight": "must"}],
        "kind": "internship",
    },
    {"id": "kitchen", "title": "Kok", "skills": ["koken"], "kind": "side_job", "level": 2},
)


@pytest.fixture
def files(tmp_path):
    for name, records in (("students", STUDENTS), ("vacancies", VACANCIES)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(each) + "\n" for each in records))
    (tmp_path / "labels.tsv").write_text(LABELS)
    (tmp_path / "relations.tsv").write_text(RELATIONS)
    return tmp_path


def rank(files, capsys, *options, labels=True):
    known = ["--labels", f"{files}/labels.tsv", "--relations", f"{files}/relations.tsv"] if labels else []
    records = ["--students", f"{files}/students.jsonl", "--vacancies", f"{files}/vacancies.jsonl"]
    code = main(["rank", *records, *known, *options])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def scores(lines):
    return {line["id"]: [(each["id"], each["score"]) for each in line["ranking"]] for line in lines}


def test_vacancies_are_ranked_for_students(files, capsys):
    code, lines = rank(files, capsys)
    assert (code, scores(lines)) == (
        0,
        {"sanne": [("welding", 0.54)], "stranger": [("kitchen", 0.5395), ("welding", 0.12)]},
    )


def test_an_answer_has_parts_and_reasons_that_add_up(files, capsys):
    _, lines = rank(files, capsys)
    first = lines[0]["ranking"][0]
    assert first["parts"] == {"skills": 4200, "level": 600, "location": 600}
    assert [(each["code"], each["points"]) for each in first["reasons"]] == [
        ("skill_has", 2100),
        ("asked_closer", 2100),
        ("level_unknown", 600),
        ("location_unknown", 600),
        ("recognition_unchecked", 0),
        ("change_command", 0),
    ]


def test_students_are_ranked_for_vacancies(files, capsys):
    _, lines = rank(files, capsys, "--for", "vacancies", "--top", "1")
    assert {line["id"]: [each["id"] for each in line["ranking"]] for line in lines} == {
        "welding": ["sanne"],
        "kitchen": ["stranger"],
    }


def test_all_kinds_drops_the_rule_about_kinds(files, capsys):
    _, lines = rank(files, capsys, "--all-kinds")
    assert [each["id"] for each in lines[0]["ranking"]] == ["welding", "kitchen"]


def test_without_labels_every_wording_is_its_own_concept(files, capsys):
    _, lines = rank(files, capsys, "--plain", labels=False)
    assert [each["id"] for each in lines[1]["ranking"]] == ["kitchen", "welding"]


def test_the_seed_decides_between_equals(tmp_path, capsys):
    (tmp_path / "students.jsonl").write_text('{"id": "sanne"}\n')
    (tmp_path / "vacancies.jsonl").write_text("".join(f'{{"id": "{n}"}}\n' for n in range(30)))
    orders = [
        [each["id"] for each in rank(tmp_path, capsys, "--seed", seed, labels=False)[1][0]["ranking"]]
        for seed in ("1", "1", "2")
    ]
    assert (orders[0] == orders[1], orders[0] == orders[2]) == (True, False)


def test_the_reason_for_a_free_word_shows_the_words_of_the_vacancy(files, capsys):
    (files / "students.jsonl").write_text(
        '{"id": "sanne", "skills": [{"name": "Odoo Studio", "command": 2}]}'
    )
    (files / "vacancies.jsonl").write_text(
        '{"id": "p", "skills": [{"name": "ODOO-studio", "weight": "must"}]}'
    )
    for side in ("students", "vacancies"):
        code, (line,) = rank(files, capsys, "--for", side)
        (match,) = line["ranking"]
        told = {"concept": None, "text": "ODOO-studio", "weight": "must"}
        assert (code, match["parts"]["skills"], match["reasons"][0]) == (
            0,
            5_950,
            {
                "code": "skill_has",
                "values": told | {"covered": 85, "own": None, "command": 2, "because": "same"},
                "points": 2_975,
            },
        )


BAD = [
    ("students.jsonl", '{"id": "a"}\n{"id": 5}\n', "students.jsonl:2: id: must be text, not 5"),
    (
        "vacancies.jsonl",
        '{"id": "a", "levl": 3}\n',
        "vacancies.jsonl:1: levl is not a known field; did you mean level?",
    ),
    ("labels.tsv", LABELS + "mig\tx\tnl\tmain\n", "labels.tsv:8: kind 'main' is unknown"),
    ("relations.tsv", RELATIONS + "welder\tmig\tmaybe\n", "relations.tsv:5: kind 'maybe' is unknown"),
]


@pytest.mark.parametrize(("name", "content", "reason"), BAD)
def test_bad_input_ends_with_file_and_line_and_2(files, capsys, name, content, reason):
    (files / name).write_text(content)
    known = ["--labels", f"{files}/labels.tsv", "--relations", f"{files}/relations.tsv"]
    code = main(
        ["rank", "--students", f"{files}/students.jsonl", "--vacancies", f"{files}/vacancies.jsonl", *known]
    )
    out, error = capsys.readouterr()
    assert (code, out, error.startswith(f"{files}/{reason}")) == (2, "", True)


def test_a_missing_file_is_named(files, capsys):
    code = main(["rank", "--students", f"{files}/nobody.jsonl", "--vacancies", f"{files}/vacancies.jsonl"])
    assert (code, capsys.readouterr().err) == (2, f"{files}/nobody.jsonl:1: No such file or directory\n")


def test_empty_files_give_empty_answers(files, capsys):
    (files / "students.jsonl").write_text("")
    assert rank(files, capsys) == (0, [])
    assert scores(rank(files, capsys, "--for", "vacancies")[1]) == {"welding": [], "kitchen": []}
