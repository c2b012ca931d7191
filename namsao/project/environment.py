"""The NAMSAO_* variables: read once, checked, with sentences that say what to do."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urlsplit

from environs import Env

KNOWN = {
    "NAMSAO_DATA",
    "NAMSAO_DATABASE_URL",
    "NAMSAO_SITE_URL",
    "NAMSAO_RESOLVER_URL",
    "NAMSAO_HOSTS",
    "NAMSAO_GS1_PREFIX",
    "NAMSAO_DEMO",
    "NAMSAO_EMAIL_URL",
    "NAMSAO_EMAIL_FROM",
    "NAMSAO_CALLBACKS_TO_PRIVATE",
}
# Read by the test scripts only.
KNOWN_IN_TESTS = {"NAMSAO_TEST_POSTGRES_URL"}


class BadSetting(Exception):
    """A NAMSAO_* variable that cannot be used; the message says what to write instead."""


@dataclass(frozen=True)
class Environment:
    """Settings as the operator gave them. `data` is absolute; URLs have no trailing slash."""

    data: Path
    database_url: str
    site_url: str
    resolver_url: str
    hosts: tuple[str, ...]
    gs1_prefix: str
    demo: bool
    mail: "MailServer | None"
    mail_from: str
    callbacks_to_private: bool


@dataclass(frozen=True)
class MailServer:
    """Where outgoing mail goes. security: "" for none, "tls" for STARTTLS, "ssl" from the first byte."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    security: str


def read() -> Environment:
    """Read the environment. Raises: BadSetting naming the variable and the remedy."""
    refuse_unknown(os.environ)
    env = Env()
    data = Path(env.str("NAMSAO_DATA", "var")).resolve()
    site = url("NAMSAO_SITE_URL", env.str("NAMSAO_SITE_URL", "http://localhost:8000"))
    resolver = url("NAMSAO_RESOLVER_URL", env.str("NAMSAO_RESOLVER_URL", site))
    demo = yes("NAMSAO_DEMO", env.str("NAMSAO_DEMO", ""))
    return Environment(
        data=data,
        database_url=env.str("NAMSAO_DATABASE_URL", f"sqlite:///{quote(str(data / 'namsao.sqlite3'))}"),
        site_url=site,
        resolver_url=resolver,
        hosts=hosts(env.list("NAMSAO_HOSTS", []), site, resolver, demo=demo),
        gs1_prefix=prefix(env.str("NAMSAO_GS1_PREFIX", "")),
        demo=demo,
        mail=mail_server(env.str("NAMSAO_EMAIL_URL", "")),
        mail_from=sender(env.str("NAMSAO_EMAIL_FROM", f"năm sao <no-reply@{urlsplit(site).hostname}>")),
        callbacks_to_private=yes("NAMSAO_CALLBACKS_TO_PRIVATE", env.str("NAMSAO_CALLBACKS_TO_PRIVATE", "")),
    )


def refuse_unknown(names: Iterable[str]) -> None:
    """A misspelt variable would silently do nothing, so it is an error."""
    unknown = sorted(n for n in names if n.startswith("NAMSAO_") and n not in KNOWN | KNOWN_IN_TESTS)
    if unknown:
        raise BadSetting(
            f"Biến môi trường không có trong danh sách: {', '.join(unknown)}. "
            f"Các biến dùng được: {', '.join(sorted(KNOWN))}."
        )


def yes(name: str, text: str) -> bool:
    """1, true, yes, on; or 0, false, no, off, or nothing."""
    answer = {"1": True, "true": True, "yes": True, "on": True}.get(text.lower())
    if answer is None and text.lower() not in {"", "0", "false", "no", "off"}:
        raise BadSetting(f"{name} là 1 hoặc 0, không phải {text!r}.")
    return bool(answer)


def split(name: str, text: str) -> SplitResult:
    """The parts of an address, its port a number. Raises: BadSetting."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as error:
        raise BadSetting(f"{name} không phải là một địa chỉ đọc được: {text!r}.") from error
    return parts


def url(name: str, text: str) -> str:
    """An http(s) address without trailing slash, query or fragment."""
    parts = split(name, text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise BadSetting(f"{name} phải là một địa chỉ như https://ocop.example.vn, không phải {text!r}.")
    return text.rstrip("/")


def hosts(given: list[str], site: str, resolver: str, *, demo: bool) -> tuple[str, ...]:
    """Host names the portal answers to: those given, and those of its own addresses."""
    own = [urlsplit(site).hostname or "", urlsplit(resolver).hostname or ""]
    local = ["localhost", "127.0.0.1", "[::1]"]
    example = ["id.example.vn"] if demo else []
    return tuple(dict.fromkeys([*given, *own, *local, *example]))


def prefix(text: str) -> str:
    """The programme's GS1 company prefix: 4 to 12 digits, or empty when it has none."""
    if text and not (text.isascii() and text.isdigit() and 4 <= len(text) <= 12):
        raise BadSetting(f"NAMSAO_GS1_PREFIX phải gồm 4 đến 12 chữ số, không phải {text!r}.")
    return text


MAIL_SCHEMES = {"smtp": ("", 25), "smtp+tls": ("tls", 587), "smtps": ("ssl", 465)}


def mail_server(text: str) -> MailServer | None:
    """The server of smtp://, smtp+tls:// or smtps://user:password@host:port; None for no text.

    Raises: BadSetting, which does not repeat the text: there is a password in it.
    """
    if not text:
        return None
    remedy = (
        "NAMSAO_EMAIL_URL phải có dạng smtp+tls://người-dùng:mật-khẩu@máy-chủ:587 (hoặc smtp://, smtps://)."
    )
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise BadSetting(remedy) from error
    if parts.scheme not in MAIL_SCHEMES or not parts.hostname or parts.path.strip("/") or parts.query:
        raise BadSetting(remedy)
    security, usual_port = MAIL_SCHEMES[parts.scheme]
    return MailServer(
        host=parts.hostname,
        port=port or usual_port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        security=security,
    )


def sender(text: str) -> str:
    """The From of outgoing mail: an address, with a name before it or not."""
    _name, address = parseaddr(text)
    if "@" not in address.strip("@") or not text.isprintable():
        raise BadSetting(
            f"NAMSAO_EMAIL_FROM phải là một địa chỉ thư như ocop@example.vn, không phải {text!r}."
        )
    return text


def database(text: str) -> dict[str, object]:
    """Django's DATABASES entry for a sqlite:/// or postgresql:// address."""
    parts = split("NAMSAO_DATABASE_URL", text)
    if parts.scheme == "sqlite":
        return sqlite(unquote(parts.path).removeprefix("/") if parts.path.startswith("//") else parts.path)
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            # Compiling pays for reports of minutes. Our queries take milliseconds, but those of the policies are
            # wide, so the planner would compile each of them anew: seconds.
            "OPTIONS": {"options": "-c jit=off"},
        }
    raise BadSetting(
        "NAMSAO_DATABASE_URL phải bắt đầu bằng sqlite:/// hoặc postgresql://, "
        f"không phải {parts.scheme or text!r}."
    )


def sqlite(path: str) -> dict[str, object]:
    """WAL, synchronous=FULL and immediate transactions: what is acknowledged stays (decision 0003)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": unquote(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA cache_size=-65536;"
            ),
        },
    }
