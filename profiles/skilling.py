"""Which skills a student has: words added, linked to the vocabulary, and their command."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from matching.words import fold
from profiles.models import Student, StudentSkill
from profiles.reading.skill_lists import MOST_SKILLS, SkillWord, WordLinks


class TooManySkills(Exception):
    """A student would have more skills than one profile holds."""


@dataclass(slots=True)
class SkillPlan:
    """What to write so that students have the skills that a list gives them."""

    new: list[StudentSkill] = field(default_factory=list)
    changed: list[StudentSkill] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed)


def skills_of(students: Collection[Student]) -> dict[int, list[StudentSkill]]:
    """Give the skills by student: one query for any number."""
    found: dict[int, list[StudentSkill]] = {}
    for own in StudentSkill.objects.filter(student__in=students):
        found.setdefault(own.student_id, []).append(own)
    return found


def plan_skills(
    student: Student, words: Sequence[SkillWord], known: Sequence[StudentSkill], links: WordLinks
) -> SkillPlan:
    """Say what changes when a student has these words as skills too; nothing is ever taken away.

    A word without a command leaves the command that is known. Raises `TooManySkills`.
    """
    by_skill = {own.skill_id: own for own in known if own.skill_id}
    by_words = {fold(own.text): own for own in known if not own.skill_id}
    made = SkillPlan()
    for word in words:
        linked = links[word.text]
        skill_id = linked.skill.pk if linked.skill else None
        own = by_skill.get(skill_id) or by_words.get(fold(word.text))
        if own is None:
            own = StudentSkill(student=student, skill_id=skill_id, text=word.text, command=word.command)
            own.links = [] if skill_id else linked.links
            made.new.append(own)
        elif (
            _update(own, skill_id, [] if skill_id else linked.links, word.command)
            and own.pk
            and own not in made.changed
        ):
            made.changed.append(own)
        (by_skill if skill_id else by_words)[skill_id or fold(word.text)] = own
    if len(known) + len(made.new) > MOST_SKILLS:
        raise TooManySkills
    return made


def _update(own: StudentSkill, skill_id: int | None, links: list, command: int | None) -> bool:
    """Bring a known skill up to date; tell whether that changed anything."""
    before = (own.skill_id, own.links, own.command)
    own.skill_id, own.links, own.command = skill_id, links, command or own.command
    return before != (own.skill_id, own.links, own.command)


def write_skills(plans: Collection[SkillPlan]) -> None:
    """Write the plans of many students."""
    StudentSkill.objects.bulk_create([own for made in plans for own in made.new])
    changed = [own for made in plans for own in made.changed]
    StudentSkill.objects.bulk_update(changed, ["skill", "links", "command"], batch_size=200)
