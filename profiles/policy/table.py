"""The whole table: a route that is not in it is not there."""

from profiles.policy import (
    application_rules,
    block_rules,
    cockpit_rules,
    course_rules,
    event_rules,
    import_rules,
    indicator_rules,
    lecture_rules,
    placement_rules,
    report_rules,
)
from profiles.policy.api_routes import API
from profiles.policy.joining import PAGES as JOINING_PAGES
from profiles.policy.pages import PAGES
from profiles.policy.rules import Rule

TABLE: tuple[Rule, ...] = (
    *API,
    *application_rules.API,
    *block_rules.API,
    *course_rules.API,
    *lecture_rules.API,
    *placement_rules.API,
    *import_rules.API,
    *report_rules.API,
    *cockpit_rules.API,
    *event_rules.API,
    *indicator_rules.API,
    *PAGES,
    *application_rules.PAGES,
    *block_rules.PAGES,
    *placement_rules.PAGES,
    *report_rules.PAGES,
    *event_rules.PAGES,
    *import_rules.PAGES,
    *JOINING_PAGES,
)
