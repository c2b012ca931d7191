"""The ratings of the illustrative province: certificates of the register, a council, dossiers at every desk."""

from collections.abc import Callable
from datetime import datetime

from namsao.apps.rating.actions.bring_in import bring_in
from namsao.base.access.visitor import INSTALLER
from namsao.base.places.models import Place
from namsao.packs import load
from namsao.project.demo import afterwards, sittings
from namsao.project.demo.dossiers import Way
from namsao.project.demo.programme import programme


def rate(province: Place, at: datetime, within: Callable[[float], None]) -> None:
    """Everything of the pack demo/ratings, after the register and before the pages are published.

    at: the build's own moment; what happened earlier carries the day of the pack. within: told how far it is, 0 to 1.
    """
    bring_in(place=province, by=INSTALLER, at=at)
    setting = programme(province, at)
    rows = {row["key"]: row for row in load("demo", "ratings")["dossiers"]}
    dossiers = {}
    for number, (key, row) in enumerate(rows.items()):
        dossiers[key] = Way(setting, row).walk()
        within(0.7 * number / len(rows))
    for row in setting.pack["sittings"]:
        sittings.Session(setting, row, dossiers, rows).hold()
    within(0.9)
    sittings.ministry(setting, dossiers)
    afterwards.after(setting, at)
