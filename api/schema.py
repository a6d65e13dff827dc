"""The API described: OpenAPI 3.1 and the pages that show it, without inline scripts."""

from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import ByPolicy
from profiles.policy import rule_of
from profiles.policy.routes import every_route
from profiles.policy.statuses import problems_of

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
                "description": "Where: pointer in a JSON body, row and column in a list.",
                "properties": {
                    "row": {"type": "integer"},
                    **{
                        name: {"type": "string"}
                        for name in ("pointer", "column", "code", "detail", "suggestion")
                    },
                },
            },
        },
    },
}


class Schema(SpectacularAPIView):
    """The OpenAPI document of this version; anybody may read it."""

    permission_classes = (ByPolicy,)
    authentication_classes = ()
    renderer_classes = (OpenApiJsonRenderer, OpenApiYamlRenderer)

    def _get_schema_response(self, request: Request) -> Response:
        return Response(described())


@cache
def described() -> dict[str, Any]:
    """Describe the API, once per process: it takes a third of a second, and anybody may ask."""
    return SchemaGenerator(api_version="1").get_schema(request=None, public=True)


class Docs(SpectacularSwaggerSplitView):
    """The document as a page on which requests can be tried."""

    permission_classes = (ByPolicy,)
    authentication_classes = ()
    url_name = "api:openapi"
    template_name = "api/docs.html"


def describe_problems(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """Add the problem document to every operation, for each status that the policy knows of it.

    Answers that have one of several forms are told apart.
    """
    result["components"]["schemas"]["Problem"] = PROBLEM
    names = {route.path: route.name for route in every_route()}
    for schema in result["components"]["schemas"].values():
        for branch in schema.get("oneOf", ()):
            _tell_apart(branch, result["components"]["schemas"])
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            rule = rule_of(names[path], method.upper())
            for status, text in problems_of(rule).items() if rule else ():
                operation["responses"].setdefault(str(status), _answer(text))
    return result


def _tell_apart(branch: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Say of one of several forms that it holds nothing else: a form with more fields is another one."""
    named = schemas.get(branch.get("$ref", "").rpartition("/")[2], {})
    if "properties" in named:
        named["additionalProperties"] = False


def _answer(text: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": text, "content": content}
