"""How the library is searched."""

from typing import Any

import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from namsao.apps.evidence import queries
from namsao.apps.evidence.kinds import kinds
from namsao.apps.evidence.models import Document, DocumentQuerySet
from namsao.base.access.gate import actor_of
from namsao.base.parties.models import Party
from namsao.base.ui.filters import offer

STATES = [
    ("ends_soon", _("sắp hết hạn")),
    ("expired", _("hết hạn")),
    ("valid", _("còn hiệu lực")),
    ("no_end", _("không ghi hạn")),
    ("not_yet", _("chưa hiệu lực")),
    ("replaced", _("đã có bản mới")),
    ("withdrawn", _("đã rút")),
]


class DocumentFilter(filters.FilterSet):
    """Current papers, unless the state asked for is another."""

    q = filters.CharFilter(label=_("Tên giấy, số, nơi cấp"), method="search")
    kind = filters.ChoiceFilter(label=_("Loại giấy"), empty_label=_("tất cả"))
    state = filters.ChoiceFilter(
        label=_("Tình trạng"), choices=STATES, method="stand", empty_label=_("đang dùng")
    )
    party = filters.ModelChoiceFilter(
        label=_("Chủ thể"), queryset=Party.objects.none(), empty_label=_("tất cả")
    )

    class Meta:
        model = Document
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["choices"] = [(slug, kind.name) for slug, kind in kinds().items()]
        offer(self, "party")

    def filter_queryset(self, queryset: DocumentQuerySet) -> DocumentQuerySet:
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("state") else found.current()

    def search(self, documents: DocumentQuerySet, name: str, text: str) -> DocumentQuerySet:  # noqa: ARG002  # the library's call
        return queries.matching(documents, actor_of(self.request), text)

    def stand(self, documents: DocumentQuerySet, name: str, state: str) -> DocumentQuerySet:  # noqa: ARG002  # the library's call
        return queries.in_state(documents, state, timezone.localdate())
