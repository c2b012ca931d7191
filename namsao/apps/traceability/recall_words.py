"""What people are told of a recall: a draft of the public text, and the notices to holders and officers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from namsao.apps.traceability.models import Recall, RecallLine, RecallStock
from namsao.apps.traceability.queries import recall as queries
from namsao.base.accounts.models import User, UserQuerySet
from namsao.base.accounts.queries import users_at_place, users_of_party
from namsao.base.parties.models import Party
from namsao.base.work.models import Notice
from namsao.core.actor import Role

MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Word:
    """One notice to some people; plain Vietnamese, for it goes out by mail."""

    users: Iterable[User]
    key: str
    title: str
    body: str
    url: str
    severity: Notice.Severity = Notice.Severity.URGENT


def draft_of(recall: Recall) -> dict[str, str]:
    """What the form of the public text begins with: what was written before, else sentences to correct."""
    if recall.texts:
        said = {
            f"{part}_{lang}": text for part, words in recall.texts.items() for lang, text in words.items()
        }
        return said | {"contact": recall.contact}
    with override(settings.LANGUAGE_CODE):
        goods = _goods_on_shelves(recall)
    rest = f" và {len(goods) - MOST_NAMED} lô khác (xem danh sách)" if len(goods) > MOST_NAMED else ""
    return {
        "what_vi": "; ".join(goods[:MOST_NAMED]) + rest,
        "advice_vi": "Đừng dùng. Giữ lại bao bì, mang trả nơi đã mua để được hoàn tiền.",
        "contact": " · ".join(filter(None, [recall.party.name, recall.party.shown_phone])),
    }


def _goods_on_shelves(recall: Recall) -> list[str]:
    """Names and lots of what the public can look up by its code."""
    lines = list(queries.lines_of(recall).filter(out_at=None, kind=RecallLine.Kind.LOT))
    names = queries.names_in(lines)
    return [
        f"{names[line.epc.uri].text}, lô {line.label.partition('/')[2]}"
        for line in lines
        if line.epc.uri in names and names[line.epc.uri].page
    ]


def key_of(recall: Recall) -> str:
    """Under which all notices of a recall stand."""
    return f"recall:{recall.pk}"


def of_proposal(recall: Recall) -> list[Word]:
    """The province is asked to launch."""
    return [
        Word(
            users_at_place(recall.party.place.province, Role.PROVINCE),
            f"{key_of(recall)}:propose",
            f"{recall.party} đề nghị triệu hồi {queries.called(recall)}",
            f"Lý do: {recall.reason}\nPhạm vi đã lập. Hãy rà lại và phát lệnh, hoặc khép là không triệu hồi.",
            _url(recall),
        )
    ]


def of_launch(recall: Recall) -> Iterator[Word]:
    """Every holder with what it has and what to do; its commune, to go and see; the other officers."""
    stocks, root = list(queries.stocks_of(recall)), queries.called(recall)
    names = queries.names_in({each.line_id: each.line for each in stocks}.values())
    for party, held in queries.holders(stocks):
        said = [_amount(each, names) for each in held]
        yield Word(
            users_of_party(party),
            f"{key_of(recall)}:launch:{party.pk}",
            f"Ngừng bán, để riêng: triệu hồi {root}",
            "\n".join(
                [
                    *said,
                    f"Vì sao: {recall.said('why', 'vi')[0]}",
                    "Cần làm: ngừng bán và ngừng dùng làm nguyên liệu, để riêng, dán chữ “hàng triệu hồi”; "
                    "báo nơi đã mua của bạn; ghi số thu về, số tiêu huỷ ở trang này.",
                    f"Liên hệ: {recall.contact}",
                ]
            ),
            _url(recall),
        )
    yield from _to_communes(recall, stocks)


def of_end(recall: Recall) -> list[Word]:
    """Who was told of the launch is told of the end."""
    stocks = list(queries.stocks_of(recall))
    parties = [party for party, _held in queries.holders(stocks)]
    root = queries.called(recall)
    return [
        Word(
            users_of_party(party) | _commune(party),
            f"{key_of(recall)}:close:{party.pk}",
            f"Đã khép vụ triệu hồi {root}",
            f"Kết quả: {recall.get_outcome_display()}. {recall.end_why}".strip(),
            _url(recall),
            Notice.Severity.NOTE,
        )
        for party in parties
    ]


def _to_communes(recall: Recall, stocks: list[RecallStock]) -> Iterator[Word]:
    by_place: dict[int, list[Party]] = {}
    for party, _held in queries.holders(stocks):
        by_place.setdefault(party.place_id, []).append(party)
    for place, parties in by_place.items():
        named = "; ".join(party.name for party in parties)
        yield Word(
            _commune(parties[0]),
            f"{key_of(recall)}:launch:place:{place}",
            f"Nơi giữ hàng ở xã: triệu hồi {queries.called(recall)}",
            f"Nơi giữ: {named}.\nCần làm: đến xem hàng đã để riêng chưa, chứng kiến khi tiêu huỷ.",
            _url(recall),
        )


def _commune(party: Party) -> UserQuerySet:
    return users_at_place(party.place, Role.COMMUNE)


def _amount(stock: RecallStock, names: Any) -> str:
    name = names.get(stock.line.epc.uri)
    goods = f"{name.text}, {stock.line.label}" if name else stock.line.label
    parts = [
        f"còn {stock.has_text}" if stock.has else "",
        f"đã bán {stock.sold_text}" if stock.sold else "",
        "chưa rõ lượng" if stock.due is None else "",
    ]
    said = ", ".join(part for part in parts if part) or "theo sổ đã hết"
    return f"- {goods}: {said}"


def _url(recall: Recall) -> str:
    return reverse("traceability:recall", args=[recall.pk])
