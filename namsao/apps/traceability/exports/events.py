"""Events as they are kept: EPCIS documents, and a table of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from namsao.apps.traceability import trace_files
from namsao.apps.traceability.exports.adapter import MOST_EVENTS, SHOWN, Adapter, Preview, TooMuch
from namsao.apps.traceability.models import Event, EventQuerySet
from namsao.apps.traceability.queries.chains import Scope, events_of
from namsao.apps.traceability.queries.search import Row, rows_of
from namsao.base.access.policy import condition
from namsao.base.files.spreadsheet import csv_text
from namsao.base.ui.display import moment, number

AT_ONCE = 500


class EventsTable(Adapter):
    """One row for each thing in each event."""

    code = "csv"
    title = gettext_lazy("Bảng sự kiện (CSV)")
    about = gettext_lazy(
        "Mỗi dòng là một mã hàng trong một việc: lúc nào, việc gì, ở đâu, bao nhiêu, ai ghi."
    )

    def preview(self, scope: Scope) -> Preview:
        found = events_of(scope)
        count = found.count()
        counted = ngettext("%(n)s sự kiện", "%(n)s sự kiện", count) % {"n": number(count)}
        return Preview(_head(), list(_rows(found[:SHOWN]))[:SHOWN], counted)

    def file(self, scope: Scope, at: datetime) -> bytes:  # noqa: ARG002  # as the others
        keys = _keys(scope)
        rows = (row for part in _parts(keys) for row in _rows(events_of(scope).filter(pk__in=part)))
        return csv_text(_head(), rows).encode()


class EpcisJson(EventsTable):
    """An EPCISDocument in JSON-LD."""

    code = "epcis-json"
    title = gettext_lazy("EPCIS 2.0 (JSON-LD)")
    about = gettext_lazy("Tài liệu EPCIS chuẩn GS1, sự kiện nguyên văn như lúc ghi, để hệ thống khác đọc.")
    ending, media_type = "jsonld", "application/ld+json"

    def file(self, scope: Scope, at: datetime) -> bytes:
        is_illustrative = events_of(scope).filter(owner__is_illustrative=True).exists()
        return trace_files.epcis_json(_bodies(scope), at=at, is_illustrative=is_illustrative).encode()


class EpcisXml(EventsTable):
    """The same in XML."""

    code = "epcis-xml"
    title = gettext_lazy("EPCIS 2.0 (XML)")
    about = gettext_lazy("Cùng nội dung, dạng XML cho hệ thống cũ hơn.")
    ending, media_type = "xml", "application/xml"

    def file(self, scope: Scope, at: datetime) -> bytes:
        return trace_files.epcis_xml(_bodies(scope), at=at)


def _bodies(scope: Scope) -> list[Row]:
    """Bodies as whoever asks may read them, oldest first."""
    whole, keys = condition(scope.actor, "see_whole", Event), _keys(scope)
    rows = [row for part in _parts(keys) for row in rows_of(Event.objects.filter(pk__in=part), whole)]
    place = {pk: number for number, pk in enumerate(keys)}
    return sorted(rows, key=lambda row: place[row.pk])


def _keys(scope: Scope) -> list[int]:
    """Ids of the events. Raises: TooMuch."""
    found = list(events_of(scope).values_list("pk", flat=True)[: MOST_EVENTS + 1])
    if len(found) > MOST_EVENTS:
        raise TooMuch("sự kiện", MOST_EVENTS)
    return found


def _head() -> list[str]:
    return [
        _("Lúc"),
        _("Loại việc"),
        _("Việc"),
        _("Vai trò"),
        _("Mã hàng"),
        _("Lượng"),
        _("Đơn vị"),
        _("Nơi (GLN)"),
        _("Chủ thể"),
        _("Mã sự kiện"),
        _("Dữ liệu minh hoạ"),
    ]


def _rows(events: EventQuerySet) -> Iterator[list[str]]:
    for event in events.with_mentions():
        for mention in event.mentions.all():
            yield [
                moment(event.event_time),
                event.get_type_display(),
                capfirst(event.step_text),
                mention.get_role_display(),
                mention.label,
                number(mention.quantity),
                mention.uom,
                event.place_label,
                event.owner.name,
                event.event_id,
                _("có") if event.is_illustrative else "",
            ]


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
