"""Who plays in the round, and with which products; needs Django set up for the demo's folder."""

from typing import Any

from django.utils import timezone

from namsao.apps.products.models import Product
from namsao.base.access.visitor import INSTALLER
from namsao.base.accounts.actions import open_account, set_password
from namsao.base.accounts.models import User
from namsao.base.parties.actions import register
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.core.actor import Role
from namsao.project.demo.cards import a_password
from tests.browser.round import staging
from tests.browser.round.sheets import worth

PARTS = {
    "producer": (Role.PRODUCER, "Triệu Thị Mai"),
    "chair": (Role.MEMBER, "Phạm Hồng Hải"),
    "secretary": (Role.MEMBER, "Vũ Thuỳ Dung"),
    "member2": (Role.MEMBER, "Bùi Quang Minh"),
    "member3": (Role.MEMBER, "Đỗ Thị Ngọc"),
    "member4": (Role.MEMBER, "Lý A Phủ"),
    "member5": (Role.MEMBER, "Ngô Thanh Vân"),
    "adviser": (Role.MEMBER, "Hoàng Văn Nam"),
    "leader": (Role.LEADER, "Nguyễn Trường Sơn"),
}
"""Part of the story -> role and name of its account."""
ON_CARDS = {"commune": "tuan@demo.namsao", "province": "lan@demo.namsao"}


def everybody() -> dict[str, Any]:
    """As `people` prints it."""
    people = {part: User.objects.get(email=login) for part, login in ON_CARDS.items()}
    commune = people["commune"].posting_rows.get().place
    party = a_party(commune)
    cards = {}
    for part, (role, name) in PARTS.items():
        where = {"party": party} if role is Role.PRODUCER else {"place": commune.parent}
        people[part], cards[part] = an_account(part, role, name, **where)
    stage = staging.a_stage(party, people)
    products = a_product_for_each_leg(stage)
    return {
        "cards": cards,
        "products": {
            leg: {"pk": each.pk, "name": each.name, "gtin": each.gtin} for leg, each in products.items()
        },
    }


def a_party(commune: Place) -> Party:
    """A cooperative nobody else in the demo works with."""
    facts = {"kind": "cooperative", "name": "HTX Khe Mọi"}
    where = {"address": "thôn Khe Mọi", "phone": "+842033555888"}
    return register(place=commune, **facts, **where, by=INSTALLER, at=timezone.now())


def an_account(part: str, role: Role, name: str, **where: Any) -> tuple[User, dict[str, str]]:
    """The account and its card."""
    card = {"name": name, "login": f"{part}@round.namsao", "password": a_password()}
    at = timezone.now()
    user = open_account(name=name, login=card["login"], role=role, by=INSTALLER, at=at, **where)
    set_password(user=user, password=card["password"], by=INSTALLER, at=at)
    return user, card


def a_product_for_each_leg(stage: staging.Stage) -> dict[str, Product]:
    """first: nothing done yet. again: one sheet lacks. five: proposed with 91 points. revoked: four stars."""
    producer, lan = stage.people["producer"], stage.people["province"]
    names = {"first": "Trà gừng Khe Mọi", "again": "Trà lá sim", "five": "Trà dây rừng", "revoked": "Trà vối"}
    made = {leg: staging.a_product(stage.party, name, producer) for leg, name in names.items()}
    staging.recognised(made["again"], 150, lan)
    staging.recognised(made["revoked"], 700, lan)
    again = staging.advised(stage, staging.filed(stage, made["again"], "reevaluation", 82), 80)
    hearing = staging.before_council(stage, again, "Lấy ý kiến đánh giá lại")
    staging.handed_in(hearing, stage.scorers[:-1], worth(81))
    five = staging.advised(stage, staging.filed(stage, made["five"], "first", 92), 91)
    hearing = staging.before_council(stage, five, "Phiên đợt thêm")
    staging.handed_in(hearing, stage.scorers, worth(91))
    staging.proposed(stage, hearing)
    return made
