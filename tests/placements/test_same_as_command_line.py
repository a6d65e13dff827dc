"""The service ranks as the measured engine does: the same people through both doors have the same scores."""

import json
from pathlib import Path

import pytest

from matching.__main__ import main
from placements.recommending import persons_for, posts_for
from profiles.editing import edit
from profiles.models import Student, StudentSkill, StudentWords
from profiles.reading.skill_lists import SkillWord
from profiles.relinking import relink_students
from reference.linking import link
from reference.models import LabelKind, OccupationLabel, OccupationSkill, SkillLabel
from tests.lists import STUDENTS, load_students, load_vacancies
from tests.world import World, make_occupation, make_student
from vacancies.models import Vacancy
from vacancies.relinking import relink_vacancies

TRADES = {
    "lasser": ("lassen", "tekeninglezen", "metaal slijpen", "stalen constructies bouwen"),
    "timmerman": ("timmeren", "tekeninglezen", "hout zagen"),
    "kok": ("gerechten bereiden", "keuken schoonmaken"),
    "kapper": ("haar knippen", "klanten adviseren"),
    "verkoper": ("klanten adviseren", "kassa bedienen", "vakken vullen"),
    "automonteur": ("motoren repareren", "banden wisselen"),
    "verzorgende": ("ouderen verzorgen", "medicijnen geven"),
    "programmeur": ("programmeren", "software testen"),
}
DESCRIPTIONS = {
    "lasser": "Lassers slijpen staal met een haakse slijper en verbinden metaal.",
    "automonteur": "Monteurs sleutelen aan brommers en auto's in een garage.",
}
PEOPLE = {
    "exact": ["lassen:2", "tekeninglezen"],
    "words": ["staal slijpen met haakse slijper:3", "stalen hekken bouwen", "LASSN", "Odoo Studio"],
    "mixed": ["kassa bedienen:1", "klant advies geven:2", "banden plakken"],
    "sleutelaar": ["sleutelen aan brommers in de garage:3", "auto's in de garage van oom:3", "brommers:3"],
    "vague": ["iets met mensen", "helpen in de keuken", "gerechten"],
    "nobody": ["xqz wvv"],
}
OFFERS = {
    "welding": ("Stage lasser (m/v)", "!lassen|stalen constructies maken|~odoo studio"),
    "carpentry": ("Dag van de timmerlieden", "hout zagen|~klanten adviseren"),
    "kitchen": ("BBL-leerling kok", "!keuken schoonmaken|gerechten klaarmaken"),
    "shop": ("Help mee", "klantadvies|~kassa|~vakken vullen"),
    "garage": ("Monteur brommers", "!motoren repareren"),
    "strange": ("Xqz", "!wvv"),
}
WEIGHTS = {"!": "must", "~": "nice"}


@pytest.fixture
def trades(db: None, today: None) -> None:
    for name, skills in TRADES.items():
        occupation = make_occupation(name, *skills)
        if text := DESCRIPTIONS.get(name):
            OccupationLabel.objects.create(
                occupation=occupation, language="nl", kind=LabelKind.DESCRIPTION, text=text, folded=""
            )


def edited(world: World) -> None:
    """Bring the people in as each of them types, over the API or a page."""
    for name, words in PEOPLE.items():
        student = make_student(first_name=name, **dict.fromkeys(UNKNOWN))
        edit(student, by=world.admin, changes={"skills": [typed(word) for word in words]})


def imported(world: World) -> None:
    """Bring the people in with the list of a school."""
    rows = [f"{place};{name};;X;;{'|'.join(words)}" for place, (name, words) in enumerate(PEOPLE.items())]
    rows = [row.replace(";;X;;", ";;X;A1;") for row in rows]
    assert load_students(world.gilde, f"{STUDENTS};vaardigheden", *rows).added == len(PEOPLE)


def relinked(world: World) -> None:
    """Bring the people in, and read everything again by another edition."""
    imported(world)
    make_occupation("dierenarts", "dieren verzorgen")
    assert (relink_students(), relink_vacancies()) == (5, 6)


UNKNOWN = ("birth_date", "programme", "level", "place", "reach_km", "kinds")


def typed(word: str) -> SkillWord:
    text, _, command = word.partition(":")
    return SkillWord(text, int(command) if command else None)


def offer(world: World) -> None:
    rows = [f"{name};stage;{title};{skills}" for name, (title, skills) in OFFERS.items()]
    report = load_vacancies("referentie;soort;titel;vaardigheden", *rows, company=world.company)
    assert report.added == len(OFFERS)


