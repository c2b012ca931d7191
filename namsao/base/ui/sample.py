"""Made-up content of the living page. Nothing here is a fact of the programme."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django import forms
from django.utils.translation import gettext_lazy as _

from namsao.base.ui import fields
from namsao.core.finding import Finding, Severity, State
from namsao.core.money import show_vnd

TODAY = date(2026, 11, 24)
IN_DAYS = {n: TODAY + timedelta(days=n) for n in (-3, 0, 1, 5, 40, 80, 300)}

# fmt: off
SWATCHES = [
    "jade-50", "jade-100", "jade-300", "jade-500", "jade-700", "jade-900", "gold-100", "gold-500", "gold-800",
    "red-100", "red-600", "blue-100", "blue-700", "ink-100", "ink-200", "ink-500", "ink-700", "ink-900",
    "paper", "surface", "act", "deep", "caution", "alarm",
]
# fmt: on

FINDINGS = [
    Finding(
        code="JP-SO2-01",
        state=State.FAILED,
        severity=Severity.BLOCKING,
        what="SO₂ trong miến vượt ngưỡng",
        why="Lô ML2611A: 42 mg/kg, ngưỡng 30 mg/kg.",
        remedy="đổi cách làm trắng bột hoặc chọn lô khác; kiểm nghiệm lại.",
        source="Luật vệ sinh thực phẩm Nhật",
        verify=True,
    ),
    Finding(
        code="JP-IMP-01",
        state=State.MISSING,
        severity=Severity.BLOCKING,
        what="Bảng thành phần và quy trình cho nhà nhập khẩu",
        remedy="soạn từ công thức đã khai, khoảng 10 phút.",
    ),
    Finding(
        code="JP-LBL-04",
        state=State.WARNING,
        severity=Severity.ADVISORY,
        what="Nhãn chưa ghi cách bảo quản",
        remedy="thêm một dòng vào mẫu nhãn.",
    ),
    Finding(
        code="JP-PES-02",
        state=State.UNKNOWN,
        severity=Severity.NOTE,
        what="Dư lượng thuốc bảo vệ thực vật",
        why="Chưa có phiếu kiểm nghiệm trong 12 tháng.",
    ),
    Finding(
        code="TRC-01",
        state=State.MET,
        severity=Severity.BLOCKING,
        what="Truy xuất lô tới vùng trồng",
        source="4 bước, đủ ngày và nơi",
    ),
    Finding(code="JP-ANI-01", state=State.NOT_APPLICABLE, severity=Severity.NOTE, what="Kiểm dịch động vật"),
]

EVENTS = [
    {"what": "Thu hoạch củ dong riềng", "where": "Vùng trồng Lục Hồn, 2,4 ha", "when": date(2026, 11, 12)},
    {"what": "Nghiền, lọc, lắng tinh bột", "when": date(2026, 11, 14), "note": "420 kg củ, 71 kg bột"},
    {"what": "Mất điện, bột để quá 6 giờ", "when": date(2026, 11, 15), "kind": "warn"},
    {"what": "Tráng, phơi nắng, cắt sợi", "when": date(2026, 11, 18)},
    {"what": "Đóng gói hút chân không", "when": "dự kiến 26/11/2026", "kind": "next"},
]

EVIDENCE = [
    {
        "kind": "ISO 22000:2018",
        "number": "VN-1234",
        "issuer": "Trung tâm Chứng nhận (minh hoạ)",
        "valid_from": date(2025, 3, 1),
        "valid_until": date(2028, 3, 1),
        "url": "#",
    },
    {
        "kind": "Cơ sở đủ điều kiện an toàn thực phẩm",
        "number": "77/2023",
        "issuer": "Chi cục Chất lượng (minh hoạ)",
        "valid_from": date(2024, 2, 1),
        "valid_until": IN_DAYS[80],
    },
    {
        "kind": "HACCP",
        "number": "H-09",
        "valid_from": date(2023, 11, 1),
        "valid_until": IN_DAYS[-3],
    },
    {"kind": "Giấy đăng ký hợp tác xã", "number": "22A", "issuer": "UBND xã (minh hoạ)"},
]

TASKS = [
    {
        "label": "Trình chủ tịch: 14 kết quả đợt 2",
        "url": "#",
        "due": IN_DAYS[1],
        "note": "Đã thông qua 23/11/2026",
    },
    {
        "label": "Mẫu 01: phiếu đăng ký",
        "url": "#",
        "word": "xong",
        "kind": "ok",
        "note": "Lấy từ hồ sơ trước",
    },
    {"label": "Hợp đồng bán ở siêu thị", "url": "#", "word": "thiếu", "kind": "warn", "icon": "flag"},
    {"label": "Báo cáo của xã", "word": "chờ xã", "note": "Xã Lục Hồn nhận ngày 20/11/2026"},
]

GATES = [
    {"stars": 3, "word": "đạt", "kind": "met"},
    {"stars": 4, "word": "còn 2 mục chưa chấm", "kind": "near"},
    {"stars": 5, "word": "thiếu 1.5 và 4.1", "kind": ""},
]

PRODUCTS = [
    {"name": "Miến dong Bình Liêu", "producer": "HTX Lục Hồn", "price": 85_000, "stars": 5},
    {"name": "Trà hoa vàng Ba Chẽ", "producer": "Công ty Ba Chẽ", "price": 1_250_000, "stars": 4},
    {"name": "Chả mực Hạ Long", "producer": "Cơ sở Thoan", "price": 520_000, "stars": 4},
    {"name": "Dầu sở Bình Liêu", "producer": "HTX Đồng Văn", "price": 310_000, "stars": 3},
]

MENU = [
    {"label": _("Việc của tôi"), "url": "#", "icon": "home"},
    {"label": _("Sản phẩm"), "url": "#", "icon": "box", "current": True},
    {"label": _("Hồ sơ"), "url": "#", "icon": "dossier"},
    {"label": _("Truy xuất"), "url": "#", "icon": "trace"},
    {"label": _("Tem"), "url": "#", "icon": "qr"},
    {"label": _("Xuất khẩu"), "url": "#", "icon": "ship"},
]

CONFIRM = {
    "title": "Công bố thu hồi giấy chứng nhận",
    "consequences": [
        "Miến dong Bình Liêu ra khỏi danh mục sản phẩm OCOP từ hôm nay.",
        "2.600 mã trên bao bì sẽ hiện “đã thu hồi sao” khi quét.",
        "Hợp tác xã và xã nhận thông báo ngay.",
    ],
    "danger": "Công bố thu hồi",
    "back": "../",
}


class ProductTable(tables.Table):
    """A list as officers see it: stars in words, money to the right."""

    caption = _("Sản phẩm của đợt 2 năm 2026")
    name = tables.Column(verbose_name=_("Sản phẩm"))
    producer = tables.Column(verbose_name=_("Chủ thể"), orderable=False)
    stars = tables.TemplateColumn("{% load ui %}{% stars value %}", verbose_name=_("Hạng"))
    price = tables.Column(verbose_name=_("Giá bán"), attrs={"td": {"class": "n"}, "th": {"class": "n"}})

    def render_price(self, value: int) -> str:
        return show_vnd(value)


class HarvestForm(forms.Form):
    """One of each field, as a farmer or an officer meets it."""

    plot = forms.ChoiceField(
        label=_("Nương"), choices=[("", _("Chọn nương")), ("1", "Khe Mọi"), ("2", "Nà Ếch")]
    )
    harvested_on = fields.DayField(label=_("Ngày thu hoạch"))
    weight_kg = fields.WeightField(label=_("Khối lượng củ"), help_text=_("Cân tại nương, chưa rửa."))
    area_ha = fields.AreaField(label=_("Diện tích"), required=False)
    price = fields.MoneyField(label=_("Giá bán một ki-lô-gam"))
    phone = fields.PhoneField(label=_("Điện thoại người mua"))
    tax_code = fields.TaxCodeField(label=_("Mã số thuế người mua"), required=False)
    gtin = fields.GtinField(label=_("Mã vạch trên gói"), help_text=_("Dãy số dưới mã vạch."))
    way = forms.ChoiceField(
        label=_("Cách thu"),
        widget=forms.RadioSelect,
        choices=[("hand", _("Bằng tay")), ("machine", _("Bằng máy"))],
    )
    checks = forms.MultipleChoiceField(
        label=_("Đã làm"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("wash", _("Rửa sạch")), ("sort", _("Loại củ hỏng"))],
        required=False,
    )
    photo = forms.FileField(label=_("Ảnh"), required=False, help_text=_("JPEG hoặc PNG, tới 10 MB."))
    note = forms.CharField(label=_("Ghi chú"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label=_("Tôi đã xem lại các số trên"))


class FilterForm(forms.Form):
    """A bar of filters over a list."""

    q = forms.CharField(label=_("Tên"), required=False)
    stars = forms.ChoiceField(
        label=_("Hạng"), choices=[("", _("Tất cả")), ("5", "5 sao"), ("4", "4 sao")], required=False
    )
    since = fields.DayField(label=_("Từ ngày"), required=False)


def failed_form() -> HarvestForm:
    """The form after a bad try: what was typed is still there."""
    typed = {
        "harvested_on": "31/02/2026",
        "weight_kg": "1.25",
        "area_ha": "2,4",
        "price": "12.000",
        "gtin": "8936",
    }
    return HarvestForm({**typed, "phone": "0912 345", "checks": ["wash"]})


def page() -> dict[str, Any]:
    """What every page of the design pages gets."""
    return {
        "programme_name": "Chương trình OCOP tỉnh Quảng Ninh",
        "menu": MENU,
        "who": "Lan, Văn phòng OCOP tỉnh",
        "breadcrumb": [{"label": "Sản phẩm", "url": "#"}, {"label": "Miến dong", "url": "#"}],
        "today": TODAY,
        "findings": FINDINGS,
        "events": EVENTS,
        "evidence": EVIDENCE,
        "tasks": TASKS,
        "gates": GATES,
        "days": list(IN_DAYS.values()),
        "weight": Decimal("1250.5"),
        "facts": [
            ("Số lô", "ML2611A"),
            ("Ngày sản xuất", "20/11/2026"),
            ("Hạn dùng", "20/11/2028"),
            ("Ghi chú", ""),
        ],
        "rows": [("Hạ Long", 31), ("Lục Hồn", 22), ("Ba Chẽ", 7), ("Cô Tô", 2)],
        "filters": FilterForm(),
        "sign_form": SignForm(),
    }


class SignForm(forms.Form):
    """The look of signing in; the real form is the accounts app's."""

    login = forms.CharField(label=_("Số điện thoại hoặc thư điện tử"))
    password = forms.CharField(label=_("Mật khẩu"), widget=forms.PasswordInput)
