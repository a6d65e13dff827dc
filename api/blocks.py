"""Blocks: whom a student or a company wants nothing to do with, each side its own."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.application_fields import Called
from api.card_fields import FieldSerializer
from api.fields import Named, Reading
from api.refusals import refusals
from api.resource import Resource, visible
from api.visibility import AboutStudent
from placements import blocking
from placements.blocked import Blocked
from profiles import access_log
from profiles.models import Block, Company
from reference.levels import Level


class BlockedStudent(Reading):
    """What the company may know of whom it blocked, as things are now."""

    candidate = serializers.UUIDField(source="pseudonym", help_text="The id of the candidate's card.")
    name = serializers.CharField(allow_null=True)
    level = serializers.ChoiceField(choices=Level.choices, allow_null=True)
    field = FieldSerializer(allow_null=True)


class ContactBlock(Reading):
    id = serializers.UUIDField(source="uuid")
    since = serializers.DateTimeField()
    company = Named()


class StudentBlock(ContactBlock):
    """As the student or a guardian reads it."""

    student = Called()


class CompanyBlock(ContactBlock):
    """As the company reads it."""

    blocked = serializers.SerializerMethodField()

    @extend_schema_field(BlockedStudent)
    def get_blocked(self, block: Block) -> dict[str, Any]:
        return BlockedStudent(Blocked.of(block)).data


WRITTEN = {Block.Side.STUDENT: StudentBlock, Block.Side.COMPANY: CompanyBlock}
BY_SIDE = PolymorphicProxySerializer(
    component_name="BlockBySide", serializers=list(WRITTEN.values()), resource_type_field_name=None
)


# Writes each row for the side that blocked.
class EachSide(ContactBlock):
    def to_representation(self, instance: Block) -> dict[str, Any]:
        return WRITTEN[Block.Side(instance.side)](instance, context=self.context).data


@extend_schema(tags=["blocks"])
class Blocks(mixins.ListModelMixin, Resource):
    """Whom one's own side blocked, the last first."""

    queryset = Block.objects.none()
    serializer_class = EachSide

    def get_queryset(self) -> QuerySet[Block]:
        return visible(Block.objects.with_both_sides(), self.request)

    def paginate_queryset(self, queryset: QuerySet[Block]) -> list[Block] | None:
        page = super().paginate_queryset(queryset)
        access_log.about(self.request, [each.student for each in page or ()])
        return page

    @extend_schema(responses=BY_SIDE)
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take a block of one's own side back; what it ended stays ended."""
        block = self.get_object()
        access_log.about(request, [block.student])
        with refusals():
            blocking.unblock(block, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(tags=["blocks"], request=None, responses={204: None})
class BlockedCompany(AboutStudent):
    """A company that a student wants nothing to do with."""

    serializer_class = StudentBlock

    def update(self, request: Request, id: UUID, company: UUID, **kwargs: Any) -> Response:
        """Block a company: it is never told; what runs with it is withdrawn or declined."""
        student = self.student()
        known = visible(Company.objects.all(), request).filter(uuid=company).first()
        if known is None:
            raise Http404
        blocking.block_company(student, known, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
