"""What must have happened before some routes can be used: a code was mailed, an app set up, a school let in.

Each preparation acts as one actor of the cast; for the others the route stays as it is, unprepared. Whatever
is done is undone with the question (`tests.policy.asking`).
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from placements import talking
from placements.models import Application, Talk
from profiles.models import Establishment, Notification, Recognition, School, Student, User
from profiles.models.notification import Kind, Way
from profiles.policy import Noun
from tests import world as make
from tests.codes import code_of
from tests.passkeys import Device
from tests.policy.cast import Cast
from tests.policy.expecting import Cell
from tests.policy.lectured import begun
from tests.policy.staged import class_expected, expected, ticked
from tests.policy.taught import FINISHED, over
from tests.sessions import RECORDS, WHOSE
from vacancies import taking_down
from vacancies.models import Vacancy
from web.forms.imports import carry

Body = dict[str, Any]
Prepare = Callable[[Cast, Client], Body]

VISITOR, SIGNED_IN, TAUGHT_BY = "anonymous", "adult student, hidden", "coordinator of school 1"
OF_COMPANY, OFFICE = "admin of company A", "region office"
CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}\b")
PASSWORD = "paars-paard-plukt-peren"
TWICE = {"password1": PASSWORD, "password2": PASSWORD}


def prepare(cast: Cast, cell: Cell) -> Body | None:
    """Do what a route needs before it is used, as the actor for whom that is done; gives what is sent."""
    actor, act = PREPARED.get((cell.rule.route, cell.rule.method), ("", None))
    return act(cast, cast.clients[actor]) if act and actor == cell.actor else None


def typed(cast: Cast, cell: Cell) -> str:
    """Give what a visitor typed before a question: the address of the account that he or she wants into."""
    actor = PREPARED.get((cell.rule.route, cell.rule.method), ("",))[0]
    return _somebody(cast).email if actor == cell.actor == VISITOR else ""


def _somebody(cast: Cast) -> User:
    return cast.users[SIGNED_IN]


def _post(client: Client, route: str, body: Body) -> str:
    """Send a form; gives the last code that was mailed meanwhile, if any."""
    before = len(mail.outbox)
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(reverse(route), body)
    codes = [found[0] for letter in mail.outbox[before:] if (found := CODE.search(letter.body))]
    del mail.outbox[before:]
    return codes[-1] if codes else ""


def _lately(cast: Cast, client: Client) -> Body:
    """Let somebody have signed in a moment ago."""
    session = client.session
    session[RECORDS] = [{"method": "password", "at": timezone.now().timestamp()}]
    session[WHOSE] = str(_somebody(cast).pk)
    session.save()
    return {}


def _app(cast: Cast) -> str:
    """Set up an app that makes codes; gives its code of now."""
    secret = generate_totp_secret()
    TOTP.activate(_somebody(cast), secret)
    return code_of(secret)


def _passkey(cast: Cast, client: Client) -> Device:
    """Set up a passkey as its owner does."""
    device, path = Device(), reverse("mfa_add_webauthn")
    _lately(cast, client)
    options = json.loads(client.get(path).context["options"])
    client.post(path, {"credential": json.dumps(device.make(options)), "name": "telefoon"})
    return device


# Getting in


def _login_code(cast: Cast, client: Client) -> Body:
    return {"code": _post(client, "account_request_login_code", {"email": _somebody(cast).email})}


def _password_code(cast: Cast, client: Client) -> Body:
    return {"code": _post(client, "account_reset_password", {"email": _somebody(cast).email})}


def _password_allowed(cast: Cast, client: Client) -> Body:
    _post(client, "account_confirm_password_reset_code", _password_code(cast, client))
    return TWICE


def _halfway(cast: Cast, client: Client) -> Body:
    code = _app(cast)
    _post(client, "sign-in", {"login": _somebody(cast).email, "password": make.PASSWORD})
    return {"code": code}


def _own_passkey(cast: Cast, client: Client) -> Body:
    owner = Client()
    owner.force_login(_somebody(cast))
    device = _passkey(cast, owner)
    return {"credential": json.dumps(device.sign(client.get(reverse("mfa_login_webauthn")).json()))}


def _sent_by_school(cast: Cast, client: Client) -> Body:
    there = urlsplit(client.get(_school_sign_in(cast)).url)
    return {"code": "c", "state": parse_qs(there.query)["state"][0]}


def _school_sign_in(cast: Cast) -> str:
    provider = next(iter(cast.things[Noun.IDENTITY_PROVIDER].values()))
    return reverse("openid_connect_login", args=[provider.argument])


# One's own account


def _new_address(cast: Cast, client: Client) -> Body:
    _lately(cast, client)
    return {"email": "new@address.test", "action_add": "1"}


def _address_code(cast: Cast, client: Client) -> Body:
    return {"code": _post(client, "account_email", _new_address(cast, client))}


def _no_password(cast: Cast, client: Client) -> Body:
    user = _somebody(cast)
    User.objects.filter(pk=user.pk).update(password="!")
    client.force_login(User.objects.get(pk=user.pk))
    _lately(cast, client)
    return TWICE


def _new_app(cast: Cast, client: Client) -> Body:
    _lately(cast, client)
    return {"code": code_of(client.get(reverse("mfa_activate_totp")).context["form"].secret)}


def _app_and_lately(cast: Cast, client: Client) -> Body:
    _app(cast)
    return _lately(cast, client)


def _recovery_codes(cast: Cast, client: Client) -> Body:
    _app(cast)
    RecoveryCodes.activate(_somebody(cast))
    return _lately(cast, client)


def _new_passkey(cast: Cast, client: Client) -> Body:
    _lately(cast, client)
    options = json.loads(client.get(reverse("mfa_add_webauthn")).context["options"])
    return {"credential": json.dumps(Device().make(options)), "name": "telefoon"}


def _sign_with_passkey(cast: Cast, client: Client) -> Body:
    device, path = _passkey(cast, client), reverse("mfa_reauthenticate_webauthn")
    return {"credential": json.dumps(device.sign(json.loads(client.get(path).context["options"])))}


def _by_school(cast: Cast, client: Client) -> Body:
    SocialAccount.objects.create(user=_somebody(cast), provider="surfconext", uid="s-2")
    return _lately(cast, client)


def _told(cast: Cast, client: Client) -> Body:
    return {"until": str(told_to(_somebody(cast)).uuid)}


def told_to(user: User) -> Notification:
    """Tell somebody something."""
    told = {"kind": Kind.REQUEST, "way": Way.DIRECT, "event": "happened"}
    return Notification.objects.create(user=user, about=uuid4(), key=uuid4(), **told)


# Profiles


def _twin(cast: Cast, client: Client) -> Body:
    own = Student.objects.get(user=_somebody(cast))
    elsewhere = School.objects.get(slug="elders-college").groups.get()
    twin = make.make_student(elsewhere, email=own.user.email, birth_date=own.birth_date)
    return {"student": str(twin.uuid)}


def _unclaimed(cast: Cast, client: Client) -> Body:
    """Let the student of whom the matrix asks first have no account yet."""
    first = next(iter(cast.things[Noun.STUDENT].values()))
    Student.objects.filter(uuid=first.argument).update(user=None, email="unclaimed@leerling.test")
    return {}


def _recognised(cast: Cast, client: Client) -> Body:
    """Let the company of the vacancy be recognised for what a student of the school learns."""
    host = cast.world.establishment
    Establishment.objects.filter(pk=host.pk).update(recognitions_checked_on=make.TODAY)
    code = cast.world.programme.code
    Recognition.objects.create(establishment=host, crebo=code, valid_from=make.TODAY)
    return {"student": str(cast.users["adult student, visible"].student.uuid)}


def registered(cast: Cast) -> str:
    """Let the register know the establishment of the vacancy; gives a list that names it."""
    Establishment.objects.filter(pk=cast.world.establishment.pk).update(leerbedrijf_id="L-1")
    return "leerbedrijf_id;crebo;from\nL-1;25102;2026-01-01"


def _planned(cast: Cast, client: Client) -> Body:
    """Let the company plan a talk about the application of which the matrix asks first."""
    first = next(iter(cast.things[Noun.APPLICATION].values()))
    application = Application.objects.get(uuid=first.argument)
    when = timezone.now() + timedelta(days=30)
    talking.plan(application, at=when, place="Molenstraat 1", by=cast.users[OF_COMPANY])
    return {"state": "cancelled"}


def _taken_down(cast: Cast, client: Client) -> Body:
    """Let the vacancy of which the matrix asks first be taken down."""
    first = next(iter(cast.things[Noun.VACANCY].values()))
    taking_down.take_down(
        Vacancy.objects.get(uuid=first.argument), because="No internship", by=cast.users[OFFICE]
    )
    return {}


def _begun(cast: Cast, client: Client) -> Body:
    """Let that talk have begun a while ago."""
    _planned(cast, client)
    Talk.objects.update(at=timezone.now() - timedelta(hours=1))
    return {"state": "held"}


def _lecture_begun(cast: Cast, client: Client) -> Body:
    begun(cast.things)
    return {}


def _course_over(cast: Cast, client: Client) -> Body:
    over(cast.things)
    return FINISHED


PREPARED: Mapping[tuple[str, str], tuple[str, Prepare]] = {
    ("account_confirm_login_code", "GET"): (VISITOR, lambda *who: _login_code(*who) and {}),
    ("account_confirm_login_code", "POST"): (VISITOR, _login_code),
    ("account_confirm_password_reset_code", "GET"): (VISITOR, lambda *who: _password_code(*who) and {}),
    ("account_confirm_password_reset_code", "POST"): (VISITOR, _password_code),
    ("account_complete_password_reset", "GET"): (VISITOR, lambda *who: _password_allowed(*who) and {}),
    ("account_complete_password_reset", "POST"): (VISITOR, _password_allowed),
    ("mfa_authenticate", "GET"): (VISITOR, lambda *who: _halfway(*who) and {}),
    ("mfa_authenticate", "POST"): (VISITOR, _halfway),
    ("mfa_login_webauthn", "POST"): (VISITOR, _own_passkey),
    ("openid_connect_callback", "GET"): (VISITOR, _sent_by_school),
    ("account_email", "POST"): (SIGNED_IN, _new_address),
    ("account_email_verification_sent", "GET"): (SIGNED_IN, lambda *who: _address_code(*who) and {}),
    ("account_email_verification_sent", "POST"): (SIGNED_IN, _address_code),
    ("account_set_password", "GET"): (SIGNED_IN, lambda *who: _no_password(*who) and {}),
    ("account_set_password", "POST"): (SIGNED_IN, _no_password),
    ("mfa_activate_totp", "POST"): (SIGNED_IN, _new_app),
    ("mfa_deactivate_totp", "GET"): (SIGNED_IN, _app_and_lately),
    ("mfa_deactivate_totp", "POST"): (SIGNED_IN, _app_and_lately),
    ("mfa_view_recovery_codes", "GET"): (SIGNED_IN, _recovery_codes),
    ("mfa_generate_recovery_codes", "POST"): (SIGNED_IN, _app_and_lately),
    ("mfa_add_webauthn", "POST"): (SIGNED_IN, _new_passkey),
    ("mfa_reauthenticate", "GET"): (SIGNED_IN, lambda cast, client: _app(cast) and {}),
    ("mfa_reauthenticate", "POST"): (SIGNED_IN, lambda cast, client: {"code": _app(cast)}),
    ("mfa_reauthenticate_webauthn", "POST"): (SIGNED_IN, _sign_with_passkey),
    ("forget-school", "POST"): (SIGNED_IN, _by_school),
    ("read-notifications", "POST"): (SIGNED_IN, _told),
    ("merge", "POST"): (SIGNED_IN, _twin),
    ("api:student-claim-link", "POST"): (TAUGHT_BY, _unclaimed),
    ("api:application-talk-outcome", "POST"): (OF_COMPANY, _planned),
    ("call-off-talk", "GET"): (OF_COMPANY, lambda *who: _planned(*who) and {}),
    ("call-off-talk", "POST"): (OF_COMPANY, lambda *who: _planned(*who) and {}),
    ("mark-talk", "POST"): (OF_COMPANY, _begun),
    ("talk-calendar", "GET"): (OF_COMPANY, lambda *who: _planned(*who) and {}),
    ("api:vacancy-proposals", "POST"): (TAUGHT_BY, _recognised),
    ("api:slot-student", "DELETE"): (TAUGHT_BY, expected),
    ("api:slot-class", "DELETE"): (TAUGHT_BY, class_expected),
    ("mark-there", "POST"): (TAUGHT_BY, ticked),
    ("stay-away", "POST"): ("adult student, visible", expected),
    ("api:vacancy-allow", "POST"): (OFFICE, _taken_down),
    ("allow-vacancy", "POST"): (OFFICE, _taken_down),
    ("bring-recognitions", "POST"): (
        OFFICE,
        lambda cast, client: {"carried": carry(registered(cast).encode())},
    ),
    ("api:event-held", "POST"): (TAUGHT_BY, _lecture_begun),
    ("api:event-not-held", "POST"): (TAUGHT_BY, _lecture_begun),
    ("api:registration-finish", "POST"): (OF_COMPANY, _course_over),
    ("propose", "POST"): (TAUGHT_BY, lambda *who: _recognised(*who) and {}),
}
"""By route and method: as whom it is prepared, and how."""
