"""Every field of a model of ours by the names that might be tried, and what stands in the tables."""

import re
from functools import cache

from django.apps import apps
from django.db import connection
from django.db.models import Model

OURS = ("reference", "profiles", "vacancies", "placements", "monitoring", "account", "mfa", "socialaccount")
# Written beside what is asked: who asked for what, and when somebody was last here.
BESIDE = {"profiles_accessrecord", "django_session", "account_emailaddress"}


def models() -> list[type[Model]]:
    """List our models, and those of signing in."""
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


@cache
def names() -> frozenset[str]:
    """Collect the fields of all models under each name by which they might be set."""
    found = {
        name
        for model in models()
        for field in model._meta.get_fields()
        for name in (field.name, getattr(field, "attname", field.name))
    }
    return frozenset(found | {camel(name) for name in found} | {f"{name}__id" for name in found})


def camel(name: str) -> str:
    """Write a name as the API does."""
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name)


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Read everything that stands in the tables of our models."""
    found = {}
    with connection.cursor() as cursor:
        for model in models():
            if (table := model._meta.db_table) not in BESIDE:
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')  # noqa: S608 - a name of ours
                found[table] = cursor.fetchall()
    return found
