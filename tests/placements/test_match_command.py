"""The match command: the same ranking as text and as JSON, for both sides, by uuid and by number."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from matching.rendering import render_verdict
from placements.recommending import persons_for, posts_for
from tests.world import (
    World,
    make_company,
    make_establishment,
    make_group,
    make_school,
    make_student,
    make_vacancy,
)


def run(*args: str) -> str:
    out = StringIO()
    call_command("match", *args, stdout=out)
    return out.getvalue()


def test_text_for_a_student(world: World) -> None:
    lines = run("--student", str(world.sanne.uuid), "--language", "en").splitlines()
    item = posts_for(world.sanne).items[0]
    parts, word = item.parts, render_verdict(item.verdict, "en")
    assert lines[:4] == [
        "Sanne Peeters: 1 of 1 matches",
        "",
        "1. Stagiair lasser – Maasland Metaal, Roermond",
        f"   {word}: {parts.total} points"
        f" = skills {parts.skills} + level {parts.level} + travel {parts.location}",
    ]
    points = [int(line.split()[0]) for line in lines[4:] if line.split()[0][0] in "+-"]
    assert sum(points) == parts.total


@pytest.mark.parametrize(("language", "word"), [("nl", "Heeft lassen"), ("en", "Has welding")])
def test_the_reasons_are_in_the_language_asked(world: World, language: str, word: str) -> None:
    assert word in run("--student", str(world.sanne.uuid), "--language", language)


def test_json_for_a_student(world: World) -> None:
    told = json.loads(run("--student", str(world.sanne.uuid), "--json", "--language", "nl"))
    item = posts_for(world.sanne).items[0]
    assert told["for"] == {"id": str(world.sanne.uuid), "name": "Sanne Peeters"}
    assert (told["eligible"], len(told["ranking"])) == (1, 1)
    first = told["ranking"][0]
    assert (first["rank"], first["id"], first["score"]) == (1, item.vacancy, item.points / 10_000)
    assert first["parts"] == {
        "skills": item.parts.skills,
        "level": item.parts.level,
        "location": item.parts.location,
    }
    assert [reason["code"] for reason in first["reasons"]] == [row.code for row in item.reasons]


def test_json_for_a_vacancy_with_those_excluded(world: World) -> None:
    far = make_student(world.group, reach_km=3)
    told = json.loads(run("--vacancy", world.vacancy.reference, "--json", "--excluded"))
    assert [each["id"] for each in told["ranking"]] == [
        item.student for item in persons_for(world.vacancy).items
    ]
    assert [(each["id"], [why["rule"] for why in each["because"]]) for each in told["excluded"]] == [
        (str(far.uuid), ["reach"])
    ]


def test_those_excluded_are_told_with_the_rule(world: World) -> None:
    make_vacancy(world.establishment, title="Weekendhulp", kind="side_job")
    lines = run("--student", str(world.sanne.uuid), "--excluded", "--language", "en").splitlines()
    assert lines[-3:] == [
        "Not possible: 1 of 1",
        "- Weekendhulp – Maasland Metaal, Roermond",
        "     This is a side job; wanted: internship.",
    ]


def test_a_number_and_a_reference_are_found(world: World) -> None:
    number = world.sanne.numbers.get().number
    assert run("--student", number, "--language", "en").startswith("Sanne Peeters: ")
    assert run("--vacancy", world.vacancy.reference, "--language", "en").startswith("Stagiair lasser")


def test_what_is_not_there_or_not_clear_is_said(world: World) -> None:
    number = world.sanne.numbers.get().number
    noor = make_student(make_group(make_school("Het Kwadrant")), first_name="Noor", last_name="Claessen")
    noor.numbers.update(number=number)
    other = make_vacancy(make_establishment(make_company("Brood")), reference=world.vacancy.reference)
    for args, said in (
        (("--student", "404"), "there is no student '404'"),
        (("--vacancy", "404"), "there is no vacancy '404'"),
        (("--student", number), f"there is more than one student '{number}'; add --school"),
        (
            ("--vacancy", other.reference),
            f"there is more than one vacancy '{other.reference}'; add --company",
        ),
        (("--student", number, "--top", "0"), "--top must be 1 or more"),
    ):
        with pytest.raises(CommandError) as refusal:
            run(*args)
        assert str(refusal.value) == said
    assert run("--student", number, "--school", "het-kwadrant", "--language", "en").startswith(
        "Noor Claessen"
    )
    assert run("--vacancy", other.reference, "--company", "brood", "--language", "en") != ""


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_it_is_a_table(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    out = Terminal()
    call_command("match", "--student", str(world.sanne.uuid), "--language", "en", stdout=out)
    plain = re.sub(r"\x1b\[[\d;]*m", "", out.getvalue())
    header = next(line for line in plain.splitlines() if line.startswith("┃"))
    assert header.strip("┃").replace(" ", "").split("┃") == [
        "", "match", "verdict", "skills", "level", "travel", "why",
    ]  # fmt: skip
    assert "│ Stagiair lasser – " in plain
