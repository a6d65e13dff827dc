"""Which skills a vacancy asks for: words linked to the vocabulary, and how much each counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from matching.words import fold
from profiles.reading.skill_lists import WordLinks
from vacancies.models import Vacancy, VacancySkill
from vacancies.reading import AskedWord

HEAVIEST_FIRST = (VacancySkill.Weight.MUST, VacancySkill.Weight.SHOULD, VacancySkill.Weight.NICE)


@dataclass(slots=True)
class AskedPlan:
    """What to write so that a vacancy asks for exactly what a list says."""

    new: list[VacancySkill] = field(default_factory=list)
    changed: list[VacancySkill] = field(default_factory=list)
    gone: list[VacancySkill] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def asked_by(vacancies: Collection[Vacancy]) -> dict[int, list[VacancySkill]]:
    """Give what is asked by vacancy: one query for any number."""
    found: dict[int, list[VacancySkill]] = {}
    for asked in VacancySkill.objects.filter(vacancy__in=vacancies):
        found.setdefault(asked.vacancy_id, []).append(asked)
    return found


def plan_asked(
    vacancy: Vacancy, words: Sequence[AskedWord], known: Sequence[VacancySkill], links: WordLinks
) -> AskedPlan:
    """Say what changes when a vacancy asks for these words and nothing else.

    Of two wordings of one skill the heavier counts.
    """
    wanted: dict[int | str, VacancySkill] = {}
    for word in sorted(words, key=lambda each: HEAVIEST_FIRST.index(VacancySkill.Weight(each.weight))):
        linked = links[word.text]
        skill_id = linked.skill.pk if linked.skill else None
        asked = VacancySkill(vacancy=vacancy, skill_id=skill_id, text=word.text, weight=word.weight)
        asked.links = [] if skill_id else linked.links
        wanted.setdefault(skill_id or fold(word.text), asked)
    made = AskedPlan()
    for asked in known:
        new = wanted.pop(asked.skill_id or fold(asked.text), None)
        if new is None:
            made.gone.append(asked)
        elif _update(asked, new):
            made.changed.append(asked)
    made.new = list(wanted.values())
    return made


def plan_reading(known: Sequence[VacancySkill], links: WordLinks) -> AskedPlan:
    """Say what changes when the free words of a vacancy are read by the vocabulary in use.

    Words that now name a skill that is asked already go, and what they weighed more goes to it.
    """
    made, asked_for = AskedPlan(), {asked.skill_id: asked for asked in known if asked.skill_id}
    for asked in known:
        if asked.skill_id:
            continue
        skill = links[asked.text].skill
        same = asked_for.setdefault(skill.pk, asked) if skill else asked
        if same is not asked:
            made.gone.append(asked)
            if _is_heavier(asked, same):
                same.weight = asked.weight
                made.changed.append(same)
        elif skill or asked.links != links[asked.text].links:
            asked.skill, asked.links = skill, links[asked.text].links
            made.changed.append(asked)
    made.changed = list({asked.pk: asked for asked in made.changed}.values())
    return made


def _is_heavier(asked: VacancySkill, other: VacancySkill) -> bool:
    order = [str(weight) for weight in HEAVIEST_FIRST]
    return order.index(asked.weight) < order.index(other.weight)


def _update(asked: VacancySkill, new: VacancySkill) -> bool:
    """Take over wording, links and weight; tell whether that changed anything."""
    before = (asked.text, asked.links, asked.weight)
    asked.text, asked.links, asked.weight = new.text, new.links, new.weight
    return before != (asked.text, asked.links, asked.weight)


def write_asked(plans: Collection[AskedPlan]) -> None:
    """Write the plans of many vacancies."""
    gone = [asked.pk for made in plans for asked in made.gone]
    if gone:
        VacancySkill.objects.filter(pk__in=gone).delete()
    changed = [asked for made in plans for asked in made.changed]
    VacancySkill.objects.bulk_update(changed, ["skill", "text", "links", "weight"], batch_size=200)
    VacancySkill.objects.bulk_create([asked for made in plans for asked in made.new])
