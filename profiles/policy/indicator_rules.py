"""The rules of the indicators, of what they are broken down by, of the region's tables and of the targets."""

from profiles.policy import reach
from profiles.policy.kinds import Kind
from profiles.policy.rules import Noun, Rule, Scope, leaves, who

COUNTING = who(Kind.COORDINATOR, Kind.REGION_OFFICE, Kind.PLATFORM_ADMIN)
HEAD = leaves("schoolYear asAt published", school=leaves("id name"))
INDICATOR = leaves(
    "indicator name unit target value base hidden percentOfTarget sameDayLastYear lastYear asAt"
)
PART = leaves("key name value base hidden")
TARGETS = leaves("schoolYear note", school=leaves("id name"), rows=leaves("indicator name target"))
COUNT = leaves("row rowName column columnName value hidden")

API = [
    Rule(
        "api:indicators",
        "GET",
        COUNTING,
        scope=Scope.COUNTS_READ,
        fields=HEAD | leaves("note", rows=INDICATOR),
    ),
    Rule(
        "api:indicator-breakdown",
        "GET",
        reach.INDICATORS,
        of={"code": Noun.INDICATOR},
        scope=Scope.COUNTS_READ,
        fields=HEAD | leaves("indicator name unit by", rows=PART),
    ),
    Rule(
        "api:tables",
        "GET",
        who(Kind.REGION_OFFICE, Kind.PLATFORM_ADMIN),
        scope=Scope.COUNTS_READ,
        fields=leaves(rows=leaves("table name")),
    ),
    Rule(
        "api:table",
        "GET",
        reach.TABLES,
        of={"table": Noun.TABLE},
        scope=Scope.COUNTS_READ,
        fields=leaves("table name quarter schoolYear asAt note", rows=COUNT),
    ),
    Rule(
        "api:quarterly-report",
        "GET",
        who(Kind.REGION_OFFICE, Kind.PLATFORM_ADMIN),
        scope=Scope.COUNTS_READ,
        fields=leaves("quarter title subtitle", rows=leaves("view table row column value")),
    ),
    Rule(
        "api:quarterly-report-pdf",
        "GET",
        who(Kind.REGION_OFFICE, Kind.PLATFORM_ADMIN),
        scope=Scope.COUNTS_READ,
    ),
    Rule("api:targets", "GET", COUNTING, scope=Scope.COUNTS_READ, fields=TARGETS),
    Rule(
        "api:targets",
        "PUT",
        COUNTING,
        scope=Scope.TARGETS_WRITE,
        accepts=frozenset({"schoolYear", "school", "targets"}),
        also=frozenset({403}),
        fields=TARGETS,
    ),
]
