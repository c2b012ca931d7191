"""Who may apply, and with which of the three dossiers: answered from the facts, before anything is typed."""

from dataclasses import dataclass
from datetime import date

from namsao.apps.products.models import Product
from namsao.apps.rating.flow import Kind
from namsao.apps.rating.models import Dossier, StarCertificate
from namsao.apps.rating.queries.window import window_of
from namsao.base.parties.models import Party
from namsao.base.ui.days import show_day
from namsao.core.errors import NotAllowedNow
from namsao.core.finding import Finding, Severity, State
from namsao.core.rating.criterion import NATIONAL

TOURISM_SET = 26
MOST_OPENABLE = 12  # as links above the list
DECREE = "Quyết định 26/2026/QĐ-TTg"
PRODUCERS = frozenset(
    {
        Party.Kind.COOPERATIVE,
        Party.Kind.COOPERATIVE_GROUP,
        Party.Kind.SME,
        Party.Kind.FARM,
        Party.Kind.HOUSEHOLD,
    }
)
OF_TOURISM = frozenset({Party.Kind.ASSOCIATION, Party.Kind.TOURISM_CENTRE})


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of dossier the product may open now. late: after the last day of the window. closes: that day."""

    kind: Kind
    note: str = ""
    late: bool = False
    closes: date | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A kind that is not possible, and why, in Vietnamese and English. opens: the day it becomes possible."""

    kind: Kind
    sentence: str
    sentence_en: str
    opens: date | None = None


def certificate_of(product: Product, day: date) -> StarCertificate | None:
    """The certificate the product stands on, in its term or extended; the latest when there are several."""
    found = StarCertificate.objects.lasting_on(day).filter(product=product)
    return found.select_related("extension").order_by("-issued_on", "-pk").first()


def offers(product: Product, day: date) -> tuple[list[Offer], list[Refusal]]:
    """What may be opened on that day, and what may not.

    Without a certificate in force: the first evaluation. With one: an upgrade below five stars, and the
    re-evaluation once its window is open; late is still taken, only the province can then extend the certificate.
    Source: Decision 26/2026/QĐ-TTg, arts. 6.1, 7.5, 7.6a and 12.3.
    """
    certificate = certificate_of(product, day)
    if certificate is None:
        return [Offer(Kind.FIRST)], []
    judged = [_upgrade(certificate), _reevaluation(certificate, day)]
    return (
        [each for each in judged if isinstance(each, Offer)],
        [each for each in judged if isinstance(each, Refusal)],
    )


def check_offer(product: Product, kind: str, day: date) -> Offer:
    """The offer of that kind. Raises: NotAllowedNow with the reason, and the day it opens when there is one."""
    offered, refused = offers(product, day)
    for offer in offered:
        if offer.kind == kind:
            return offer
    why = next((each for each in refused if each.kind == kind), None)
    if why:
        raise NotAllowedNow(why.sentence, why.sentence_en, "kind")
    if kind == Kind.FIRST:
        raise NotAllowedNow(
            "Sản phẩm đang có giấy chứng nhận còn hiệu lực: hãy nộp nâng hạng hoặc đánh giá lại.",
            "The product has a certificate in force: apply for an upgrade or a re-evaluation.",
            "kind",
        )
    raise NotAllowedNow(
        "Sản phẩm chưa có giấy chứng nhận còn hiệu lực: hãy nộp đánh giá lần đầu.",
        "The product has no certificate in force: apply for a first evaluation.",
        "kind",
    )


def open_dossier_of(product: Product) -> Dossier | None:
    return Dossier.objects.open().filter(product=product).first()


def openable(party: Party) -> list[Product]:
    """Its first products that have no dossier on its way."""
    on_its_way = Dossier.objects.open().filter(product__party=party).values("product")
    return list(party.products.exclude(pk__in=on_its_way)[:MOST_OPENABLE])


def applicant(party: Party, set_number: int) -> Finding:
    """Whether such a party may apply with a product of this set.

    Note: a large firm has no kind in the house, so "doanh nghiệp" is small or medium by what its owner declared.
    Source: Decision 26/2026/QĐ-TTg, art. 2.3.
    """
    what, source = "Chủ thể được tham gia đánh giá", f"{DECREE}, Điều 2 khoản 3"
    kind = party.get_kind_display()
    if party.kind in OF_TOURISM and set_number != TOURISM_SET:
        return _applicant(
            State.FAILED,
            what,
            source,
            f"{kind.capitalize()} chỉ được đăng ký dịch vụ du lịch cộng đồng, du lịch sinh thái, điểm du lịch (bộ 26).",
            "Chủ thể sản xuất (hợp tác xã, hộ, doanh nghiệp nhỏ và vừa…) đứng tên hồ sơ.",
        )
    if party.kind not in PRODUCERS | OF_TOURISM:
        return _applicant(
            State.FAILED,
            what,
            source,
            "Cơ quan không phải chủ thể OCOP.",
            "Chủ thể làm ra sản phẩm đứng tên hồ sơ.",
        )
    if party.kind == Party.Kind.HOUSEHOLD and not party.registration_no:
        return _applicant(
            State.MISSING,
            what,
            source,
            "Hộ sản xuất phải có đăng ký kinh doanh; sổ chưa ghi số đăng ký.",
            "Ghi số giấy đăng ký hộ kinh doanh vào thông tin chủ thể.",
        )
    return _applicant(State.MET, what, source, kind.capitalize(), "")


def _applicant(state: State, what: str, source: str, why: str, remedy: str) -> Finding:
    return Finding(
        code="dossier.applicant",
        state=state,
        severity=Severity.BLOCKING,
        what=what,
        what_en="The applicant may take part",
        why=why,
        remedy=remedy,
        source=source,
    )


def _upgrade(certificate: StarCertificate) -> Offer | Refusal:
    if certificate.stars >= NATIONAL:
        return Refusal(
            Kind.UPGRADE,
            "Sản phẩm đã 5 sao, không còn hạng cao hơn để nâng.",
            "The product has five stars: there is nothing above.",
        )
    return Offer(Kind.UPGRADE, f"Từ {certificate.stars} sao lên hạng cao hơn, nộp lúc nào cũng được.")


def _reevaluation(certificate: StarCertificate, day: date) -> Offer | Refusal:
    opens, closes = window_of(certificate)
    if day < opens:
        return Refusal(
            Kind.REEVALUATION,
            f"Chưa đến ngày nộp đánh giá lại: nộp được từ {show_day(opens)} đến {show_day(closes)}.",
            f"Re-evaluation can be applied for from {opens:%Y-%m-%d} to {closes:%Y-%m-%d}.",
            opens,
        )
    if day > closes:
        note = (
            f"Đã quá hạn nộp {show_day(closes)}. Vẫn nhận; giấy hết hạn ngày {show_day(certificate.valid_to)} "
            "chỉ được kéo dài khi tỉnh quyết định, không tự kéo dài."
        )
        return Offer(Kind.REEVALUATION, note, late=True, closes=closes)
    return Offer(
        Kind.REEVALUATION,
        f"Nộp đến hết ngày {show_day(closes)}; giấy hết hạn ngày {show_day(certificate.valid_to)}.",
        closes=closes,
    )
