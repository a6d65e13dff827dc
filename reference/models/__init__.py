"""The public lists."""

from reference.models.identity import Identified
from reference.models.occupation import Occupation, OccupationLabel, OccupationSkill
from reference.models.place import Municipality, Place
from reference.models.programme import Programme, ProgrammeSkill
from reference.models.sector import Sector
from reference.models.skill import LabelKind, Skill, SkillLabel, SkillRelation

__all__ = [
    "Identified",
    "LabelKind",
    "Municipality",
    "Occupation",
    "OccupationLabel",
    "OccupationSkill",
    "Place",
    "Programme",
    "ProgrammeSkill",
    "Sector",
    "Skill",
    "SkillLabel",
    "SkillRelation",
]
