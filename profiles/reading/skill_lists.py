"""Lists of skills as people type them, and what their words mean."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from matching.own_words import Whole
from matching.words import fold
from profiles.reading.values import BadValue, read_list, read_text
from reference.editions import current
from reference.linking import Linked, link_many
from reference.models import Skill
from reference.reporting import Report
from reference.tables import RowError
from reference.whole_words import whole_words

MOST_SKILLS = 50
LONGEST_SKILL = 80
MOST_REMEMBERED = 20_000

_COMMANDED = re.compile(r"(.+?)\s*:\s*(\d+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class SkillWord:
    """A skill as typed, with the command (1–3) of it when told."""

    text: str
    command: int | None = None


def read_words(text: str) -> list[str]:
    """Split a list of skills: at most fifty of at most eighty characters, between bars."""
    words = read_list(text, r"\|")
    if len(words) > MOST_SKILLS:
        detail = _("lists %(length)d skills; at most %(most)d fit") % {
            "length": len(words),
            "most": MOST_SKILLS,
        }
        raise BadValue("too_many_skills", detail)
    return words


def read_word(text: str) -> str:
    """Check one skill: not too long, no citizen service number, at least one letter or digit."""
    if not fold(text):
        raise BadValue("no_skill", _("names a skill without any letter: “%(word)s”") % {"word": text})
    return read_text(text, most=LONGEST_SKILL)


def read_own_skills(text: str) -> list[SkillWord]:
    """Read the skills that somebody has; ``:1`` – ``:3`` behind one is its command. Each wording once."""
    read: dict[str, SkillWord] = {}
    for word in read_words(text):
        commanded = _COMMANDED.fullmatch(word)
        bare, command = commanded.groups() if commanded else (word, None)
        word_read = read_word(bare)
        if command not in (None, "1", "2", "3"):
            raise BadValue("bad_command", _("gives a skill a command other than :1, :2 or :3"), f"{bare}:3")
        read.setdefault(fold(bare), SkillWord(word_read, int(command) if command else None))
    return list(read.values())


class WordLinks:
    """What words mean, looked up once; each unknown word is reported once, where it first stands."""

    def __init__(self, report: Report, column: str = "skills", *, names_only: bool = False) -> None:
        """Report unknown words as warnings of that column; ``names_only`` builds no vocabulary for them."""
        self._report, self._column, self.names_only = report, column, names_only
        self._links: dict[str, Linked] = {}
        self._told: set[str] = set()

    @cached_property
    def edition(self) -> str:
        """The edition of the vocabulary by which words are read here."""
        return current()

    @cached_property
    def whole(self) -> Whole:
        """What it takes to read somebody's words together."""
        return whole_words()

    def learn(self, words: Iterable[tuple[int, str]]) -> None:
        """Link the words (row number, text) that are new here, and report those that are unknown."""
        if len(self._links) > MOST_REMEMBERED:
            self._links.clear()
        first: dict[str, int] = {}
        for row, text in words:
            first.setdefault(text, row)
        self.remember(first)
        for text, row in first.items():
            if self._links[text].skill is None and fold(text) not in self._told:
                self._told.add(fold(text))
                self._report.warnings.append(self._unknown(row, text, self._links[text]))

    def remember(self, texts: Iterable[str]) -> None:
        """Link the words that are new here, and report nothing."""
        new = list(dict.fromkeys(text for text in texts if text not in self._links))
        self._links.update(zip(new, link_many(new, names_only=self.names_only), strict=True))

    def trust(self, skills: Mapping[str, Skill]) -> None:
        """Let words that no name answered here be the skills by text that were found for them before."""
        for text, skill in skills.items():
            if text in self._links and self._links[text].skill is None:
                self._links[text] = Linked(skill)

    def __getitem__(self, text: str) -> Linked:
        return self._links[text]

    def _unknown(self, row: int, text: str, linked: Linked) -> RowError:
        detail = _("“%(word)s” is not in the vocabulary; it is kept as free words") % {"word": text}
        names = [skill.name for skill in linked.suggestions[:3]]
        return RowError(row, self._column, "unknown_skill", detail, ", ".join(names))
