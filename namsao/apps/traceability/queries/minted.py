"""Serials that are computed and never listed in events (decision 0005): a port that the app which issues them fills.

It declares at its start (`AppConfig.ready`) how a serial is read back, and which were issued for a lot.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Protocol, TypeAlias


class Issued(Protocol):
    """Serials of one lot in the order of their counters, as `core.epcis.links.Run`."""

    @property
    def first(self) -> int: ...

    @property
    def last(self) -> int: ...

    @property
    def count(self) -> int: ...

    def serial(self, number: int) -> str: ...

    def serials(self) -> list[str]: ...


Reader: TypeAlias = Callable[[str, str], str | None]
"""(GTIN class URI, serial) -> URI of its lot, None for a serial of somebody else's."""
Issuer: TypeAlias = Callable[[Collection[str]], Sequence[tuple[str, Issued]]]
"""Lots' URIs -> what was issued for each of them, a few rows a lot."""

_ports: dict[str, tuple[Reader, Issuer]] = {}


def mint_with(name: str, reader: Reader, issuer: Issuer) -> None:
    """Ask these too, from now on. name: of the app."""
    _ports[name] = (reader, issuer)


def lot_of(gtin: str, serial: str) -> str | None:
    """URI of the lot a computed serial belongs to."""
    return next((lot for reader, _issuer in _ports.values() if (lot := reader(gtin, serial))), None)


def issued(lots: Collection[str]) -> list[tuple[str, Issued]]:
    """Serials that were issued for lots."""
    return [pair for _reader, issuer in _ports.values() for pair in issuer(lots)] if lots else []
