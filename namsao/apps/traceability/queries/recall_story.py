"""How a recall went: its acts in order, and how long each step took."""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from namsao.apps.traceability.models import Recall
from namsao.apps.traceability.queries.recall import returns_of
from namsao.base.audit.models import Entry
from namsao.base.audit.verbs import WORDS
from namsao.base.ui.display import number

MOVES = ("recall.open", "recall.propose", "recall.launch", "recall.drop", "recall.close")
REVIEW = ("recall.take_out", "recall.put_back", "recall.add")
KINDS = {"recall.launch": "bad", "recall.drop": "warn"}


def story(recall: Recall, *, whole: bool) -> list[dict[str, Any]]:
    """Acts for the timeline, the newest first. whole: with who did it, why, and how the scope was reviewed."""
    acts = Entry.objects.filter(
        target_type=ContentType.objects.get_for_model(Recall),
        target_id=str(recall.pk),
        verb__in=[*MOVES, *REVIEW] if whole else MOVES,
    )
    return [
        {
            "what": capfirst(str(WORDS[each.verb])),
            "when": each.at,
            "where": each.why if whole else "",
            "note": each.actor_name if whole else "",
            "kind": KINDS.get(each.verb, ""),
        }
        for each in acts.order_by("-at", "-pk")
    ]


def steps(recall: Recall) -> list[tuple[str, str]]:
    """(step, how long it took) of what is over, in order; the first two are the machine's own time."""
    first = returns_of(recall).filter(voided_at=None).order_by("made_at").first()
    found = [
        (_("Máy lập phạm vi (truy xuôi)"), seconds(recall.trace_ms)),
        (_("Máy lập danh sách nơi giữ"), seconds(recall.holders_ms)),
        (_("Từ mở đến chủ thể đề nghị"), _between(recall.opened_at, recall.proposed_at)),
        (_("Từ mở đến phát lệnh"), _between(recall.opened_at, recall.launched_at)),
        (_("Từ phát lệnh đến lần thu về đầu tiên"), _between(recall.launched_at, first and first.made_at)),
        (_("Từ phát lệnh đến khép"), _between(recall.launched_at, recall.ended_at)),
    ]
    return [(step, took) for step, took in found if took]


def seconds(ms: int) -> str:
    """0,352 giây."""
    return _("%(n)s giây") % {"n": number(f"{ms / 1000:.3f}")}


def duration(length: timedelta) -> str:
    """Its two largest parts: 2 ngày 3 giờ, 4 phút 10 giây."""
    left = int(length.total_seconds())
    parts = []
    for size, words in (
        (86_400, lambda n: ngettext("%(n)s ngày", "%(n)s ngày", n)),
        (3_600, lambda n: ngettext("%(n)s giờ", "%(n)s giờ", n)),
        (60, lambda n: ngettext("%(n)s phút", "%(n)s phút", n)),
        (1, lambda n: ngettext("%(n)s giây", "%(n)s giây", n)),
    ):
        count, left = divmod(left, size)
        if count:
            parts.append(words(count) % {"n": count})
    return " ".join(parts[:2]) or _("dưới 1 giây")


def _between(start: Any, end: Any) -> str:
    return duration(end - start) if start and end else ""
