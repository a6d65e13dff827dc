"""The skills part of a score: what is asked and covered, and how near the profession is.

All quantities are whole numbers (see `FULL`), so that sums are exact whatever their order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from matching.free_words import is_free_word
from matching.knowledge import COMMON, Knowledge
from matching.records import AskedSkill, Command, OwnSkill, Person, Post, Weight

COMMAND = {None: 60, Command.LEARNING: 60, Command.ABLE: 85, Command.ADVANCED: 100}
"""What a command of a skill counts, in hundredths; an unknown one counts as the least."""

WEIGHT = {Weight.MUST: 10, Weight.SHOULD: 7, Weight.NICE: 3}
"""What an asked skill counts, in tenths, before its rarity."""

FULL = 100**4
"""A skill covered in full: command × own link × relatedness × asked link, each in hundredths."""

ENOUGH = 10
"""How much must be asked, in tenths and of ordinary rarity, to tell what a post is: as much as one must."""

BARELY = FULL * 3 // 10
"""A must that is covered less than this is missing."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a person can do: concept → share of 100³, for ``own`` skills, and for ``all`` with related ones.

    Of each concept the best counts. ``toward`` says how much own words resemble occupations.
    """

    own: dict[str, int] = field(default_factory=dict)
    all: dict[str, int] = field(default_factory=dict)
    toward: Mapping[str, int] = field(default_factory=dict)

    def add(self, skill: OwnSkill, knowledge: Knowledge) -> None:
        """Add one skill, and what it stands in for; the best of each concept stays."""
        for link in skill.links:
            strength = COMMAND[skill.command] * hundredths(link.strength)
            self.own[link.concept] = max(self.own.get(link.concept, 0), strength * 100)
            for concept, related in knowledge.relatedness.around(link.concept):
                if strength * related > self.all.get(concept, 0):
                    self.all[concept] = strength * related

    def with_skill(self, skill: OwnSkill, knowledge: Knowledge) -> "Held":
        """Give what the person could do with one skill more."""
        more = Held(dict(self.own), dict(self.all), self.toward)
        more.add(skill, knowledge)
        return more


def expand(person: Person, knowledge: Knowledge) -> Held:
    """Give what a person can do, from all skills in any order."""
    held = Held(toward=person.toward)
    for skill in person.skills:
        held.add(skill, knowledge)
    return held


def hundredths(strength: float) -> int:
    """Round a strength (0–1) to whole hundredths."""
    return round(strength * 100)


def cover(asked: AskedSkill, held: Held) -> int:
    """Give how far an asked skill is covered: a share of `FULL`, by the best of its concepts."""
    return max((held.all.get(link.concept, 0) * hundredths(link.strength) for link in asked.links), default=0)


def importance(asked: AskedSkill, knowledge: Knowledge, unheard: int = COMMON) -> int:
    """Give the weight of an asked skill: must, should or nice, times the rarity of its likeliest concept.

    A free word has no rarity of its own: how often it is written today must not decide what it weighs.
    ``unheard`` is the rarity of words that resemble no concept.
    """
    known = (link for link in asked.links if not is_free_word(link.concept))
    likely = max(((link.strength, knowledge.rarity(link.concept)) for link in known), default=(0.0, unheard))
    return WEIGHT[asked.weight] * likely[1]


def said(asked: Iterable[AskedSkill], knowledge: Knowledge) -> float:
    """Give how much (0–1) of what a post is its asked skills tell; where no rarity is known, all.

    Words that resemble no concept may be as telling as any, and count as ordinary here.
    """
    enough = ENOUGH * knowledge.ordinary
    told = sum(importance(skill, knowledge, unheard=knowledge.ordinary) for skill in asked)
    return min(1.0, told / enough) if enough else 1.0


def coverage(held: Held, asked: Sequence[AskedSkill], knowledge: Knowledge, near: float) -> float:
    """Give the weighted share (0–1) of what is asked that is covered; what is unsaid is as ``near``."""
    weights = [(importance(skill, knowledge), cover(skill, held)) for skill in asked]
    most = sum(weight for weight, _ in weights) * FULL
    part = sum(weight * covered for weight, covered in weights) / most if most else 0.0
    told = said(asked, knowledge)
    return told * part + (1 - told) * near


def missing(held: Held, asked: Iterable[AskedSkill], knowledge: Knowledge) -> float:
    """Give the share (0–1) of the musts, by rarity, that are not even nearly covered."""
    musts = [skill for skill in asked if skill.weight is Weight.MUST]
    most = sum(importance(skill, knowledge) for skill in musts)
    lacking = sum(importance(skill, knowledge) for skill in musts if cover(skill, held) < BARELY)
    return lacking / most if most else 0.0


def closeness(held: Held, post: Post, knowledge: Knowledge) -> float:
    """Give how near (0–1) a person is to the nearest of the post's occupations; 0 where unknown."""
    professions = knowledge.professions(post)
    return max((knowledge.nearness(held.own, held.toward, each) for each in professions), default=0.0)


def share(held: Held, post: Post, knowledge: Knowledge) -> float:
    """Give the share (0–1) of the skills part; what is missing of the musts cannot be bought off."""
    near = closeness(held, post, knowledge)
    covered = coverage(held, post.skills, knowledge, near)
    return min((covered + max(covered, near)) / 2, 1 - missing(held, post.skills, knowledge) / 2)
