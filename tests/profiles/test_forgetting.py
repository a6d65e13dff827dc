"""Erasing people: nothing of them is left anywhere, and every count is what it was."""

import logging
import re
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.utils import timezone

from monitoring.counting import Dimension, count_placements
from placements.models import Placement
from placements.today import person_side
from profiles import forgetting
from profiles.mail_files import EmailBackend
from profiles.models import (
    Enrolment,
    Guardianship,
    Invitation,
    MatchChange,
    Membership,
    PersonKey,
    ProfileView,
    Student,
    StudentNumber,
    Tombstone,
    User,
)
from tests import world as make
from tests.canaries import (
    found,
    known_sanne,
    personal_models,
    plant,
    session_of,
    whole_database,
)

Of = Tombstone.Of


@pytest.fixture
def tombstone_file(settings, tmp_path):
    settings.TOMBSTONE_FILE = tmp_path / "tombstones.csv"
    return settings.TOMBSTONE_FILE


@pytest.fixture
def letters(settings, tmp_path):
    """Mail goes into files."""
    settings.EMAIL_BACKEND = "profiles.mail_files.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"

    def write(to: str, text: str) -> None:
        EmailMessage("Onderwerp", text, to=[to], connection=EmailBackend()).send()

    return write


def texts_of(folder) -> list[str]:
    return [path.read_text() for path in folder.rglob("*") if path.is_file()]


def stones() -> set[tuple[str, object]]:
    return {(stone.of, stone.uuid) for stone in Tombstone.objects.all()}


def counts() -> list:
    """Count everything that is reported about people."""
    by = [Dimension.SCHOOL, Dimension.KIND, Dimension.SCHOOL_YEAR]
    views = ProfileView.objects.order_by("pk").values_list("company", "person_key", "stage", "day", "school")
    return [count_placements(Placement.objects.all(), by=by), list(views)]


def test_there_is_a_row_of_sanne_in_every_personal_model(world):
    """A later model about people has to be entered in `known_sanne`, and is erased and exported with it."""
    assert {type(row) for row in known_sanne(world)} == set(personal_models())


def test_nothing_of_a_person_is_left_anywhere(
    world, tombstone_file, letters, tmp_path, caplog, django_capture_on_commit_callbacks
):
    caplog.set_level(logging.DEBUG)
    planted = plant(known_sanne(world))
    sanne = Student.objects.get(pk=world.sanne.pk)
    session_of(sanne.user, note=sanne.user.email)
    guardian = sanne.guardianships.get().email
    for to, text in (
        (sanne.user.email, "Dag"),
        (guardian, "Over je kind"),
        ("office@x.test", f"Wie is {sanne}?"),
    ):
        letters(to, text)
    before = whole_database()
    assert found(planted, before) == sorted(planted)
    with django_capture_on_commit_callbacks(execute=True):
        forgetting.forget(sanne, by=None)
    kept = [name for name in planted if name.startswith(("placements.Placement", "profiles.ProfileView"))]
    assert found(planted, whole_database(), caplog.text, *texts_of(tmp_path)) == kept == []
    assert "CANARY" not in whole_database()
    assert Session.objects.count() == 0


def test_letters_to_others_stay(world, tombstone_file, letters, tmp_path, django_capture_on_commit_callbacks):
    others = ["not-sanne@leerling.test", "sanne@leerling.testing"]
    for to in (others[0], "sanne@leerling.test", others[1]):
        letters(to, "Dag")
    with django_capture_on_commit_callbacks(execute=True):
        forgetting.forget(world.sanne, by=None)
    left = "".join(texts_of(tmp_path / "mail"))
    assert sorted(re.findall(r"^To: (.+)$", left, re.MULTILINE)) == others


def test_counts_are_what_they_were(world, tombstone_file):
    known_sanne(world)
    before = counts()
    assert before[0][0]["students"] == 1
    assert len(before[1]) == 1
    forgetting.forget(world.sanne, by=None)
    assert counts() == before
    assert PersonKey.objects.count() == 0
    assert set(Placement.objects.values_list("student", flat=True)) == {None}


def test_the_matcher_no_longer_knows_the_person(world, tombstone_file):
    assert str(world.sanne.uuid) in person_side().persons
    forgetting.forget(world.sanne, by=None)
    assert str(world.sanne.uuid) not in person_side().persons
    assert MatchChange.objects.filter(side="person", row_id=world.sanne.pk).exists()


def test_the_account_goes_along(world, tombstone_file):
    user = world.sanne.user
    forgetting.forget(world.sanne, by=None)
    assert not User.objects.filter(pk=user.pk).exists()
    assert stones() == {(Of.STUDENT, world.sanne.uuid), (Of.USER, user.uuid)}


def member(world, user):
    Membership.objects.create(user=user, role="company_member", company=world.company)


def parent(world, user):
    make.make_guardian(make.make_student(world.group), "y@z.test")
    Guardianship.objects.update(user=user)


@pytest.mark.parametrize("tie", [member, parent])
def test_an_account_that_is_needed_elsewhere_stays(world, tombstone_file, tie):
    user = world.sanne.user
    tie(world, user)
    forgetting.forget(world.sanne, by=None)
    assert User.objects.filter(pk=user.pk).exists()
    assert stones() == {(Of.STUDENT, world.sanne.uuid)}


def test_a_guardian_of_nobody_else_goes_along(world, tombstone_file):
    guardian = make.make_guardian(world.sanne).user
    forgetting.forget(world.sanne, by=None)
    assert not User.objects.filter(pk=guardian.pk).exists()


