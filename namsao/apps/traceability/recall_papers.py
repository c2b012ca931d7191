"""The report of a recall: what, how far, who held what, how long each step took."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import override

from namsao.apps.traceability.models import Recall, RecallLine, RecallReturn, RecallStock
from namsao.apps.traceability.queries import recall as queries
from namsao.apps.traceability.queries.naming import Name
from namsao.apps.traceability.queries.recall_story import steps, story
from namsao.apps.traceability.recall_page import runs_text
from namsao.base.ui.display import day, moment
from namsao.base.ui.documents import paper

UNKNOWN = "chưa rõ"


def recall_paper(recall: Recall, stocks: QuerySet[RecallStock], at: datetime) -> bytes:
    """The report as PDF, a draft until the recall is over. stocks: those the asker may see."""
    with override("vi"):
        data = _data(recall, list(stocks), at)
    return paper("traceability/recall", data, at=at, title=f"Báo cáo triệu hồi {recall.code}")


def _data(recall: Recall, stocks: list[RecallStock], at: datetime) -> dict[str, Any]:
    lines = list(queries.lines_of(recall))
    names = queries.names_in(lines)
    province = recall.party.place.province
    returns = queries.returns_of(recall).filter(stock__in=[each.pk for each in stocks], voided_at=None)
    return {
        "agency_above": f"Uỷ ban nhân dân tỉnh {province.name}",
        "agency": "Cơ quan tham mưu quản lý OCOP",
        "place": province.name,
        "date": recall.ended_at.date() if recall.ended_at else at.date(),
        "number": "",
        "name": "Báo cáo diễn tập triệu hồi" if recall.is_mock else "Báo cáo triệu hồi hàng",
        "about": f"{recall.code}, bắt đầu từ {queries.called(recall)}",
        "illustrative": recall.is_illustrative,
        "draft": recall.ended_at is None,
        "is_mock": recall.is_mock,
        "facts": _facts(recall),
        "texts": [
            [title, recall.said(part, "vi")[0]] for part, title in TITLES if recall.said(part, "vi")[0]
        ],
        "steps": [list(each) for each in steps(recall)],
        "counts": [_count(each) for each in queries.progress(stocks)],
        "lines": [_line(each, names) for each in lines if not each.is_out],
        "out": [[each.label, _name(each, names), each.out_why] for each in lines if each.is_out],
        "stocks": [_stock(each, names) for each in stocks],
        "returns": [_return(each) for each in returns.order_by("done_on", "pk")],
        "story": [
            [moment(each["when"]), each["what"], each["note"], each["where"]] for each in _story(recall)
        ],
        "printed_at": moment(at),
    }


TITLES = (("what", "Hàng triệu hồi"), ("why", "Vì sao"), ("advice", "Người mua phải làm gì"))


def _facts(recall: Recall) -> list[list[str]]:
    said = [
        ["Chủ thể", recall.party.name],
        ["Địa chỉ", recall.party.address or recall.party.place.title],
        ["Bắt đầu từ mã", recall.root_label],
        ["Vì sao mở", recall.reason],
        ["Tiếp theo vụ", recall.follows.code if recall.follows else ""],
        ["Mở lúc", moment(recall.opened_at)],
        ["Phát lệnh lúc", moment(recall.launched_at)],
        ["Khép lúc", moment(recall.ended_at)],
        ["Kết quả", str(recall.get_outcome_display())],
        ["Ghi chú khi khép", recall.end_why],
        ["Liên hệ", recall.contact],
    ]
    return [each for each in said if each[1]]


def _story(recall: Recall) -> list[dict[str, Any]]:
    return story(recall, whole=True)[::-1]


def _count(shown: queries.Progress) -> list[str]:
    note = " (có hàng chưa rõ lượng)" if shown.unknown else ""
    return [
        shown.due + note,
        shown.returned,
        shown.destroyed,
        shown.outstanding,
        f"{shown.count.percent} %",
    ]


def _line(line: RecallLine, names: Mapping[str, Name]) -> list[str]:
    kind = str(line.get_kind_display()).capitalize()
    return [
        kind,
        line.label,
        _name(line, names),
        "; ".join(runs_text(line)),
        "thêm tay" if line.is_added else "",
    ]


def _name(line: RecallLine, names: Mapping[str, Name]) -> str:
    name = names.get(line.epc.uri)
    return name.text if name else ""


def _stock(stock: RecallStock, names: Mapping[str, Name]) -> list[str]:
    goods = "\n".join(filter(None, [_name(stock.line, names), stock.line.label]))
    amounts = [stock.had_text, stock.has_text, stock.sold_text]
    return [f"{stock.party.name}, {stock.party.place.title}", goods, *(each or UNKNOWN for each in amounts)]


def _return(row: RecallReturn) -> list[str]:
    kind = "tiêu huỷ hàng đã thu về" if row.of_returned else str(row.get_kind_display())
    paper_said = "có" if row.paper_id else ""
    return [
        day(row.done_on),
        kind,
        row.amount,
        row.stock.line.label,
        row.stock.party.name,
        row.witness,
        paper_said,
    ]
