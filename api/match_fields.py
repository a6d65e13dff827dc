"""What a match looks like over HTTP: score, parts and reasons, and the other side in short."""

from rest_framework import serializers

from api.fields import Located, Named, Reading
from matching.reasons import Verdict
from vacancies.models import Vacancy


class PartsSerializer(Reading):
    skills = serializers.IntegerField()
    level = serializers.IntegerField()
    location = serializers.IntegerField()


class ReasonSerializer(Reading):
    code = serializers.CharField()
    values = serializers.DictField()
    points = serializers.IntegerField(help_text="The points of all reasons add up to the score × 10,000.")
    text = serializers.CharField()


class BecauseSerializer(Reading):
    rule = serializers.CharField()
    values = serializers.DictField()
    change = serializers.DictField(help_text="The smallest change that would let the rule pass.")
    text = serializers.CharField()


class MatchSerializer(Reading):
    score = serializers.FloatField(help_text="0–1.")
    verdict = serializers.ChoiceField(choices=[word.value for word in Verdict])
    parts = PartsSerializer()
    reasons = ReasonSerializer(many=True)


class VacancyCard(Reading):
    id = serializers.UUIDField(source="uuid")
    title = serializers.CharField()
    company = Named()
    kind = serializers.ChoiceField(choices=Vacancy.Kind.choices)
    place = Located(source="establishment.place", default=None, allow_null=True)
    start = serializers.DateField(allow_null=True)
    end = serializers.DateField(allow_null=True)


class StudentCard(Reading):
    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField(source="__str__")
    programme = serializers.CharField(source="programme.code", default=None, allow_null=True)
    level = serializers.CharField(allow_null=True)


class VacancyMatch(MatchSerializer):
    vacancy = VacancyCard()


class CandidateMatch(MatchSerializer):
    student = StudentCard()


class VacancyExcluded(Reading):
    vacancy = VacancyCard()
    because = BecauseSerializer(many=True)


class CandidateExcluded(Reading):
    student = StudentCard()
    because = BecauseSerializer(many=True)


class MatchPage(Reading):
    count = serializers.IntegerField(help_text="All that are eligible; every one can be reached by paging.")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    excludedCount = serializers.IntegerField(required=False)


class VacancyMatches(MatchPage):
    results = VacancyMatch(many=True)
    excluded = VacancyExcluded(many=True, required=False)


class CandidateMatches(MatchPage):
    results = CandidateMatch(many=True)
    excluded = CandidateExcluded(many=True, required=False)
