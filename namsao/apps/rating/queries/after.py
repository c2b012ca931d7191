"""What comes after the stars, for a dossier's or a product's page, and for the home page."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from namsao.apps.products.models import Product
from namsao.apps.rating.models import STANDING_WORDS, Dossier, Inspection, RevocationCase, StarCertificate
from namsao.apps.rating.queries.after_cases import is_ministers, open_cases
from namsao.apps.rating.queries.after_certificates import DUE, in_window, listed, newest_of, what_one_may
from namsao.apps.rating.queries.window import (
    WINDOW_WORDS,
    Window,
    may_be_extended,
    reevaluation_in_hand,
    window_of,
    window_state,
)
from namsao.base.access.policy import allowed, may, rows
from namsao.base.ui.days import show_day
from namsao.base.work.queries import to_do
from namsao.core.actor import Actor, Role

MOST_WAITING = 5
MOST_INSPECTIONS = 3
CHIPS = {
    Window.NOT_OPEN: ("ok", "check"),
    Window.OPEN: ("warn", "calendar"),
    Window.LATE: ("bad", "warn"),
    Window.EXTENDED: ("info", "clock"),
    Window.EXPIRED: ("bad", "stop"),
    Window.ENDED: ("bad", "stop"),
}


def box(thing: Dossier | Product, actor: Actor, on: date | None = None) -> dict[str, Any] | None:
    """What the page of a product or a dossier says of its certificate; None when there never was one.

    Keys: certificate, standing, chip, facts, next (label, url) or None, acts, case, inspections.
    """
    day = on or localdate()
    product = thing.product if isinstance(thing, Dossier) else thing
    certificate = newest_of(product, day)
    if certificate is None or not may(actor, "see", certificate):
        return None
    can = allowed(actor, certificate, "extend", "open_revocation", "report_stopped", "inspect", "remind")
    case = rows(actor, "see", open_cases().filter(certificate=certificate)).first()
    state = window_state(certificate, day)
    return {
        "certificate": certificate,
        "standing": STANDING_WORDS[certificate.standing(day)],
        "chip": chip(state),
        "facts": _facts(certificate, state),
        "next": _next(certificate, state, actor, can, day),
        "acts": _acts(certificate, state, can, case),
        "case": case,
        "inspections": rows(actor, "see", product.inspections.all())[:MOST_INSPECTIONS],
    }


def chip(state: Window) -> dict[str, Any]:
    """A state of the window as a badge: word, kind, icon."""
    kind, icon = CHIPS[state]
    return {"word": WINDOW_WORDS[state], "kind": kind, "icon": icon}


def _facts(certificate: StarCertificate, state: Window) -> list[tuple[str, str]]:
    opens, closes = (show_day(each) for each in window_of(certificate))
    facts = [
        (_("Số giấy"), certificate.number),
        (_("Hiệu lực đến hết"), show_day(certificate.valid_to)),
    ]
    if state == Window.EXTENDED:
        facts.append((_("Kéo dài đến hết"), show_day(certificate.last_day)))
    if state in {Window.NOT_OPEN, Window.OPEN, Window.LATE}:
        facts.append((_("Nộp đánh giá lại"), _("từ %(a)s đến hết %(b)s") % {"a": opens, "b": closes}))
    if dossier := reevaluation_in_hand(certificate):
        facts.append((_("Đã nộp đánh giá lại"), show_day(dossier.first_filed_on)))
    return facts


def _next(
    certificate: StarCertificate, state: Window, actor: Actor, can: dict[str, bool], day: date
) -> dict[str, str] | None:
    """The one thing to do next about the certificate's end."""
    if can["extend"] and may_be_extended(certificate, day):
        return _act(_("Xem xét kéo dài hiệu lực"), "rating:extend", certificate.pk)
    if state not in {Window.OPEN, Window.LATE} or reevaluation_in_hand(certificate):
        return None
    if _is_owner(actor, certificate.product):
        return _act(_("Nộp hồ sơ đánh giá lại"), "rating:open", certificate.product_id)
    return _act(_("Nhắc chủ thể nộp"), "rating:remind", certificate.pk) if can["remind"] else None


def _acts(
    certificate: StarCertificate, state: Window, can: dict[str, bool], case: RevocationCase | None
) -> list[dict[str, str]]:
    if state in {Window.EXPIRED, Window.ENDED}:
        return []
    offered = []
    if can["inspect"]:
        offered.append(_act(_("Mở đợt kiểm tra"), "rating:new_inspection", certificate.pk))
    if can["report_stopped"] and not case:
        offered.append(_act(_("Báo ngừng sản xuất"), "rating:report_stopped", certificate.pk))
    if can["open_revocation"] and not case:
        offered.append(_act(_("Xem xét thu hồi"), "rating:open_revocation", certificate.pk))
    return offered


