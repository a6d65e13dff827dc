"""What a card looks like over HTTP: what an employer may know of a student, and not a field more."""

from rest_framework import serializers

from api.fields import Named, Reading
from matching.reasons import Verdict
from placements.card_parts import STEPS, Band, Sign
from profiles.models import StudentSkill
from reference.levels import Level
from vacancies.models import VacancySkill

CONCEALED = "Named when enough visible students share it with level and field; else null."


class StepsSerializer(Reading):
    skills = serializers.IntegerField(min_value=1, max_value=STEPS)
    level = serializers.IntegerField(min_value=1, max_value=STEPS)
    location = serializers.IntegerField(min_value=1, max_value=STEPS)


class SkillReasonSerializer(Reading):
    skill = serializers.CharField()
    weight = serializers.ChoiceField(choices=VacancySkill.Weight.choices)
    sign = serializers.ChoiceField(choices=[sign.value for sign in Sign])
    command = serializers.ChoiceField(choices=StudentSkill.Level.choices, allow_null=True)


class ConditionSerializer(Reading):
    asked = serializers.CharField(help_text="The code of a language or licence.")
    least = serializers.CharField(allow_null=True, help_text="The level asked of a language.")
    sign = serializers.ChoiceField(choices=[sign.value for sign in Sign])


class AvailabilitySerializer(Reading):
    availableFrom = serializers.DateField(source="first", allow_null=True)
    availableUntil = serializers.DateField(source="last", allow_null=True)
    hours = serializers.ListField(child=serializers.IntegerField(), allow_null=True)
    weekdays = serializers.ListField(child=serializers.IntegerField(), allow_null=True)


class FieldSerializer(Reading):
    code = serializers.CharField()
    name = serializers.CharField(source="__str__")


class CardSerializer(Reading):
    id = serializers.UUIDField(source="pseudonym", help_text="A pseudonym for your company alone.")
    verdict = serializers.ChoiceField(choices=[word.value for word in Verdict])
    bars = StepsSerializer()
    skills = SkillReasonSerializer(many=True, source="reasons")
    level = serializers.ChoiceField(choices=Level.choices, allow_null=True)
    field = FieldSerializer(allow_null=True)
    municipality = serializers.CharField(allow_null=True, help_text=CONCEALED)
    inRegion = serializers.BooleanField(source="in_region", allow_null=True)
    distance = serializers.ChoiceField(
        source="band",
        choices=[band.value for band in Band],
        allow_null=True,
        help_text="From the centre of the student's municipality.",
    )
    conditions = ConditionSerializer(many=True)
    availability = AvailabilitySerializer()
    hasApplication = serializers.BooleanField(
        source="has_application", help_text="There is an open application or invitation for this vacancy."
    )


class HeldSkillSerializer(Named):
    command = serializers.ChoiceField(choices=StudentSkill.Level.choices, allow_null=True)


class OpenCardSerializer(CardSerializer):
    ownSkills = HeldSkillSerializer(many=True, source="own_skills")


class CardPage(Reading):
    count = serializers.IntegerField(help_text="All cards; every one can be reached by paging.")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = CardSerializer(many=True)
