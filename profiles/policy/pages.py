"""The rules of the pages."""

from collections.abc import Iterable

from profiles.policy import reach
from profiles.policy.kinds import Kind
from profiles.policy.rules import Noun, Relation, Rule, Who, names, who

EVERYBODY = who(Kind.ANYONE)
SIGNED_IN = who(Kind.PERSON)
MAKERS = who(Kind.COORDINATOR, Kind.COMPANY_ADMIN)
OFFICE = who(Kind.REGION_OFFICE, Kind.PLATFORM_ADMIN)
SCHOOLS = who(coordinator=Relation.TENANT, platform_admin=Relation.EVERY)


def page(name: str, enters: Who, also: Iterable[int] = (), **of: Noun) -> Rule:
    """Describe a page that is read; ``also`` as when it leads on."""
    return Rule(name, "GET", enters, of=of, also=frozenset(also))


def form(
    name: str, enters: Who, accepts: str = "", answers: int = 302, also: Iterable[int] = (), **of: Noun
) -> Rule:
    """Describe a form that is sent, and the names of its fields; accepted, it leads on, or ``answers``."""
    return Rule(name, "POST", enters, of=of, answers=answers, also=frozenset(also), accepts=names(accepts))


def asked(name: str, enters: Who, accepts: str, **of: Noun) -> tuple[Rule, Rule]:
    """Describe a page with a form: who is not (or is already) so far is led on, a wrong form comes back."""
    read = Rule(name, "GET", enters, of=of, also=frozenset({302}))
    sent = Rule(name, "POST", enters, of=of, answers=302, also=frozenset({200}), accepts=names(accepts))
    return read, sent


# Forms for getting in and for one's own account, and the names of their fields.
ENTERING = {
    "sign-in": "login password next",
    "account_request_login_code": "email next",
    "account_confirm_login_code": "code next",
    "account_reset_password": "email next",
    "account_confirm_password_reset_code": "code next",
    "account_complete_password_reset": "password1 password2 next",
    "mfa_authenticate": "code credential next",
    "mfa_login_webauthn": "credential next",
}
ACCOUNT = {
    "account_change_password": "oldpassword password1 password2",
    "account_email": "email action_add",
    "account_email_verification_sent": "code",
    "account_reauthenticate": "password next",
    "account_set_password": "password1 password2",
    "mfa_activate_totp": "code",
    "mfa_add_webauthn": "name credential",
    "mfa_deactivate_totp": "",
    "mfa_generate_recovery_codes": "",
    "mfa_reauthenticate": "code next",
    "mfa_reauthenticate_webauthn": "credential next",
}
PAGES = [
    page("home", EVERYBODY),
    form("sign-out", EVERYBODY, "next"),
    form("language", EVERYBODY, "language next"),
    page("account", SIGNED_IN),
    page("second-factor", SIGNED_IN),
    form("sign-out-everywhere", SIGNED_IN),
    form("forget-school", SIGNED_IN),
    page("mfa_view_recovery_codes", SIGNED_IN, also={302}),
    *(
        Rule(name, "GET", reach.PROVIDERS, of={"provider_id": Noun.IDENTITY_PROVIDER}, answers=302)
        for name in ("openid_connect_login", "openid_connect_callback")
    ),
    *(rule for name, accepts in ENTERING.items() for rule in asked(name, EVERYBODY, accepts)),
    *(rule for name, accepts in ACCOUNT.items() for rule in asked(name, SIGNED_IN, accepts)),
    *asked("mfa_remove_webauthn", who(person=Relation.OWN), "", pk=Noun.PASSKEY),
    page("start", SIGNED_IN),
    page("matches", who(Kind.STUDENT)),
    page("vacancy", reach.OFFERED, vacancy=Noun.VACANCY),
    page("school", SCHOOLS, school=Noun.SCHOOL),
    page("class", SCHOOLS, group=Noun.CLASS),
    page("student-matches", reach.STUDENTS, student=Noun.STUDENT),
    page("student-vacancy", reach.STUDENTS, student=Noun.STUDENT, vacancy=Noun.VACANCY),
    page("visibility", who(Kind.STUDENT)),
    page("views", who(Kind.STUDENT)),
    form("choose-visibility", reach.CONCERNED, "visibility", student=Noun.STUDENT),
    form("withdraw-everything", reach.CONCERNED, student=Noun.STUDENT),
    form("withdraw-name", reach.CONCERNED, student=Noun.STUDENT, company=Noun.COMPANY),
    page("guardians-of", reach.STUDENTS, student=Noun.STUDENT),
    form("guardians-of", reach.STUDENTS, "email", also={200}, student=Noun.STUDENT),
    form("remind-guardian", reach.EDITED, guardianship=Noun.GUARDIANSHIP),
    page("waiting-guardians", reach.CLASSES),
    form("confirm-guardian", reach.CLASSES, guardianship=Noun.GUARDIANSHIP),
    form("refuse-guardian", reach.CLASSES, guardianship=Noun.GUARDIANSHIP),
    page("guardian", reach.BY_LINK, secret=Noun.LINK),
    form("guardian", reach.BY_LINK, "name visibility", answers=200, secret=Noun.LINK),
    page("children", who(Kind.GUARDIAN)),
    page("child", who(guardian=Relation.WARD), student=Noun.STUDENT),
    page("child-data", who(guardian=Relation.WARD), student=Noun.STUDENT),
    page("child-data-export", who(guardian=Relation.WARD), student=Noun.STUDENT),
    *asked("child-data-erasure", who(guardian=Relation.WARD), "address", student=Noun.STUDENT),
    page("my-data", SIGNED_IN),
    page("my-data-export", SIGNED_IN),
    *asked("my-data-erasure", SIGNED_IN, "address"),
    page("notifications", SIGNED_IN),
    form("read-notifications", SIGNED_IN, "until"),
    *asked("notification-choices", SIGNED_IN, "request message outcome reminder care"),
    page("privacy", EVERYBODY),
    Rule("security-txt", "GET", EVERYBODY, same_for_all=True),
    page("access-log", who(Kind.PLATFORM_ADMIN)),
    page("api-tokens", MAKERS),
    form("api-tokens", MAKERS, "name organisation scopes days", answers=200),
    form("revoke-token", reach.only(reach.KEYS, *MAKERS), token=Noun.KEY),
    page("region", OFFICE),
    page("unverified-companies", OFFICE),
]
