"""How the API reads, answers and is described: the same on every installation."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.authentication.TokenAuthentication",
        "api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["api.permissions.ByPolicy"],
    "DEFAULT_THROTTLE_CLASSES": ["api.throttling.Throttle"],
    "DEFAULT_PARSER_CLASSES": ["api.parsing.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "api.pagination.PageNumbers",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "api.errors.problem_response",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Stagepoort",
    "DESCRIPTION": "Profiles and vacancies in, explained ranked matches and honest counts out.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "api.schema.describe_problems",
    ],
    "ENUM_NAME_OVERRIDES": {
        "Level": "reference.levels.Level",
        "VacancyKind": "vacancies.models.Vacancy.Kind",
        "SchoolKind": "profiles.models.School.Kind",
        "SkillKind": "reference.models.Skill.Kind",
        "ApplicationState": "placements.models.Application.State",
        "TalkState": "placements.models.Talk.State",
        "TalkOutcome": "placements.talking.OUTCOMES",
        "GivenBy": "profiles.models.Consent.GivenBy",
        "VisibleTo": "profiles.models.Student.Visibility",
        "VacancyStatus": "vacancies.models.Vacancy.Status",
        "PlacementStatus": "placements.models.Placement.Status",
        "RefusalReason": "placements.reasons.Reason",
        "EndReason": "placements.models.placement.Placement.EndReason",
        "AgreementKind": "placements.models.Agreement.Kind",
    },
}
