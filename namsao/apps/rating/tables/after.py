"""Certificates that end, inspections and revocations as tables that become cards on a phone."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from namsao.apps.products.models import Product
from namsao.apps.rating.models import Inspection, RevocationCase, StarCertificate
from namsao.apps.rating.queries.after import chip
from namsao.apps.rating.queries.after_cases import step_of
from namsao.apps.rating.queries.window import Window, is_late_filing, window_of, window_state
from namsao.base.parties.models import Party
from namsao.base.ui.display import day as show_day
from namsao.base.ui.tables import SMALL, StarsColumn, TitledColumn
from namsao.base.ui.templatetags.ui import badge, deadline, demo_mark

CONCLUSIONS = {"": "", "keeps": "ok", "to_fix": "warn", "fails": "bad"}
STEPS = {
    "open": (_("đang xác minh"), "warn"),
    "verified": (_("chờ trình"), "warn"),
    "submitted": (_("chờ quyết định"), "warn"),
    "decided": (_("đã thu hồi"), "bad"),
    "dropped": (_("đã thôi"), ""),
}


def _linked(url: str, product: Product) -> SafeString:
    return format_html('<span><a href="{}">{}</a> {}</span>', url, product, demo_mark(product))


def _button(label: Any, page: str, pk: int) -> SafeString:
    return format_html('<a class="btn" href="{}">{}</a>', reverse(page, args=[pk]), label)


class ExpiringTable(tables.Table):
    """Rows of `listed` with `what_one_may`. owned: parties the reader works for."""

    product = tables.Column(_("Sản phẩm"), order_by="product__name_sort")
    party = tables.Column(
        _("Chủ thể"), accessor="product__party", order_by="product__party__name_sort", attrs=SMALL
    )
    stars = StarsColumn(_("Sao"))
    valid_to = tables.Column(_("Hết hạn"))
    state = tables.Column(_("Thời hạn"), empty_values=(), orderable=False)
    act = tables.Column(_("Việc tiếp theo"), empty_values=(), orderable=False)

    def __init__(self, *args: Any, today: date, owned: set[int], **kwargs: Any) -> None:
        self.today, self.owned = today, owned
        super().__init__(*args, **kwargs)

    def render_product(self, record: StarCertificate) -> SafeString:
        return _linked(reverse("products:product", args=[record.product_id]), record.product)

    def render_party(self, value: Party) -> SafeString:
        return format_html('<span>{}<br><span class="muted">{}</span></span>', value, value.place.title)

    def render_valid_to(self, record: StarCertificate) -> str:
        return show_day(record.last_day)

    def render_state(self, record: StarCertificate) -> SafeString:
        state = window_state(record, self.today)
        shown = chip(state)
        word = badge(shown["word"], shown["kind"], shown["icon"])
        if record.refiled_on:
            filed = _("đã nộp %(day)s") % {"day": show_day(record.refiled_on)}
            return format_html("<span>{} {}</span>", word, badge(filed, "ok"))
        opens, closes = window_of(record)
        if state == Window.OPEN:
            return format_html("<span>{} {}</span>", word, deadline(closes, self.today))
        if state == Window.NOT_OPEN:
            note = _("nộp từ %(day)s") % {"day": show_day(opens)}
            return format_html('<span>{}<br><span class="small muted">{}</span></span>', word, note)
        return word

    def render_act(self, record: StarCertificate) -> SafeString | str:
        state = window_state(record, self.today)
        can_wait = state in {Window.LATE, Window.EXPIRED} and not hasattr(record, "extension")
        if record.may_extend and can_wait and is_late_filing(record, record.refiled_on):
            return _button(_("Kéo dài"), "rating:extend", record.pk)
        if state not in {Window.OPEN, Window.LATE} or record.refiled_on:
            return ""
        if record.product.party_id in self.owned:
            return _button(_("Nộp đánh giá lại"), "rating:open", record.product_id)
        return _button(_("Nhắc chủ thể"), "rating:remind", record.pk) if record.may_remind else ""


class InspectionTable(tables.Table):
    planned_on = tables.Column(_("Ngày"))
    product = tables.Column(_("Sản phẩm"), order_by="product__name_sort")
    party = tables.Column(
        _("Chủ thể"), accessor="product__party", order_by="product__party__name_sort", attrs=SMALL
    )
    commune = TitledColumn(
        _("Xã, phường"),
        accessor="product__party__place",
        order_by="product__party__place__name_sort",
        attrs=SMALL,
    )
    kind = tables.Column(_("Hình thức"), attrs=SMALL)
    conclusion = tables.Column(_("Kết luận"), empty_values=())

    def render_planned_on(self, record: Inspection) -> str:
        return show_day(record.done_on or record.planned_on)

    def render_product(self, record: Inspection) -> SafeString:
        return _linked(reverse("rating:inspection", args=[record.pk]), record.product)

    def render_conclusion(self, record: Inspection) -> SafeString:
        word = badge(record.get_conclusion_display(), CONCLUSIONS[record.conclusion])
        if record.fixed_on:
            return format_html("<span>{} {}</span>", word, badge(_("đã khắc phục"), "ok"))
        if record.fix_by:
            return format_html("<span>{} {}</span>", word, deadline(record.fix_by))
        return word


class RevocationTable(tables.Table):
    product = tables.Column(
        _("Sản phẩm"), accessor="certificate__product", order_by="certificate__product__name_sort"
    )
    party = tables.Column(_("Chủ thể"), accessor="certificate__product__party", orderable=False, attrs=SMALL)
    commune = TitledColumn(
        _("Xã, phường"), accessor="certificate__product__party__place", orderable=False, attrs=SMALL
    )
    ground = tables.Column(_("Căn cứ"), attrs=SMALL)
    due = tables.Column(_("Hạn 15 ngày"))
    step = tables.Column(_("Tình trạng"), empty_values=(), orderable=False)

    def render_product(self, record: RevocationCase) -> SafeString:
        return _linked(reverse("rating:revocation", args=[record.pk]), record.certificate.product)

    def render_ground(self, record: RevocationCase) -> str:
        return f"{record.ground}) {record.get_ground_display()}"

    def render_due(self, record: RevocationCase) -> SafeString | str:
        return deadline(record.due) if record.is_open else show_day(record.due)

    def render_step(self, record: RevocationCase) -> SafeString:
        return badge(*STEPS[step_of(record)])
