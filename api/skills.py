"""Skills, and the search for one as people type it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Named, Reading
from api.pagination import read_whole
from api.resource import Resource
from reference import linking
from reference.models import Skill

LONGEST_SEARCH = 100
MOST_SUGGESTIONS = 25


class SkillSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=Skill.Kind.choices)
    uri = serializers.CharField()


class LabelSerializer(Reading):
    language = serializers.CharField()
    kind = serializers.CharField()
    text = serializers.CharField()


class SkillDetailSerializer(SkillSerializer):
    labels = LabelSerializer(many=True)


class SuggestionSerializer(Reading):
    results = Named(many=True)


@extend_schema(tags=["reference"])
class Skills(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """Skills with their name in the reader's language."""

    queryset = Skill.objects.all()
    parameters = {"suggest": frozenset({"q", "limit"})}

    def get_queryset(self) -> QuerySet[Skill]:
        skills = Skill.objects.with_name()
        return skills.prefetch_related("labels") if self.action == "retrieve" else skills

    def get_serializer_class(self) -> type[serializers.Serializer]:
        return SkillDetailSerializer if self.action == "retrieve" else SkillSerializer

    @extend_schema(
        parameters=[
            OpenApiParameter("q", str, required=True, description="What somebody typed, in any language."),
            OpenApiParameter("limit", int, description="At most so many, 1–25; 10 when not given."),
        ],
        responses=SuggestionSerializer,
    )
    @action(detail=False, pagination_class=None)
    def suggest(self, request: Request) -> Response:
        """Suggest skills for what somebody typed; typing errors and synonyms are forgiven."""
        found = linking.suggest(
            _typed(request),
            language=request.LANGUAGE_CODE,
            limit=read_whole(request, "limit", 10, most=MOST_SUGGESTIONS),
        )
        return Response(SuggestionSerializer({"results": found}).data)


def _typed(request: Request) -> str:
    text = request.query_params.get("q", "")
    if not text.strip() or len(text) > LONGEST_SEARCH:
        raise ValidationError({"q": [_("Give 1 to %(most)s characters.") % {"most": LONGEST_SEARCH}]})
    return text
