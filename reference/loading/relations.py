"""Which occupation needs which skill, and which skills belong together, brought into the database."""

from collections.abc import Mapping

from reference.loading.batches import BATCH
from reference.models import OccupationSkill, SkillRelation
from reference.reporting import Report

Pair = tuple[int, int]


def load_needs(wanted: Mapping[Pair, str], report: Report) -> None:
    """Write (occupation key, skill key) → kind and count them.

    Where two sources differ, essential wins: a need is never made optional, so the order of loading does not
    matter and a repeated load changes nothing.
    """
    known = _known_needs({occupation for occupation, _skill in wanted})
    essential = OccupationSkill.Kind.ESSENTIAL
    new = [
        OccupationSkill(occupation_id=occupation, skill_id=skill, kind=kind)
        for (occupation, skill), kind in wanted.items()
        if (occupation, skill) not in known
    ]
    raised = [
        known[pair][0]
        for pair, kind in wanted.items()
        if pair in known and kind == essential != known[pair][1]
    ]
    OccupationSkill.objects.bulk_create(new, batch_size=BATCH)
    for start in range(0, len(raised), BATCH):
        OccupationSkill.objects.filter(pk__in=raised[start : start + BATCH]).update(kind=essential)
    report.count(len(wanted), added=len(new), changed=len(raised))


def _known_needs(occupations: set[int]) -> dict[Pair, tuple[int, str]]:
    rows = OccupationSkill.objects.values_list("occupation_id", "skill_id", "pk", "kind")
    return {
        (occupation, skill): (pk, kind)
        for occupation, skill, pk, kind in rows.iterator(chunk_size=5000)
        if occupation in occupations
    }


def load_relations(wanted: set[tuple[int, int, str]], report: Report) -> None:
    """Write (skill key, other key, kind) and count them; related skills are kept once, read both ways."""
    related = SkillRelation.Kind.RELATED
    tidy = {
        (*sorted((one, other)), kind) if kind == related else (one, other, kind)
        for one, other, kind in wanted
        if one != other
    }
    known = set(SkillRelation.objects.values_list("skill_id", "other_id", "kind"))
    new = [
        SkillRelation(skill_id=one, other_id=other, kind=kind) for one, other, kind in sorted(tidy - known)
    ]
    SkillRelation.objects.bulk_create(new, batch_size=BATCH)
    report.count(len(tidy), added=len(new), changed=0)
