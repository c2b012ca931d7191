"""What people copy from a certificate."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namsao.apps.evidence.models import Certificate
from namsao.apps.products.models import Product
from namsao.base.ui.fields import DayField

FIELDS = ("kind", "scheme", "number", "issuer", "valid_from", "valid_to")


class CertificateForm(forms.Form):
    """A certificate or laboratory report, as it stands on the paper."""

    kind = forms.ChoiceField(
        label=_("Loại giấy"), choices=[("", _("Chọn loại giấy")), *Certificate.Kind.choices]
    )
    scheme = forms.CharField(
        label=_("Tiêu chuẩn"),
        max_length=80,
        help_text=_("ISO 22000:2018, VietGAP, HACCP… Phiếu kiểm nghiệm thì ghi chỉ tiêu đã kiểm."),
    )
    number = forms.CharField(label=_("Số"), max_length=60)
    issuer = forms.CharField(label=_("Nơi cấp"), max_length=160)
    valid_from = DayField(label=_("Ngày cấp"))
    valid_to = DayField(
        label=_("Hết hạn ngày"), required=False, help_text=_("Giấy không ghi thời hạn thì để trống.")
    )


class ProductCertificateForm(CertificateForm):
    """A certificate of a product, or of one of its batches."""

    batch = forms.ModelChoiceField(
        queryset=None,
        label=_("Cho lô nào"),
        required=False,
        empty_label=_("mọi lô của sản phẩm"),
        help_text=_("Phiếu kiểm nghiệm thường chỉ cho một lô."),
    )
    field_order = ["batch", *FIELDS]

    def __init__(self, *args: Any, product: Product, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["batch"].queryset = product.batches.not_voided().select_related("product")
        self.fields["batch"].label_from_instance = lambda batch: batch.lot
