"""Autocompletion on a small vocabulary."""

import pytest

from matching.vocabulary import Label, Vocabulary

WORDS = Vocabulary.from_labels(
    [
        Label("welding", "nl", "preferred", "lassen"),
        Label("welding", "en", "preferred", "welding"),
        Label("mig", "nl", "preferred", "MIG/MAG-lassen"),
        Label("technique", "nl", "preferred", "lastechniek"),
        Label("laser", "nl", "alternative", "laseren"),
        Label("advice", "nl", "preferred", "klanten adviseren"),
        Label("advice", "nl", "description", "Lastige vragen van klanten beantwoorden."),
    ]
)

COMPLETIONS = [
    ("las", "nl", ["welding", "technique", "laser", "mig"]),
    ("LAS", "nl", ["welding", "technique", "laser", "mig"]),
    ("weld", "nl", ["welding"]),
    ("weld", "en", ["welding"]),
    ("weld", None, ["welding"]),
    ("weld", "pl", ["welding"]),
    ("advis", "nl", ["advice"]),
    ("lastehcn", "nl", ["technique"]),
    ("latsech", "nl", ["technique"]),
    ("lasen", "nl", ["welding", "mig", "laser"]),
    ("laassen", "nl", ["welding", "mig"]),
    ("altechn", "nl", []),
    ("lzs", "nl", []),
    ("", "nl", []),
    ("👩\u200d🔧", "nl", []),
    ("a" * 5000, "nl", []),
]


@pytest.mark.parametrize(("typed", "language", "expected"), COMPLETIONS)
def test_complete(typed, language, expected):
    assert [each.concept for each in WORDS.complete(typed, language=language)] == expected


def test_completions_are_never_sure_and_never_more_than_asked():
    assert [each.sure for each in WORDS.complete("las", limit=2)] == [False, False]
