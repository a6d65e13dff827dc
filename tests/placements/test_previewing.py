"""The preview of a card says what the card says, and no more."""

import pytest

from placements.cards import cards_for
from placements.previewing import preview
from profiles import sharing
from profiles.models import StudentSkill
from tests.world import make_skill, make_student, make_user


@pytest.mark.parametrize("alike", [0, 3, 4])
def test_it_is_what_stands_on_the_card(world, alike):
    StudentSkill.objects.create(student=world.sanne, text="eigenwoord")
    StudentSkill.objects.create(student=world.sanne, skill=make_skill("frezen"), text="frezen")
    for number in range(alike):
        mate = make_student(world.group, user=make_user(f"{number}@leerling.test"))
        sharing.choose_visibility(mate, "anonymous", by=mate.user)
    before = preview(world.sanne)
    sharing.choose_visibility(world.sanne, "anonymous", by=world.sanne.user)
    own = [card for card in cards_for(world.vacancy, top=9).items if card.reasons[0].sign == "has"]
    (card,) = own
    shown = preview(world.sanne)
    assert before == shown
    for name in ("level", "field", "municipality", "in_region", "availability"):
        assert getattr(shown, name) == getattr(card, name)
    assert shown.municipality == ("Weert" if alike == 4 else None)
    held = {skill.uuid for skill in shown.own_skills}
    assert held == {make_skill("frezen").uuid, make_skill("lassen").uuid}


def test_what_is_unknown_is_no_trouble(world):
    student = make_student(programme=None, level=None, place=None)
    shown = preview(student)
    assert (shown.level, shown.field, shown.municipality, shown.in_region, shown.own_skills) == (
        None, None, None, None, (),
    )  # fmt: skip
