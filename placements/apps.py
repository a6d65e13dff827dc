"""The placements app."""

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "placements"

    def ready(self) -> None:
        """Make known what is told of what happens here; its words need the models."""
        from placements import (
            lecture_notices,
            message_notices,
            notices,
            placement_notices,
            report_notices,
            talk_notices,
        )

        notices.register()
        message_notices.register()
        placement_notices.register()
        report_notices.register()
        talk_notices.register()
        lecture_notices.register()
