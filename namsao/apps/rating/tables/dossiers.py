"""Dossiers as a table."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.flow import ENDED, WITH_PRODUCER, State
from namsao.apps.rating.models import Dossier
from namsao.apps.rating.queries.dossiers import due_of
from namsao.base.ui.display import day
from namsao.base.ui.tables import SMALL, TitledColumn
from namsao.base.ui.templatetags.ui import badge, deadline, demo_mark

RETURNED = WITH_PRODUCER - {State.DRAFT}
GOOD = {State.RECOGNISED}


class DossierTable(tables.Table):
    """Rows of `queries.dossiers.listed`."""

    product = tables.Column(_("Sản phẩm"), order_by="product__name_sort")
    party = tables.Column(
        _("Chủ thể"), accessor="product__party", order_by="product__party__name_sort", attrs=SMALL
    )
    place = TitledColumn(_("Xã, phường"), order_by="place__name_sort", attrs=SMALL)
    kind = tables.Column(_("Lần đánh giá"), attrs=SMALL)
    state = tables.Column(_("Tình trạng"))
    filed_on = tables.Column(_("Nộp"), empty_values=(), attrs=SMALL)

    def render_product(self, record: Dossier) -> SafeString:
        url = reverse("rating:dossier", args=[record.pk])
        return format_html('<span><a href="{}">{}</a> {}</span>', url, record.product, demo_mark(record))

    def render_kind(self, record: Dossier) -> str:
        return record.get_kind_display()

    def render_state(self, record: Dossier) -> SafeString:
        return format_html("<span>{} {}</span>", state_badge(record), deadline(due_of(record)))

    def render_filed_on(self, record: Any) -> SafeString | str:
        if not record.filed_on:
            return "—"
        return format_html("<span>{}<br>{}</span>", day(record.filed_on), record.number or "")


def state_badge(dossier: Dossier) -> SafeString:
    """Where the dossier stands, as a badge."""
    state = State(dossier.state)
    kind = "warn" if state in RETURNED else "ok" if state in GOOD else "" if state in ENDED else "info"
    return badge(state.label, kind)
