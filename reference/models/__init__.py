"""The public lists."""

from reference.models.edition import Edition
from reference.models.identity import Identified
from reference.models.occupation import Occupation, OccupationLabel, OccupationSkill, ShortageOccupation
from reference.models.place import Municipality, Place
from reference.models.programme import Programme, ProgrammeSkill
from reference.models.sector import Sector
from reference.models.skill import LabelKind, LabelSource, Skill, SkillLabel, SkillRelation

__all__ = [
    "Edition",
    "Identified",
    "LabelKind",
    "LabelSource",
    "Municipality",
    "Occupation",
    "OccupationLabel",
    "OccupationSkill",
    "Place",
    "Programme",
    "ProgrammeSkill",
    "Sector",
    "ShortageOccupation",
    "Skill",
    "SkillLabel",
    "SkillRelation",
]
