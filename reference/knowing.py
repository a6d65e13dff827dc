"""What the engine knows beside the records, built from the database: relations, occupations, programmes."""

from collections import defaultdict

from matching.knowledge import Knowledge
from reference.editions import PerEdition, current
from reference.models import OccupationSkill, Programme, SkillRelation


def _build() -> Knowledge:
    needs = OccupationSkill.objects.values_list("occupation__uuid", "skill__uuid", "kind")
    relations = SkillRelation.objects.values_list("skill__uuid", "other__uuid", "kind")
    return Knowledge.from_relations(
        occupation_skills=[(str(one), str(other), kind) for one, other, kind in needs],
        relations=[(str(one), str(other), kind) for one, other, kind in relations],
        programmes=_programmes(),
        version=current(),
    )


def _programmes() -> dict[str, tuple[str, ...]]:
    trained: dict[str, list[str]] = defaultdict(list)
    rows = Programme.objects.filter(occupations__isnull=False).values_list("code", "occupations__uuid")
    for code, uuid in rows.order_by("code", "occupations__uuid"):
        trained[code].append(str(uuid))
    return {code: tuple(uuids) for code, uuids in trained.items()}


knowledge = PerEdition(_build)
"""Give the `Knowledge` of the edition in use, built once per process; concept ids are uuids as text."""
