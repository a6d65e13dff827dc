"""Which skills a student has: words added, linked to the vocabulary, and read together as a whole."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from matching.own_words import OwnWord
from matching.records import Command, Link
from matching.words import fold
from profiles.models import Student, StudentSkill, StudentWords
from profiles.reading.skill_lists import MOST_SKILLS, SkillWord, WordLinks


class TooManySkills(Exception):
    """A student would have more skills than one profile holds."""


@dataclass(slots=True)
class Known:
    """The skills of one student as they are, and what the words of all of them say together."""

    skills: list[StudentSkill] = field(default_factory=list)
    words: StudentWords | None = None

    @property
    def free(self) -> list[str]:
        """The words that are no skill by themselves."""
        return [own.text for own in self.skills if not own.skill_id]


@dataclass(slots=True)
class SkillPlan:
    """What to write so that students have the skills that a list gives them; false when nothing is new."""

    new: list[StudentSkill] = field(default_factory=list)
    changed: list[StudentSkill] = field(default_factory=list)
    words: StudentWords | None = None
    points_elsewhere: bool = False

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.points_elsewhere)


def known_of(students: Collection[Student]) -> dict[int, Known]:
    """Give what is known by student: two queries for any number."""
    found = {student.pk: Known() for student in students}
    for own in StudentSkill.objects.filter(student__in=students).select_related("skill"):
        found[own.student_id].skills.append(own)
    for words in StudentWords.objects.filter(student__in=students):
        found[words.student_id].words = words
    return found


def plan_skills(student: Student, words: Sequence[SkillWord], known: Known, links: WordLinks) -> SkillPlan:
    """Say what changes when a student has these words as skills too; nothing is ever taken away.

    A word without a command leaves the command that is known. Free words are read anew, with all others,
    when there are other skills or another edition of the vocabulary; ``links`` remembers `Known.free`.
    Raises `TooManySkills`.
    """
    before = {id(own): _state(own) for own in known.skills}
    made, rows = SkillPlan(), list(known.skills)
    by_skill = {own.skill_id: own for own in rows if own.skill_id}
    by_words = {fold(own.text): own for own in rows if not own.skill_id}
    for word in words:
        skill = links[word.text].skill
        own = (by_skill.get(skill.pk) if skill else None) or by_words.get(fold(word.text))
        if own is None:
            own = StudentSkill(student=student, skill=skill, text=word.text, command=word.command)
            made.new.append(own)
            rows.append(own)
        own.skill, own.command = skill, word.command or own.command
        (by_skill if skill else by_words)[skill.pk if skill else fold(word.text)] = own
    if len(rows) > MOST_SKILLS:
        raise TooManySkills
    if made.new or any(_state(own) != before[id(own)] for own in known.skills) or _is_outdated(known, links):
        _read_anew(student, rows, known, made, links)
    made.changed = [own for own in known.skills if _state(own) != before[id(own)]]
    return made


def write_skills(plans: Collection[SkillPlan]) -> None:
    """Write the plans of many students in four statements."""
    StudentSkill.objects.bulk_create([own for made in plans for own in made.new])
    changed = [own for made in plans for own in made.changed]
    StudentSkill.objects.bulk_update(changed, ["skill", "links", "command"], batch_size=200)
    StudentWords.objects.bulk_create(
        [made.words for made in plans if made.words],
        update_conflicts=True,
        unique_fields=["student"],
        update_fields=["toward", "edition"],
    )


def _state(own: StudentSkill) -> tuple[int | None, list, int | None]:
    return own.skill_id, own.links, own.command


def _is_outdated(known: Known, links: WordLinks) -> bool:
    """Tell whether free words were read by another edition than the one in use."""
    return bool(known.free) and (known.words is None or known.words.edition != links.edition)


def _read_anew(
    student: Student, rows: Sequence[StudentSkill], known: Known, made: SkillPlan, links: WordLinks
) -> None:
    """Let free words become the skills that they name, else what they and all others say together."""
    held = {own.skill_id for own in rows}
    for own in rows:
        skill = None if own.skill_id else links[own.text].skill
        if skill and skill.pk not in held:
            own.skill = skill
            held.add(skill.pk)
    is_free = any(not own.skill_id for own in rows)
    toward = _read_together(rows, links) if is_free and not links.names_only else {}
    for own in rows:
        own.links = [] if own.skill_id else own.links
    if is_free or known.words:
        edition = "" if is_free and links.names_only else links.edition
        made.words = StudentWords(student=student, toward=toward, edition=edition)
        made.points_elsewhere = toward != (known.words.toward if known.words else {})


def _read_together(rows: Sequence[StudentSkill], links: WordLinks) -> Mapping[str, int]:
    """Give the free words their links, and return which occupations they resemble."""
    words = [
        OwnWord(own.text, _meant(own, links), Command(own.command) if own.command else None) for own in rows
    ]
    for own, found in zip(rows, links.whole.links(words), strict=True):
        own.links = [[link.concept, link.strength] for link in found]
    return links.whole.toward(words)


def _meant(own: StudentSkill, links: WordLinks) -> tuple[Link, ...]:
    """Give what a wording means by itself."""
    skill = own.skill or links[own.text].skill
    if skill:
        return (Link(str(skill.uuid)),)
    return tuple(Link(str(concept), float(strength)) for concept, strength in links[own.text].links)
