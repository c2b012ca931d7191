"""The words of a trace: kinds of things, amounts, steps, in the reader's language."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from namsao.apps.traceability.models import Event
from namsao.apps.traceability.queries.witness import Happening
from namsao.core.epcis import BIZ_STEPS, DISPOSITIONS
from namsao.core.units import EA, UNITS, show_number, show_quantity
from namsao.core.words import NATIVE, Words, pick

KINDS = {
    "place": _("nơi"),
    "lot": _("lô"),
    "item": _("một đơn vị"),
    "product": _("sản phẩm"),
    "container": _("kiện hàng"),
    "party": _("bên tham gia"),
    "holder": _("qua tay"),
    "other": _("mã khác"),
}
COLUMNS = KINDS | {
    "place": _("Từ đâu"),
    "lot": _("Lô hàng"),
    "container": _("Thùng, pa-lét"),
    "holder": _("Qua tay ai"),
    "item": _("Từng đơn vị"),
}
SUMS = {"lot": _("lô"), "batch": _("nguyên liệu thành hàng"), "season": _("vụ")}


def amount(quantity: Decimal | None, uom: str) -> str:
    """How much: 420 kg; pieces are counted; "" when nobody says."""
    if quantity is None:
        return ""
    unit = UNITS.get(uom or EA.code)
    return show_quantity(quantity, unit) if unit else f"{show_number(quantity)} {uom}"


def step_word(happening: Happening) -> str:
    """The business step, else the kind of event."""
    return capfirst(_word(BIZ_STEPS, happening.biz_step) or str(Event.Type(happening.type).label))


def disposition_word(name: str) -> str:
    return _word(DISPOSITIONS, name)


def _word(table: Mapping[str, Words], name: str) -> str:
    return pick(table[name], get_language() or NATIVE)[0] if name in table else name
