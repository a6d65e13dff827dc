"""Pages about one's own data: taking it along, and erasing it for good."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from profiles.models import AccessRecord, Enrolment, Student, User
from tests.web.reading import heading, rows, statuses, tags
from tests.world import INA, make_noor


@pytest.fixture(autouse=True)
def tombstone_file(settings, tmp_path):
    settings.TOMBSTONE_FILE = tmp_path / "tombstones.csv"


def files(answer) -> set[str]:
    return set(zipfile.ZipFile(io.BytesIO(answer.content)).namelist())


def text(page) -> str:
    return " ".join(page.content.decode().split())


def test_a_student_downloads_everything(world, signed_in):
    answer = signed_in(world.sanne.user).get("/my-data/download")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/zip", "no-store")
    assert {"resume.json", "tables/Student.csv", "tables/Consent.csv"} <= files(answer)


def test_somebody_without_a_profile_downloads_the_account(world, signed_in):
    found = files(signed_in(world.bram).get("/my-data/download"))
    assert {"tables/User.csv", "tables/Membership.csv"} <= found
    assert [name for name in found if "Student" in name] == []


def test_a_guardian_downloads_the_childs_data_and_not_anothers(world, signed_in):
    noor = make_noor(world.group)
    client = signed_in(User.objects.get(email=INA))
    assert "resume.json" in files(client.get(f"/children/{noor.uuid}/data/download"))
    assert client.get(f"/children/{world.sanne.uuid}/data/download").status_code == 404


def test_one_reads_beforehand_what_goes_and_what_stays(world, signed_in):
    client = signed_in(world.sanne.user)
    page = client.get("/my-data/erase")
    assert "name, class, number and placements" in text(page)
    Enrolment.objects.update(ended_on=timezone.localdate() - timedelta(days=400), started_on="2024-08-01")
    assert "name, class, number and placements" not in text(client.get("/my-data/erase"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type your e-mail address."),
        ("bram@maaslandmetaal.test", "This is not the address with which you sign in."),
    ],
)
def test_nothing_goes_until_one_typed_the_own_address(world, signed_in, typed, said):
    page = signed_in(world.sanne.user).post("/my-data/erase", {"address": typed})
    assert (page.status_code, [each.text for each in page.context["form"].problems()]) == (200, [said])
    assert Student.objects.get(pk=world.sanne.pk).user == world.sanne.user


def test_who_typed_it_is_erased_and_signed_out(world, signed_in):
    client = signed_in(world.sanne.user)
    answer = client.post("/my-data/erase", {"address": " Sanne@Leerling.test "}, follow=True)
    assert (answer.redirect_chain, statuses(answer)) == ([("/", 302)], ["The profile is erased."])
    assert not User.objects.filter(pk=world.sanne.user_id).exists()
    assert Student.objects.get(pk=world.sanne.pk).email is None
    assert client.get("/start").status_code == 302


def test_looking_erases_nothing(world, signed_in):
    client = signed_in(world.sanne.user)
    for path in ("/my-data", "/my-data/erase", "/my-data/erase?address=sanne@leerling.test"):
        assert client.get(path).status_code == 200
    assert Student.objects.get(pk=world.sanne.pk).user == world.sanne.user


def test_a_guardian_erases_the_childs_profile_and_goes_along(world, signed_in):
    noor = make_noor(world.group)
    client = signed_in(User.objects.get(email=INA))
    answer = client.post(f"/children/{noor.uuid}/data/erase", {"address": INA})
    assert (answer.status_code, Student.objects.get(pk=noor.pk).birth_date) == (302, None)
    assert not User.objects.filter(email=INA).exists()


def test_who_works_somewhere_leaves_first(world, signed_in):
    client = signed_in(world.bram)
    assert [held["id"] for tag, held in tags(client.get("/my-data")) if held.get("id") == "to-erase"] == []
    answer = client.post("/my-data/erase", {"address": world.bram.email})
    assert (answer.status_code, User.objects.filter(pk=world.bram.pk).exists()) == (200, True)


def test_an_account_of_nothing_goes(world, signed_in):
    client = signed_in(world.stranger)
    answer = client.post("/my-data/erase", {"address": world.stranger.email}, follow=True)
    assert statuses(answer) == ["Your account is erased. Goodbye."]
    assert not User.objects.filter(pk=world.stranger.pk).exists()


def test_the_platform_reads_and_narrows_the_log(world, signed_in):
    known = {"via": "session", "act": "GET class", "status": 200}
    AccessRecord.objects.create(subject=world.sanne.uuid, **known)
    AccessRecord.objects.create(object=world.gilde.uuid, **known)
    client = signed_in(world.admin)
    assert len(rows(client.get("/access-log"))) == 2
    (found,) = rows(client.get(f"/access-log?subject={world.sanne.uuid}"))
    assert found[1:3] == ["GET class the site", str(world.sanne.uuid)]
    today = timezone.localdate()
    for query, number in (("since", today), 2), (("until", today - timedelta(1)), 0):
        page = client.get("/access-log", dict([query]))
        assert page.context["page"].paginator.count == number
    wrong = client.get("/access-log?subject=sanne")
    assert (wrong.context["page"].paginator.count, len(wrong.context["form"].problems())) == (0, 1)


@pytest.mark.parametrize(
    ("contact", "day", "status"),
    [("mailto:lek@x.test", "2027-06-30", 200), ("", "2027-06-30", 404), ("mailto:lek@x.test", "", 404)],
)
def test_finders_of_a_weakness_read_where_to_report_it(client, settings, db, contact, day, status):
    settings.SECURITY_CONTACT, settings.SECURITY_TXT_EXPIRES = contact, day
    answer = client.get("/.well-known/security.txt")
    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.content.decode() == (
            "Contact: mailto:lek@x.test\nExpires: 2027-06-30T00:00:00Z\nPreferred-Languages: nl, en\n"
            "Canonical: http://127.0.0.1:8000/.well-known/security.txt\n"
        )


def test_the_page_about_privacy_tells_the_periods_that_hold(client, settings, db):
    settings.RETENTION = settings.RETENTION | {"hidden": (7, "months"), "erased": (13, "months")}
    settings.PRIVACY_CONTACT = "fg@x.test"
    page = client.get("/privacy", headers={"accept-language": "en"})
    assert heading(page) == "Your data and your rights"
    assert "hidden after 7 months and erased after 13" in text(page)
    assert "mailto:fg@x.test" in text(page)
