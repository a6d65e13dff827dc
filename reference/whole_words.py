"""What it takes to read somebody's words as a whole, built from the database."""

from itertools import chain

from matching.company import Company
from matching.own_words import Whole
from matching.profession_words import ProfessionWords
from reference.editions import PerEdition
from reference.linking import labels_of
from reference.models import OccupationLabel, OccupationSkill, SkillLabel


def _build() -> Whole:
    rows = OccupationSkill.objects.values_list("occupation__uuid", "skill__uuid", "kind")
    needs = [
        (str(occupation), str(skill), kind) for occupation, skill, kind in rows.iterator(chunk_size=5000)
    ]
    labels = chain(
        labels_of(SkillLabel.objects.all(), "skill__uuid"),
        labels_of(OccupationLabel.objects.all(), "occupation__uuid"),
    )
    return Whole(Company(needs), ProfessionWords.from_labels(labels, needs))


whole_words = PerEdition(_build)
"""Give the `Whole` of the edition in use, built once per process; with all of ESCO five seconds and 80 MB."""
