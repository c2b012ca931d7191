"""Forms about sittings: called, filled, declared, closed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.models import Dossier, Hearing, Member, Round, Sitting
from namsao.base.files.fields import PaperField
from namsao.base.ui.fields import DayField
from namsao.core.rating.criteria import CriteriaSet
from namsao.core.rating.stops import STOPS, printed

# Found in a dossier of any set, whatever its sheet prints.
ALWAYS = ("forged", "papers", "copy")


class SittingForm(forms.Form):
    """A sitting of a council. rounds: those it may belong to."""

    mode = forms.ChoiceField(
        label=_("Hình thức"),
        choices=Sitting.Mode.choices,
        widget=forms.RadioSelect,
        initial=Sitting.Mode.MEETING,
        help_text=_("Đánh giá lại thì lấy ý kiến bằng văn bản (Điều 7 khoản 6 điểm d); còn lại thì họp."),
    )
    title = forms.CharField(label=_("Tên phiên"), max_length=160)
    round = forms.ModelChoiceField(
        queryset=Round.objects.none(),
        label=_("Đợt đánh giá"),
        required=False,
        empty_label=_("Không theo đợt"),
    )
    held_on = DayField(label=_("Ngày"))
    venue = forms.CharField(label=_("Địa điểm"), max_length=160, required=False)

    def __init__(self, *args: Any, rounds: QuerySet[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = rounds  # type: ignore[attr-defined]  # a ModelChoiceField


class _DossierChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, dossier: Dossier) -> str:  # type: ignore[override]  # a Dossier is what it lists
        product = dossier.product
        return f"{product.name} · {product.party} · {dossier.get_kind_display()}"


class AgendaForm(forms.Form):
    """Advised dossiers to put on the agenda."""

    dossiers = _DossierChoice(
        queryset=Dossier.objects.none(), label=_("Hồ sơ chờ họp"), widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(
        label=_("Vì sao đánh giá lại phải họp"),
        max_length=300,
        required=False,
        help_text=_("Chỉ ghi khi có hồ sơ đánh giá lại trong phiên họp."),
    )

    def __init__(self, *args: Any, candidates: QuerySet[Dossier], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dossiers"].queryset = candidates  # type: ignore[attr-defined]  # a ModelMultipleChoiceField


class PresentForm(forms.Form):
    """Who takes part. members: those whose sheets count."""

    present = forms.TypedMultipleChoiceField(
        label=_("Thành viên tham gia"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (each.pk, f"{each.user}, {each.get_seat_display()}") for each in members
        ]


class DeclareForm(forms.Form):
    """Conflicts of interest, product by product. suggested: Hearing's id -> why it is likely."""

    def __init__(
        self, *args: Any, hearings: Sequence[Hearing], suggested: Mapping[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hearings = hearings
        for each in hearings:
            hint = suggested.get(each.pk, "")
            self.fields[f"conflict_{each.pk}"] = forms.BooleanField(
                label=str(each.dossier.product.name), required=False, initial=bool(hint)
            )
            self.fields[f"why_{each.pk}"] = forms.CharField(
                label=_("Lý do"), max_length=300, required=False, initial=hint
            )

    def rows(self) -> list[tuple[Hearing, Any, Any]]:
        return [(each, self[f"conflict_{each.pk}"], self[f"why_{each.pk}"]) for each in self.hearings]

    def conflicts(self) -> dict[int, str]:
        """Hearing's id -> the reason given."""
        given = self.cleaned_data
        return {each.pk: given[f"why_{each.pk}"] for each in self.hearings if given[f"conflict_{each.pk}"]}


class DiscussionForm(forms.Form):
    discussion = forms.CharField(
        label=_("Nội dung thảo luận"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ghi vào biên bản. Không ghi tên ai chấm bao nhiêu điểm."),
    )


class StopForm(DiscussionForm):
    """Why the council ends a rating: reasons of the sheet, or others in words."""

    stops = forms.MultipleChoiceField(
        label=_("Lý do dừng"), required=False, widget=forms.CheckboxSelectMultiple
    )
    other = forms.CharField(label=_("Lý do khác"), max_length=200, required=False)
    field_order = ("stops", "other", "discussion")

    def __init__(self, *args: Any, criteria: CriteriaSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys([*(each.code for each in printed(criteria)), *ALWAYS])
        self.fields["stops"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (code, f"{STOPS[code].vi} ({STOPS[code].article})") for code in codes
        ]

    def reasons(self) -> list[str]:
        given = self.cleaned_data
        return [*given["stops"], *([given["other"]] if given["other"] else [])]


class MinutesForm(forms.Form):
    """The signed minutes, with which the council proposes its results."""

    minutes_no = forms.CharField(label=_("Biên bản số"), max_length=60)
    minutes_on = DayField(label=_("Ngày biên bản"))
    minutes = PaperField(label=_("Biên bản đã ký"))
