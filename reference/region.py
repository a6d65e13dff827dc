"""The region that this installation serves."""

from functools import cache

from django.conf import settings

from reference.loading.pack import Pack, find_pack


def own_region() -> Pack:
    """Give the pack of the region in the settings, read once per process. Raises `TableError` without one."""
    return _read(settings.REGION)


_read = cache(find_pack)
