"""Guardians: asked by a link, answering once, confirmed by the school, reminded, given up on, outgrown."""

import re
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from profiles import guarding, limiting, outgrowing, sharing
from profiles.models import Guardianship, MatchChange, Student, StudentSkill, User
from profiles.tasks import sweep_guardianships
from tests.world import make_group, make_guardian, make_school, make_skill, make_student, make_user

HOME = "parent@home.test"
HIDDEN, ANONYMOUS, NAMED = Student.Visibility


@pytest.fixture
def child(world) -> Student:
    user = make_user("noor@leerling.test")
    return make_student(
        world.group, first_name="Noor", last_name="Canary", birth_date=date(2011, 5, 17), user=user,
        email="noor@school.test",
    )  # fmt: skip


@pytest.fixture
def post(django_capture_on_commit_callbacks):
    """Run something and give the mails that it sent."""

    def run(act, *args, **options) -> list:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act(*args, **options)
        return mail.outbox

    return run


def secret_in(letter) -> str:
    return re.search(r"/ouder/(\S+)", letter.body)[1]


def asked(post, child: Student, email: str = HOME) -> tuple[Guardianship, str]:
    (letter,) = post(guarding.ask, child, email, by=child.user)
    return child.guardianships.latest("asked_at"), secret_in(letter)


def at(moment: datetime) -> time_machine.travel:
    return time_machine.travel(moment, tick=False)


def test_a_guardian_is_asked_by_a_link_that_says_no_more_than_needed(child, post):
    (letter,) = post(guarding.ask, child, " Parent@HOME.test ", by=child.user)
    made = child.guardianships.get()
    secret = secret_in(letter)
    assert (letter.to, made.email, made.user, made.answer) == ([HOME], HOME, None, None)
    assert guarding.find(secret) == made
    assert secret not in made.digest
    assert "Noor" in letter.body
    assert "Canary" not in letter.body + letter.subject


@pytest.mark.parametrize("who", ["coordinator", "admin"])
def test_the_school_may_ask_for_the_student(child, world, post, who):
    assert len(post(guarding.ask, child, HOME, by=getattr(world, who))) == 1


@pytest.mark.parametrize("who", ["sanne", "bram", "stranger", "region_officer", "elsewhere", "waiting"])
def test_nobody_else_may_ask(child, world, who):
    users = {
        "sanne": world.sanne.user,
        "elsewhere": make_user("e@e.test", role="school_coordinator", school=make_school("Elders")),
        "waiting": make_guardian(child, confirmed=False).user,
    }
    with pytest.raises(PermissionDenied):
        guarding.ask(child, HOME, by=users.get(who) or getattr(world, who))


@pytest.mark.parametrize(
    ("email", "error"),
    [
        ("NOOR@leerling.test", guarding.OwnAddress),
        ("noor@SCHOOL.test", guarding.OwnAddress),
        ("Guardian@home.test", guarding.AlreadyNamed),
    ],
)
def test_some_addresses_are_not_a_guardians(child, email, error):
    make_guardian(child, "guardian@home.test")
    with pytest.raises(error):
        guarding.ask(child, email, by=child.user)


def test_a_third_guardian_is_one_too_many(child):
    for number in (1, 2):
        guarding.ask(child, f"{number}@home.test", by=child.user)
    with pytest.raises(guarding.TooManyGuardians):
        guarding.ask(child, HOME, by=child.user)
    guarding.end(child.guardianships.first(), at=timezone.now())
    guarding.ask(child, HOME, by=child.user)


@pytest.mark.parametrize(
    ("born", "error"), [(None, sharing.AgeUnknown), (date(2010, 11, 21), guarding.OldEnough)]
)
def test_only_the_young_have_guardians(child, born, error):
    child.birth_date = born
    with pytest.raises(error):
        guarding.ask(child, HOME, by=child.user)


def test_asking_has_a_limit(child, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"guardian-mails": "2/day"}
    limiting.forget_all()
    guarding.ask(child, HOME, by=child.user)
    guarding.remind(child.guardianships.get(), by=child.user)
    with pytest.raises(limiting.TooOften):
        guarding.remind(child.guardianships.get(), by=child.user)
    limiting.forget_all()


@pytest.mark.parametrize("has_account", [False, True])
def test_an_answer_uses_the_link_up_and_opens_an_account_where_there_is_none(child, post, has_account):
    known = make_user("PARENT@home.test") if has_account else None
    made, secret = asked(post, child)
    guarding.answer(guarding.find(secret), NAMED, name="Ina Canary")
    made.refresh_from_db()
    user = User.objects.get(email__iexact=HOME)
    assert (made.user, made.answer, made.digest) == (user, NAMED, None)
    assert (known is None or known == user, user.has_usable_password()) == (True, has_account)
    assert user.name == ("Parent" if has_account else "Ina Canary")
    assert (guarding.find(secret), sharing.visibility_of(child)) == (None, HIDDEN)
    with pytest.raises(guarding.LinkGone):
        guarding.answer(made, HIDDEN, name="")


