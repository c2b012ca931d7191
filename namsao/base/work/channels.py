"""The ways a notice leaves the house: a port, and e-mail. Zalo or SMS is one more class and one more line below."""

import smtplib
from dataclasses import dataclass
from email.errors import HeaderParseError
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext_lazy as _

from namsao.base.accounts.models import User

FIRST_FINAL_REPLY = 500  # Source: RFC 5321, 4.2.1: replies of 5xx must not be tried again unchanged


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is sent. number: the same for every try, so that a receiver can know a second copy."""

    number: int
    address: str
    subject: str
    text: str
    html: str


class Undeliverable(Exception):
    """This message will never arrive; trying again is of no use."""


class Channel(Protocol):
    """A way to one person. Any other error than Undeliverable means: try again later."""

    name: str
    label: Any

    def address_of(self, user: User) -> str:
        """Where this person is reached; empty when nowhere."""
        ...

    def send(self, outgoing: Outgoing) -> bool:
        """Send. True when it left this machine, False when it was only kept in a file. Raises: Undeliverable."""
        ...


class EmailChannel:
    """E-mail by the SMTP server of NAMSAO_EMAIL_URL; without one, into files under the data folder."""

    name = "email"
    label = _("thư điện tử")

    def address_of(self, user: User) -> str:
        return user.email or ""

    def send(self, outgoing: Outgoing) -> bool:
        try:
            letter(outgoing).send()
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            refuse_for_good(code, words, error)
            raise
        except smtplib.SMTPDataError as error:
            refuse_for_good(error.smtp_code, error.smtp_error, error)
            raise
        except (ValueError, HeaderParseError) as error:
            raise Undeliverable(f"{type(error).__name__}: {error}") from error
        return bool(settings.MAIL_LEAVES)


def letter(outgoing: Outgoing) -> EmailMultiAlternatives:
    """Plain text with an HTML twin, marked as written by a machine, so that no holiday reply comes back."""
    host = urlsplit(settings.SITE_URL).hostname
    headers = {
        "Message-ID": f"<notice-{outgoing.number}@{host}>",
        "Auto-Submitted": "auto-generated",  # Source: RFC 3834, section 5
    }
    made = EmailMultiAlternatives(outgoing.subject, outgoing.text, to=[outgoing.address], headers=headers)
    made.attach_alternative(outgoing.html, "text/html")
    return made


def refuse_for_good(code: int, words: bytes | str, cause: Exception) -> None:
    if code >= FIRST_FINAL_REPLY:
        said = words.decode(errors="replace") if isinstance(words, bytes) else words
        raise Undeliverable(f"{code} {said}") from cause


CHANNELS: dict[str, Channel] = {each.name: each for each in [EmailChannel()]}
