"""The paper of an agreement: what stands on it in each language, and names as they are written."""

import re
import zlib

import pytest
from django.utils import translation

from placements.agreement_pdf import pdf_of
from placements.agreement_texts import Block, Box, Sheet, sheet_of, terms_of, title_of
from placements.drawing_up import amend, data_of
from placements.models import Agreement
from placements.signing import sign
from profiles.models import Student
from tests.placements.agreed import agreed, anew, drawn_up, on_paper, signed

NAMES = ["Łęczyńska", "Жанна", "Σοφία", "D'Haese–Çelik"]


@pytest.fixture
def agreement(world) -> Agreement:
    placement = drawn_up(world)
    sign(placement, party="student", by=world.sanne.user)
    return placement.agreements.get()


def sheet(agreement: Agreement) -> Sheet:
    return sheet_of(agreement, agreement.signatures.all())


def drawn(agreement: Agreement) -> bytes:
    return pdf_of(sheet(agreement), made_at=agreement.made_at)


def characters(paper: bytes) -> set[str]:
    """Read which characters the letters of a PDF stand for."""
    found = set()
    for packed in re.findall(rb"stream\n(.*?)\nendstream", paper, re.DOTALL):
        text = packed if packed.startswith(b"/CIDInit") else zlib.decompress(packed)
        for _code, meant in re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]{4,8})>\n", text):
            found.add(bytes.fromhex(meant.decode()).decode("utf-16-be"))
    return found


@pytest.mark.parametrize(
    ("language", "title", "heading"),
    [
        ("nl", "Praktijkovereenkomst", "Wat er is afgesproken"),
        ("en", "Practical training agreement", "What is agreed"),
    ],
)
def test_a_paper_speaks_the_language_of_its_reader(agreement, language, title, heading):
    with translation.override(language):
        shown = sheet(agreement)
        assert (shown.title, shown.blocks[0].heading) == (title, heading)
        assert drawn(agreement).startswith(b"%PDF-")


def test_a_paper_names_three_parties_the_terms_and_who_looks_after_the_student(world, agreement):
    with translation.override("en"):
        shown = sheet(agreement)
    assert [block.rows[0][1] for block in shown.parties] == [
        "Sanne Peeters",
        "Gilde Opleidingen",
        "Maasland Metaal",
    ]
    assert ("leerbedrijf-ID", "100012345") in shown.parties[2].rows
    assert shown.blocks == [
        Block(
            "What is agreed",
            [
                ("Kind", "Internship"),
                ("Programme", "Lassen 25102, crebo 25102, vocational level 3 (mbo 3)"),
                ("Route", "school-based (bol)"),
                ("Period", "Feb. 1, 2027 up to and including July 2, 2027"),
                ("Days", "Monday, Tuesday, Wednesday, Thursday"),
                ("Working day", "08:00 to 16:30, with 30 minutes of break"),
                ("Hours a week", "32 hours, 695 in all"),
                ("Place of work", "Maasland Metaal Roermond, Kazernelaan 12, 6041 Roermond"),
                ("Supervisor of the company", "Bram Janssen, bram@maaslandmetaal.test"),
                ("Supervisor of the school", world.coordinator.name),
            ],
        )
    ]


def test_a_paper_has_a_box_for_each_who_signs_with_what_is_recorded(agreement):
    with translation.override("en"):
        assert list(sheet(agreement).boxes) == [
            Box("Student", [("Name", "Sanne Peeters"), ("Date", "Nov. 21, 2026"),
                            ("Signature", "recorded: agreed in Stagepoort")]),
            Box("School", [("Name", ""), ("Date", ""), ("Signature", "")]),
            Box("Company", [("Name", ""), ("Date", ""), ("Signature", "")]),
        ]  # fmt: skip


def test_two_guardians_have_a_box_each(agreement):
    agreement.guardians = 2
    with translation.override("en"):
        assert [box.heading for box in sheet(agreement).boxes][1:3] == [
            "Parent or guardian 1",
            "Parent or guardian 2",
        ]


def test_a_change_says_that_it_is_one(world):
    placement = signed(world)
    change = amend(placement, by=world.bram, changes={"hours_per_week": 28})
    with translation.override("nl"):
        assert title_of(change) == "Praktijkovereenkomst – wijziging 1"


@pytest.mark.parametrize("name", NAMES)
def test_names_of_many_alphabets_stand_on_paper_as_they_are_written(world, caplog, name):
    Student.objects.filter(pk=world.sanne.pk).update(last_name=name)
    world.sanne.refresh_from_db()
    assert set(name) <= characters(drawn(drawn_up(world).agreements.get()))
    assert [line.message for line in caplog.records if "missing" in line.message] == []


def test_a_letter_that_the_font_lacks_is_told_in_the_log(world, caplog):
    Student.objects.filter(pk=world.sanne.pk).update(last_name="李")
    world.sanne.refresh_from_db()
    drawn(drawn_up(world).agreements.get())
    assert any("missing" in line.message for line in caplog.records)


def test_the_same_paper_is_the_same_file(agreement):
    assert drawn(agreement) == drawn(agreement)


def test_a_name_that_is_too_long_for_its_line_is_cut_and_a_long_address_goes_on(world):
    placement = drawn_up(world)
    sign(placement, party="school", by=world.coordinator, on_paper=on_paper("A" * 200))
    type(world.establishment).objects.update(address="Kazernelaan " * 16)
    agreement = placement.agreements.get()
    agreement.data = data_of(anew(placement))
    assert drawn(agreement).startswith(b"%PDF-")


def test_what_is_not_known_yet_is_left_out_of_the_terms(world):
    bare = agreed(world, end=None, programme=None)
    with translation.override("en"):
        assert [label for label, _text in terms_of(data_of(bare))] == [
            "Kind",
            "Route",
            "Period",
            "Place of work",
        ]
