"""A development folder small enough to make in a test: ten trades of three skills, and who asks for them."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

TRADES = (
    ("baker", "bakker", "brood"),
    ("welder", "lasser", "staal"),
    ("cook", "kok", "soep"),
    ("gardener", "hovenier", "haag"),
    ("painter", "schilder", "verf"),
    ("tailor", "kleermaker", "stof"),
    ("driver", "chauffeur", "vracht"),
    ("nurse", "verpleger", "wond"),
    ("mason", "metselaar", "muur"),
    ("joiner", "timmerman", "hout"),
)
VERBS = ("snijden", "wegen", "keuren")
PER_TRADE = 4


def write_data(folder: Path) -> Path:
    """Write all that the tasks read."""
    _write_esco(folder / "esco")
    _write(folder / "geo" / "pc4_nl.csv", [{"pc4": "6000", "lat": "51.2", "lon": "5.7"}])
    _write_rankings(folder / "dev")
    for name, language in (("bel_q_nl_c_nl", 1), ("usa_q_en_c_en", 0)):
        _write_titles(folder / "dev" / "occupation_linking_melo" / name, language)
    _write_wordings(folder / "dev" / "skill_linking_nl")
    return folder


def _skills() -> list[tuple[str, str]]:
    """List (id, Dutch label) of every skill, three a trade."""
    return [
        (f"{place}{number}", f"{thing} {verb}")
        for place, (_, _, thing) in enumerate(TRADES)
        for number, verb in enumerate(VERBS)
    ]


def _write_esco(folder: Path) -> None:
    labels = [{"label_nl": dutch, "label_en": f"{dutch} (en)", "label_de": ""} for _, dutch in _skills()]
    ids = [id for id, _ in _skills()]
    _write(folder / "skills.csv", [{"skill_id": id} | each for id, each in zip(ids, labels, strict=True)])
    _write(
        folder / "skill_linking_corpus_nl.csv",
        [{"c_id": id} | each for id, each in zip(ids, labels, strict=True)],
    )
    _write(folder / "occupation_ids.csv", [{"occ": n, "occupation_uri": f"o{n}"} for n in range(len(TRADES))])
    _write(
        folder / "occupations.csv",
        [
            {
                "occupation_uri": f"o{place}",
                "label_nl": dutch,
                "alt_nl": f"{thing}werker",
                "label_en": english,
                "alt_en": "",
                "description_nl": f"Werkt met {thing}.",
                "description_en": "",
            }
            for place, (english, dutch, thing) in enumerate(TRADES)
        ],
    )
    _write(folder / "isco_groups.csv", [{"conceptUri": "g", "label_nl": "groep", "label_en": "group"}])
    _write(
        folder / "occupation_skills.csv",
        [{"occ": id[0], "skill_id": id, "r": "o" if id.endswith("2") else "e"} for id in ids],
    )


def _write_rankings(folder: Path) -> None:
    trades = range(len(TRADES) * PER_TRADE)
    words = [[dutch for id, dutch in _skills() if id[0] == str(n // PER_TRADE)] for n in trades]
    place = {"pc4": "6000", "level": "3"}
    students = [
        {"student_id": f"s{n}", "skills": f"{words[n][n % 3]}|{words[n - 1][0]}", "max_km": "9"} | place
        for n in trades
    ]
    vacancies = [
        {"vacancy_id": f"v{n}", "title": "", "required": "|".join(words[n]), "nice": ""} | place
        for n in trades
    ]
    judged = [
        {"student_id": f"s{n}", "vacancy_id": f"v{m}", "grade_skills": 3, "grade_full": 3}
        for n in trades
        for m in trades
        if n // PER_TRADE == m // PER_TRADE
    ]
    own = folder / "student_vacancy_nl"
    for name, rows in (("students", students), ("vacancies", vacancies), ("qrels", judged)):
        _write(own / f"{name}.csv", rows)
    empty = {"technologies": "", "knowledge": "", "skills": ""}
    profiles = [{"profile_id": f"p{n}", "tasks": "|".join(words[n])} | empty for n in trades]
    _write(folder / "profile_occupation_en" / "profiles.csv", profiles)
    right = [{"profile_id": f"p{n}", "occ": n // PER_TRADE, "grade": 3} for n in trades]
    _write(folder / "profile_occupation_en" / "qrels.csv", right)


def _write_titles(folder: Path, language: int) -> None:
    names = [trade[language] for trade in TRADES]
    queries = [(f"q{n}", f"{'hulp' * (n % 2)} {names[n // 2]}".strip()) for n in range(2 * len(names))]
    tables = {
        "concept_mapping": [(f"e{n}", f"o{n}") for n in range(len(names))],
        "corpus_elements": [(f"e{n}", name) for n, name in enumerate(names)],
        "annotations": [(id, "0", f"e{n // 2}", "1") for n, (id, _) in enumerate(queries)],
        "queries": queries,
    }
    folder.mkdir(parents=True)
    for name, rows in tables.items():
        (folder / f"{name}.tsv").write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")


def _write_wordings(folder: Path) -> None:
    queries = [{"q_id": f"q{id}", "text_nl": f"goed {dutch}"} for id, dutch in _skills()]
    _write(folder / "queries.csv", queries)
    _write(folder / "qrels.csv", [{"q_id": f"q{id}", "c_id": id, "grade": 3} for id, _ in _skills()])


def _write(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    rows = [*rows]
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0]])
        writer.writeheader()
        writer.writerows(rows)
