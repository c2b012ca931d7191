"""Limits on wrong keys, so that guessing is hopeless and a system gone wrong costs little.

Counted in the cache that all web processes share, like wrong sign-ins, by fixed windows of time.
"""

import ipaddress
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from namsao.base.access.bearer import TooManyTries

# How many wrong keys, in how many seconds: from one address, and with one and the same wrong key.
PER_ADDRESS, PER_KEY = (30, 60), (10, 300)
IPV6_NETWORK = 64  # what one household or firm is given


def refuse_when_over(request: HttpRequest, digest: str) -> None:
    """Raises: TooManyTries while the address, or this very key, has been wrong too often."""
    names = _names(request, digest)
    counts = cache.get_many(names)
    for name, (most, window_s) in names.items():
        if counts.get(name, 0) >= most:
            raise TooManyTries(window_s)


def count_wrong(request: HttpRequest, digest: str) -> None:
    """One more wrong key."""
    for name, (_most, window_s) in _names(request, digest).items():
        if not cache.add(name, 1, window_s):
            cache.set(name, cache.get(name, 0) + 1, window_s)


def _names(request: HttpRequest, digest: str) -> dict[str, tuple[int, int]]:
    """Name of the count, with its window in it -> the limit."""
    sources = {_network(request): PER_ADDRESS, digest: PER_KEY}
    return {f"wrong-key:{source}:{int(time.time()) // rate[1]}": rate for source, rate in sources.items()}


def _network(request: HttpRequest) -> str:
    """The address, of IPv6 its network: one visitor has more addresses there than could be counted."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (ValueError, PermissionDenied):
        return "unknown"
    is_narrow = isinstance(address, ipaddress.IPv4Address)
    return str(address if is_narrow else ipaddress.ip_network(f"{address}/{IPV6_NETWORK}", strict=False))
