"""Who sees a student follows from consents that count today, and from nothing else."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from profiles import sharing
from profiles.consent_texts import versions
from profiles.editing import Outdated
from profiles.models import Company, Consent, Guardianship, MatchChange, Student, User
from tests.world import TODAY, World, make_company, make_guardian, make_student, make_user

YOUNG = date(2011, 5, 17)
SIXTEEN = date(2010, 11, 21)
HIDDEN, ANONYMOUS, NAMED = Student.Visibility


@pytest.fixture
def child(world: World) -> Student:
    """Noor of fifteen, in the class of Gilde, who signs in."""
    user = make_user("noor@leerling.test")
    return make_student(world.group, first_name="Noor", birth_date=YOUNG, user=user)


def read(student: Student) -> Student:
    return Student.objects.get(pk=student.pk)


def choose(student: Student, visibility: str, by: User | None = None) -> None:
    sharing.choose_visibility(read(student), visibility, by=by or student.user)


def standing(student: Student) -> list[tuple[str, str]]:
    return sorted(student.consents.standing().values_list("purpose", "given_by"))


def is_carded(student: Student) -> bool:
    return Student.objects.carded().filter(pk=student.pk).exists()


def test_nobody_sees_anybody_by_default(world):
    assert sharing.visibility_of(world.sanne) == HIDDEN
    assert list(Student.objects.carded()) == []


@pytest.mark.parametrize(
    ("visibility", "purposes"),
    [
        (HIDDEN, []),
        (ANONYMOUS, [("anonymous_card", "student")]),
        (NAMED, [("anonymous_card", "student"), ("named_profile", "student")]),
    ],
)
@pytest.mark.parametrize("before", [HIDDEN, ANONYMOUS, NAMED])
def test_a_choice_is_a_consent_for_each_purpose(world, before, visibility, purposes):
    choose(world.sanne, before)
    choose(world.sanne, visibility)
    assert standing(world.sanne) == purposes
    assert sharing.visibility_of(world.sanne) == visibility
    assert is_carded(world.sanne) is (visibility != HIDDEN)


def test_every_choice_is_dated_with_the_text_that_was_agreed_to(world):
    choose(world.sanne, ANONYMOUS)
    choose(world.sanne, NAMED)
    card, *now = world.sanne.consents.order_by("pk")
    assert [(each.text_version, each.withdrawn_at) for each in now] == [
        (versions()[each.purpose], None) for each in now
    ]
    assert card.given_at < card.withdrawn_at <= now[0].given_at


def test_the_same_choice_again_changes_nothing(world):
    choose(world.sanne, NAMED)
    choose(world.sanne, NAMED)
    assert world.sanne.consents.count() == 2


@pytest.mark.parametrize("visibility", [HIDDEN, ANONYMOUS, NAMED])
@pytest.mark.parametrize("who", ["coordinator", "bram", "admin", "region_officer", "stranger"])
def test_nobody_chooses_for_somebody_else(world, who, visibility):
    with pytest.raises(PermissionDenied):
        choose(world.sanne, visibility, getattr(world, who))
    with pytest.raises(PermissionDenied):
        sharing.name_to(world.sanne, world.company, by=getattr(world, who))
    assert world.sanne.consents.count() == 0


def test_of_two_choices_at_once_one_is_refused(world):
    first, second = read(world.sanne), read(world.sanne)
    sharing.choose_visibility(first, NAMED, by=world.sanne.user)
    with pytest.raises(Outdated):
        sharing.choose_visibility(second, ANONYMOUS, by=world.sanne.user)
    assert sharing.visibility_of(world.sanne) == NAMED


def test_who_is_of_unknown_age_can_only_hide(world):
    choose(world.sanne, NAMED)
    Student.objects.update(birth_date=None)
    assert (sharing.visibility_of(world.sanne), is_carded(world.sanne)) == (HIDDEN, False)
    with pytest.raises(sharing.AgeUnknown):
        choose(world.sanne, ANONYMOUS)
    with pytest.raises(sharing.AgeUnknown):
        sharing.name_to(read(world.sanne), world.company, by=world.sanne.user)
    choose(world.sanne, HIDDEN)
    assert standing(world.sanne) == []


@pytest.mark.parametrize(
    ("moment", "seen"),
    [("2026-11-20T23:59:59", False), ("2026-11-21T00:00:00", True), ("2026-11-21T00:00:01", True)],
)
def test_one_chooses_alone_from_the_sixteenth_birthday_on(world, moment, seen):
    Student.objects.filter(pk=world.sanne.pk).update(birth_date=SIXTEEN)
    with time_machine.travel(timezone.make_aware(datetime.fromisoformat(moment)), tick=False):
        if not seen:
            with pytest.raises(sharing.NeedsGuardian):
                choose(world.sanne, ANONYMOUS)
        else:
            choose(world.sanne, ANONYMOUS)
        assert is_carded(world.sanne) is seen


def test_a_card_of_somebody_suspended_or_gone_is_not_shown(world):
    choose(world.sanne, ANONYMOUS)
    User.objects.filter(pk=world.sanne.user.pk).update(is_active=False)
    assert is_carded(world.sanne) is False
    User.objects.filter(pk=world.sanne.user.pk).update(is_active=True)
    assert is_carded(world.sanne) is True
    world.sanne.enrolments.update(ended_on=TODAY)
    assert is_carded(world.sanne) is False
    assert sharing.visibility_of(world.sanne) == ANONYMOUS


def test_a_name_is_shown_to_one_verified_company_only(world):
    other = make_company("Andere Metaal")
    sharing.name_to(world.sanne, world.company, by=world.sanne.user)
    sharing.name_to(world.sanne, world.company, by=world.sanne.user)
    assert world.sanne.consents.count() == 1
    seen = {each.name: list(Student.objects.named_to([each.pk])) for each in (world.company, other)}
    assert seen == {"Maasland Metaal": [world.sanne], "Andere Metaal": []}
    assert list(Student.objects.visible_to(world.bram)) == [world.sanne]
    assert list(Student.objects.in_care_of(world.bram)) == []
    assert is_carded(world.sanne) is False
    Company.objects.update(verified_at=None)
    assert list(Student.objects.visible_to(world.bram)) == []


def test_a_general_consent_shows_no_company_the_name(world):
    choose(world.sanne, NAMED)
    assert list(Student.objects.visible_to(world.bram)) == []


def test_an_unverified_company_sees_no_name(world):
    world.company.verified_at = None
    with pytest.raises(sharing.NotVerified):
        sharing.name_to(world.sanne, world.company, by=world.sanne.user)


@pytest.mark.parametrize("who", ["sanne", "bram", None])
def test_a_name_is_taken_back_at_once(world, who):
    sharing.name_to(world.sanne, world.company, by=world.sanne.user)
    by = {"sanne": world.sanne.user, "bram": world.bram, None: None}[who]
    assert sharing.withdraw_name(world.sanne, world.company, by=by) is True
    assert list(Student.objects.visible_to(world.bram)) == []
    assert sharing.withdraw_name(world.sanne, world.company, by=by) is False


def test_others_take_nothing_back(world):
    sharing.name_to(world.sanne, world.company, by=world.sanne.user)
    for who in (world.coordinator, world.stranger, make_user("x@x.test")):
        with pytest.raises(PermissionDenied):
            sharing.withdraw_name(world.sanne, world.company, by=who)
    assert list(Student.objects.visible_to(world.bram)) == [world.sanne]


def test_hiding_from_new_eyes_leaves_those_whom_one_answered(world):
    choose(world.sanne, NAMED)
    sharing.name_to(world.sanne, world.company, by=world.sanne.user)
    choose(world.sanne, HIDDEN)
    assert list(Student.objects.visible_to(world.bram)) == [world.sanne]
    assert sharing.withdraw_everything(read(world.sanne), by=world.sanne.user) is True
    assert standing(world.sanne) == []
    assert sharing.withdraw_everything(world.sanne, by=None) is False


def test_every_change_reaches_the_matcher(world):
    acts = [
        lambda: choose(world.sanne, ANONYMOUS),
        lambda: sharing.name_to(world.sanne, world.company, by=world.sanne.user),
        lambda: sharing.withdraw_name(world.sanne, world.company, by=None),
        lambda: sharing.withdraw_everything(world.sanne, by=None),
    ]
    told = []
    for act in acts:
        before = MatchChange.objects.count()
        act()
        told.append(MatchChange.objects.count() - before)
    assert told == [1, 1, 1, 1]
    assert set(MatchChange.objects.values_list("side", "row_id")) == {("person", world.sanne.pk)}


@pytest.mark.parametrize(
    ("born", "through_school"), [(None, True), (YOUNG, True), (SIXTEEN, False), (date(2000, 1, 1), False)]
)
def test_contact_with_the_young_runs_through_the_school(world, born, through_school):
    world.sanne.birth_date = born
    assert sharing.contact_through_school(world.sanne) is through_school


# Below the age of consent


@pytest.mark.parametrize(
    ("answers", "visibility"),
    [
        ([HIDDEN], HIDDEN),
        ([ANONYMOUS], ANONYMOUS),
        ([NAMED], NAMED),
        ([NAMED, ANONYMOUS], ANONYMOUS),
        ([ANONYMOUS, NAMED], ANONYMOUS),
        ([NAMED, NAMED], NAMED),
        ([NAMED, HIDDEN], HIDDEN),
        ([HIDDEN, NAMED], HIDDEN),
    ],
)
def test_the_young_are_seen_as_far_as_every_guardian_goes_along(child, answers, visibility):
    for number, answer in enumerate(answers):
        make_guardian(child, f"guardian{number}@home.test", answer)
    assert sharing.visibility_of(child) == visibility
    assert is_carded(child) is (visibility != HIDDEN)


def test_a_yes_counts_once_the_school_confirmed_and_a_no_at_once(child):
    yes = make_guardian(child, "yes@home.test", NAMED, confirmed=False)
    assert sharing.visibility_of(child) == HIDDEN
    Guardianship.objects.filter(pk=yes.pk).update(confirmed_at=timezone.now())
    assert sharing.visibility_of(child) == NAMED
    make_guardian(child, "no@home.test", HIDDEN, confirmed=False)
    assert sharing.visibility_of(child) == HIDDEN


def test_what_ends_a_guardians_consent(child):
    guardian = make_guardian(child, answer=ANONYMOUS)
    ends = [
        (Guardianship.objects.filter(pk=guardian.pk), {"ended_at": timezone.now()}, {"ended_at": None}),
        (User.objects.filter(pk=guardian.user.pk), {"is_active": False}, {"is_active": True}),
        (User.objects.filter(pk=child.user.pk), {"is_active": False}, {"is_active": True}),
        (Student.objects.filter(pk=child.pk), {"birth_date": None}, {"birth_date": YOUNG}),
        (Student.objects.filter(pk=child.pk), {"birth_date": SIXTEEN}, {"birth_date": YOUNG}),
    ]
    for rows, ended, restored in ends:
        rows.update(**ended)
        assert (is_carded(child), ended) == (False, ended)
        rows.update(**restored)
        assert is_carded(child) is True


@pytest.mark.parametrize(
    ("moment", "seen"),
    [("2027-05-16T23:59:59", True), ("2027-05-17T00:00:00", False), ("2027-05-17T00:00:01", False)],
)
def test_a_guardians_consent_ends_at_sixteen_though_nothing_was_swept(child, world, moment, seen):
    guardian = make_guardian(child, answer=NAMED)
    sharing.name_to(child, world.company, by=child.user)
    with time_machine.travel(timezone.make_aware(datetime.fromisoformat(moment)), tick=False):
        who = {
            "card": is_carded(child),
            "company": Student.objects.visible_to(User.objects.get(pk=world.bram.pk)).exists(),
            "guardian": Student.objects.visible_to(guardian.user).exists(),
        }
    assert who == dict.fromkeys(who, seen)


def test_the_young_may_hide_but_not_show_themselves(child):
    make_guardian(child, answer=NAMED)
    for visibility in (ANONYMOUS, NAMED):
        with pytest.raises(sharing.NeedsGuardian):
            choose(child, visibility)
    choose(child, HIDDEN)
    assert (standing(child), is_carded(child)) == ([], False)


def test_the_young_show_their_name_as_far_as_the_guardian_agreed_beforehand(child, world):
    guardian = make_guardian(child, answer=ANONYMOUS)
    for by in (child.user, guardian.user):
        with pytest.raises(sharing.NeedsGuardian):
            sharing.name_to(child, world.company, by=by)
    choose(child, NAMED, guardian.user)
    sharing.name_to(child, world.company, by=child.user)
    shown = child.consents.standing().get(company=world.company)
    assert (shown.given_by, shown.guardianship) == ("guardian", guardian)
    choose(child, ANONYMOUS, guardian.user)
    choose(child, NAMED, guardian.user)
    assert list(Student.objects.visible_to(world.bram)) == []


def test_a_guardian_withdraws_everything_with_one_act(child, world):
    guardian = make_guardian(child, answer=NAMED)
    sharing.name_to(child, world.company, by=child.user)
    sharing.withdraw_everything(child, by=guardian.user)
    guardian.refresh_from_db()
    assert (guardian.answer, standing(child)) == (HIDDEN, [])


def test_one_guardian_does_not_overrule_another(child):
    first, second = (make_guardian(child, f"{who}@home.test", NAMED) for who in ("first", "second"))
    sharing.withdraw_everything(child, by=first.user)
    with pytest.raises(sharing.GuardianObjects):
        choose(child, ANONYMOUS, second.user)
    choose(child, ANONYMOUS, first.user)
    assert sharing.visibility_of(child) == ANONYMOUS


def test_who_turned_sixteen_chooses_over_what_the_guardian_left(child):
    guardian = make_guardian(child, answer=NAMED)
    with time_machine.travel(timezone.now() + timedelta(days=200)):
        choose(child, ANONYMOUS)
        assert standing(child) == [("anonymous_card", "student")]
        with pytest.raises(PermissionDenied):
            choose(child, NAMED, guardian.user)
        with pytest.raises(PermissionDenied):
            sharing.withdraw_everything(child, by=guardian.user)


def test_who_sees_whose_consents(child, world):
    guardian = make_guardian(child, answer=NAMED)
    choose(world.sanne, ANONYMOUS)
    everybody = {
        "child": child.user, "guardian": guardian.user, "sanne": world.sanne.user, "bram": world.bram,
        "coordinator": world.coordinator, "admin": world.admin,
    }  # fmt: skip
    seen = {
        who: {each.student for each in Consent.objects.visible_to(user)} for who, user in everybody.items()
    }
    assert seen == {
        "child": {child}, "guardian": {child}, "sanne": {world.sanne}, "bram": set(), "coordinator": set(),
        "admin": set(),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("purpose", "company", "guarded", "times"),
    [
        ("anonymous_card", True, False, 1),
        ("named_profile", True, False, 2),
        ("anonymous_card", False, False, 2),
        ("anonymous_card", False, True, 1),
    ],
)
def test_the_database_refuses(world, child, purpose, company, guarded, times):
    row = {"student": world.sanne, "purpose": purpose, "text_version": "1", "given_by": "student"}
    row |= {"company": world.company} if company else {}
    row |= {"guardianship": make_guardian(child)} if guarded else {}
    for _ in range(times - 1):
        Consent.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(**row)
