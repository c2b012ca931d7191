"""Forms of the producer's desk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from namsao.apps.evidence.models import Document
from namsao.apps.rating.actions.dossiers import MOST_NOTE
from namsao.apps.rating.actions.personal import Person
from namsao.apps.rating.form02 import MOST_LETTERS, parts_of
from namsao.apps.rating.models import Dossier, Representative
from namsao.apps.rating.queries.offers import Offer
from namsao.base.ui.fields import DayField
from namsao.core.rating.criterion import Criterion, Section

NOTHING = "0"


class OpenForm(forms.Form):
    """Which of the offered kinds."""

    kind = forms.ChoiceField(label=_("Lần đánh giá"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, offers: Sequence[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(each.kind.value, each.kind.label) for each in offers]
        if len(offers) == 1:
            self.fields["kind"].initial = offers[0].kind.value


@dataclass(frozen=True)
class Line:
    """One criterion of the form: its answer, its note, and what was typed."""

    criterion: Criterion
    score: Any  # bound fields
    note: Any

    @property
    def chosen(self) -> str:
        value = self.score.value()
        return "" if value is None else str(value)

    @property
    def is_nothing(self) -> bool:
        return self.chosen == NOTHING

    @property
    def offers_nothing(self) -> bool:
        """Whether "none of these" is a choice of its own: the sheet prints no 0, or it was chosen before."""
        return self.is_nothing or all(option.points or option.stars for option in self.criterion.options)

    @property
    def name(self) -> str:
        return str(self.score.html_name)

    @property
    def options(self) -> list[tuple[Any, bool]]:
        return [(option, str(option.seq) == self.chosen) for option in self.criterion.options]


class SectionForm(forms.Form):
    """The self score of one section: an option and a note for each criterion; an answer may stay open."""

    def __init__(self, *args: Any, section: Section, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        for each in section.criteria:
            numbers = [(str(seq), str(seq)) for seq in range(len(each.options) + 1)]
            self.fields[f"s-{each.code}"] = forms.ChoiceField(
                label=f"{each.code} {each.title}",
                choices=numbers,
                required=False,
                widget=forms.RadioSelect,
                initial=dossier.self_scores.get(each.code),
                error_messages={"invalid_choice": _("Hãy chọn một mức trong danh sách.")},
            )
            self.fields[f"n-{each.code}"] = forms.CharField(
                label=_("Giải trình"),
                required=False,
                max_length=MOST_NOTE,
                widget=forms.Textarea(attrs={"rows": 3}),
                initial=dossier.self_notes.get(each.code, ""),
            )

    def lines(self) -> Iterator[Line]:
        for each in self.section.criteria:
            yield Line(each, self[f"s-{each.code}"], self[f"n-{each.code}"])

    def scores(self) -> dict[str, int]:
        """What was answered; a criterion left open is not touched."""
        given = ((each.code, self.cleaned_data[f"s-{each.code}"]) for each in self.section.criteria)
        return {code: int(value) for code, value in given if value != ""}

    def notes(self) -> dict[str, str]:
        """Notes of the criteria that were sent."""
        sent = (each.code for each in self.section.criteria if f"n-{each.code}" in self.data)
        return {code: self.cleaned_data[f"n-{code}"] for code in sent}


class TextsForm(forms.Form):
    """The written parts of Form 02."""

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts_of(dossier.kind)
        for _title, texts in self.parts:
            for text in texts:
                self.fields[text.key] = forms.CharField(
                    label=text.label,
                    help_text=text.hint,
                    required=False,
                    max_length=MOST_LETTERS,
                    widget=forms.Textarea(attrs={"rows": 5}),
                    initial=dossier.texts.get(text.key) or _known(dossier, text.key),
                )

    def grouped(self) -> Iterator[tuple[Any, list[Any]]]:
        """(heading, fields)."""
        for title, texts in self.parts:
            yield title, [self[text.key] for text in texts]


def _known(dossier: Dossier, key: str) -> str:
    """What the register already says, to start from."""
    if key != "standard":
        return ""
    product = dossier.product
    return "\n".join(filter(None, [product.net_content, product.ingredients.get("vi", "")]))


class RepresentativeForm(forms.Form):
    """The legal representative. What needs consent stands under its own heading, and nothing is ticked before."""

    name = forms.CharField(label=_("Họ tên"), max_length=120)
    position = forms.CharField(label=_("Chức vụ"), max_length=80, required=False)
    address = forms.CharField(label=_("Địa chỉ thường trú"), max_length=200, required=False)
    founded_on = DayField(label=_("Ngày thành lập, đăng ký kinh doanh"), required=False)
    gender = forms.ChoiceField(
        label=_("Giới tính"), choices=[("", _("không ghi")), *Representative.Gender.choices], required=False
    )
    ethnicity = forms.CharField(label=_("Dân tộc"), max_length=40, required=False)
    has_disability = forms.TypedChoiceField(
        label=_("Người khuyết tật"),
        choices=[("", _("không ghi")), ("yes", _("có")), ("no", _("không"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )
    consent = forms.BooleanField(
        label=_("Người đại diện đã đồng ý cho ghi giới tính, dân tộc, tình trạng khuyết tật"),
        required=False,
        help_text=_("Dùng cho Mẫu 02 và tiêu chí về người đại diện. Rút lại đồng ý lúc nào cũng được."),
    )

    PLAIN = ("name", "position", "address", "founded_on")
    SENSITIVE = ("gender", "ethnicity", "has_disability", "consent")

    def __init__(self, *args: Any, representative: Representative | None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_stored(representative), **kwargs)
        self.consent_on = representative.consent_on if representative else None
        if self.consent_on:
            del self.fields["consent"]  # it was given, and stands until it is taken back

    def plain(self) -> list[Any]:
        return [self[name] for name in self.PLAIN]

    def sensitive(self) -> list[Any]:
        return [self[name] for name in self.SENSITIVE if name in self.fields]

    def person(self) -> Person:
        return Person(**{name: self.cleaned_data[name] for name in Person.__annotations__})

    def consented_on(self) -> Any:
        """The day of the consent: the one that stands, or today when it was ticked now."""
        return self.consent_on or (timezone.localdate() if self.cleaned_data.get("consent") else None)


def _stored(representative: Representative | None) -> dict[str, Any]:
    if representative is None:
        return {}
    fields = ("name", "position", "address", "founded_on", "gender", "ethnicity")
    disability = {None: "", True: "yes", False: "no"}[representative.has_disability]
    return {name: getattr(representative, name) for name in fields} | {"has_disability": disability}


class AttachForm(forms.Form):
    """A paper of the library for a criterion, and where in it to look."""

    document = forms.ModelChoiceField(
        label=_("Giấy trong kho"), queryset=Document.objects.none(), empty_label=_("Chọn giấy")
    )
    note = forms.CharField(label=_("Xem ở đâu trong giấy"), max_length=200, required=False)

    def __init__(self, *args: Any, library: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = library
        self.fields["document"].label_from_instance = _paper_label


def _paper_label(document: Document) -> str:
    number = f", số {document.number}" if document.number else ""
    kind = document.kind_said.name
    return f"{document.title}{number}" if document.title == kind else f"{document.title}{number} ({kind})"


class FileForm(forms.Form):
    """The pledge at the foot of Form 01."""

    pledge = forms.BooleanField(
        label=_(
            "Tôi cam đoan thông tin trong hồ sơ là đúng sự thật, tuân thủ quy định về đánh giá, phân hạng sản phẩm "
            "OCOP và chịu trách nhiệm trước Hội đồng và pháp luật về hồ sơ này."
        ),
        error_messages={"required": _("Cần cam đoan thì mới nộp được.")},
    )
