"""What people are told when something of a rating moves: to whom, in which words, on which page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from namsao.apps.evidence.models import Document
from namsao.apps.rating.flow import Kind
from namsao.apps.rating.models import (
    Dossier,
    Inspection,
    Move,
    RevocationCase,
    Sitting,
    Standing,
    StarCertificate,
)
from namsao.apps.rating.packs import deadlines
from namsao.apps.rating.queries import after_people as people
from namsao.apps.rating.queries.after_cases import is_ministers, step_of
from namsao.base.accounts.models import UserQuerySet
from namsao.base.accounts.queries import users_of_party
from namsao.base.ui.days import show_day
from namsao.base.work.models import Notice

Severity = Notice.Severity


@dataclass(frozen=True)
class Word:
    """One thing to tell. key: see `base.work`; users: who is told."""

    key: str
    users: UserQuerySet
    title: str
    body: str = ""
    url: str = ""
    due: date | None = None
    severity: Severity = Severity.NOTE

    def facts(self) -> dict[str, Any]:
        """Everything but the people, as `base.work.actions.notify` takes it."""
        return {name: value for name, value in vars(self).items() if name != "users"}


def dossier_key(dossier: Dossier) -> str:
    return f"dossier:{dossier.pk}"


def clock_key(thing: Dossier | RevocationCase) -> str:
    """Of what is told by a clock that runs on over several steps; it stays while they change."""
    return f"clock:{thing._meta.model_name}:{thing.pk}"


def scoring_key(sitting: Sitting, user: int | None = None) -> str:
    """Of the word that asks a member to declare and score; without a user: of all members."""
    key = f"sitting:{sitting.pk}:score"
    return key if user is None else f"{key}:{user}"


def of_move(step: Move) -> list[Word]:
    """What the next desk is told of a dossier's step; nothing when nobody has to act."""
    told = _MOVES.get(step.verb)
    return told(step) if told else []


def _at(dossier: Dossier) -> str:
    return reverse("rating:dossier", args=[dossier.pk])


def _word(step: Move, users: UserQuerySet, title: str, **more: Any) -> Word:
    dossier = step.dossier
    key = f"{dossier_key(dossier)}:step:{step.pk}"
    return Word(key, users, f"{title}: {dossier.product}", url=_at(dossier), **more)


def _filed(step: Move) -> list[Word]:
    """Filed at the commune; after a return by the province it goes straight back there."""
    dossier = step.dossier
    if step.after == "proposed":
        return _proposed(step)
    due = deadlines().commune_due(dossier.filed_on) if dossier.filed_on else None
    body = f"Xã có 15 ngày làm việc để kiểm tra và đề nghị tỉnh{f', đến hết {show_day(due)}' if due else ''}."
    commune = people.commune_of(dossier.place)
    return [_word(step, commune, "Hồ sơ mới nộp", body=body, due=due)]


def _returned(step: Move) -> list[Word]:
    who = "Xã" if step.verb == "return_to_producer" else "Tỉnh"
    body = f"{who} trả lại hồ sơ để bổ sung. Ngày nộp lần đầu vẫn được giữ."
    producers = people.producers(step.dossier.product)
    return [_word(step, producers, "Hồ sơ cần bổ sung", body=body, severity=Severity.WARNING)]


def _proposed(step: Move) -> list[Word]:
    return [_word(step, people.province_of(step.dossier.place), "Hồ sơ chờ tỉnh tiếp nhận")]


def _accepted(step: Move) -> list[Word]:
    dossier = step.dossier
    due = None
    if dossier.kind == Kind.REEVALUATION and dossier.complete_on:
        due = deadlines().reevaluation_due(dossier.complete_on)
    return [_word(step, people.advisers_of(dossier), "Hồ sơ chờ Tổ tư vấn đánh giá", due=due)]


def _advised(step: Move) -> list[Word]:
    return [_word(step, people.province_of(step.dossier.place), "Tổ tư vấn đã báo cáo, chờ đưa ra hội đồng")]


