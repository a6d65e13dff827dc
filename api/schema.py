"""The API described: OpenAPI 3.1 and the pages that show it, without inline scripts."""

from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {name: {"type": "string"} for name in ("pointer", "code", "detail")},
            },
        },
    },
}
ALWAYS = {"401": "Not signed in.", "403": "Not for you."}
WITH_INPUT = {"400": "Something in the request is not accepted."}
WITH_ID = {"404": "There is nothing here that you may see."}
WITH_VERSION = {
    "412": "Somebody changed this in the meantime.",
    "428": "If-Match is missing.",
}
WITH_BODY = {"413": "The body is too large.", "415": "The body is not JSON."}


class Schema(SpectacularAPIView):
    """The OpenAPI document of this version; anybody may read it."""

    permission_classes = (AllowAny,)
    authentication_classes = ()
    renderer_classes = (OpenApiJsonRenderer, OpenApiYamlRenderer)

    def _get_schema_response(self, request: Request) -> Response:
        return Response(described())


@cache
def described() -> dict[str, Any]:
    """Describe the API, once per process: it takes a third of a second, and anybody may ask."""
    return SchemaGenerator(api_version="1").get_schema(request=None, public=True)


@method_decorator(login_not_required, name="dispatch")
class Docs(SpectacularSwaggerSplitView):
    """The document as a page on which requests can be tried."""

    permission_classes = (AllowAny,)
    authentication_classes = ()
    url_name = "openapi"
    template_name = "api/docs.html"


def describe_problems(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """Add the problem document to every operation, for each status that it can answer."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            for status, text in _problems(path, method).items():
                operation["responses"].setdefault(status, _answer(text))
    return result


def _problems(path: str, method: str) -> dict[str, str]:
    problems = ALWAYS | WITH_INPUT
    problems |= WITH_ID if "{" in path else {}
    problems |= WITH_BODY if method in ("post", "put", "patch") else {}
    return problems | (WITH_VERSION if method in ("put", "patch") else {})


def _answer(text: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": text, "content": content}
