"""A paper of the library, and its files."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namsao.apps.evidence.facts import Facts
from namsao.apps.evidence.kinds import Kind, kinds
from namsao.apps.evidence.models import Document
from namsao.apps.products.models import Batch
from namsao.base.files.fields import TAKEN
from namsao.base.files.pdf import MAX_BYTES
from namsao.base.parties.models import Party
from namsao.base.ui.fields import DayField
from namsao.base.ui.uploads import ManyFilesField, ManyFilesInput
from namsao.core.words import LANGUAGES, NATIVE

MOST_BATCHES = 30


class DocumentForm(forms.Form):
    """What a paper says, and for what it is."""

    kind = forms.ChoiceField(label=_("Loại giấy"))
    tick = forms.ChoiceField(
        label=_("Là giấy nào trong Mẫu 02"), required=False, help_text=_("Để đánh dấu đúng ô ở Phần I.")
    )
    title = forms.CharField(
        label=_("Tên giấy"), max_length=200, required=False, help_text=_("Để trống thì lấy tên loại giấy.")
    )
    number = forms.CharField(label=_("Số"), max_length=80, required=False)
    issuer = forms.CharField(label=_("Nơi cấp hoặc bên ký"), max_length=160, required=False)
    covers = forms.ChoiceField(label=_("Dùng cho"), required=False)
    scope = forms.CharField(
        label=_("Phạm vi ghi trên giấy"),
        max_length=300,
        required=False,
        help_text=_("Sản phẩm, công đoạn, diện tích… mà giấy nói tới."),
    )
    valid_from = DayField(label=_("Ngày cấp, ngày ký"), required=False)
    valid_to = DayField(
        label=_("Hết hạn ngày"), required=False, help_text=_("Giấy không ghi thời hạn thì để trống.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Giấy viết bằng tiếng"), choices=list(LANGUAGES.items()), widget=forms.CheckboxSelectMultiple
    )
    visibility = forms.ChoiceField(
        label=_("Ai được xem"), choices=Document.Visibility.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, party: Party, initial: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, initial=_first(initial), **kwargs)
        self.party = party
        self.fields["kind"].choices = [("", _("Chọn loại giấy")), *_kind_choices()]
        self.fields["covers"].choices = self._covered()
        # Note: a template reads form.kind as the field.
        self.chosen = kinds().get(self.data.get("kind") or self.initial.get("kind") or "")
        self._suit(self.chosen)

    def _suit(self, kind: Kind | None) -> None:
        """Leave out what the kind does not need."""
        ticks = kind.ticks if kind else ()
        if len(ticks) > 1:
            self.fields["tick"].choices = [("", _("Chưa rõ")), *((each.slug, each.name) for each in ticks)]
        else:
            del self.fields["tick"]
        if kind and kind.visibility == Document.Visibility.RESTRICTED:
            del self.fields["visibility"]

    def _covered(self) -> list[Any]:
        party = self.party
        batches = Batch.objects.not_voided().filter(product__party=party).select_related("product")
        chosen = str(self.initial.get("covers") or "").removeprefix("batch:")
        older = batches.filter(pk=chosen) if chosen.isdigit() else batches.none()
        shown = list(dict.fromkeys([*older, *batches[:MOST_BATCHES]]))
        groups = [
            (_("Sản phẩm"), [(f"product:{each.pk}", str(each)) for each in party.products.all()]),
            (_("Cơ sở sản xuất"), [(f"facility:{each.pk}", str(each)) for each in party.facilities.all()]),
            (_("Vùng trồng"), [(f"area:{each.pk}", str(each)) for each in party.growing_areas.all()]),
            (_("Lô sản xuất"), [(f"batch:{each.pk}", str(each)) for each in shown]),
        ]
        return [("", _("tất cả sản phẩm của chủ thể")), *((name, found) for name, found in groups if found)]

    def clean_covers(self) -> Any:
        """The thing itself: a choice is one of the party's own."""
        sort, _colon, key = self.cleaned_data["covers"].partition(":")
        sources = {
            "product": self.party.products,
            "facility": self.party.facilities,
            "area": self.party.growing_areas,
            "batch": Batch.objects.filter(product__party=self.party),
        }
        return sources[sort].filter(pk=key).first() if sort else None

    def facts(self) -> Facts:
        """What was typed, as the actions take it."""
        given = {name: value for name, value in self.cleaned_data.items() if name in Facts.__annotations__}
        if self.chosen and len(self.chosen.ticks) == 1:
            given["tick"] = self.chosen.ticks[0].slug
        return Facts(**given)


class FilesForm(forms.Form):
    """Files of a paper."""

    files = ManyFilesField(
        label=_("Tệp"),
        allow_empty_file=True,
        widget=ManyFilesInput({"accept": TAKEN}),
        help_text=_(
            "PDF đến 20 MB, hoặc ảnh chụp rõ chữ đến 10 MB. Chọn được nhiều tệp một lần, tối đa 10. "
            "PDF có chữ ký số được giữ nguyên."
        ),
    )

    def uploads(self) -> Iterator[tuple[str, bytes]]:
        """(name, content) one after the other; one byte more than allowed shows that a file is too large."""
        for upload in self.cleaned_data["files"]:
            yield upload.name, upload.read(MAX_BYTES + 1)


class NewDocumentForm(DocumentForm, FilesForm):
    """A paper together with its files."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].required = False
        self.order_fields(["kind", "tick", "files"])


def _first(initial: dict[str, Any]) -> dict[str, Any]:
    """What the form starts with: the kind's own visibility, Vietnamese."""
    kind = kinds().get(initial.get("kind") or "")
    start = {"languages": [NATIVE], "visibility": kind.visibility if kind else Document.Visibility.PROGRAMME}
    return {**start, **initial}


def _kind_choices() -> list[tuple[Any, list[tuple[str, str]]]]:
    found = kinds().values()
    return [
        (_("Theo Mẫu 02"), [(k.slug, f"{k.form02}. {k.name}") for k in found if k.form02]),
        (_("Thêm"), [(k.slug, k.name) for k in found if not k.form02]),
    ]
