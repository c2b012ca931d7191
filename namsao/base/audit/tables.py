from datetime import datetime

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from namsao.base.audit.models import Entry
from namsao.base.audit.verbs import WORDS
from namsao.base.ui.display import moment


class EntryTable(tables.Table):
    at = tables.Column(verbose_name=_("Lúc"))
    actor_name = tables.Column(verbose_name=_("Ai"))
    verb = tables.Column(verbose_name=_("Việc"))
    target_label = tables.Column(verbose_name=_("Với"), orderable=False)
    why = tables.Column(verbose_name=_("Lý do"), orderable=False, default="–")

    class Meta:
        model = Entry
        fields = ("at", "actor_name", "verb", "target_label", "why")

    def render_at(self, value: datetime) -> str:
        return moment(value)

    def render_verb(self, value: str) -> str:
        return str(WORDS.get(value, value))
