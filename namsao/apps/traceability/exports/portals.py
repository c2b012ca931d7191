"""Tables for the portals of the state. No interface of theirs is published: files are handed over or typed in.

Source: Decree 37/2026/NĐ-CP and its drafts (trace data), Decision 25/QĐ-BNNMT of 07/01/2026, Decision 5277/QĐ-BNNMT
(table PTNT_OCOP); forms of files are to be verified with the agencies.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, ngettext, override

from namsao.apps.traceability.exports.adapter import SHOWN, Adapter, LotsTable, Preview, key_parts
from namsao.apps.traceability.queries.chains import Chain, Scope, Stage
from namsao.apps.traceability.queries.naming import names_of
from namsao.apps.traceability.queries.sources import (
    GoodsFacts,
    goods_facts,
    place_facts,
    rated_products,
)
from namsao.base.files.spreadsheet import csv_text
from namsao.base.ui.display import VIETNAM, day, moment, number

NO_FACTS = GoodsFacts()
MARK = "Dữ liệu minh hoạ"


class NationalPortal(LotsTable):
    """What the national portal for product tracing asks for, as CheckVN's spreadsheets are known to have it."""

    code = "national"
    title = gettext_lazy("Cổng truy xuất nguồn gốc quốc gia")
    about = gettext_lazy(
        "Mỗi dòng là một công đoạn của một lô thành phẩm: sản phẩm, nơi làm, lô, hạn dùng, công đoạn."
    )
    source = "Nghị định 37/2026/NĐ-CP"
    to_verify = True

    def head(self) -> list[str]:
        return [
            "Tên sản phẩm",
            "Hình ảnh",
            "Tên đơn vị sản xuất",
            "Địa chỉ",
            "Xuất xứ",
            "Nhãn hiệu",
            "Quy cách, mẫu mã",
            "GTIN",
            "Số lô",
            "Số sê-ri",
            "Ngày sản xuất",
            "Hạn sử dụng",
            "Mã truy vết sản phẩm",
            "Mã truy vết địa điểm",
            "Tên công đoạn",
            "Thời gian",
            "Tiêu chuẩn áp dụng",
            MARK,
        ]

    def rows(self, chains: Sequence[Chain]) -> Iterator[Sequence[str]]:
        facts, names = _of_goods(chains), names_of(_goods_in(chains))
        with override("vi"):
            for chain in chains:
                known, (gtin, lot) = facts.get(chain.uri, NO_FACTS), key_parts(chain.uri)
                name = names.get(chain.uri) or names.get(chain.gtin)
                for stage in chain.stages:
                    yield [
                        known.name or (name.text if name else ""),
                        known.image,
                        known.maker or chain.owner.name,
                        known.address or _address(chain),
                        known.origin or chain.owner.place.title,
                        known.brand,
                        known.model,
                        gtin,
                        lot,
                        chain.serials,
                        _day_of(chain, "cbvmda:productionDate"),
                        _day_of(chain, "cbvmda:itemExpirationDate"),
                        stage.lot,
                        key_parts(stage.place)[0] if stage.place else "",
                        capfirst(stage.event.step_text),
                        moment(stage.event.event_time),
                        known.standards,
                        "có" if chain.owner.is_illustrative else "",
                    ]


