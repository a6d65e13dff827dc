"""A school by which one signs in, played by the tests: what it is asked and what it says of who comes."""

import json
import time
from types import SimpleNamespace
from urllib.parse import urlsplit

import jwt

SERVER = "https://connect.test"
PROVIDER = {
    "provider_id": "surfconext",
    "name": "SURFconext",
    "client_id": "stagepoort",
    "secret": "secret",
    "settings": {
        "server_url": SERVER,
        "oauth_pkce_enabled": True,
        "home_claim": "schac_home_organization",
        "number_claim": "schac_personal_unique_codes",
        "schools": {"Gilde.example": "gilde-opleidingen"},
    },
}
SANNE = {
    "sub": "s-1",
    "email": "Sanne@leerling.test",
    "email_verified": True,
    "schac_home_organization": "gilde.example",
    "given_name": "Susanna",
}


class School:
    """The server of a school: what it was asked, and what it says of who signs in."""

    def __init__(self) -> None:
        self.info, self.token = dict(SANNE), {}
        self.asked: list[tuple[str, dict]] = []
        self.fails: Exception | None = None

    def get(self, url, **asked):
        return self.request("GET", url, **asked)

    def request(self, method, url, **asked):
        self.asked.append((url, asked))
        if self.fails:
            raise self.fails
        return answer(self.answers()[urlsplit(url).path])

    def answers(self):
        now = int(time.time())
        told = {"sub": self.info.get("sub"), "iss": SERVER, "aud": "stagepoort", "exp": now + 60, "iat": now}
        signed = jwt.encode(told | self.token, "k" * 32, algorithm="HS256")
        return {
            "/.well-known/openid-configuration": {
                "issuer": SERVER,
                "authorization_endpoint": f"{SERVER}/authorize",
                "token_endpoint": f"{SERVER}/token",
                "userinfo_endpoint": f"{SERVER}/userinfo",
                "jwks_uri": f"{SERVER}/keys",
            },
            "/token": {"access_token": "a", "token_type": "Bearer", "id_token": signed},
            "/userinfo": self.info,
        }

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


def answer(told):
    return SimpleNamespace(
        status_code=200,
        headers={"content-type": "application/json"},
        text=json.dumps(told),
        json=lambda: told,
        raise_for_status=lambda: None,
    )