def _hearing(step: Move) -> list[Word]:
    """One word a member for a whole sitting, however many products it has."""
    hearing = step.dossier.hearings.filter(closed_at=None).select_related("sitting").last()
    if hearing is None:
        return []
    sitting = hearing.sitting
    title = f"{sitting.title}: kê khai xung đột lợi ích rồi chấm"
    body = "Kê khai trước, sau đó chấm từng sản phẩm. Chỉ bạn thấy phiếu của mình cho đến khi khép."
    url = reverse("rating:sitting", args=[sitting.pk])
    users = people.scorers_of(sitting)
    keys = {user.pk: scoring_key(sitting, user.pk) for user in users}
    return [Word(key, users.filter(pk=pk), title, body, url, sitting.held_on) for pk, key in keys.items()]


def _scored(step: Move) -> list[Word]:
    return [_word(step, people.province_of(step.dossier.place), "Hội đồng đã đề xuất, chờ trình")]


def _submitted(step: Move) -> list[Word]:
    row = step.dossier.submissions.select_related("submission").last()
    leaders = people.leaders_of(step.dossier.place)
    if row is None:
        return [_word(step, leaders, "Kết quả chờ quyết định")]
    url = reverse("rating:decide", args=[row.submission_id])
    title = f"{row.submission} chờ quyết định"
    return [Word(f"submission:{row.submission_id}", leaders, title, url=url)]


def _decided(said: str) -> Callable[[Move], list[Word]]:
    def told(step: Move) -> list[Word]:
        product = step.dossier.product
        users = people.producers(product) | people.commune_of(step.dossier.place)
        return [_word(step, users, said)]

    return told


def _came_back(step: Move) -> list[Word]:
    return [
        _word(step, people.province_of(step.dossier.place), "Bộ trả kết quả dưới 90 điểm, chờ tỉnh xử lý")
    ]


_MOVES: dict[str, Callable[[Move], list[Word]]] = {
    "file": _filed,
    "return_to_producer": _returned,
    "send_back": _returned,
    "propose": _proposed,
    "accept": _accepted,
    "redo": _accepted,
    "advise": _advised,
    "hear": _hearing,
    "propose_result": _scored,
    "submit": _submitted,
    "come_back": _came_back,
    "recognise": _decided("Được công nhận sao"),
    "recognise_by_ministry": _decided("Bộ công nhận 5 sao"),
    "refuse": _decided("Không được công nhận lần này"),
    "approve": _decided("Kết quả từ 90 điểm đã được phê duyệt, tỉnh gửi Bộ"),
}


def case_key(case: RevocationCase) -> str:
    return f"revocation:{case.pk}"


def of_case(case: RevocationCase) -> list[Word]:
    """Who is told where a case of revocation stands now."""
    product, place = case.certificate.product, case.certificate.product.party.place
    step, url = step_of(case), reverse("rating:revocation", args=[case.pk])
    key = f"{case_key(case)}:{step}"
    owners = people.producers(product)
    province = people.province_of(place)
    warn = {"url": url, "severity": Severity.WARNING}
    if step in {"open", "verified"}:
        body = "Bạn có thể gửi giải trình bằng văn bản trước khi cơ quan OCOP trình quyết định."
        said = f"Giấy chứng nhận đang bị xem xét thu hồi: {product}"
        next_act = "Cần xác minh" if step == "open" else "Đã xác minh, cần trình"
        theirs = Word(f"{key}:agency", province, f"{next_act} việc thu hồi: {product}", due=case.due, **warn)
        return [Word(f"{case_key(case)}:owner", owners, said, body, **warn), theirs]
    if step == "submitted" and is_ministers(case.certificate):
        said = f"Chờ Bộ quyết định thu hồi 5 sao, ghi lại khi có: {product}"
        return [Word(f"{key}:agency", province, said, due=case.due, **warn)]
    if step == "submitted":
        said = f"Chờ quyết định thu hồi: {product}"
        return [Word(f"{key}:leader", people.leaders_of(place), said, due=case.due, **warn)]
    ended = {"decided": "Giấy chứng nhận bị thu hồi", "dropped": "Thôi thu hồi giấy chứng nhận"}
    if step not in ended:
        return []
    users = owners | people.commune_of(place)
    body = "" if step == "dropped" else "Không dùng nhãn hiệu OCOP và tem có sao cho sản phẩm này nữa."
    return [Word(f"{key}:ended", users, f"{ended[step]}: {product}", body, **warn)]


