"""What should be so, kept in plain Python beside the product: who consented to what, and who teaches whom."""

from dataclasses import dataclass, field
from datetime import date

HIDDEN, ANONYMOUS, NAMED = "hidden", "anonymous", "named"
AGE = 16


@dataclass
class Guardian:
    """Somebody who was asked about a student."""

    answer: str | None = None
    is_confirmed: bool = False

    def is_in_force(self) -> bool:
        return self.answer is not None and self.is_confirmed


@dataclass
class Student:
    """``names`` are the companies that see the name, with who let them: the student, or which guardian."""

    birth_date: date
    school: str | None
    chosen: str = HIDDEN
    general: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    guardians: dict[str, Guardian] = field(default_factory=dict)
    applications: dict[str, str] = field(default_factory=dict)
    has_profile: bool = True

    def age(self, today: date) -> int:
        born = self.birth_date
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day))

    def decides(self, today: date) -> bool:
        return self.age(today) >= AGE

    def guards(self, who: str, today: date) -> bool:
        """Tell whether somebody answers for this student today."""
        guardian = self.guardians.get(who)
        return guardian is not None and guardian.is_in_force() and not self.decides(today)

    def is_allowed(self, giver: str, purpose: str, today: date) -> bool:
        """Tell whether what this giver allowed counts today."""
        if giver == "self":
            return self.decides(today)
        objections = {HIDDEN} if purpose == ANONYMOUS else {HIDDEN, ANONYMOUS}
        answers = {each.answer for each in self.guardians.values()}
        return self.guards(giver, today) and not answers & objections

    def general_giver(self, purpose: str, today: date) -> str | None:
        """Name whose general consent to a purpose counts today, the latest first."""
        for giver, visibility in reversed(self.general.items()):
            wide = (ANONYMOUS, NAMED) if purpose == ANONYMOUS else (NAMED,)
            if visibility in wide and self.is_allowed(giver, purpose, today):
                return giver
        return None

    def is_carded(self, today: date) -> bool:
        return self.has_profile and self.school is not None and bool(self.general_giver(ANONYMOUS, today))

    def is_named_to(self, company: str, today: date) -> bool:
        return company in self.names and self.is_allowed(self.names[company], NAMED, today)

    def choose(self, giver: str, visibility: str, today: date) -> None:
        """Follow a choice of the student or of a guardian."""
        if giver == "self":
            self.general = {"self": visibility} if self.decides(today) and visibility != HIDDEN else {}
            return
        self.guardians[giver].answer = visibility
        if visibility == HIDDEN:
            self.general, self.names = {}, {}
        else:
            if self.general.get(giver) != visibility:
                self.general.pop(giver, None)
                self.general[giver] = visibility
            self.names = self.names if visibility == NAMED else {}

    def take_all_back(self, giver: str) -> None:
        self.general, self.names = {}, {}
        if giver != "self":
            self.guardians[giver].answer = HIDDEN

    def end(self, guardian: str) -> None:
        """Forget a guardian, and what he or she allowed."""
        self.guardians.pop(guardian, None)
        self.general.pop(guardian, None)
        self.names = {company: giver for company, giver in self.names.items() if giver != guardian}

    def forget(self) -> None:
        """Erase the profile; what the school administers stays."""
        self.has_profile = False
        self.general, self.names, self.guardians, self.applications = {}, {}, {}, {}
