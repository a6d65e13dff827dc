"""The names of what is counted by: a school, a level, a municipality, as people read them."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from monitoring.counts.grouping import UNKNOWN
from monitoring.elsewhere import ELSEWHERE
from monitoring.indicators import Scope
from profiles.models import Company, School, StudentGroup
from reference.levels import Level
from reference.models import Municipality, Programme, Sector

BY_UUID = {
    Scope.SCHOOL: School,
    Scope.PROGRAMME: Programme,
    Scope.COMPANY: Company,
    Scope.CLASS: StudentGroup,
}
BY_CODE = {Scope.MUNICIPALITY: Municipality, Scope.SECTOR: Sector}


def names_of(scope: str, keys: Collection[str]) -> dict[str, str]:
    """Give a name for every key of a scope, itself where it names nothing any more; one query at most."""
    told = {UNKNOWN: _("unknown"), ELSEWHERE: _("elsewhere"), "": _("region")}
    return {key: key for key in keys} | _known(scope, keys) | told


def _known(scope: str, keys: Collection[str]) -> dict[str, str]:
    if scope == Scope.LEVEL:
        return {level.value: str(level.label) for level in Level}
    if scope in BY_CODE:
        return {row.code: str(row) for row in BY_CODE[scope].objects.filter(code__in=keys)}
    if scope in BY_UUID:
        uuids = [UUID(key) for key in keys if key != UNKNOWN]
        return {str(row.uuid): str(row) for row in BY_UUID[scope].objects.filter(uuid__in=uuids)}
    return {}
