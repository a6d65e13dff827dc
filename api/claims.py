"""Letting a student in: a school's program has the site mail the link by which a profile is claimed."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from api.resource import Resource
from api.visibility import NotNow
from profiles import access_log
from profiles.claiming import hand_out_by_mail
from profiles.models import School, Student


@extend_schema(tags=["students"])
class ClaimLink(Resource):
    """The link itself goes to the student alone: no program ever holds the key to a profile."""

    lookup_url_kwarg = "id"
    queryset = Student.objects.none()

    def get_queryset(self) -> QuerySet[Student]:
        return Student.objects.taught_by(self.request.user)

    @extend_schema(request=None, responses={202: None})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Mail a link to the address that the school knows; links and codes of before open nothing more."""
        student = get_object_or_404(self.get_queryset(), uuid=kwargs["id"])
        school = School.objects.filter(pk__in=request.user.school_ids).teaching(student).first()
        access_log.about(request, [student], organisation=school)
        if student.user_id is not None:
            raise NotNow(_("The student has claimed this profile already."))
        if not hand_out_by_mail([student], school=school, by=request.user):
            raise NotNow(_("You have no e-mail address of this student. Print a code instead."))
        return Response(status=status.HTTP_202_ACCEPTED)
