"""What is chosen on the way of a file into the repository."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from namsao.apps.traceability.imports.columns import FACTS
from namsao.apps.traceability.models import Import
from namsao.base.parties.models import Party
from namsao.core.errors import BadValue

TAKEN = ".json,.jsonld,.xml,.csv,.xlsx"
UNITS = [("KGM", _("kg")), ("", _("gói, chai, hộp, cái")), ("GRM", _("g")), ("LTR", _("lít"))]


class BringForm(forms.Form):
    """A file, what it is, and whose events it holds."""

    owner = forms.ModelChoiceField(
        label=_("Chủ thể"), queryset=Party.objects.none(), empty_label=_("Chọn chủ thể")
    )
    kind = forms.ChoiceField(
        label=_("Đây là tệp gì"),
        choices=Import.Kind.choices,
        widget=forms.RadioSelect,
        initial=Import.Kind.EPCIS,
    )
    file = forms.FileField(
        label=_("Tệp"),
        widget=forms.FileInput({"accept": TAKEN}),
        help_text=_("EPCIS đến 20 MB; bảng Excel (.xlsx) hoặc CSV đến 5 MB, 5.000 dòng."),
        error_messages={"empty": _("Tệp rỗng.")},
    )

    def __init__(self, *args: Any, parties: QuerySet[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = parties.order_by("name_sort")
        first = list(parties.order_by("pk")[:2])
        if len(first) == 1:  # no choice to make
            self.fields["owner"].initial = first[0]
            self.fields["owner"].widget = forms.HiddenInput()


class ColumnsForm(forms.Form):
    """One list of columns for each fact the kind of table asks for. Built for one import."""

    unit = forms.ChoiceField(
        label=_("Đơn vị khi ô trống hoặc không có cột đơn vị"), choices=UNITS, required=False
    )

    def __init__(self, *args: Any, found: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        head = found.report.get("head", [])
        samples = found.report.get("sample", [])
        choices = [("", _("không có cột này"))]
        choices += [(str(place), _titled(place, title, samples)) for place, title in enumerate(head)]
        asked = {
            fact.code: forms.ChoiceField(
                label=fact.label,
                choices=choices,
                required=fact.is_needed,
                initial=str(found.columns.get(fact.code, "")),
                error_messages={"required": _("Hãy chọn cột cho mục này.")},
            )
            for fact in FACTS[found.kind]
        }
        self.fields = asked | {"unit": self.fields["unit"]}
        self.fields["unit"].initial = found.unit

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        used: dict[str, str] = {}
        for code in self.fields.keys() - {"unit"}:
            place = cleaned.get(code)
            if place and place in used:
                self.add_error(
                    code, _("Cột này đã dùng cho “%(label)s”.") % {"label": self.fields[used[place]].label}
                )
            elif place:
                used[place] = code
        return cleaned

    @property
    def columns(self) -> Mapping[str, int]:
        """Fact -> number of its column; only of a form that is valid."""
        return {code: int(place) for code, place in self.cleaned_data.items() if code != "unit" and place}


class ConfirmForm(forms.Form):
    """Whether events that clash are left out; asked only where some do."""

    skip_clashes = forms.BooleanField(label=_("Bỏ các sự kiện trùng mã, ghi phần còn lại"), required=False)

    def __init__(self, *args: Any, found: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not found.report.get("clashing"):
            del self.fields["skip_clashes"]


def content_of(upload: Any, most: int) -> bytes:
    """The bytes of an upload, one more than allowed at most. Raises: BadValue before reading one that is larger."""
    if upload.size > most:
        raise BadValue(
            "Tệp lớn hơn 20 MB. Hãy chia thành nhiều tệp.", "The file is over 20 MB; split it.", "file"
        )
    return upload.read(most + 1)


def _titled(place: int, title: str, samples: list[list[str]]) -> str:
    """The title of a column with its first value, so that columns without a title can be told apart."""
    letter = _letter(place)
    first = next((row[place] for row in samples if place < len(row) and row[place]), "")
    shown = title[:60] or "—"
    return f"{letter}: {shown} ({first[:24]})" if first else f"{letter}: {shown}"


def _letter(place: int) -> str:
    """A for 0, as spreadsheets name columns."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
