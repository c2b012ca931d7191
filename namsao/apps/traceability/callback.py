"""One POST to an address that somebody else chose: never into our own network, never for long.

The name is resolved once, every address it has must be public, and the connection goes to the very address that was
checked, so that a name cannot change its mind in between. Redirects are not followed.
"""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from namsao.core.errors import BadValue

TIMEOUT_S = 10.0  # for each step of the connection
DEADLINE_S = 20.0  # for all of it
LONGEST_ADDRESS = 2_000
# IPv6 that carries IPv4 inside: RFC 6052, RFC 3056, RFC 4380.
_CARRIERS = [
    ipaddress.ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
]


class BadAddress(BadValue):
    """An address that we will not call."""


class NotDelivered(Exception):
    """The other side could not be reached, or did not say 2xx; the message says why."""


def check_address(url: str) -> None:
    """What can be told without asking the network. Raises: BadAddress."""
    parts = _parts(url)
    if not _private_allowed() and _is_private_name(parts.hostname or ""):
        raise BadAddress(
            "Địa chỉ nhận nằm trong mạng nội bộ.", "The address lies in a private network.", "dest"
        )


def post(url: str, content: bytes, headers: Mapping[str, str]) -> None:
    """Raises: NotDelivered unless the answer is 2xx."""
    try:
        parts = _parts(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        address = _resolved(parts.hostname or "", port)
        status = _ask(parts, address, port, content, headers)
    except (BadAddress, OSError, HTTPException, UnicodeError, ValueError) as error:
        raise NotDelivered(f"{type(error).__name__}: {error}") from error
    if not 200 <= status < 300:
        raise NotDelivered(f"HTTP {status}")


def is_public(text: str) -> bool:
    """Whether an IP address is out in the internet."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            address = address.ipv4_mapped
        elif any(address in network for network in _CARRIERS):
            return False
    return address.is_global and not address.is_multicast


def _parts(url: str) -> SplitResult:
    wrong = BadAddress(
        "Địa chỉ nhận phải có dạng https://máy-chủ/đường-dẫn.",
        "dest is an address such as https://host/path.",
        "dest",
    )
    try:
        parts = urlsplit(url)
        is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise wrong from error
    is_plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST_ADDRESS
    if not is_whole or not is_plain or parts.username is not None or parts.fragment:
        raise wrong
    return parts


def _is_private_name(host: str) -> bool:
    """An IP address that is not public, or a name that only our own network knows."""
    try:
        return not is_public(host)
    except ValueError:
        bare = host.lower().rstrip(".")
        return "." not in bare or bare.endswith((".localhost", ".local", ".internal"))


def _resolved(host: str, port: int) -> str:
    """One address of the host. Raises: BadAddress when any of them is private; OSError."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not _private_allowed() and not all(map(is_public, found)):
        raise BadAddress(
            "Địa chỉ nhận nằm trong mạng nội bộ.", "The address lies in a private network.", "dest"
        )
    return found[0]


def _ask(parts: SplitResult, address: str, port: int, content: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer; its body is not read."""
    connection = _Connection(parts, address, port)
    # Note: the timeout starts anew with every byte; somebody who sends one now and then would hold us for hours.
    deadline = threading.Timer(DEADLINE_S, connection.cut)
    deadline.daemon = True
    deadline.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body=content, headers=dict(headers))
        return connection.getresponse().status
    finally:
        deadline.cancel()
        connection.close()


class _Connection(HTTPConnection):
    """To a host by its name, over an address that was looked up and checked before."""

    def __init__(self, parts: SplitResult, address: str, port: int) -> None:
        super().__init__(parts.hostname or "", port, timeout=TIMEOUT_S)
        self._address = address
        self._is_secure = parts.scheme == "https"
        self.default_port = 443 if self._is_secure else 80

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), TIMEOUT_S)
        if self._is_secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """End it from another thread."""
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def _private_allowed() -> bool:
    return settings.CALLBACKS_TO_PRIVATE
