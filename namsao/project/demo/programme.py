"""Who acts in the illustrative ratings: the council, its advisers, the officers of the communes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q

from namsao.apps.rating.actions.council import Facts, new_council, seat
from namsao.apps.rating.actions.rounds import make_regular_rounds
from namsao.apps.rating.models import Council, Member, Round
from namsao.base.access.visitor import INSTALLER
from namsao.base.accounts import actions as accounts
from namsao.base.accounts.models import Posting, User
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.base.ui.display import VIETNAM
from namsao.core.actor import Actor, Role
from namsao.core.vietnamese import fold
from namsao.packs import load
from namsao.project.demo.papers import Papers

Row = dict[str, Any]

DOMAIN = "demo.namsao"


@dataclass(frozen=True)
class Programme:
    """The setting of the ratings. users: login without its domain -> the person; officers: unit -> the officer."""

    province: Place
    council: Council
    papers: Papers
    users: Mapping[str, User]
    officers: Mapping[str, User]

    @property
    def pack(self) -> dict[str, Any]:
        return load("demo", "ratings")

    def officer(self, place: Place) -> Actor:
        return self.officers.get(place.code, INSTALLER)

    def member(self, login: str) -> Member:
        return self.council.members.select_related("user", "council").get(user=self.users[login])


def moment(day: str, hour: int = 9, minute: int = 0) -> datetime:
    """A time of day in Vietnam. day: ISO."""
    return datetime.combine(date.fromisoformat(day), time(hour, minute), VIETNAM)


def producer_of(party: Party) -> Actor:
    """The party's owner, who has its first account."""
    return User.objects.filter(posting_rows__party=party).order_by("pk").first() or INSTALLER


def people(province: Place, places: Mapping[str, Place], at: datetime) -> None:
    """Accounts of the council and the communes that are on no card: none of them can sign in."""
    pack = load("demo", "ratings")
    quiet = [
        (row["login"], row["name"], Role(row["role"]), province) for row in pack["people"] if not row["card"]
    ]
    quiet += [(f"xa{unit}", name, Role.COMMUNE, places[unit]) for unit, name in pack["officers"].items()]
    users, postings = [], []
    for login, name, role, place in quiet:
        user = User(
            name=name,
            name_folded=fold(name),
            email=f"{login}@{DOMAIN}",
            is_illustrative=True,
            made_at=at,
        )
        user.set_unusable_password()
        users.append(user)
        postings.append(Posting(user=user, role=role, place=place, since=at))
    accounts.open_many(users=users, postings=postings, by=INSTALLER, at=at)


def programme(province: Place, at: datetime) -> Programme:
    """The council with its seats and regulation, the rounds, and the papers they need."""
    pack = load("demo", "ratings")
    found = User.objects.filter(Q(email=f"hoa@{DOMAIN}") | ~Q(posting_rows__role=Role.PRODUCER))
    users = {user.email.partition("@")[0]: user for user in found}
    papers = Papers(pack, at)
    council = _council(pack, province, users, papers)
    for year in (2026, 2027):
        make_regular_rounds(
            place=province, year=year, by=users["lan"], at=moment(pack["council"]["rounds_on"])
        )
    officers = {unit: users[f"xa{unit}"] for unit in pack["officers"]}
    tuan = users["tuan"]
    officers[tuan.posting_rows.get().place.code] = tuan
    return Programme(province, council, papers, users, officers)


def _council(pack: Row, province: Place, users: Mapping[str, User], papers: Papers) -> Council:
    row = pack["council"]
    at = moment(row["decided_on"], 14)
    facts = Facts(
        name=row["name"],
        decision_no=row["decision"],
        decided_on=date.fromisoformat(row["decided_on"]),
        term_to=date.fromisoformat(row["term_to"]),
        regulation_no=row["regulation"],
        regulation=papers.signed("regulation"),
        extra_rounds=True,
    )
    council = new_council(place=province, facts=facts, by=users["lan"], at=at)
    for each in pack["people"]:
        if "seat" in each:
            seat(
                council=council,
                user=users[each["login"]],
                seat=each["seat"],
                agency=each["agency"],
                by=users["lan"],
                at=at,
            )
    return council


def round_of(province: Place, year: int, number: int) -> Round:
    return Round.objects.get(place=province, level=Round.Level.PROVINCE, year=year, number=number)
