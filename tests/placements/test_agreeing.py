"""From agreed to signed: filling in, drawing up, signing, and changing what is signed."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from placements.agreement_texts import sheet_of
from placements.completing import AgreementSigned, PlacementOver, complete
from placements.drawing_up import InTheWay, NothingSigned, amend, draw_up
from placements.ending import cancel
from placements.models import Agreement, Placement, Signature
from placements.signing import AlreadySigned, NoAgreement, awaited, is_signed, sign
from placements.superseding import Overlapping
from profiles.editing import Outdated
from profiles.models import Establishment, Guardianship, Membership, Recognition, Student
from tests.placements.agreed import (
    COMPLETE,
    agreed,
    anew,
    completed,
    drawn_up,
    on_paper,
    signed,
)
from tests.world import INA, TODAY, make_company, make_guardian, make_noor, make_school, make_user

Party, Status = Agreement.Party, Placement.Status


@pytest.fixture
def sixteen(world):
    Student.objects.filter(pk=world.sanne.pk).update(birth_date=date(2010, 5, 17))
    world.sanne.refresh_from_db()
    return completed(world, school_hours_per_week=6)


def found(excinfo) -> list[str]:
    return [finding.code for finding in excinfo.value.findings]


def test_each_side_fills_in_its_own(world):
    placement = completed(world)
    assert (placement.supervisor.name, placement.school_supervisor, placement.hours_per_week) == (
        "Bram Janssen",
        world.coordinator,
        32,
    )


@pytest.mark.parametrize(
    ("who", "changes"),
    [
        ("bram", {"school_supervisor": None}),
        ("coordinator", {"supervisor_name": "X"}),
        ("sanne", {"hours_per_week": 8}),
    ],
)
def test_nobody_fills_in_what_is_the_other_side_s(world, who, changes):
    by = world.sanne.user if who == "sanne" else getattr(world, who)
    with pytest.raises(PermissionDenied):
        complete(agreed(world), by=by, changes=changes)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"end": date(2027, 1, 31)}, "end"),
        ({"day_from": time(9), "day_until": time(9)}, "day_until"),
        ({"hours_per_week": 0}, "__all__"),
        ({"hours_per_week": 60}, "__all__"),
        ({"break_minutes": 121}, "__all__"),
    ],
)
def test_what_cannot_be_is_refused(world, changes, field):
    with pytest.raises(ValidationError) as refused:
        complete(agreed(world), by=world.coordinator, changes=changes)
    assert list(refused.value.message_dict) == [field]


def test_a_supervisor_of_another_school_is_refused(world):
    other = make_user("x@elders.test", role=Membership.Role.SCHOOL_COORDINATOR, school=make_school("Elders"))
    with pytest.raises(ValidationError):
        complete(agreed(world), by=world.coordinator, changes={"school_supervisor": other})


def test_an_edit_of_what_somebody_else_changed_is_refused(world):
    mine, theirs = agreed(world), Placement.objects.get()
    complete(theirs, by=world.bram, changes={"hours_per_week": 24})
    with pytest.raises(Outdated):
        complete(mine, by=world.coordinator, changes={"hours_per_week": 32})
    assert anew(mine).hours_per_week == 24


def test_a_period_that_meets_another_place_of_the_student_is_refused(world):
    agreed(world, start=date(2027, 8, 2), end=date(2027, 12, 31))
    placement = agreed(world)
    with pytest.raises(Overlapping):
        complete(placement, by=world.coordinator, changes={"end": date(2027, 8, 2)})


def test_another_school_year_is_counted_there(world):
    placement = agreed(world)
    changes = {"start": date(2027, 9, 6), "end": date(2028, 1, 28)}
    complete(placement, by=world.coordinator, changes=changes)
    after = anew(placement)
    assert (after.school_year, after.person_key) == (2027, world.sanne.person_keys.get(school_year=2027).key)


def test_an_agreement_holds_all_that_is_agreed(world):
    agreement = drawn_up(world).agreements.get()
    assert (agreement.kind, agreement.number, agreement.guardians) == ("praktijkovereenkomst", 0, 0)
    assert agreement.data["company"]["leerbedrijfId"] == "100012345"
    assert agreement.data["school"]["supervisor"] == {"name": world.coordinator.name}
    assert agreement.data["programme"]["code"] == world.programme.code
    assert agreement.data["placement"] | {"id": ""} == {
        "id": "",
        "kind": "internship",
        "start": "2027-02-01",
        "end": "2027-07-02",
        "hoursPerWeek": 32,
        "schoolHoursPerWeek": None,
        "totalHours": round(32 * 152 / 7),
        "weekdays": [1, 2, 3, 4],
        "dayFrom": "08:00",
        "dayUntil": "16:30",
        "breakMinutes": 30,
    }


def test_an_agreement_stays_as_it_was_made(world):
    placement = drawn_up(world)
    before = placement.agreements.get().data
    Student.objects.filter(pk=world.sanne.pk).update(last_name="Janssen")
    Establishment.objects.update(address="Elders 1")
    assert placement.agreements.get().data == before


@pytest.mark.parametrize(
    ("level", "kind", "expected"),
    [
        ("bachelor", "internship", "stageovereenkomst"),
        ("secondary_vocational_education_2", "apprenticeship", "praktijkovereenkomst"),
        ("bachelor", "first_job", "other"),
    ],
)
def test_each_education_has_its_own_agreement(world, level, kind, expected):
    assert drawn_up(world, level=level, kind=kind).agreements.get().kind == expected


@pytest.mark.parametrize("kind", ["first_job", "side_job"])
def test_a_job_may_go_on_until_further_notice_and_needs_no_school(world, kind):
    placement = agreed(world, kind=kind, end=None, school=None, group=None)
    complete(placement, by=world.bram, changes=COMPLETE)
    draw_up(anew(placement), by=world.bram)
    for party, who in (("student", world.sanne.user), ("company", world.bram)):
        sign(anew(placement), party=party, by=who)
    assert anew(placement).status == Status.SIGNED
    with translation.override("en"):
        shown = sheet_of(placement.agreements.get(), [])
    assert [block.heading for block in shown.parties] == ["Student", "Company"]
    told = dict(shown.blocks[0].rows)
    assert (told["Period"], told["Hours a week"]) == ("from Feb. 1, 2027", "32")


def test_an_internship_needs_a_last_day_and_somebody_of_the_school(world):
    placement = agreed(world, end=None)
    complete(placement, by=world.bram, changes=COMPLETE)
    with pytest.raises(InTheWay) as refused:
        draw_up(anew(placement), by=world.bram)
    assert found(refused) == ["end_missing", "school_supervisor_missing"]


def test_what_lacks_keeps_an_agreement_from_being_made(world):
    with pytest.raises(InTheWay) as refused:
        draw_up(agreed(world), by=world.coordinator)
    assert found(refused) == [
        "hours_missing", "weekdays_missing", "times_missing", "supervisor_missing",
        "school_supervisor_missing",
    ]  # fmt: skip


def test_a_start_before_the_recognition_keeps_an_agreement_from_being_made(world):
    placement = completed(world)
    Recognition.objects.update(valid_from=date(2027, 2, 2))
    with pytest.raises(InTheWay) as refused:
        draw_up(placement, by=world.coordinator)
    assert found(refused) == ["not_recognised"]


def test_a_recognition_that_nobody_looked_up_keeps_an_agreement_from_being_made(world):
    placement = completed(world)
    Establishment.objects.update(recognitions_checked_on=None)
    with pytest.raises(InTheWay) as refused:
        draw_up(placement, by=world.coordinator)
    assert found(refused) == ["recognition_unknown"]


def test_a_fifteen_year_old_does_not_work_on_sunday(world):
    noor = make_noor(world.group)
    placement = completed(world, noor, level="pre_vocational_tl", programme=None, school_hours_per_week=0)
    changes = {"weekdays": [7], "hours_per_week": 7, "day_until": time(15)}
    complete(placement, by=world.bram, changes=changes)
    with pytest.raises(InTheWay) as refused:
        draw_up(anew(placement), by=world.coordinator)
    assert found(refused) == ["on_sunday"]


def test_what_changes_before_anybody_signs_asks_for_a_new_paper(world):
    placement = drawn_up(world)
    complete(placement, by=world.bram, changes={"hours_per_week": 30})
    assert list(placement.agreements.all()) == []
    with pytest.raises(NoAgreement):
        sign(anew(placement), party=Party.COMPANY, by=world.bram)


def test_drawing_up_again_takes_the_place_of_what_nobody_signed(world):
    placement = drawn_up(world)
    draw_up(placement, by=world.bram)
    assert [each.number for each in placement.agreements.all()] == [0]


def test_three_parties_sign_each_for_itself_and_then_it_is_signed(world):
    placement = drawn_up(world)
    for party, by in (
        (Party.STUDENT, world.sanne.user),
        (Party.SCHOOL, world.coordinator),
        (Party.COMPANY, world.bram),
    ):
        assert anew(placement).status == Status.AGREED
        sign(anew(placement), party=party, by=by)
    assert anew(placement).status == Status.SIGNED
    told = Signature.objects.values_list("party", "name", "signed_on", "outside")
    assert list(told) == [
        ("student", "Sanne Peeters", TODAY, False),
        ("school", world.coordinator.name, TODAY, False),
        ("company", world.bram.name, TODAY, False),
    ]


@pytest.mark.parametrize(
    ("who", "party"),
    [
        ("sanne", Party.COMPANY),
        ("bram", Party.STUDENT),
        ("coordinator", Party.STUDENT),
        ("bram", Party.SCHOOL),
    ],
)
def test_nobody_signs_for_another(world, who, party):
    placement = drawn_up(world)
    with pytest.raises(PermissionDenied):
        sign(placement, party=party, by=world.sanne.user if who == "sanne" else getattr(world, who))


@pytest.mark.parametrize("who", ["sanne", "bram"])
def test_only_the_school_records_what_is_on_paper(world, who):
    by = world.sanne.user if who == "sanne" else world.bram
    with pytest.raises(PermissionDenied):
        sign(drawn_up(world), party=Party.COMPANY, by=by, on_paper=on_paper())


def test_a_double_signature_is_refused(world):
    placement = drawn_up(world)
    sign(placement, party=Party.COMPANY, by=world.bram)
    with pytest.raises(AlreadySigned):
        sign(anew(placement), party=Party.COMPANY, by=world.bram)
    with pytest.raises(AlreadySigned):
        sign(anew(placement), party=Party.COMPANY, by=world.coordinator, on_paper=on_paper())
    assert Signature.objects.count() == 1


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_a_signature_from_before_the_paper_or_from_tomorrow_is_refused(world, day):
    with pytest.raises(ValidationError):
        sign(drawn_up(world), party=Party.SCHOOL, by=world.coordinator, on_paper=on_paper(day=day))


def test_a_company_that_lost_its_recognition_meanwhile_is_not_signed_with(world):
    placement = drawn_up(world)
    Recognition.objects.update(valid_until=date(2026, 12, 31))
    with pytest.raises(InTheWay) as refused:
        sign(placement, party=Party.SCHOOL, by=world.coordinator)
    assert found(refused) == ["not_recognised"]


def test_for_a_minor_a_guardian_signs_too(world, sixteen):
    agreement = draw_up(sixteen, by=world.coordinator)
    for party in (Party.STUDENT, Party.SCHOOL, Party.COMPANY):
        sign(anew(sixteen), party=party, by=world.coordinator, on_paper=on_paper(party))
    assert (anew(sixteen).status, awaited(agreement)) == (Status.AGREED, [(Party.GUARDIAN, 1)])
    sign(anew(sixteen), party=Party.GUARDIAN, by=world.coordinator, on_paper=on_paper())
    assert anew(sixteen).status == Status.SIGNED


def test_two_guardians_are_two_people(world, sixteen):
    agreement = draw_up(sixteen, by=world.coordinator, guardians=2)
    sign(anew(sixteen), party=Party.GUARDIAN, by=world.coordinator, on_paper=on_paper())
    with pytest.raises(AlreadySigned):
        sign(anew(sixteen), party=Party.GUARDIAN, by=world.coordinator, on_paper=on_paper("ina peeters"))
    sign(anew(sixteen), party=Party.GUARDIAN, by=world.coordinator, on_paper=on_paper("Jan Peeters"))
    assert [slot for party, slot in awaited(agreement) if party == Party.GUARDIAN] == []
    with pytest.raises(AlreadySigned):
        sign(anew(sixteen), party=Party.GUARDIAN, by=world.coordinator, on_paper=on_paper("A third"))


def test_a_guardian_with_an_account_signs_for_the_child(world):
    noor = make_noor(world.group)
    make_guardian(noor, "jan@thuis.test", Student.Visibility.ANONYMOUS)
    placement = completed(world, noor, level="pre_vocational_tl", programme=None, school_hours_per_week=0)
    complete(placement, by=world.bram, changes={"hours_per_week": 28, "day_until": time(15, 30)})
    agreement = draw_up(anew(placement), by=world.coordinator)
    ina = Guardianship.objects.get(email=INA).user
    sign(anew(placement), party=Party.GUARDIAN, by=ina)
    with pytest.raises(AlreadySigned):
        sign(anew(placement), party=Party.GUARDIAN, by=ina)
    assert (agreement.guardians, (Party.GUARDIAN, 2) in awaited(agreement)) == (2, True)


def test_an_adult_has_no_guardian_to_sign(world):
    placement = drawn_up(world)
    with pytest.raises(AlreadySigned):
        sign(placement, party=Party.GUARDIAN, by=world.coordinator, on_paper=on_paper())


def test_what_somebody_signed_is_not_simply_changed(world):
    placement = drawn_up(world)
    sign(placement, party=Party.COMPANY, by=world.bram)
    with pytest.raises(AgreementSigned):
        complete(anew(placement), by=world.bram, changes={"hours_per_week": 30})
    with pytest.raises(AgreementSigned):
        draw_up(anew(placement), by=world.bram)


def test_what_nobody_signed_needs_no_amendment(world):
    with pytest.raises(NothingSigned):
        amend(drawn_up(world), by=world.bram, changes={"hours_per_week": 30})


def test_an_amendment_is_a_paper_of_its_own_for_all_to_sign(world):
    placement = signed(world)
    changes = {"day_until": time(15, 30), "hours_per_week": 28}
    change = amend(placement, by=world.bram, changes=changes)
    after = anew(placement)
    assert (change.number, change.data["placement"]["hoursPerWeek"], after.status) == (1, 28, Status.SIGNED)
    assert placement.agreements.get(number=0).data["placement"]["hoursPerWeek"] == 32
    assert is_signed(change) is False
    for party in (Party.STUDENT, Party.SCHOOL, Party.COMPANY):
        sign(anew(placement), party=party, by=world.coordinator, on_paper=on_paper(party))
    assert is_signed(change) is True


def test_an_amendment_that_nobody_signed_gives_way_to_the_next(world):
    placement = signed(world)
    for hours in (28, 30):
        amend(anew(placement), by=world.bram, changes={"hours_per_week": hours})
    assert [each.number for each in placement.agreements.all()] == [0, 1]
    assert placement.agreements.get(number=1).data["placement"]["hoursPerWeek"] == 30


def test_an_amendment_against_the_law_changes_nothing(world):
    placement = signed(world)
    with pytest.raises(InTheWay):
        amend(placement, by=world.coordinator, changes={"end": None})
    assert (anew(placement).end, placement.agreements.count()) == (date(2027, 7, 2), 1)


def test_what_is_over_is_neither_filled_in_nor_signed(world):
    placement = drawn_up(world)
    cancel(placement, by=world.bram, reason="company_stops")
    for act in (
        lambda: complete(anew(placement), by=world.bram, changes=COMPLETE),
        lambda: draw_up(anew(placement), by=world.bram),
        lambda: sign(anew(placement), party=Party.COMPANY, by=world.bram),
    ):
        with pytest.raises(PlacementOver):
            act()


def test_erasing_a_student_takes_the_paper_and_leaves_the_count(world):
    placement = signed(world)
    world.sanne.delete()
    after = anew(placement)
    assert (after.student, after.kind, after.status) == (None, "internship", Status.SIGNED)
    assert (Agreement.objects.count(), Signature.objects.count()) == (0, 0)


def test_a_member_of_another_company_takes_no_part(world):
    other = make_user(
        "x@other.test", role=Membership.Role.COMPANY_MEMBER, company=make_company("Peelland Zorg")
    )
    with pytest.raises(PermissionDenied):
        draw_up(completed(world), by=other)


def test_a_day_later_the_paper_can_still_be_signed(world):
    placement = drawn_up(world)
    with time_machine.travel(TODAY + timedelta(days=9)):
        sign(placement, party=Party.COMPANY, by=world.bram)
    assert Signature.objects.get().signed_on == TODAY + timedelta(days=9)
