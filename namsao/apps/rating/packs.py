"""The criteria a dossier is judged by: the exact version it was opened under."""

from datetime import date
from functools import cache

from namsao.apps.rating.models import Dossier
from namsao.core.rating.criteria import CriteriaSet, read
from namsao.core.rating.deadlines import Deadlines
from namsao.core.rating.deadlines import read as read_deadlines
from namsao.packs import in_force, load, pinned, reference


@cache
def criteria(pack: str) -> CriteriaSet:
    """The set of a pack id with its version, such as "criteria/set-07@1"; read once.

    Raises: LookupError when there is no such pack or no such version of it.
    """
    return read(pinned(pack))


def criteria_of(dossier: Dossier) -> CriteriaSet:
    return criteria(dossier.pack)


def newest(set_number: int, on: date) -> str:
    """The pack id, with version, that a dossier of this set opened on that day is judged by."""
    return reference(in_force("criteria", f"set-{set_number:02}", on))


def deadlines() -> Deadlines:
    """The deadlines in force. A later decree adds a pack, and the day then chooses."""
    return read_deadlines(load("deadlines", "ocop-26-2026"))
