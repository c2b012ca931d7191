"""The illustrative register: producers, products, delistings, accounts, codes."""

import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from namsao.apps.labels import actions as labels
from namsao.apps.products import actions as products
from namsao.apps.products.models import Batch, Delisting, Facility, Product
from namsao.base.access.visitor import INSTALLER
from namsao.base.accounts import actions as accounts
from namsao.base.accounts.models import Posting, User
from namsao.base.parties import actions as parties
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.core.actor import Role
from namsao.core.vietnamese import fold
from namsao.packs.demo import compose

Row = dict[str, Any]

REASONS = {
    "not_resubmitted": Delisting.Reason.EXPIRED,
    "production_stopped": Delisting.Reason.STOPPED,
    "criteria_not_met": Delisting.Reason.FAILED,
}
# Grams in a unit of net content; what is not sold by weight has none.
GRAMS = {"g": 1, "kg": 1000}
SHELF_LIFE = timedelta(days=365)


def producers(places: dict[str, Place], at: datetime) -> list[Party]:
    """All 219, in the order of the pack; those of the stories first."""
    rows = compose.register()["producers"]
    return parties.register_many(
        parties=[
            Party(
                kind=row["kind"],
                name=row["name"],
                phone="+84" + row["phone"].lstrip("0"),
                place=places[row["unit"]],
                is_illustrative=True,
                made_at=at,
            )
            for row in rows
        ],
        by=INSTALLER,
        at=at,
    )


def register(owners: Sequence[Party], at: datetime) -> list[Product | None]:
    """Products in force but for the stories (None in their places), and the delisted ones.

    Returns the products in the order of the pack's `products`.
    """
    pack = compose.register()
    numbers: dict[tuple[str, int], int] = defaultdict(int)
    lasting = [row for row in pack["products"] if not row["story"]]
    rows = [incoming(row, owners, numbers) for row in [*lasting, *pack["delisted"]]]
    made = iter(products.bring_in(rows=rows, by=INSTALLER, at=at))
    return [None if row["story"] else next(made) for row in pack["products"]]


def incoming(row: Row, owners: Sequence[Party], numbers: dict[tuple[str, int], int]) -> products.Incoming:
    decided_on = date.fromisoformat(row["decided_on"])
    delisted = None
    if "delisted_on" in row:
        delisted = (date.fromisoformat(row["delisted_on"]), REASONS[row["reason"]], row["decision"])
    return products.Incoming(
        party=owners[row["producer"]],
        name=row["name"],
        set_number=row["set"],
        net_content=net_content(row["net"]),
        net_g=grams(row["net"]),
        ocop_code=ocop_code(row["unit"], decided_on.year, numbers),
        stars=row["stars"],
        decision_no=row["decision"],
        decided_on=decided_on,
        valid_to=date.fromisoformat(row.get("valid_to") or row["expired_on"]),
        delisted=delisted,
    )


def net_content(net: Row) -> str:
    amount = str(net["amount"]).replace(".", ",")
    return f"{amount} {net['unit']}"


def grams(net: Row) -> int | None:
    return int(net["amount"] * GRAMS[net["unit"]]) if net["unit"] in GRAMS else None


def ocop_code(unit: str, year: int, numbers: dict[tuple[str, int], int]) -> str:
    """`province-commune-serial-year`. Source: Decision 26/2026/QĐ-TTg, reading to be verified."""
    numbers[unit, year] = max(numbers[unit, year] + 1, 2)  # the stories have number 01
    return f"22-{unit}-{numbers[unit, year]:02d}-{year}"


def people(owners: Sequence[Party], taken: int, at: datetime) -> None:
    """Accounts of producers' people, none of which can sign in; `taken` accounts are there already.

    All together are as many as the pack says: the first is Hoa, who is on a card, and the last producers have
    fewer people for those of the council and the communes.
    """
    rows = list(compose.accounts())[1:]
    staff = [number for number, row in enumerate(rows) if row["role"] == "staff"]
    left_out = set(staff[len(staff) - taken + 1 :])
    users, postings = [], []
    for row in (row for number, row in enumerate(rows) if number not in left_out):
        user = User(
            name=row["name"],
            name_folded=fold(row["name"]),
            email=f"{row['login']}@demo.namsao",
            is_illustrative=True,
            made_at=at,
        )
        user.set_unusable_password()
        users.append(user)
        postings.append(Posting(user=user, role=Role.PRODUCER, party=owners[row["producer"]], since=at))
    accounts.open_many(users=users, postings=postings, by=INSTALLER, at=at)


def batches(made: Sequence[Product | None], at: datetime) -> list[Batch]:
    """Batches of the other products that carry codes, and their 2,600 codes less those of the stories."""
    wanted = [row for row in compose.codes() if made[row["product"]]]
    facilities: dict[int, Facility] = {}
    rows = []
    for row in wanted:
        product = made[row["product"]]
        if product.party_id not in facilities:
            facilities[product.party_id] = products.add_facility(
                party=product.party,
                place=product.party.place,
                name=f"Cơ sở của {product.party.name}",
                by=INSTALLER,
                at=at,
            )
        made_on = date.fromisoformat(row["produced_on"])
        facility = facilities[product.party_id]
        rows.append((product, facility, row["lot"], made_on, made_on + SHELF_LIFE, row["serials"]))
    found = products.bring_in_batches(rows=rows, by=INSTALLER, at=at)
    for batch in found:
        labels.issue(batch=batch, count=batch.quantity, layout="a4-24", by=INSTALLER, at=at)
    return found


def scans(
    keys: Sequence[tuple[str, str]], at: datetime, count: int = 1_874
) -> list[tuple[datetime, str, str, str]]:
    """Illustrative scans of the last 30 days: (moment, key, serial, language), oldest first."""
    draw = random.Random(26)  # noqa: S311  # an illustration, the same every time
    languages = ["vi"] * 16 + ["zh-hans"] * 5 + ["en"] * 3 + ["ko"] * 2 + ["ja"]
    moments = sorted(at - timedelta(minutes=draw.randrange(30 * 24 * 60)) for _ in range(count))
    weights = [12 if i < 3 else 1 for i in range(len(keys))]
    chosen = draw.choices(keys, weights, k=count)
    return [
        (m, key, serial, draw.choice(languages)) for m, (key, serial) in zip(moments, chosen, strict=True)
    ]
