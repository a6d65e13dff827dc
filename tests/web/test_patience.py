"""A page that is asked too often says when to come back."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory
from django.utils import translation

from profiles.limiting import SIGN_IN, TooOften
from tests.web.reading import heading
from web.patience import Patience

WAITS = [
    (1, "Try again in 1 second."),
    (59, "Try again in 59 seconds."),
    (60, "Try again in 1 minute."),
    (61, "Try again in 2 minutes."),
]


def answer(error):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with translation.override("en"):
        return Patience(lambda _request: None).process_exception(request, error)


@pytest.mark.parametrize(("seconds", "said"), WAITS)
def test_the_page_says_when_to_come_back(seconds, said):
    page = answer(TooOften(SIGN_IN, seconds))
    assert (page.status_code, page.headers["Retry-After"]) == (429, str(seconds))
    assert heading(page) == "That was too often"
    assert f"<p>{said}</p>" in page.content.decode()


def test_other_trouble_is_left_to_others():
    assert answer(Http404()) is None