class Ministry(LotsTable):
    """The four groups of Decision 25/QĐ-BNNMT: households, areas and facilities with times, stages, stamps."""

    code = "ministry"
    title = gettext_lazy("Hệ thống truy xuất nông sản của Bộ Nông nghiệp và Môi trường")
    about = gettext_lazy(
        "Hộ và cơ sở trong chuỗi, vùng trồng, ngày sản xuất và thu hoạch, công đoạn, tem và đường tra cứu."
    )
    source = "Quyết định 25/QĐ-BNNMT ngày 07/01/2026"
    to_verify = True

    def head(self) -> list[str]:
        return [
            "GTIN",
            "Số lô",
            "Tên sản phẩm",
            "Hộ, cơ sở thực hiện",
            "Xã, phường, đặc khu",
            "Vùng trồng, cơ sở sản xuất",
            "Mã vùng trồng",
            "GLN",
            "Lô của công đoạn",
            "Công đoạn",
            "Thời gian",
            "Ngày thu hoạch",
            "Ngày sản xuất",
            "Tem",
            "Tra cứu QR",
            MARK,
        ]

    def rows(self, chains: Sequence[Chain]) -> Iterator[Sequence[str]]:
        facts, names = _of_goods(chains), names_of(_goods_in(chains))
        places = place_facts({stage.place for chain in chains for stage in chain.stages if stage.place})
        place_names = names_of({stage.place for chain in chains for stage in chain.stages if stage.place})
        with override("vi"):
            for chain in chains:
                known, (gtin, lot) = facts.get(chain.uri, NO_FACTS), key_parts(chain.uri)
                name = names.get(chain.uri) or names.get(chain.gtin)
                for stage in chain.stages:
                    place = places.get(stage.place)
                    called = place_names.get(stage.place)
                    yield [
                        gtin,
                        lot,
                        known.name or (name.text if name else ""),
                        stage.event.owner.name,
                        stage.event.owner.place.title,
                        place.name if place else called.text if called else "",
                        place.code if place else "",
                        key_parts(stage.place)[0] if stage.place else "",
                        key_parts(stage.lot)[1],
                        capfirst(stage.event.step_text),
                        moment(stage.event.event_time),
                        _harvested(stage),
                        _day_of(chain, "cbvmda:productionDate"),
                        known.stamp or _stamp(chain),
                        name.page if name else "",
                        "có" if stage.event.owner.is_illustrative else "",
                    ]


class OcopTable(Adapter):
    """The table PTNT_OCOP of the ministry's integrated database."""

    code = "ptnt-ocop"
    title = gettext_lazy("Bảng PTNT_OCOP (cơ sở dữ liệu của Bộ)")
    about = gettext_lazy(
        "Sản phẩm OCOP vào ngày cuối kỳ: mã, đơn vị hành chính, tên, hạng, chủ thể, doanh thu, trạng thái."
    )
    source = "Quyết định 5277/QĐ-BNNMT"
    to_verify = True
    HEAD = (
        "MA_OCOP",
        "Ma_DonViHanhChinh",
        "Ma_ThoiGian",
        "Ma_SanPham",
        "TenSanPham",
        "XepHang",
        "ChuTheSXKD",
        "DoanhThuNam",
        "TrangThai",
        "DuLieuMinhHoa",
    )

    def preview(self, scope: Scope) -> Preview:
        rows = list(self._rows(scope))
        counted = ngettext("%(n)s sản phẩm", "%(n)s sản phẩm", len(rows)) % {"n": number(len(rows))}
        return Preview(self.HEAD, rows[:SHOWN], counted)

    def file(self, scope: Scope, at: datetime) -> bytes:  # noqa: ARG002  # as the others
        return csv_text(self.HEAD, self._rows(scope)).encode()

    def _rows(self, scope: Scope) -> Iterator[Sequence[str]]:
        with override("vi"):
            for each in rated_products(
                scope.actor, scope.party.pk if scope.party else None, _last_day(scope)
            ):
                yield [
                    each.ocop_code,
                    each.unit_code,
                    each.period,
                    each.product_code,
                    each.name,
                    f"{each.stars}*" if each.stars else "",
                    each.producer,
                    each.revenue,
                    each.standing,
                    "1" if each.is_illustrative else "0",
                ]


def _of_goods(chains: Sequence[Chain]) -> dict[str, GoodsFacts]:
    """Lot -> facts, those of its product where nobody knows the lot."""
    known = goods_facts(_goods_in(chains))
    return {chain.uri: found for chain in chains if (found := known.get(chain.uri) or known.get(chain.gtin))}


def _goods_in(chains: Sequence[Chain]) -> set[str]:
    return {uri for chain in chains for uri in (chain.uri, chain.gtin) if uri}


def _stamp(chain: Chain) -> str:
    """How many labels it has, or the serials that events name."""
    return f"{number(chain.issued)} tem" if chain.issued else chain.serials


def _address(chain: Chain) -> str:
    return ", ".join(filter(None, (chain.owner.address, chain.owner.place.title)))


def _day_of(chain: Chain, name: str) -> str:
    return _shown(chain.facts.get(name))


def _harvested(stage: Stage) -> str:
    """The day of a harvest, of the event that is one."""
    return _shown(json.loads(stage.event.body).get("ilmd", {}).get("cbvmda:harvestEndDate"))


def _shown(value: object) -> str:
    """An ISO day as people read it; whatever else an event says stays as it is."""
    try:
        return day(date.fromisoformat(str(value))) if value else ""
    except ValueError:
        return str(value)


def _last_day(scope: Scope) -> date:
    return scope.until.astimezone(VIETNAM).date()
