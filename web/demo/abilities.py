"""What invented students can do: what is taught, some of the trade, and what they picked up elsewhere."""

from collections.abc import Iterator, Sequence

from profiles.models import School, Student, StudentSkill
from reference.linking import link_many
from reference.models import Skill
from web.demo.dice import Dice
from web.demo.region import Region
from web.demo.schools import Class

LEARNING, ABLE, ADVANCED = StudentSkill.Level

NOT_SAID = 0.1
COMMAND = {
    "begun": {LEARNING: 75, ABLE: 23, ADVANCED: 2},
    "halfway": {LEARNING: 35, ABLE: 55, ADVANCED: 10},
    "nearly done": {LEARNING: 12, ABLE: 60, ADVANCED: 28},
}
FREE_WORD = 0.16
HAD_A_SIDE_JOB = 0.4


class Abilities:
    """Draws the skills of one student after another."""

    def __init__(self, region: Region, dice: Dice) -> None:
        """Keep the free words that are no skill by themselves."""
        self._region, self._dice = region, dice
        linked = link_many(region.words.free_words)
        words = zip(region.words.free_words, linked, strict=True)
        self._free = [word for word, found in words if found.skill is None]

    def invent(self, klass: Class, student: Student) -> Iterator[StudentSkill]:
        """Draw the skills of a student of a class, each once and in no order."""
        stage = _stage(klass)
        known = dict.fromkeys([*self._taught(klass), *self._general(), *self._picked_up(klass)])
        for skill in self._dice.sample(list(known), len(known)):
            yield StudentSkill(
                student=student,
                skill=skill,
                text=self._region.word(skill, self._dice),
                command=self._command(stage),
            )
        if self._dice.chance(FREE_WORD):
            word = self._dice.pick(self._free)
            yield StudentSkill(student=student, text=word, command=self._command("halfway"))

    def _command(self, stage: str) -> int | None:
        return None if self._dice.chance(NOT_SAID) else self._dice.by_weight(COMMAND[stage])

    def _taught(self, klass: Class) -> Sequence[Skill]:
        """Draw what the programme expects, the more the farther one is, and something of the trade itself."""
        programme = klass.taught.programme
        if programme is None:
            return []
        expected = self._region.expected.get(programme.pk, ())
        part = {"begun": 0.45, "halfway": 0.7, "nearly done": 0.9}[_stage(klass)]
        least = max(1, round(part * len(expected)) - 1)
        works = self._region.trained_for.get(programme.pk, ())
        trade = self._dice.pick(works) if works else None
        extra = self._dice.some((*trade.essential, *trade.optional), 1, 4) if trade else []
        return [*self._dice.some(expected, least, least + 2), *extra]

    def _general(self) -> Sequence[Skill]:
        return self._dice.some(self._region.general, 1, 3)

    def _picked_up(self, klass: Class) -> Sequence[Skill]:
        """Draw what a side job, or a try-out at a secondary school, taught."""
        pupil = klass.school.kind == School.Kind.VO
        if not self._region.simple_works or not (pupil or self._dice.chance(HAD_A_SIDE_JOB)):
            return []
        work = self._dice.pick(self._region.simple_works)
        return self._dice.some(work.essential, 1, 3)


def _stage(klass: Class) -> str:
    """Say how far a class is: begun, halfway, nearly done."""
    done = (klass.year - klass.taught.years[0] + 1) / len(klass.taught.years)
    return "nearly done" if done >= 0.75 else "halfway" if done >= 0.5 else "begun"
