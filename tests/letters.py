"""What stands in mails: the code of a one-time link, and its address."""

import re
from urllib.parse import urlsplit

from django.core.mail import EmailMessage

CODE = re.compile(r"/([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})\b")


def code_in(mail: EmailMessage) -> str:
    """Give the code of the one link in a mail."""
    (code,) = CODE.findall(mail.body)
    return code


def path_in(mail: EmailMessage) -> str:
    """Give the path of the one address in a mail."""
    (address,) = re.findall(r"http://127\.0\.0\.1:8000(\S+)", mail.body)
    return urlsplit(address).path
