"""Many households at once, from a table: each row is judged before anything is written."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from django.utils.translation import gettext as _

from namsao.apps.farms.growers import Grower, Key, alike, key_of, same
from namsao.apps.farms.models import GrowingArea, Household
from namsao.apps.farms.rules import check_not_future, tidy
from namsao.base.files.grid import Grid
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.base.ui.days import read_day
from namsao.base.ui.fields import in_words
from namsao.core.errors import BadValue
from namsao.core.vietnamese import fold, phone, show_phone

# Column -> what heads it in the tables people have, without marks; the first is what our sample file says.
HEADS: Mapping[str, tuple[str, ...]] = {
    "name": ("ho ten chu ho", "ho ten", "ho va ten", "ten chu ho", "chu ho", "ten ho", "ten", "name"),
    "place": ("xa phuong", "xa", "phuong", "xa phuong dac khu", "don vi", "commune", "place"),
    "hamlet": ("thon ban khu", "thon", "ban", "khu", "thon ban", "dia chi", "hamlet", "village", "address"),
    "phone": ("dien thoai", "so dien thoai", "sdt", "dt", "phone"),
    "areas": ("vung trong", "cac vung trong", "vung", "area", "areas"),
    "consent_on": ("ngay dong y", "dong y", "consent"),
}
ORDER = ("name", "hamlet", "phone", "areas")  # of a table without heads
LONGEST = {"name": 120, "hamlet": 80}
T = TypeVar("T")
_KIND_OF_PLACE = re.compile(r"^(xa|phuong|dac khu|thi tran)\s+")
_LOST_ZERO = re.compile(r"[35789][0-9]{8}")  # a spreadsheet took the phone number for a number


class Standing(StrEnum):
    """OK is written; ALIKE only when the person says so; SAME is there already; BAD has something to mend."""

    OK = "ok"
    ALIKE = "alike"
    SAME = "same"
    BAD = "bad"


@dataclass
class Line:
    """One row of the table. number: where it stands in it. grower: None when it cannot be read. says: why not OK."""

    number: int
    cells: Mapping[str, str]
    grower: Grower | None = None
    standing: Standing = Standing.OK
    says: list[str] = field(default_factory=list)

    @property
    def shown_phone(self) -> str:
        """As it would be written; as it was typed when that cannot be."""
        return show_phone(self.grower.phone) if self.grower else self.cells.get("phone", "")


def judge(grid: Grid, party: Party, place: Place, consent_on: date | None, today: date) -> list[Line]:
    """Every row of the table with what would become of it.

    place: of rows that name none. consent_on: of rows that say no day of their own.
    """
    rows = _named(grid)
    places = {fold(each.name): each for each in Place.objects.units().on(today)}
    areas = {fold(each.name): each for each in party.growing_areas.defer("boundary")}
    lines = [_read(Line(number, cells), place, consent_on, places, areas, today) for number, cells in rows]
    known = [(key_of(each), each) for each in party.households.not_erased()]
    _compare(lines, known)
    return lines


def heads_of(grid: Grid) -> list[str]:
    """The columns recognised, in the order of the table; "" for one that is left out."""
    return _columns(grid.rows[0]) or []


def _named(grid: Grid) -> list[tuple[int, dict[str, str]]]:
    columns = _columns(grid.rows[0])
    first = 1 if columns else 0
    if not columns:
        has_numbers = all(row[0].isdecimal() for row in grid.rows)
        columns = ["", *ORDER] if has_numbers else list(ORDER)
    named = [
        (number, {column: cell for column, cell in zip(columns, row, strict=False) if column})
        for number, row in zip(grid.numbers[first:], grid.rows[first:], strict=True)
    ]
    return [(number, cells) for number, cells in named if any(cells.values())]


def _columns(row: Sequence[str]) -> list[str] | None:
    """The column each head stands for; None when the row is no row of heads."""
    found: list[str] = []
    for cell in row:
        bare = " ".join(re.sub(r"[^a-z ]", " ", fold(cell)).split())
        named = next((name for name, heads in HEADS.items() if bare in heads and name not in found), "")
        found.append(named)
    return found if "name" in found else None


def _read(
    line: Line,
    place: Place,
    consent_on: date | None,
    places: Mapping[str, Place],
    areas: Mapping[str, GrowingArea],
    today: date,
) -> Line:
    said = {name: tidy(line.cells.get(name, "")) for name in HEADS}
    _check_texts(line, said)
    found = _look_up(line, said["place"], places) if said["place"] else place
    numbered = _tried(line, _phone, said["phone"]) if said["phone"] else ""
    agreed = _tried(line, _day(today), said["consent_on"]) if said["consent_on"] else consent_on
    if numbered and not agreed:
        line.says.append(_("Có số điện thoại thì phải có ngày hộ đồng ý; hoặc bỏ số điện thoại."))
    grown = tuple(_area(line, name, areas) for name in re.split(r"[;,]", said["areas"]) if name.strip())
    if line.says or found is None:
        line.standing = Standing.BAD
        return line
    line.grower = Grower(
        name=said["name"],
        place=found,
        hamlet=said["hamlet"],
        phone=numbered or "",
        areas=tuple(each for each in grown if each),
        consent_on=agreed,
    )
    return line


def _check_texts(line: Line, said: Mapping[str, str]) -> None:
    if not any(letter.isalpha() for letter in said["name"]):
        line.says.append(_("Thiếu họ tên chủ hộ."))
    for name, most in LONGEST.items():
        if len(said[name]) > most:
            line.says.append(
                _("“%(start)s…” dài quá %(most)s ký tự.") % {"start": said[name][:20], "most": most}
            )


def _look_up(line: Line, said: str, places: Mapping[str, Place]) -> Place | None:
    found = places.get(_KIND_OF_PLACE.sub("", fold(said)))
    if found is None:
        line.says.append(_("Không có xã, phường, đặc khu “%(name)s”.") % {"name": said[:40]})
    return found


def _area(line: Line, said: str, areas: Mapping[str, GrowingArea]) -> GrowingArea | None:
    found = areas.get(fold(said))
    if found is None:
        line.says.append(_("Chủ thể chưa khai vùng trồng “%(name)s”.") % {"name": said.strip()[:40]})
    return found


def _phone(said: str) -> str:
    bare = re.sub(r"[\s.]", "", said)
    return phone(f"0{bare}" if _LOST_ZERO.fullmatch(bare) else said)


def _day(today: date) -> Callable[[str], date]:
    def read(said: str) -> date:
        found = read_day(said)
        check_not_future(found, today, "consent_on")
        return found

    return read


def _tried(line: Line, read: Callable[[str], T], said: str) -> T | None:
    try:
        return read(said)
    except BadValue as refused:
        line.says.append(in_words(refused))
        return None


def _compare(lines: Sequence[Line], known: Sequence[tuple[Key, Household]]) -> None:
    """Mark the rows that are there already, in the books or higher up in the table."""
    by_name: dict[tuple[int, str], list[tuple[Key, str]]] = {}
    for key, household in known:
        by_name.setdefault(key[:2], []).append((key, _("hộ số %(number)s") % {"number": household.number}))
    for line in lines:
        if line.grower is None:
            continue
        key = line.grower.key
        others = by_name.setdefault(key[:2], [])
        for other, where in others:
            if same(key, other):
                line.standing = Standing.SAME
                line.says = [
                    _("Đã có: %(where)s, cùng tên, cùng xã, cùng số điện thoại hoặc thôn.") % {"where": where}
                ]
                break
            if alike(key, other):
                line.standing = Standing.ALIKE
                line.says = [_("Có thể trùng với %(where)s: cùng tên, cùng xã.") % {"where": where}]
        if line.standing is not Standing.SAME:
            others.append((key, _("dòng %(number)s của bảng") % {"number": line.number}))