def ranked(tmp_path: Path, capsys: pytest.CaptureFixture, side: str) -> dict:
    """Rank with the command line: parts and reasons by pair."""
    arguments = [f"--{name}={path}" for name, path in written(tmp_path).items()]
    assert main(["rank", *arguments, f"--for={side}", "--top=50"]) == 0
    lines = map(json.loads, capsys.readouterr().out.splitlines())
    return {
        (line["id"], match["id"]): (
            match["parts"],
            [(row["code"], row["points"]) for row in match["reasons"]],
        )
        for line in lines
        for match in line["ranking"]
    }


def written(folder: Path) -> dict[str, Path]:
    """Write people, offers and the vocabulary in the database as the files of the command line."""
    people = [
        {"id": name, "skills": [{"name": each.text, **_command(each)} for each in map(typed, words)]}
        for name, words in PEOPLE.items()
    ]
    offers = [
        {
            "id": name,
            "title": title,
            "kind": "internship",
            "skills": [_asked(word) for word in skills.split("|")],
        }
        for name, (title, skills) in OFFERS.items()
    ]
    labels = [
        *SkillLabel.objects.values_list("skill__uuid", "text", "language", "kind"),
        *OccupationLabel.objects.values_list("occupation__uuid", "text", "language", "kind"),
    ]
    needs = OccupationSkill.objects.values_list("occupation__uuid", "skill__uuid", "kind")
    tables = {
        "labels": [("concept_id", "label", "language", "kind"), *labels],
        "relations": [("occupation_id", "concept_id", "kind"), *needs],
    }
    texts = {name: ["\t".join(map(str, row)) for row in rows] for name, rows in tables.items()}
    texts |= {"students": list(map(json.dumps, people)), "vacancies": list(map(json.dumps, offers))}
    for name, lines in texts.items():
        (folder / name).write_text("".join(f"{line}\n" for line in lines))
    return {name: folder / name for name in texts}


def _command(word: SkillWord) -> dict[str, int]:
    return {"command": word.command} if word.command else {}


def _asked(word: str) -> dict[str, str]:
    return {"name": word.strip("!~"), "weight": WEIGHTS.get(word[0], "should")}


def served(side: str) -> dict:
    """Rank as the service does: parts and reasons by pair."""
    students = Student.objects.filter(first_name__in=PEOPLE)
    vacancies = Vacancy.objects.filter(reference__in=OFFERS)
    people = {str(student.uuid): student.first_name for student in students}
    offers = {str(vacancy.uuid): vacancy.reference for vacancy in vacancies}
    lists = [
        *(posts_for(student, top=50) for student in students if side == "students"),
        *(persons_for(vacancy, top=50, among=students) for vacancy in vacancies if side == "vacancies"),
    ]
    found = {}
    for item in (item for each in lists for item in each.items if item.vacancy in offers):
        pair = (people[item.student], offers[item.vacancy])
        parts = {name: getattr(item.parts, name) for name in ("skills", "level", "location")}
        reasons = [(row.code, row.points) for row in item.reasons]
        found[pair if side == "students" else pair[::-1]] = (parts, reasons)
    return found


@pytest.mark.parametrize("come_in", [edited, imported, relinked])
@pytest.mark.parametrize("side", ["students", "vacancies"])
def test_both_doors_lead_to_the_same_scores(trades, world, tmp_path, capsys, come_in, side):
    offer(world)
    come_in(world)
    expected = ranked(tmp_path, capsys, side)
    assert len(expected) == len(PEOPLE) * len(OFFERS)
    assert served(side) == expected


def without_professions() -> None:
    StudentWords.objects.all().delete()


def without_company() -> None:
    for own in StudentSkill.objects.filter(skill=None):
        links = link(own.text).links
        every, most = (
            sum(strength for _, strength in links),
            max((strength for _, strength in links), default=0),
        )
        own.links = [[concept, round(strength * (most / every) ** 0.5, 4)] for concept, strength in links]
        own.save()


def without_near_titles() -> None:
    Vacancy.objects.update(near_occupations=[])


@pytest.mark.parametrize("without", [without_professions, without_company, without_near_titles])
def test_each_of_the_ways_to_read_words_makes_a_difference_here(trades, world, tmp_path, capsys, without):
    offer(world)
    imported(world)
    without()
    assert served("students") != ranked(tmp_path, capsys, "students")
