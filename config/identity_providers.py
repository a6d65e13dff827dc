"""Reading which schools' own sign-ins (OpenID Connect) an installation trusts, and for which schools."""

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

NEEDED = ("id", "name", "server_url", "client_id", "secret", "schools")
KNOWN = {*NEEDED, "home_claim", "number_claim"}


def identity_providers(path: str) -> list[dict[str, Any]]:
    """Read the providers from a TOML file (docs/settings.md); none without a path.

    Raises ImproperlyConfigured for what is missing, unknown, or not https.
    """
    if not path:
        return []
    try:
        read = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ImproperlyConfigured(f"IDENTITY_PROVIDERS: {error}") from error
    return [_app(provider) for provider in read.get("provider", [])]


def _app(provider: dict[str, Any]) -> dict[str, Any]:
    if missing := [name for name in NEEDED if not provider.get(name)]:
        raise ImproperlyConfigured(f"IDENTITY_PROVIDERS: a provider lacks {', '.join(missing)}")
    if unknown := sorted(set(provider) - KNOWN):
        raise ImproperlyConfigured(f"IDENTITY_PROVIDERS: nobody knows {', '.join(unknown)}")
    if urlsplit(provider["server_url"]).scheme != "https":
        raise ImproperlyConfigured(f"IDENTITY_PROVIDERS: {provider['server_url']} is not an https address")
    return {
        "provider_id": provider["id"],
        "name": provider["name"],
        "client_id": provider["client_id"],
        "secret": provider["secret"],
        "settings": {
            "server_url": provider["server_url"],
            "oauth_pkce_enabled": True,
            "home_claim": provider.get("home_claim", "schac_home_organization"),
            "number_claim": provider.get("number_claim", ""),
            "schools": provider["schools"],
        },
    }
