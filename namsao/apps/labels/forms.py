"""How many labels, on which paper."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from namsao.apps.labels import queries
from namsao.apps.labels.models import LabelRun
from namsao.apps.products.models import Batch
from namsao.base.ui.display import number as show_number
from namsao.base.ui.fields import NumberField


class LabelsField(NumberField):
    """A whole number of labels, 1.250 or 1250. Value: int."""

    inputmode = "numeric"
    suffix = _("tem")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.suffix = type(self).suffix

    def to_python(self, value: Any) -> int | None:
        exact = super().to_python(value)
        if exact is None:
            return None
        if exact != int(exact):
            raise ValidationError(_now("Số tem phải là số nguyên, ví dụ 120."), code="not_whole")
        return int(exact)


class SeenField(forms.IntegerField):
    """What the person saw when the page was drawn: drawn again, it is always what is true now."""

    widget = forms.HiddenInput

    def bound_data(self, data: Any, initial: Any) -> Any:  # noqa: ARG002  # Django's signature
        return initial


class IssueForm(forms.Form):
    """A run of labels for a batch."""

    count = LabelsField(
        label=_("In bao nhiêu tem?"), error_messages={"required": _("Hãy ghi số tem cần in, ví dụ 120.")}
    )
    layout = forms.ChoiceField(
        label=_("Khổ giấy"),
        choices=LabelRun.Layout.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một khổ giấy.")},
        help_text=_("Giấy dán khổ A4, cắt rời sau khi in. In đúng cỡ 100 %, không chọn “vừa trang”."),
    )
    seen = SeenField(min_value=0)

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        self.issued = LabelRun.objects.issued(batch)
        self.left = max(queries.limit(batch) - self.issued, 0)
        first = min(queries.unlabelled(batch), queries.MOST_AT_ONCE)
        initial = {"count": first or None, "layout": LabelRun.Layout.A4_24, "seen": self.issued}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["count"].help_text = _now(
            "Đã cấp %(issued)s tem cho %(packs)s gói, còn cấp được %(left)s tem (tính cả 5 %% in hỏng). "
            "Mỗi lần in tối đa %(most)s tem."
        ) % {
            "issued": show_number(self.issued),
            "packs": show_number(batch.quantity),
            "left": show_number(self.left),
            "most": show_number(queries.MOST_AT_ONCE),
        }