def test_others_stay_signed_in(world, tombstone_file):
    session_of(world.bram, note="peter.sanne@leerling.test")
    session_of(world.sanne.user)
    forgetting.forget(world.sanne, by=None)
    assert [row.get_decoded()["_auth_user_id"] for row in Session.objects.all()] == [str(world.bram.pk)]


def test_a_school_keeps_name_class_number_and_placements(world, tombstone_file):
    planted = plant(known_sanne(world))
    sanne = Student.objects.get(pk=world.sanne.pk)
    number, key = sanne.numbers.get().number, sanne.person_keys.get().key
    assert forgetting.forget_profile(sanne, by=sanne.user) is True
    kept = {"first_name", "prefix", "last_name"}
    assert {name.split(".")[2] for name in found(planted, whole_database())} == kept | {"number"}
    bare = Student.objects.get(pk=sanne.pk)
    filled = {
        field.name
        for field in Student._meta.concrete_fields
        if getattr(bare, field.attname) not in (None, "", field.get_default())
    }
    assert filled - {"id", "uuid", "created_at", "updated_at"} == kept
    assert bare.numbers.get().number == number
    assert (bare.enrolments.get().group, bare.placements.get().person_key) == (world.group, key)
    assert (bare.views.count(), bare.consents.count(), bare.skills.count()) == (0, 0, 0)
    assert not User.objects.filter(pk=sanne.user_id).exists()
    assert (Of.PROFILE, sanne.uuid) in stones()


def test_counts_are_what_they_were_when_a_school_keeps_its_row(world, tombstone_file):
    known_sanne(world)
    before = counts()
    forgetting.forget_profile(world.sanne, by=None)
    assert counts() == before


@pytest.mark.parametrize(("ended", "stays"), [(date(2025, 11, 22), True), (date(2025, 11, 21), False)])
def test_a_school_keeps_who_left_less_than_a_year_ago(world, tombstone_file, ended, stays):
    Enrolment.objects.update(started_on=date(2024, 8, 1), ended_on=ended)
    assert forgetting.forget_profile(world.sanne, by=None) is stays
    assert Student.objects.filter(pk=world.sanne.pk).exists() is stays


def test_a_school_lets_go_of_its_own_and_the_profile_stays(world, tombstone_file):
    forgetting.let_go(world.sanne, by=world.coordinator)
    sanne = Student.objects.get(pk=world.sanne.pk)
    assert (sanne.user, sanne.skills.count()) == (world.sanne.user, 1)
    assert (sanne.enrolments.count(), sanne.numbers.count()) == (0, 0)
    assert stones() == {(Of.ENROLMENT, sanne.uuid)}


def test_what_nobody_holds_any_more_goes_whole(world, tombstone_file):
    mate = make.make_student(world.group)
    forgetting.let_go(mate, by=world.coordinator)
    assert not Student.objects.filter(pk=mate.pk).exists()
    assert stones() == {(Of.ENROLMENT, mate.uuid), (Of.STUDENT, mate.uuid)}


def test_a_school_leaves_alone_what_another_school_holds(world, tombstone_file):
    other = make.make_group(make.make_school("Andere School"))
    mate = make.make_student(world.group)
    Enrolment.objects.create(student=mate, group=other, started_on=date(2026, 8, 1))
    StudentNumber.objects.create(student=mate, school=other.school, number="7")
    forgetting.let_go(mate, by=world.coordinator)
    assert list(mate.numbers.values_list("number", flat=True)) == ["7"]
    assert list(mate.enrolments.values_list("group", flat=True)) == [other.pk]


def child(world):
    birth_date = timezone.localdate() - timedelta(days=15 * 365)
    student = make.make_student(world.group, birth_date=birth_date)
    return student, make.make_guardian(student).user


def test_a_guardian_erases_the_profile_of_a_child(world, tombstone_file):
    student, guardian = child(world)
    forgetting.let_go(student, by=guardian)
    assert Student.objects.get(pk=student.pk).birth_date is None
    assert not User.objects.filter(pk=guardian.pk).exists()


@pytest.mark.parametrize("who", ["bram", "stranger", "region_officer"])
def test_nobody_else_erases_anybody(world, tombstone_file, who):
    with pytest.raises(PermissionDenied):
        forgetting.let_go(world.sanne, by=getattr(world, who))
    assert stones() == set()


def test_the_platform_erases_whole(world, tombstone_file):
    forgetting.let_go(world.sanne, by=world.admin)
    assert not Student.objects.filter(pk=world.sanne.pk).exists()


def test_an_account_goes_only_when_nothing_hangs_on_it(world, tombstone_file):
    forgetting.forget_account(world.stranger, by=world.stranger)
    assert not User.objects.filter(pk=world.stranger.pk).exists()
    for user in (world.sanne.user, world.bram):
        with pytest.raises(forgetting.StillNeeded):
            forgetting.forget_account(user, by=user)


def test_invitations_to_others_stay(world, tombstone_file):
    soon = timezone.now() + timedelta(days=3)
    for number, address in enumerate(("Sanne@Leerling.test", "not-sanne@leerling.test")):
        Invitation.objects.create(email=address, starts_as="student", digest=str(number), expires_at=soon)
    forgetting.forget(world.sanne, by=None)
    assert list(Invitation.objects.values_list("email", flat=True)) == ["not-sanne@leerling.test"]


def test_what_reaches_a_guardian_who_stays_stays(world, tombstone_file):
    soon = timezone.now() + timedelta(days=3)
    guardian = make.make_guardian(world.sanne, "ina@home.test").user
    member(world, guardian)
    Invitation.objects.create(email="Ina@home.test", starts_as="company", digest="1", expires_at=soon)
    session_of(guardian, note=guardian.email)
    forgetting.forget(world.sanne, by=None)
    assert (Invitation.objects.count(), Session.objects.count()) == (1, 1)
