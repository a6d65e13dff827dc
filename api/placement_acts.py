"""What may be done with a placement over HTTP, from filling it in to evaluating it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api import versions
from api.placement_fields import (
    AgreementBody,
    AgreementSerializer,
    BreakOffBody,
    CancelBody,
    CarePlacement,
    CarePlacementDetails,
    CompanyPlacement,
    CompanyPlacementDetails,
    EvaluationBody,
    SignatureBody,
    StudentPlacement,
    StudentPlacementDetails,
    TermsBody,
    shown,
)
from api.refusals import Conflict, refusals
from placements import completing, drawing_up, ending, evaluating, signing, starting
from placements.agreement_pdf import pdf_of
from placements.agreement_texts import sheet_of
from placements.models import Agreement, Placement
from profiles.models import Membership, User

ROW_BY_PART = PolymorphicProxySerializer(
    component_name="Placement",
    serializers=[StudentPlacement, CompanyPlacement, CarePlacement],
    resource_type_field_name=None,
)
BY_PART = PolymorphicProxySerializer(
    component_name="PlacementDetails",
    serializers=[StudentPlacementDetails, CompanyPlacementDetails, CarePlacementDetails],
    resource_type_field_name=None,
)
IF_MATCH = OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True)
NUMBER = OpenApiParameter("number", int, description="0 is the agreement, 1 and on its changes; the last.")
PARAMETERS = {"agreement": frozenset({"number"}), "agreement_pdf": frozenset({"number"})}
ACT: dict[str, Any] = {
    "detail": True, "methods": ["post"], "filterset_class": None, "pagination_class": None,
}  # fmt: skip
NAMES = {"day_until": "dayUntil", "school_supervisor": "schoolSupervisor", "signed_on": "signedOn"}


@contextmanager
def told() -> Iterator[None]:
    """Turn what a verb refuses into what HTTP says; what stands in the way is listed."""
    try:
        with refusals(), versions.translated():
            yield
    except Conflict as error:
        if isinstance(error.__cause__, drawing_up.InTheWay):
            error.errors = shown(error.__cause__.findings)
        raise
    except ValidationError as error:
        if isinstance(error.detail, dict):
            error.detail = {NAMES.get(name, name): texts for name, texts in error.detail.items()}
        raise


class PlacementActs:
    """The acts of the resource `Placements`, each of which answers the placement as it is then."""

    @extend_schema(request=TermsBody, responses=BY_PART, parameters=[IF_MATCH])
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Fill in what an agreement needs, until somebody signs."""
        placement = self.get_object()
        versions.check(request, placement)
        with told():
            completing.complete(placement, by=request.user, changes=_changes(request, placement))
        return self.answer()

    @extend_schema(request=TermsBody, responses=BY_PART, parameters=[IF_MATCH])
    @action(**ACT)
    def amend(self, request: Request, **kwargs: Any) -> Response:
        """Change what is agreed after somebody signed: it gets a paper of its own, for all to sign."""
        placement = self.get_object()
        versions.check(request, placement)
        with told():
            drawing_up.amend(placement, by=request.user, changes=_changes(request, placement))
        return self.answer()

    @extend_schema(parameters=[NUMBER], responses=AgreementSerializer)
    @action(detail=True, filterset_class=None, pagination_class=None)
    def agreement(self, request: Request, **kwargs: Any) -> Response:
        """Read the last agreement, or one by its number."""
        return Response(AgreementSerializer(_agreement(request, self.get_object())).data)

    @extend_schema(request=AgreementBody, responses={201: AgreementSerializer})
    @agreement.mapping.post
    def draw_up(self, request: Request, **kwargs: Any) -> Response:
        """Make the agreement of a placement as it stands, in place of one that nobody signed."""
        placement, body = self.get_object(), _read(AgreementBody, request)
        with told():
            made = drawing_up.draw_up(placement, by=request.user, guardians=body.get("guardians"))
        return Response(AgreementSerializer(made).data, status=201)

    @extend_schema(parameters=[NUMBER], responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True, filterset_class=None, pagination_class=None, url_path="agreement/pdf")
    def agreement_pdf(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Read the last agreement, or one by its number, as a PDF in the reader's language."""
        agreement = _agreement(request, self.get_object())
        paper = pdf_of(sheet_of(agreement, agreement.signatures.all()), made_at=agreement.made_at)
        named = f'attachment; filename="{agreement.kind}-{agreement.number}.pdf"'
        return HttpResponse(paper, content_type="application/pdf", headers={"Content-Disposition": named})

    @extend_schema(request=SignatureBody, responses={201: BY_PART})
    @action(**ACT)
    def signatures(self, request: Request, **kwargs: Any) -> Response:
        """Sign for oneself, or record as the school what a party signed on paper."""
        placement, body = self.get_object(), _read(SignatureBody, request)
        with told():
            signing.sign(placement, party=body["party"], by=request.user, on_paper=_on_paper(body))
        return self.answer(201)

    @extend_schema(request=None, responses=BY_PART)
    @action(**ACT)
    def start(self, request: Request, **kwargs: Any) -> Response:
        """Start what is signed, on its first day or later."""
        with told():
            starting.start(self.get_object(), by=request.user)
        return self.answer()

    @extend_schema(request=CancelBody, responses=BY_PART)
    @action(**ACT)
    def cancel(self, request: Request, **kwargs: Any) -> Response:
        """Cancel what has not started; its seat is free again."""
        placement, body = self.get_object(), _read(CancelBody, request)
        with told():
            ending.cancel(placement, by=request.user, reason=body["reason"])
        return self.answer()

    @extend_schema(request=BreakOffBody, responses=BY_PART)
    @action(**ACT, url_path="break-off")
    def break_off(self, request: Request, **kwargs: Any) -> Response:
        """End what runs before its last day; its seat is free again."""
        placement, body = self.get_object(), _read(BreakOffBody, request)
        with told():
            ending.break_off(placement, by=request.user, reason=body["reason"], day=body["day"])
        return self.answer()

    @extend_schema(request=None, responses=BY_PART)
    @action(**ACT)
    def finish(self, request: Request, **kwargs: Any) -> Response:
        """Finish what runs, on its last day or later."""
        with told():
            ending.finish(self.get_object(), by=request.user)
        return self.answer()

    @extend_schema(request=EvaluationBody, responses={201: BY_PART})
    @action(**ACT)
    def evaluation(self, request: Request, **kwargs: Any) -> Response:
        """Say what one's side thinks of it, once, from the last day on."""
        placement, body = self.get_object(), _read(EvaluationBody, request)
        with told():
            evaluating.evaluate(placement, by=request.user, **body)
        return self.answer(201)


def _read(body: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    read = body(data=request.data)
    read.is_valid(raise_exception=True)
    return read.validated_data


def _changes(request: Request, placement: Placement) -> dict[str, Any]:
    """Read what is filled in; a colleague is named by the address, among those of the student's school."""
    changes = _read(TermsBody, request)
    if email := changes.get("school_supervisor"):
        changes["school_supervisor"] = _colleague(placement, email)
    return changes


def _colleague(placement: Placement, email: str) -> User:
    works_there = Membership.objects.current().filter(school=placement.school, school__isnull=False)
    found = works_there.filter(user__email__iexact=email).select_related("user").first()
    if found is None:
        raise ValidationError({"schoolSupervisor": [_("This is nobody of the student's school.")]})
    return found.user


def _on_paper(body: dict[str, Any]) -> signing.OnPaper | None:
    if "name" not in body and "signed_on" not in body:
        return None
    if lacking := [name for name in ("name", "signed_on") if name not in body]:
        raise ValidationError({NAMES.get(name, name): [_("This field is required.")] for name in lacking})
    return signing.OnPaper(body["name"], body["signed_on"])


def _agreement(request: Request, placement: Placement) -> Agreement:
    papers = Agreement.objects.visible_to(request.user).filter(placement=placement).order_by("-number")
    if (number := request.query_params.get("number")) is not None:
        is_number = number.isascii() and number.isdigit() and len(number) < 4
        papers = papers.filter(number=int(number)) if is_number else papers.none()
    found = papers.prefetch_related("signatures").first()
    if found is None:
        raise Http404
    return found