def test_of_two_answers_at_once_one_counts(child, post):
    _made, secret = asked(post, child)
    first, second = guarding.find(secret), guarding.find(secret)
    guarding.answer(first, NAMED, name="Ina")
    with pytest.raises(guarding.LinkGone):
        guarding.answer(second, HIDDEN, name="Ina")
    assert sorted(child.consents.values_list("purpose", flat=True)) == ["anonymous_card", "named_profile"]


@pytest.mark.parametrize(("seconds", "opens"), [(-1, True), (0, False), (1, False)])
def test_a_link_lives_seven_days(child, post, seconds, opens):
    start = timezone.now()
    with at(start):
        made, secret = asked(post, child)
    with at(start + timedelta(days=7, seconds=seconds)):
        assert (guarding.find(secret) is not None) is opens
        if not opens:
            with pytest.raises(guarding.LinkGone):
                guarding.answer(made, NAMED, name="Ina")


def test_a_setting_cannot_make_links_live_longer(child, post, settings):
    settings.GUARDIAN_LINKS_LIVE = timedelta(days=60)
    made, _secret = asked(post, child)
    assert made.link_expires_at - timezone.now() <= timedelta(days=7)


@pytest.mark.parametrize("ended", ["grown", "ended", "reminded", "age unknown"])
def test_what_makes_a_link_open_nothing(child, post, ended):
    made, secret = asked(post, child)
    if ended == "grown":
        Student.objects.filter(pk=child.pk).update(birth_date=date(2010, 11, 21))
    elif ended == "age unknown":
        Student.objects.filter(pk=child.pk).update(birth_date=None)
    elif ended == "ended":
        guarding.end(made, at=timezone.now())
    else:
        (letter,) = post(guarding.remind, made, by=child.user)
        assert guarding.find(secret_in(letter)) == made
    assert guarding.find(secret) is None


@pytest.mark.parametrize("secret", ["", "x", "\0", "'; --", "é" * 500])
def test_a_made_up_link_opens_nothing(child, post, secret):
    asked(post, child)
    assert guarding.find(secret) is None


def test_the_school_confirms_once_and_the_guardian_hears_of_it(child, world, post):
    made = make_guardian(child, answer=ANONYMOUS, confirmed=False)
    assert list(Guardianship.objects.waiting()) == [made]
    (letter,) = post(guarding.confirm, made, by=world.coordinator)
    assert (letter.to, "Canary" in letter.body) == (["guardian@home.test"], False)
    assert sharing.visibility_of(child) == ANONYMOUS
    assert list(Student.objects.visible_to(made.user)) == [child]
    made.refresh_from_db()
    assert made.confirmed_by == world.coordinator
    assert post(guarding.confirm, made, by=world.coordinator) == []


@pytest.mark.parametrize("act", [guarding.confirm, guarding.refuse])
def test_nobody_says_so_but_the_students_own_school(child, world, act):
    made = make_guardian(child, confirmed=False)
    elsewhere = make_user("e@e.test", role="school_coordinator", school=make_school("Elders"))
    for user in (child.user, made.user, world.bram, world.stranger, world.region_officer, elsewhere):
        with pytest.raises(PermissionDenied):
            act(made, by=user)


def test_a_coordinator_does_not_confirm_oneself(child, world):
    made = make_guardian(child, confirmed=False)
    Guardianship.objects.update(user=world.coordinator)
    made.refresh_from_db()
    with pytest.raises(PermissionDenied):
        guarding.confirm(made, by=world.coordinator)


def test_what_was_not_answered_cannot_be_confirmed(child, world, post):
    made, _secret = asked(post, child)
    with pytest.raises(guarding.LinkGone):
        guarding.confirm(made, by=world.coordinator)


def test_a_refused_guardian_is_none_any_more(child, world):
    made = make_guardian(child, answer=HIDDEN, confirmed=False)
    make_guardian(child, "second@home.test", NAMED)
    assert sharing.visibility_of(child) == HIDDEN
    guarding.refuse(made, by=world.coordinator)
    assert sharing.visibility_of(child) == NAMED
    assert made.consents.standing().count() == 0


def test_every_change_reaches_the_matcher(child, world, post):
    made, secret = asked(post, child)
    acts = [
        lambda: guarding.answer(guarding.find(secret), NAMED, name="Ina"),
        lambda: guarding.confirm(Guardianship.objects.get(), by=world.coordinator),
        lambda: guarding.end(made, at=timezone.now()),
    ]
    for act in acts:
        before = MatchChange.objects.count()
        act()
        assert MatchChange.objects.count() == before + 1


