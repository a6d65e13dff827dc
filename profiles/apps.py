"""The profiles app."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from profiles.checks import (
    addresses_are_told_apart,
    limits_are_counted_once,
    limits_can_be_read,
    links_are_safe,
    second_factor_is_asked,
    sqlite_has_one_process,
    weaknesses_are_reported_somewhere,
)


class ProfilesConfig(AppConfig):
    name = "profiles"

    def ready(self) -> None:
        """Register what an installation must have right before it is served."""
        register(limits_are_counted_once)
        register(limits_can_be_read)
        register(sqlite_has_one_process)
        register(links_are_safe, Tags.security, deploy=True)
        register(second_factor_is_asked, Tags.security, deploy=True)
        register(addresses_are_told_apart, Tags.security, deploy=True)
        register(weaknesses_are_reported_somewhere, Tags.security, deploy=True)
