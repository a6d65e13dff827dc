"""Which statuses a route can answer: said in the API's document, and held by its tests."""

from profiles.policy.rules import CSV, Rule

BODILESS = ("GET", "HEAD", "DELETE")
TEXTS = {
    400: "Something in the request is not accepted.",
    401: "Not signed in.",
    403: "Not yours to change; or the role waits for a second factor, or the token lacks the scope.",
    404: "There is nothing here that you may see.",
    409: "It stands in another state than this needs.",
    412: "Somebody changed this in the meantime.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "The same Idempotency-Key came with another body.",
    428: "If-Match is missing.",
    429: "Asked too often; Retry-After says for how long to wait.",
}

LIST_TEXTS = {
    400: "Nothing was written: the list, or some of its rows, are not accepted.",
    413: "The list has more than 2,000 rows or 2 MB.",
    415: "The body is not CSV.",
}


def problems_of(rule: Rule) -> dict[int, str]:
    """Give the statuses of refusal of a route of the API, each with what it means."""
    found = {400, 429} | set(rule.problems)
    if not rule.is_public:
        found |= {401, 403, 404}
    if rule.method not in BODILESS:
        found |= {413, 415}
    texts = TEXTS | LIST_TEXTS if rule.takes == CSV else TEXTS
    return {status: texts[status] for status in sorted(found)}
