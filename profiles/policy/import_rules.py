"""The rules of lists that are brought in over the API."""

from profiles.policy import fields
from profiles.policy.kinds import Kind
from profiles.policy.rules import CSV, Noun, Relation, Rule, Scope, Who, who


def brought(route: str, enters: Who, scope: Scope, **of: Noun) -> Rule:
    """Describe a list that is brought in as CSV, and answers a report."""
    return Rule(f"api:{route}", "POST", enters, of=of, scope=scope, takes=CSV, fields=fields.REPORT)


API = [
    brought("school-import-students", who(coordinator=Relation.TENANT), Scope.STUDENTS_WRITE, id=Noun.SCHOOL),
    brought(
        "school-import-placements", who(coordinator=Relation.TENANT), Scope.STUDENTS_WRITE, id=Noun.SCHOOL
    ),
    brought(
        "company-import-vacancies",
        who(verified_employer=Relation.TENANT),
        Scope.VACANCIES_WRITE,
        id=Noun.COMPANY,
    ),
    brought("import-recognitions", who(Kind.REGION_OFFICE), Scope.RECOGNITIONS_WRITE),
]
