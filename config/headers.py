"""What a browser may do with an answer, beside the content policy: said with every one of them."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse

# A passkey is made and asked by this site only; nothing else is used.
PERMISSIONS: Mapping[str, str] = {
    "accelerometer": "()",
    "browsing-topics": "()",
    "camera": "()",
    "display-capture": "()",
    "geolocation": "()",
    "gyroscope": "()",
    "magnetometer": "()",
    "microphone": "()",
    "payment": "()",
    "publickey-credentials-create": "(self)",
    "publickey-credentials-get": "(self)",
    "usb": "()",
}
POLICY = ", ".join(f"{feature}={allowed}" for feature, allowed in PERMISSIONS.items())


def say_what_browsers_may(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Add Permissions-Policy, and Cross-Origin-Resource-Policy: no other site embeds what is answered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Permissions-Policy"] = POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return middleware
