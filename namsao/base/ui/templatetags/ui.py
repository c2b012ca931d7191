"""Template tags and filters of every screen: {% load ui %}, or a builtin of the project's templates."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from namsao.base.ui import display
from namsao.base.ui.chart import bars, height
from namsao.base.ui.css import stylesheet_text
from namsao.base.ui.icons import icon
from namsao.core.finding import Finding, Severity, State

MOST_STARS = 5
SOON_DAYS, VERY_SOON_DAYS = 7, 1  # a deadline turns gold, then red
RENEW_DAYS, LATE_RENEWAL_DAYS = 90, 30  # a certificate's bar turns gold, then red

STATES = {
    State.MET: ("ok", "check", gettext_lazy("đạt")),
    State.NOT_APPLICABLE: ("", "minus", gettext_lazy("không áp dụng")),
    State.WARNING: ("warn", "warn", gettext_lazy("lưu ý")),
    State.UNKNOWN: ("info", "question", gettext_lazy("chưa rõ")),
    State.MISSING: ("warn", "flag", gettext_lazy("thiếu")),
    State.FAILED: ("bad", "stop", gettext_lazy("chưa đạt")),
}
SEVERITIES = {
    Severity.BLOCKING: gettext_lazy("bắt buộc"),
    Severity.ADVISORY: gettext_lazy("nên làm"),
    Severity.NOTE: "",
}
ICONS_OF_KINDS = {"ok": "check", "warn": "warn", "bad": "stop", "info": "info", "": "clock"}

register = template.Library()
register.simple_tag(icon, name="icon")
register.filter("vnd", display.vnd)
register.filter("number", display.number)
register.filter("kg", display.kg)
register.filter("day", display.day)
register.filter("moment", display.moment)


@register.simple_tag
def stylesheet() -> SafeString:
    """The stylesheet of public pages, to stand between <style> and </style> without a space."""
    return mark_safe(stylesheet_text())  # noqa: S308 - our own file


@register.simple_tag
def badge(word: str, kind: str = "", icon: str = "") -> SafeString:
    """A state: icon, word and colour. kind: ok, warn, bad, info or "" for neutral."""
    return _badge(word, kind, icon or ICONS_OF_KINDS[kind])


@register.simple_tag
def state_badge(state: State | str) -> SafeString:
    """The badge of a finding's state."""
    kind, shape, word = STATES[State(state)]
    return _badge(word, kind, shape)


@register.simple_tag
def stars(count: int | None) -> SafeString:
    """Stars drawn, hidden from screen readers, and said in words."""
    if not count:
        return _badge(_("chưa xếp hạng"), "", "star")
    return format_html(
        '<span class="star-band"><span class="stars" aria-hidden="true">{}<i>{}</i></span> <b>{}</b></span>',
        "★" * count,
        "★" * (MOST_STARS - count),
        ngettext("%(count)s sao", "%(count)s sao", count) % {"count": count},
    )


@register.simple_tag
def demo_mark(thing: Any) -> SafeString:
    """The mark of illustrative data, when `thing` is True or says `is_illustrative`."""
    if not (thing if isinstance(thing, bool) else _of(thing, "is_illustrative")):
        return SafeString("")
    return format_html('<span class="demo">{}</span>', _("Dữ liệu minh hoạ"))


@register.simple_tag
def deadline(due: date | datetime | None, on: date | None = None) -> SafeString:
    """A chip with the days left and the date; nothing when there is no deadline.

    on: the day to count from; today in Vietnam when not given.
    """
    if due is None:
        return SafeString("")
    last_day = due.astimezone(display.VIETNAM).date() if isinstance(due, datetime) else due
    left = (last_day - (on or timezone.localdate())).days
    kind = "bad" if left <= VERY_SOON_DAYS else "warn" if left <= SOON_DAYS else ""
    words = format_html(
        '{} · <time datetime="{}">{}</time>', _days_left(left), last_day.isoformat(), display.day(last_day)
    )
    return _badge(words, kind, "calendar")


@register.inclusion_tag("ui/components/_findings.html")
def finding_list(findings: Iterable[Finding], codes: bool = True) -> dict[str, Any]:
    """The finding list, the same wherever something is judged; in the order given.

    codes: whether to show the codes of the rules; not where they are only names inside this software.
    """
    return {"findings": [(finding, SEVERITIES[finding.severity]) for finding in findings], "codes": codes}


@register.inclusion_tag("ui/components/_evidence.html")
def evidence_card(evidence: Any, on: date | None = None) -> dict[str, Any]:
    """One piece of evidence and how long it still holds on the day `on` (today when not given).

    evidence: attributes or keys kind, and when known number, issuer, valid_from, valid_until, url.
    """
    start, end = _of(evidence, "valid_from"), _of(evidence, "valid_until")
    today = on or timezone.localdate()
    context = {"evidence": evidence, "badge": _validity(start, end, today)}
    if start and end and start <= today <= end:
        total = max((end - start).days, 1)
        context["meter"] = {
            "max": total,
            "value": (end - today).days,
            "low": min(LATE_RENEWAL_DAYS, total),
            "high": min(RENEW_DAYS, total),
        }
    return context


@register.inclusion_tag("ui/components/_chart.html")
def chart(title: str, rows: Iterable[tuple[str, Any]], unit: str = "") -> dict[str, Any]:
    """A bar chart with its numbers on it, and the same rows as a table below.

    rows: (label, value) in the order to draw, no value below zero. unit: named in the table's head.
    """
    drawn = bars(rows)
    return {"title": title, "bars": drawn, "height": str(height(len(drawn))), "unit": unit}


def _badge(word: Any, kind: str, shape: str) -> SafeString:
    return format_html('<span class="{}">{}{}</span>', f"badge {kind}".strip(), icon(shape), word)


def _days_left(left: int) -> str:
    if left < 0:
        return ngettext("quá hạn %(days)s ngày", "quá hạn %(days)s ngày", -left) % {"days": -left}
    if left == 0:
        return _("hạn hôm nay")
    return ngettext("còn %(days)s ngày", "còn %(days)s ngày", left) % {"days": left}


def _validity(start: date | None, end: date | None, today: date) -> SafeString:
    if start and start > today:
        return _badge(_("chưa hiệu lực"), "info", "clock")
    if end is None:
        return _badge(_("không ghi hạn"), "", "calendar")
    if end < today:
        return _badge(_("hết hạn"), "bad", "stop")
    left = (end - today).days
    if left > RENEW_DAYS:
        return _badge(_("còn hiệu lực"), "ok", "check")
    return _badge(_days_left(left), "warn" if left > LATE_RENEWAL_DAYS else "bad", "calendar")


def _of(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)
