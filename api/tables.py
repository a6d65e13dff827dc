"""The fixed tables of the region, as at the end of a quarter."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.counting_asked import WHEN, read_quarter
from api.fields import Reading
from api.resource import Resource
from api.tabular import Tabular, described_as
from monitoring.counts.window import Window
from monitoring.models import Measurement
from monitoring.quarters import Quarter
from monitoring.tables import TABLES, table_of


class TableNameSerializer(Reading):
    table = serializers.CharField()
    name = serializers.CharField()


class TableNamesSerializer(Reading):
    rows = TableNameSerializer(many=True)


class TableCellSerializer(Reading):
    row = serializers.CharField(help_text="A key, “unknown”, “other” for what stands together, or “total”.")
    rowName = serializers.CharField(source="row_name")
    column = serializers.CharField()
    columnName = serializers.CharField(source="column_name")
    value = serializers.IntegerField(source="number", allow_null=True)
    hidden = serializers.BooleanField(source="is_hidden", help_text="About too few people to tell.")


class TableSerializer(Reading):
    table = serializers.CharField()
    name = serializers.CharField()
    quarter = serializers.CharField()
    schoolYear = serializers.IntegerField()
    asAt = serializers.DateField(help_text="Counted from 1 August until and including this day.")
    note = serializers.CharField(help_text="What one should know of this table; mostly empty.")
    rows = TableCellSerializer(many=True)


@extend_schema(tags=["indicators"])
class Tables(Tabular, Resource):
    """For the region office with small numbers of people hidden; exact for the platform administrator."""

    queryset = Measurement.objects.none()
    serializer_class = TableSerializer
    tables = frozenset({"names", "read"})
    parameters = {"read": frozenset({"quarter"})}

    @extend_schema(operation_id="tables_list", responses=described_as(TableNamesSerializer))
    def names(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the tables that there are."""
        rows = [{"table": name, "name": layout.title} for name, layout in TABLES.items()]
        return Response(TableNamesSerializer({"rows": rows}).data)

    @extend_schema(parameters=WHEN[1:], responses=described_as(TableSerializer))
    def read(self, request: Request, table: str, *args: Any, **kwargs: Any) -> Response:
        """Show a table, cumulative in the school year in which the quarter ends."""
        if table not in TABLES:
            raise Http404
        exact = request.user.is_platform_admin
        year, day = read_quarter(request, live=exact)
        rows = table_of(table, Window.at(day, year=year), exact=exact)
        about = {
            "table": table,
            "name": TABLES[table].title,
            "quarter": str(Quarter.of(day)),
            "schoolYear": year,
            "asAt": day,
            "note": "" if rows else _("Nothing yet: too little had happened by the end of that quarter."),
        }
        return Response(TableSerializer(about | {"rows": rows}).data)
