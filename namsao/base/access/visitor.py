"""The actor behind a request without an account."""

from collections.abc import Sequence
from dataclasses import dataclass

from namsao.core.actor import Posting


@dataclass(frozen=True)
class Visitor:
    """Nobody in particular: no id, no postings."""

    id: None = None
    is_authenticated: bool = False

    def postings(self) -> Sequence[Posting]:
        return ()

    def __str__(self) -> str:
        return "khách"


@dataclass(frozen=True)
class Installer:
    """The person at the machine's command line: set-up, packs, the demo. No account, no postings."""

    id: None = None
    is_authenticated: bool = True

    def postings(self) -> Sequence[Posting]:
        return ()

    def __str__(self) -> str:
        return "người cài đặt"


VISITOR = Visitor()
INSTALLER = Installer()