def inspection_key(inspection: Inspection) -> str:
    return f"inspection:{inspection.pk}"


def of_inspection(inspection: Inspection) -> list[Word]:
    """What producer, commune and province are told of a conclusion; nothing before it."""
    product = inspection.product
    url, key = reverse("rating:inspection", args=[inspection.pk]), inspection_key(inspection)
    users = people.producers(product) | people.commune_of(product.party.place)
    conclusion = Inspection.Conclusion
    if inspection.conclusion == conclusion.KEEPS:
        return [Word(f"{key}:keeps", users, f"Kiểm tra xong, vẫn đáp ứng: {product}", url=url)]
    if inspection.conclusion == conclusion.TO_FIX and not inspection.fixed_on:
        body = f"Khắc phục xong trước {show_day(inspection.fix_by)}, rồi báo xã hoặc tỉnh xác nhận."
        said = f"Phải khắc phục sau kiểm tra: {product}"
        return [Word(f"{key}:to_fix", users, said, body, url, inspection.fix_by, Severity.WARNING)]
    if inspection.conclusion == conclusion.FAILS:
        province = people.province_of(product.party.place)
        theirs = f"Kiểm tra: không còn đáp ứng, xem xét thu hồi: {product}"
        mine = f"Kiểm tra kết luận không còn đáp ứng: {product}"
        return [
            Word(f"{key}:fails:agency", province, theirs, url=url, severity=Severity.WARNING),
            Word(f"{key}:fails:owner", users, mine, url=url, severity=Severity.WARNING),
        ]
    return []


def renewal_key(certificate: StarCertificate) -> str:
    return f"certificate:{certificate.pk}:renewal"


def of_standing(certificate: StarCertificate, day: date) -> list[Word]:
    """Producer and commune hear that it goes on, has run out or was annulled; the rest comes with its decision."""
    said = _standing_said(certificate, day)
    if not said:
        return []
    product = certificate.product
    standing, until = certificate.standing(day), certificate.last_day.isoformat()
    users = people.producers(product) | people.commune_of(product.party.place)
    key = f"certificate:{certificate.pk}:standing:{standing}:{until}"
    url = reverse("products:product", args=[product.pk])
    return [Word(key, users, f"{said}: {product}", url=url, severity=Severity.WARNING)]


def _standing_said(certificate: StarCertificate, day: date) -> str:
    standing = certificate.standing(day)
    extension = getattr(certificate, "extension", None)
    if extension and standing in {Standing.VALID, Standing.EXTENDED}:
        if extension.ended_on:
            return f"Có kết quả đánh giá lại, giấy hết hiệu lực sau ngày {show_day(certificate.last_day)}"
        return f"Giấy được kéo dài đến hết {show_day(extension.until)}"
    return {
        Standing.EXPIRED: "Giấy hết hiệu lực, sản phẩm ra khỏi danh mục OCOP",
        Standing.ANNULLED: "Giấy bị bỏ theo quyết định đính chính",
    }.get(standing, "")


def of_paper(document: Document, days: int) -> list[Word]:
    """The producer hears that a paper ends: dossiers and stars lean on it. Nothing of one that was replaced."""
    if not document.is_current or document.valid_to is None:
        return []
    severity = Severity.URGENT if days <= 7 else Severity.WARNING if days <= 30 else Severity.NOTE
    body = "Xin cấp lại rồi thay bản mới, để hồ sơ và sao của sản phẩm không thiếu minh chứng."
    return [
        Word(
            f"document:{document.pk}:{document.valid_to.isoformat()}:{days}",
            users_of_party(document.party),
            f"Giấy tờ sắp hết hạn: {document}",
            body,
            reverse("evidence:document", args=[document.pk]),
            document.valid_to,
            severity,
        )
    ]
