"""Who sees a student: for the student and for a guardian, to read, to choose and to take back."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from api import versions
from api.fields import Named, Reading, Writing
from api.resource import Resource, visible
from profiles import sharing
from profiles.ages import needs_guardian
from profiles.models import Company, Consent, ProfileView, Student
from profiles.refusals import TEXTS

IF_MATCH = OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True)


class NotNow(APIException):
    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


class VisibilitySerializer(Reading):
    visibility = serializers.ChoiceField(choices=Student.Visibility.choices)
    chosenBy = serializers.ChoiceField(
        source="chooser",
        choices=Consent.GivenBy.choices,
        allow_null=True,
        help_text="Who chooses today; null while the birth date is unknown.",
    )
    contactThroughSchool = serializers.BooleanField(source="through_school")
    namedTo = Named(source="named_to", many=True, help_text="Companies that see the name today.")
    updatedAt = serializers.DateTimeField(source="updated_at")


class VisibilityChoice(Writing):
    visibility = serializers.ChoiceField(choices=Student.Visibility.choices)


class ConsentSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    purpose = serializers.ChoiceField(choices=Consent.Purpose.choices)
    company = Named(allow_null=True)
    textVersion = serializers.CharField(source="text_version")
    givenBy = serializers.ChoiceField(source="given_by", choices=Consent.GivenBy.choices)
    givenAt = serializers.DateTimeField(source="given_at")
    withdrawnAt = serializers.DateTimeField(source="withdrawn_at", allow_null=True)
    counts = serializers.BooleanField(help_text="Whether it counts today.")


class ViewSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    company = Named(allow_null=True)
    stage = serializers.ChoiceField(choices=ProfileView.Stage.choices)
    day = serializers.DateField()


class AboutStudent(Resource):
    """Something about one student in the care of whoever asks."""

    lookup_url_kwarg = "id"
    queryset = Student.objects.none()

    def get_queryset(self) -> QuerySet[Student]:
        return Student.objects.in_care_of(self.request.user).with_visibility()

    def student(self) -> Student:
        return get_object_or_404(self.get_queryset(), uuid=self.kwargs["id"])


@extend_schema(tags=["visibility"])
class Visibility(AboutStudent):
    """Whom a student is seen by."""

    serializer_class = VisibilitySerializer

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Tell who sees a student today, and who chooses that."""
        student = self.student()
        student.chooser = _chooser(student)
        student.through_school = sharing.contact_through_school(student)
        student.named_to = Company.objects.filter(pk__in=_live_names(student).values("company"))
        return Response(VisibilitySerializer(student).data, headers=versions.etag(student))

    @extend_schema(request=VisibilityChoice, responses=VisibilitySerializer, parameters=[IF_MATCH])
    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Choose who may see a student: the student, or a guardian below the age of consent."""
        student = self.student()
        versions.check(request, student)
        body = VisibilityChoice(data=request.data)
        body.is_valid(raise_exception=True)
        try:
            with versions.translated():
                sharing.choose_visibility(student, body.validated_data["visibility"], by=request.user)
        except tuple(TEXTS) as error:
            raise NotNow(TEXTS[type(error)]) from error
        return self.retrieve(request, *args, **kwargs)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Show nothing of a student to anybody any more: neither the card, nor the name at any company."""
        sharing.withdraw_everything(self.student(), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(tags=["visibility"], responses={204: None})
class Name(AboutStudent):
    """The name of a student, as one company sees it."""

    serializer_class = VisibilitySerializer

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take the name back from one company."""
        student = self.student()
        company = visible(Company.objects.all(), request).filter(uuid=kwargs["company"]).first()
        if company is None:
            raise Http404
        sharing.withdraw_name(student, company, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(tags=["visibility"])
class Consents(mixins.ListModelMixin, AboutStudent):
    """All that was ever allowed about a student, latest first."""

    serializer_class = ConsentSerializer

    def get_queryset(self) -> QuerySet[Consent]:
        live = Consent.objects.live().filter(pk=OuterRef("pk"))
        rows = visible(Consent.objects.annotate(counts=Exists(live)), self.request)
        return rows.filter(_about(self)).select_related("company")


@extend_schema(tags=["visibility"])
class Views(mixins.ListModelMixin, AboutStudent):
    """Which company looked at a student's card or profile, latest first; once a day and stage."""

    serializer_class = ViewSerializer

    def get_queryset(self) -> QuerySet[ProfileView]:
        return visible(ProfileView.objects.all(), self.request).filter(_about(self)).select_related("company")


def _about(view: AboutStudent) -> Q:
    """Select what is about the student of the address. Raises Http404 for one not in the asker's care."""
    if "id" not in view.kwargs:  # the schema generator asks of nobody
        return Q(pk__in=())
    own = Student.objects.in_care_of(view.request.user)
    return Q(student=get_object_or_404(own, uuid=view.kwargs["id"]))


def _live_names(student: Student) -> QuerySet[Consent]:
    return student.consents.live().filter(company__verified_at__isnull=False)


def _chooser(student: Student) -> str | None:
    if student.birth_date is None:
        return None
    return Consent.GivenBy.GUARDIAN if needs_guardian(student.birth_date) else Consent.GivenBy.STUDENT
