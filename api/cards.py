"""Cards of a vacancy for its company, inviting by them, and applying from the other side."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api import matches
from api.application_fields import (
    ApplicationSerializer,
    CareApplication,
    CompanyApplication,
    DeclineBody,
    ProposalBody,
    StudentApplication,
)
from api.card_fields import CardPage, OpenCardSerializer
from api.refusals import refusals
from placements.access import may_see_cards
from placements.applying import apply, invite, propose
from placements.blocking import block_student
from placements.cards import cards_for, find_student
from placements.models import Application
from placements.opening import open_card
from profiles import access_log
from profiles.models import Student
from reference.levels import Level

if TYPE_CHECKING:
    from vacancies.models import Vacancy

ACTIONS = frozenset({"cards", "card", "invitation", "block", "applications", "proposals"})
PARAMETERS = {"cards": frozenset({"page", "pageSize", "level"})}
DESCRIBED = [
    OpenApiParameter("page", int),
    OpenApiParameter("pageSize", int, description="At most 100; 20 when not given."),
    OpenApiParameter("level", str, enum=Level.values),
]
ONE = {"detail": True, "filterset_class": None, "pagination_class": None}


class CardActions:
    """What a vacancy offers about the people who suit it."""

    @extend_schema(parameters=DESCRIBED, responses=CardPage)
    @action(**ONE)
    def cards(self, request: Request, **kwargs: Any) -> Response:
        """Rank who suits one's own open vacancy, as anonymous cards."""
        vacancy, asked = self._own(), matches.Asked.of(request)
        with refusals():
            cards = cards_for(vacancy, top=asked.size, offset=asked.offset, level=_level(request))
        if asked.page > 1 and not cards.items:
            raise NotFound(_("There is no such page."))
        access_log.about(request, cards.students, organisation=vacancy.company)
        page = matches.links(request, asked, cards.count)
        return Response(CardPage(page | {"results": cards.items}).data)

    @extend_schema(operation_id="vacancies_card_retrieve", responses=OpenCardSerializer)
    @action(**ONE, url_path="cards/<uuid:pseudonym>")
    def card(self, request: Request, pseudonym: UUID, **kwargs: Any) -> Response:
        """Open one card; the student sees that the company did."""
        vacancy = self._own()
        with refusals():
            card = open_card(vacancy, self._student(vacancy, pseudonym), by=request.user)
        return Response(OpenCardSerializer(card).data)

    @extend_schema(request=None, responses={201: CompanyApplication})
    @action(**ONE, methods=["post"], url_path="cards/<uuid:pseudonym>/invitation")
    def invitation(self, request: Request, pseudonym: UUID, **kwargs: Any) -> Response:
        """Invite somebody whom one knows as a card; the name comes with the answer, if it is yes."""
        vacancy = self._own()
        with refusals():
            application = invite(self._student(vacancy, pseudonym), vacancy, by=request.user)
        return self._created(CompanyApplication, application)

    @extend_schema(request=DeclineBody, responses={204: None})
    @action(**ONE, methods=["post"], url_path="cards/<uuid:pseudonym>/block")
    def block(self, request: Request, pseudonym: UUID, **kwargs: Any) -> Response:
        """Block somebody whom one knows as a card, at all one's vacancies; nobody is told who did."""
        vacancy, body = self._own(), DeclineBody(data=request.data)
        body.is_valid(raise_exception=True)
        with refusals():
            student = self._student(vacancy, pseudonym)
            reason = body.validated_data.get("reason", "")
            block_student(student, vacancy.company, by=request.user, reason=reason)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses={201: StudentApplication})
    @action(**ONE, methods=["post"])
    def applications(self, request: Request, **kwargs: Any) -> Response:
        """Apply as the student one is; the company sees the name at once."""
        vacancy, student = self.get_object(), request.user.student
        access_log.about(request, [student])
        with refusals():
            application = apply(student, vacancy, by=request.user)
        return self._created(StudentApplication, application)

    @extend_schema(request=ProposalBody, responses={201: CareApplication})
    @action(**ONE, methods=["post"])
    def proposals(self, request: Request, **kwargs: Any) -> Response:
        """Propose a student of one's school; the student confirms before the company hears of it."""
        vacancy, body = self.get_object(), ProposalBody(data=request.data)
        body.is_valid(raise_exception=True)
        taught = Student.objects.taught_by(request.user).filter(uuid=body.validated_data["student"])
        student = taught.select_related("user").first()
        if student is None:
            raise ValidationError({"student": [_("There is no such student.")]})
        access_log.about(request, [student])
        with refusals():
            application = propose(student, vacancy, by=request.user)
        return self._created(CareApplication, application)

    def _own(self) -> "Vacancy":
        """Give one's own vacancy; another's may be seen, but no cards hang at it for us."""
        vacancy = self.get_object()
        if not may_see_cards(self.request.user, vacancy):
            raise Http404
        return vacancy

    def _created(self, serializer: type[ApplicationSerializer], application: Application) -> Response:
        shown = (
            Application.objects.with_both_sides().prefetch_related("steps", "talks").get(pk=application.pk)
        )
        written = serializer(shown, context=self.get_serializer_context())
        return Response(written.data, status=status.HTTP_201_CREATED)

    def _student(self, vacancy: "Vacancy", pseudonym: UUID) -> Student:
        student = find_student(vacancy, pseudonym)
        access_log.about(self.request, [student], organisation=vacancy.company)
        return student


def _level(request: Request) -> str | None:
    level = request.query_params.get("level")
    if level is not None and level not in Level.values:
        raise ValidationError({"level": [_("Give one of: %(names)s.") % {"names": ", ".join(Level)}]})
    return level
