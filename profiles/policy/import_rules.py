"""The rules of lists that are brought in, over the API and on pages."""

from profiles.policy import fields
from profiles.policy.kinds import Kind
from profiles.policy.rules import CSV, Noun, Relation, Rule, Scope, Who, names, who


def brought(route: str, enters: Who, scope: Scope, **of: Noun) -> Rule:
    """Describe a list that is brought in as CSV, and answers a report."""
    return Rule(f"api:{route}", "POST", enters, of=of, scope=scope, takes=CSV, fields=fields.REPORT)


def brought_by_page(route: str, enters: Who, asks: str = "", **of: Noun) -> tuple[Rule, Rule]:
    """Describe a page that takes a file, shows what it would do, and brings in what is sent back."""
    read = Rule(route, "GET", enters, of=of)
    accepts = names(f"list carried good_rows {asks}")
    return read, Rule(route, "POST", enters, of=of, accepts=accepts, file="list")


TAUGHT = who(coordinator=Relation.TENANT)
OFFERING = who(verified_employer=Relation.TENANT)
OFFICE = who(Kind.REGION_OFFICE)

API = [
    brought("school-import-students", TAUGHT, Scope.STUDENTS_WRITE, id=Noun.SCHOOL),
    brought("school-import-placements", TAUGHT, Scope.STUDENTS_WRITE, id=Noun.SCHOOL),
    brought("company-import-vacancies", OFFERING, Scope.VACANCIES_WRITE, id=Noun.COMPANY),
    brought("import-recognitions", OFFICE, Scope.RECOGNITIONS_WRITE),
]

PAGES = [
    *brought_by_page("bring-students", TAUGHT, "school_year", school=Noun.SCHOOL),
    *brought_by_page("bring-placements", TAUGHT, school=Noun.SCHOOL),
    *brought_by_page("bring-vacancies", OFFERING, "close_missing", company=Noun.COMPANY),
    *brought_by_page("bring-recognitions", OFFICE),
]
