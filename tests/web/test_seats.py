"""The places of a vacancy on their page: how many are taken, arranging them, and what cannot be."""

import pytest

from profiles.models import Supervisor
from tests.placements.playing import placed
from tests.web.reading import heading, statuses
from tests.world import make_company, make_establishment
from vacancies.models import SeatBlock, Vacancy

BLANK = {"block": "", "places": "", "start": "", "end": "", "supervisor": ""}
SPRING = BLANK | {"places": "1", "start": "01-02-2027", "end": "02-07-2027"}
AUTUMN = BLANK | {"places": "2", "start": "01-09-2027"}


def path(world) -> str:
    return f"/vacancies/{world.vacancy.uuid}/seats"


def sent(seats, *rows, **more) -> dict[str, object]:
    return {"seats": str(seats)} | {name: [row[name] for row in rows] for name in BLANK} | more


def problems(page) -> list[str]:
    return [each.text for each in page.context["form"].problems()]


def test_a_company_finds_the_page_and_says_how_many(world, signed_in):
    bram = signed_in(world.bram)
    assert path(world) in bram.get(f"/vacancies/{world.vacancy.uuid}").content.decode()
    assert heading(bram.get(path(world))) == "Places"
    page = bram.post(path(world), sent(4, BLANK, BLANK, intake_per_month="8"), follow=True)
    assert statuses(page)[0] == "The places are saved."
    world.vacancy.refresh_from_db()
    assert (world.vacancy.seats, world.vacancy.intake_per_month) == (4, 8)
    assert "4 places free" in page.content.decode()


def test_places_are_kept_apart_changed_and_let_go(world, signed_in):
    bram = signed_in(world.bram)
    tutor = Supervisor.objects.create(establishment=world.establishment, name="Bram Janssen")
    bram.post(path(world), sent(3, SPRING | {"supervisor": str(tutor.uuid)}, AUTUMN))
    spring, autumn = SeatBlock.objects.all()
    assert (spring.seats, spring.supervisor, autumn.seats) == (1, tutor, 2)
    rows = bram.get(path(world)).context["form"].rows
    assert [row["places"].value() for row in rows] == [1, 2, None, None]
    more = SPRING | {"block": str(spring.uuid), "places": "4"}
    bram.post(path(world), sent(4, more, AUTUMN | {"block": str(autumn.uuid), "places": ""}))
    assert list(SeatBlock.objects.values_list("pk", "seats")) == [(spring.pk, 4)]


def test_there_cannot_be_fewer_than_are_taken(world, signed_in):
    Vacancy.objects.update(seats=3, seats_taken=2)
    page = signed_in(world.bram).post(path(world), sent(1))
    assert (page.status_code, problems(page)) == (
        200,
        ["2 of these places are taken: there cannot be fewer, and a row that holds one stays."],
    )
    world.vacancy.refresh_from_db()
    assert world.vacancy.seats == 3


def test_a_row_that_holds_somebody_stays(world, signed_in):
    bram = signed_in(world.bram)
    bram.post(path(world), sent(3, SPRING, AUTUMN))
    assert placed(world).seat_block.seats == 1
    page = bram.post(path(world), sent(2, AUTUMN))
    assert problems(page)[0].startswith("1 of these places are taken")
    assert SeatBlock.objects.count() == 2


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        (sent(5, SPRING, AUTUMN), "The rows below add up to 3. Make both numbers the same."),
        (sent(1, SPRING | {"end": "01-01-2027"}), "The last day comes before the first."),
        (sent(1, SPRING | {"places": ""}), "Say how many places."),
        (sent(0), "Ensure this value is greater than or equal to 1."),
        (sent(1, SPRING | {"start": "soon"}), "Is not a date; write dd-mm-yyyy or yyyy-mm-dd"),
        (
            sent(1, SPRING | {"block": "1b671a64-40d5-491e-99b0-da01ff1f3341"}),
            "The places kept apart must add up, belong to this vacancy, and end after they start.",
        ),
    ],
)
def test_what_is_wrong_stands_at_the_field(world, signed_in, told, problem):
    page = signed_in(world.bram).post(path(world), told)
    assert (page.status_code, problems(page), SeatBlock.objects.count()) == (200, [problem], 0)


def test_nobody_of_another_company_supervises(world, signed_in):
    elsewhere = make_establishment(make_company("Elders"))
    other = Supervisor.objects.create(establishment=elsewhere, name="cnry-joke")
    page = signed_in(world.bram).post(path(world), sent(1, SPRING | {"supervisor": str(other.uuid)}))
    assert len(problems(page)) == 1
    assert "cnry-joke" not in page.content.decode()
