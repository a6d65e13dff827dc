"""What a process holds of today's matcher follows every change, however it came about."""

from datetime import timedelta

import pytest
from django.utils import timezone

from placements import today
from placements.today import person_side, post_side
from profiles.match_changes import persons_changed, posts_changed
from profiles.models import MatchChange, Student
from tests.world import World, make_student, make_vacancy
from vacancies.models import Vacancy


def test_nothing_is_read_twice_while_nothing_changes(world: World) -> None:
    assert person_side() is person_side()
    assert post_side() is post_side()


def test_a_change_of_one_side_leaves_the_other(world: World) -> None:
    persons, posts = person_side(), post_side()
    persons_changed([world.sanne.pk])
    assert (person_side() is persons, post_side() is posts) == (False, True)


def test_only_the_changed_rows_are_read_again(world: World) -> None:
    other = make_student(world.group)
    held = person_side()
    Student.objects.filter(pk=world.sanne.pk).update(reach_km=7)
    persons_changed([world.sanne.pk])
    now = person_side()
    assert now.persons[str(other.uuid)] is held.persons[str(other.uuid)]
    assert now.persons[str(world.sanne.uuid)].reach_km == 7


@pytest.mark.parametrize("most", [0, 500])
def test_many_changes_and_few_give_the_same(world: World, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(today, "MOST_REREAD", most)
    gone, changed, kept = (make_vacancy(world.establishment) for _ in range(3))
    assert len(post_side().posts) == 4
    Vacancy.objects.filter(pk=gone.pk).update(status="closed")
    Vacancy.objects.filter(pk=changed.pk).update(seats=5)
    posts_changed([gone.pk, changed.pk])
    seats = {uuid: post.seats for uuid, post in post_side().posts.items()}
    assert seats == {str(world.vacancy.uuid): 1, str(changed.uuid): 5, str(kept.uuid): 1}
    assert {post.id for post in post_side().matcher.posts} == set(seats)


def test_one_who_was_erased_is_gone(world: World) -> None:
    other = make_student(world.group)
    person_side()
    key = world.sanne.pk
    world.sanne.delete()
    persons_changed([key])
    assert list(person_side().persons) == [str(other.uuid)]


def test_a_change_that_became_visible_late_still_counts(world: World) -> None:
    persons_changed([world.sanne.pk])
    person_side()
    Student.objects.filter(pk=world.sanne.pk).update(reach_km=7)
    late = MatchChange.objects.create(
        side="person", row_id=world.sanne.pk, at=timezone.now() - timedelta(minutes=5)
    )
    MatchChange.objects.filter(pk=late.pk).update(id=0)
    assert person_side().persons[str(world.sanne.uuid)].reach_km == 7