def test_who_sees_a_guardianship(child, world):
    made = make_guardian(child)
    elsewhere = make_group(make_school("Elders"), name="E1")
    users = {
        "child": child.user, "guardian": made.user, "coordinator": world.coordinator, "admin": world.admin,
        "bram": world.bram, "sanne": world.sanne.user,
        "elsewhere": make_user("e@e.test", role="school_coordinator", school=elsewhere.school),
    }  # fmt: skip
    seen = {who for who, user in users.items() if Guardianship.objects.visible_to(user).exists()}
    assert seen == {"child", "guardian", "coordinator", "admin"}


# What time does


@pytest.mark.parametrize(("seconds", "reminded"), [(-1, 0), (0, 1), (1, 1)])
def test_one_reminder_goes_out_when_the_link_ran_out(child, post, seconds, reminded):
    start = timezone.now()
    with at(start):
        _made, _secret = asked(post, child)
    with at(start + timedelta(days=7, seconds=seconds)):
        letters = list(post(sweep_guardianships))
        assert len(letters) == reminded
        assert [guarding.find(secret_in(letter)) is not None for letter in letters] == [True] * reminded
        assert post(sweep_guardianships) == []
    with at(start + timedelta(days=20)):
        assert len(post(sweep_guardianships)) == 1 - reminded


@pytest.mark.parametrize(("seconds", "gone"), [(-1, False), (0, True), (1, True)])
def test_without_an_answer_the_profile_goes_after_thirty_days(child, post, world, seconds, gone):
    StudentSkill.objects.create(student=child, skill=make_skill("lassen"), text="lassen")
    start = timezone.now()
    with at(start):
        made, _secret = asked(post, child)
    with at(start + timedelta(days=30, seconds=seconds)):
        sweep_guardianships()
        sweep_guardianships()
    kept = Student.objects.get(pk=child.pk)
    told = {f.name for f in Student._meta.concrete_fields if f.null and getattr(kept, f.name) is not None}
    profile = {"user", "email", "birth_date", "programme", "level", "place", "reach_km", "kinds"}
    assert (told, kept.skills.count()) == ((set(), 0) if gone else (profile, 1))
    assert list(Guardianship.objects.open()) == ([] if gone else [made])
    assert (str(kept), kept.enrolments.count(), kept.numbers.count()) == ("Noor Canary", 1, 1)


@pytest.mark.parametrize("answer", [HIDDEN, ANONYMOUS])
def test_an_answer_keeps_the_profile(child, post, answer):
    start = timezone.now()
    with at(start):
        _made, secret = asked(post, child)
        asked(post, child, "second@home.test")
        guarding.answer(guarding.find(secret), answer, name="Ina")
    with at(start + timedelta(days=31)):
        assert outgrowing.give_up() == 1
    child.refresh_from_db()
    assert (child.birth_date, child.guardianships.open().count()) == (date(2011, 5, 17), 1)


@pytest.mark.parametrize(
    ("born", "birthday"),
    [
        (date(2011, 5, 17), "2027-05-17"),
        (date(2012, 2, 29), "2028-02-29"),
        (date(2011, 11, 22), "2027-11-22"),
    ],
)
@pytest.mark.parametrize(("seconds", "ended"), [(-1, False), (0, True), (1, True)])
def test_at_sixteen_it_ends_as_of_the_birthday(child, world, post, born, birthday, seconds, ended):
    Student.objects.filter(pk=child.pk).update(birth_date=born)
    child.refresh_from_db()
    made = make_guardian(child, answer=NAMED)
    sharing.name_to(child, world.company, by=child.user)
    midnight = timezone.make_aware(datetime.fromisoformat(birthday))
    with at(midnight + timedelta(seconds=seconds)):
        letters = [letter.to for letter in post(sweep_guardianships)]
        assert post(sweep_guardianships) == []
    made.refresh_from_db()
    assert letters == ([["noor@leerling.test"]] if ended else [])
    assert made.ended_at == (midnight if ended else None)
    assert set(child.consents.values_list("withdrawn_at", flat=True)) == {midnight if ended else None}
    assert child.consents.count() == 3


def test_a_late_sweep_dates_the_end_at_the_birthday(child, post):
    made = make_guardian(child, answer=NAMED)
    with at(timezone.make_aware(datetime.fromisoformat("2027-09-01T12:00"))):
        assert outgrowing.end_at_birthdays() == 1
    made.refresh_from_db()
    assert timezone.localtime(made.ended_at).date() == date(2027, 5, 17)


def test_a_birth_date_mended_after_the_fact_ends_it_no_earlier_than_it_began(child):
    made = make_guardian(child, answer=NAMED)
    Student.objects.filter(pk=child.pk).update(birth_date=date(2000, 1, 1))
    assert outgrowing.end_at_birthdays() == 1
    made.refresh_from_db()
    assert made.ended_at == made.asked_at
    assert child.consents.standing().count() == 0