def _act(label: str, page: str, pk: int) -> dict[str, str]:
    return {"label": label, "url": reverse(page, args=[pk])}


def _is_owner(actor: Actor, product: Product) -> bool:
    return any(each.role is Role.PRODUCER and each.party_id == product.party_id for each in actor.postings())


def waiting(actor: Actor, on: date | None = None) -> list[dict[str, Any]]:
    """What waits for the actor after the stars, the nearest day first; rows as `products.queries.waiting` gives."""
    day = on or localdate()
    found = [*_cases(actor), *_repairs(actor), *_visits(actor, day), *_endings(actor, day)]
    return sorted(found, key=lambda row: row["due"] or date.max)[: 2 * MOST_WAITING]


def _cases(actor: Actor) -> Iterator[dict[str, Any]]:
    """Cases of revocation in the actor's own hand."""
    cases = open_cases().select_related("certificate__product")
    mine = rows(actor, "answer", cases.filter(answered_at=None, submitted_on=None))
    for case in mine[:MOST_WAITING]:
        hint = _("Giấy đang bị xem xét thu hồi: bạn có thể giải trình")
        yield to_do(str(case.certificate.product), "rating:revocation", case.pk, hint=hint, due=case.due)
    for case in rows(actor, "work", cases.filter(submitted_on=None))[:MOST_WAITING]:
        hint = _("Thu hồi: cần trình") if case.verified_on else _("Thu hồi: cần xác minh")
        yield to_do(str(case.certificate.product), "rating:revocation", case.pk, hint=hint, due=case.due)
    for case in rows(actor, "decide", cases.filter(submitted_on__isnull=False))[:MOST_WAITING]:
        of_minister = is_ministers(case.certificate)
        hint = _("Thu hồi: ghi quyết định của Bộ khi có") if of_minister else _("Thu hồi: chờ quyết định")
        yield to_do(str(case.certificate.product), "rating:revocation", case.pk, hint=hint, due=case.due)


def _repairs(actor: Actor) -> Iterator[dict[str, Any]]:
    to_fix = Inspection.objects.filter(conclusion=Inspection.Conclusion.TO_FIX, fixed_on=None)
    for each in rows(actor, "see", to_fix.select_related("product")).order_by("fix_by")[:MOST_WAITING]:
        if _is_owner(actor, each.product) or may(actor, "fix", each):
            hint = _("Khắc phục sau kiểm tra")
            yield to_do(str(each.product), "rating:inspection", each.pk, hint=hint, due=each.fix_by)


def _visits(actor: Actor, day: date) -> Iterator[dict[str, Any]]:
    """Inspections whose day has come and that have no conclusion."""
    due = Inspection.objects.filter(conclusion="", planned_on__lte=day).select_related("product")
    for each in rows(actor, "change", due).order_by("planned_on")[:MOST_WAITING]:
        hint = _("Ghi kết luận kiểm tra") if each.done_on else _("Đến ngày kiểm tra")
        yield to_do(str(each.product), "rating:inspection", each.pk, hint=hint, due=each.planned_on)


def _endings(actor: Actor, day: date) -> Iterator[dict[str, Any]]:
    """A producer's own certificates by name; for officers one row with how many."""
    seen = rows(actor, "see", StarCertificate.objects.all())
    found = what_one_may(listed(seen, day), actor)
    opened = in_window(found, DUE, day)
    parties = [each.party_id for each in actor.postings() if each.role is Role.PRODUCER]
    for each in opened.filter(product__party__in=parties)[:MOST_WAITING]:
        late = window_state(each, day) == Window.LATE
        hint = _("Quá hạn nộp đánh giá lại, nộp ngay") if late else _("Nộp hồ sơ đánh giá lại")
        due = each.valid_to if late else window_of(each)[1]
        yield to_do(str(each.product), "rating:open", each.product_id, hint=hint, due=due)
    reminded = opened.filter(may_remind=True)
    first = reminded.values_list("valid_to", flat=True).first()
    if first is not None:
        label = _("%(count)s giấy chứng nhận cần đánh giá lại") % {"count": reminded.count()}
        hint = _("Nhắc chủ thể nộp hồ sơ")
        yield to_do(label, "rating:expiring", query=f"?state={DUE}", hint=hint, due=first)
