"""The sign-in cards: who may sign in to the demo, and the three codes to scan."""

import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from namsao.apps.labels.codes import address
from namsao.base.access.visitor import INSTALLER
from namsao.base.accounts import actions
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.core.actor import Role
from namsao.core.serials import Serials
from namsao.packs import load
from namsao.project.demo.stories import Told

FILE = "demo-cards.json"
ROLES = {
    Role.PRODUCER: "chủ thể",
    Role.COMMUNE: "cán bộ xã",
    Role.PROVINCE: "văn phòng tỉnh",
    Role.AUDITOR: "kiểm toán",
    Role.ADMIN: "quản trị",
}
WORDS = [
    "mien",
    "dong",
    "hoa",
    "vang",
    "dau",
    "so",
    "bien",
    "nui",
    "rung",
    "doi",
    "thuyen",
    "luoi",
    "sao",
    "trang",
    "suoi",
    "che",
    "lua",
    "ngo",
    "khoai",
    "san",
]


def a_password() -> str:
    """Four words and four digits: easy to type from a card, 15 characters or more."""
    words = "-".join(secrets.choice(WORDS) for _ in range(4))
    return f"{words}-{secrets.randbelow(9000) + 1000}"


def people(province: Place, party: Party, at: datetime) -> list[dict[str, Any]]:
    """Open the accounts on the cards. Returns the cards' rows."""
    commune = party.place
    cast: list[tuple[Role, str, str, dict[str, Any]]] = [
        (Role.PRODUCER, "hoa", "Hoàng Thị Hoa", {"party": party}),
        (Role.COMMUNE, "tuan", "Nguyễn Anh Tuấn", {"place": commune}),
        (Role.PROVINCE, "lan", "Trần Thị Lan", {"place": province}),
        (Role.AUDITOR, "thu", "Phạm Minh Thu", {"place": province}),
        (Role.ADMIN, "quan", "Lê Hồng Quân", {"place": province}),
    ]
    cards = [card(role, ROLES[role], login, name, where, at) for role, login, name, where in cast]
    for row in load("demo", "ratings")["people"]:
        if row["card"]:
            role = Role(row["role"])
            cards.append(card(role, row["job"], row["login"], row["name"], {"place": province}, at))
    return cards


def card(role: Role, job: str, login: str, name: str, where: dict[str, Any], at: datetime) -> dict[str, Any]:
    """Open an account that can sign in. job: what the person does, in words."""
    email, password = f"{login}@demo.namsao", a_password()
    user = actions.open_account(name=name, login=email, role=role, by=INSTALLER, at=at, **where)
    actions.set_password(user=user, password=password, by=INSTALLER, at=at)
    user.is_illustrative = True
    user.save(update_fields=["is_illustrative"])
    return {"role": role.value, "job": job, "login": email, "password": password, "totp_secret": None}


def story(told: Told) -> dict[str, str]:
    """One code to scan: the first serial of the story's batch."""
    gtin, lot = told.product.gtin, told.batch.lot
    serial = Serials(settings.SERIALS_KEY).write(told.batch.number, 0)
    url = address(settings.RESOLVER_URL, gtin, lot, serial)
    return {"name": told.name, "gtin": gtin, "batch": f"{gtin}/{lot}", "serial": serial, "url": url}


def write(data: Path, people: Sequence[dict[str, Any]], stories: Sequence[dict[str, str]]) -> None:
    path = data / FILE
    partial = path.with_suffix(".part")
    partial.touch(mode=0o600)
    partial.write_text(
        json.dumps({"people": people, "stories": stories}, ensure_ascii=False, indent=2) + "\n"
    )
    partial.replace(path)


def refresh(data: Path) -> dict[str, Any]:
    """The cards of a kept folder, their addresses under today's root."""
    cards = json.loads((data / FILE).read_text())
    for each in cards["stories"]:
        gtin, lot = each["batch"].split("/")
        each["url"] = address(settings.RESOLVER_URL, gtin, lot, each["serial"])
    write(data, cards["people"], cards["stories"])
    return cards


def show(cards: dict[str, Any]) -> str:
    """The cards as text for the terminal."""
    lines = ["", "Thẻ đăng nhập (dữ liệu minh hoạ):"]
    for each in cards["people"]:
        # A folder that an earlier version built names the role alone.
        job = each.get("job") or ROLES[Role(each["role"])]
        lines.append(f"  {job:<22} {each['login']:<20} {each['password']}")
    lines += ["", "Mã để quét:"]
    lines += [f"  {each['name']:<22} {each['url']}" for each in cards["stories"]]
    return "\n".join(lines)
