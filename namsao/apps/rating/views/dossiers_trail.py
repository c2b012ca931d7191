"""What the pages of a dossier share: the trail, its tabs, findings as tasks with addresses."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from namsao.apps.rating.models import Dossier
from namsao.apps.rating.packs import criteria_of
from namsao.base.ui.templatetags.ui import SEVERITIES, STATES
from namsao.core.finding import Finding

TEXT = "dossier.text."


def trail(dossier: Dossier | None = None) -> list[dict[str, str]]:
    """The list, and the dossier itself for the pages under it."""
    steps = [{"label": pgettext("danh sách", "Hồ sơ"), "url": reverse("rating:dossiers")}]
    if dossier:
        steps.append({"label": dossier.product.name, "url": reverse("rating:dossier", args=[dossier.pk])})
    return steps


def page(dossier: Dossier, title: str) -> dict[str, Any]:
    """Context of a page under a dossier."""
    return {
        "dossier": dossier,
        "title": title,
        "back": reverse("rating:dossier", args=[dossier.pk]),
        "breadcrumb": trail(dossier),
    }


def tasks(dossier: Dossier, found: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings for the component `_tasks.html`, each leading to where it is mended.

    Texts of the report that are not written are one task: they stand on one page.
    """
    rows = list(found)
    unwritten = [each for each in rows if each.code.startswith(TEXT) and each.is_blocking]
    if len(unwritten) > 1:
        rows = [each for each in rows if each not in unwritten[1:]]
    told: set[str] = set()
    made = [_task(dossier, each, told) for each in rows]
    if len(unwritten) > 1:
        made[rows.index(unwritten[0])] |= {
            "label": _("Báo cáo tự đánh giá (Mẫu 02): còn %(count)s mục") % {"count": len(unwritten)},
            "note": " · ".join(each.what for each in unwritten),
        }
    return made


def _task(dossier: Dossier, finding: Finding, told: set[str]) -> dict[str, Any]:
    """told: remedies and sources the list has named already; they are not said again."""
    kind, icon, word = STATES[finding.state]
    # What blocks stands in a list of its own, and need not say so again.
    weight = SEVERITIES[finding.severity] if finding.is_open and not finding.is_blocking else ""
    notes = [
        finding.why,
        finding.remedy if finding.is_open and finding.remedy not in told else "",
        weight,
        finding.source if finding.is_open and finding.source not in told else "",
    ]
    told.update((finding.remedy, finding.source))
    if finding.verify and finding.is_open:
        notes.append(_("cần đối chiếu bản ký"))
    return {
        "label": finding.what,
        "url": address(dossier, finding.code),
        "word": word,
        "kind": "bad" if finding.is_blocking else kind,
        "icon": icon,
        "note": " · ".join(str(each) for each in notes if each),
    }


def address(dossier: Dossier, code: str) -> str:
    """Where a finding of `queries.completeness` is mended; "" when nowhere here."""
    head, _dot, rest = code.removeprefix("dossier.").partition(".")
    product, own = dossier.product, dossier.pk
    if head == "evidence":
        return criterion_address(dossier, rest)
    ways = {
        "applicant": ("parties:change", [product.party_id]),
        "contact": ("parties:change", [product.party_id]),
        "product": ("products:change", [product.pk]),
        "representative": ("rating:representative", [own]),
        "text": ("rating:write_texts", [own]),
        "score": ("rating:section", [own, rest]),
        "trace": ("products:product", [product.pk]),
        "expiry": ("evidence:document", [rest]),
        "stop": ("evidence:coverage", [product.pk]),
    }
    special = {
        "product.photo": ("products:photo", [product.pk]),
        "product.set": ("rating:withdraw", [own]),
    }
    name, arguments = special.get(f"{head}.{rest}") or ways.get(head) or ("", [])
    anchor = f"#id_{rest}" if head == "text" else ""
    return reverse(name, args=arguments) + anchor if name else ""


def criterion_address(dossier: Dossier, code: str) -> str:
    return f"{_section_address(dossier, code)}#c-{code}"


def papers_address(dossier: Dossier, code: str, query: str = "") -> str:
    """Where the papers of a criterion stand, below its options."""
    return f"{_section_address(dossier, code)}{query}#m-{code}"


def _section_address(dossier: Dossier, code: str) -> str:
    return reverse("rating:section", args=[dossier.pk, criteria_of(dossier).criterion(code).section])
