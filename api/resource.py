"""What all resources share: public ids, rows through ``visible_to``, and no parameter that means nothing."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend, FilterSet
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from api.throttling import rate_headers
from profiles.policy import rule_of


class Resource(GenericViewSet):
    """A list and its rows; ``parameters`` are query keys beside the filter's and the page's."""

    lookup_field = "uuid"
    lookup_url_kwarg = "id"
    lookup_value_converter = "uuid"
    filter_backends = (DjangoFilterBackend,)
    filterset_class: type[FilterSet] | None = None
    parameters: ClassVar[dict[str, frozenset[str]]] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        refuse_unknown(set(request.query_params), self._known_parameters())
        if request.method not in SAFE_METHODS:
            self.check_body(request)

    def check_body(self, request: Request) -> None:
        """Refuse a body that this route does not take."""
        refuse_unknown_fields(request)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        if standing := getattr(request, "standing", None):
            for name, value in rate_headers(standing).items():
                response.headers[name] = value
        return response

    def _known_parameters(self) -> set[str]:
        known = set(self.parameters.get(self.action, ()))
        if self.action == "list":
            known |= {"page", "pageSize"}
            known |= set(self.filterset_class.base_filters) if self.filterset_class else set()
        return known


def refuse_unknown(given: set[str], known: set[str]) -> None:
    """Raise a ValidationError that names every query parameter that this route does not have."""
    if extra := sorted(given - known):
        text = _("There is no such parameter here. Known are: %(names)s.") % {
            "names": ", ".join(sorted(known)) or "–"
        }
        raise ValidationError({name: [text] for name in extra}, code="unknown_parameter")


def refuse_unknown_fields(request: Request) -> None:
    """Raise a ValidationError that names every field of a body that the policy does not know here."""
    rule, body = rule_of(request.resolver_match.view_name, request.method), request.data
    if not isinstance(body, dict):
        raise ValidationError(_("The body is not an object."))
    if extra := rule.unknown(body):
        text = _("There is no such field.")
        raise ValidationError({name: [text] for name in extra}, code="unknown_field")


def visible(queryset: QuerySet, request: Request) -> QuerySet:
    """Narrow to what the asking person may see; the schema generator, who is nobody, sees nothing."""
    return queryset.visible_to(request.user)
