"""A person's browser, as far as these tests need one: cookies, forms, no patience."""

import re
from collections.abc import Mapping
from datetime import date
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

GONE = (OSError, HTTPException)  # the server is not there any more


class Page(NamedTuple):
    """An answer: its status, where it leads, its text, its type."""

    status: int
    location: str
    text: str
    media_type: str


class Client:
    """Keeps one connection and the cookies."""

    def __init__(self, port: int, timeout_s: float = 60) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=timeout_s)
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Page:
        return self._ask("GET", path, None, {})

    def post(self, path: str, fields: Mapping[str, Any]) -> Page:
        """A form, with the token that the cookie names."""
        body = urlencode({**fields, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
        return self._ask("POST", path, body.encode(), {"Content-Type": "application/x-www-form-urlencoded"})

    def upload(self, path: str, name: str, filename: str, content: bytes, claims: str) -> Page:
        """A form with one file. claims: the media type the sender gives it."""
        edge = uuid4().hex
        token = self.cookies.get("csrftoken", "")
        head = (
            f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
            f"Content-Type: {claims}\r\n\r\n"
        )
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        return self._ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def sign_in(self, login: str, password: str) -> "Client":
        self.get("/account/login/")
        page = self.post("/account/login/", {"login": login, "password": password})
        assert page.status == 302, page.text
        return self

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Page:
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            content = answer.read()
        except GONE:
            self.connection.close()
            raise
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: each.value for name, each in SimpleCookie(line).items()}
        text = content.decode(errors="replace")
        return Page(
            answer.status, answer.headers.get("Location", ""), text, answer.headers.get_content_type()
        )


def harvest_form(lot: str, day: date, kg: int = 100) -> dict[str, str]:
    """What is typed to record a harvest under a lot code of one's own."""
    return {"quantity_kg": str(kg), "harvested_on": f"{day:%d/%m/%Y}", "lot": lot, "note": "thu lứa đầu"}


def batch_form(world: Mapping[str, Any], lot: str, day: date) -> dict[str, str]:
    """What is typed, looked at and confirmed to make two packs from a kilogram and a half."""
    return {
        "made_on": f"{day:%d/%m/%Y}",
        "expires_on": f"{day.replace(year=day.year + 1, day=1):%d/%m/%Y}",
        "quantity": "2",
        "lot": lot,
        "facility": str(world["facility"]),
        f"harvest_{world['harvest']}": "1,5",
        "confirmed": "1",
    }


def errors_on(page: Page) -> str:
    """The sentences a form shows, for a failed assertion."""
    return " | ".join(re.findall(r'class="[^"]*error[^"]*"[^>]*>\s*(?:<[^>]*>)*([^<]+)', page.text))[:500]
