"""Reads over dossiers: the list, the story of one, what comes next, what waits for a producer."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.evidence.models import Document, DocumentQuerySet
from namsao.apps.rating.flow import WITH_PRODUCER, WORDS, Kind, State
from namsao.apps.rating.models import Dossier, DossierQuerySet, Filing, Move
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries import after, council, decisions, desk
from namsao.apps.rating.queries.offers import certificate_of
from namsao.apps.rating.queries.queue import commune_due, province_due
from namsao.apps.rating.queries.window import window_of
from namsao.base.work.queries import to_do
from namsao.core.actor import Actor, Role
from namsao.core.errors import NotAllowedNow
from namsao.core.rating.criteria import CriteriaSet, Doubt

BOXES = (("desk", desk.box), ("council", council.box), ("decisions", decisions.box), ("after", after.box))
MOST_WAITING = 5


def listed(dossiers: QuerySet[Dossier]) -> DossierQuerySet:
    """With what a list shows of each: product, producer, commune, round; adds `number` of the last filing."""
    last = Filing.objects.filter(dossier=OuterRef("pk")).order_by("-at", "-pk")
    found = dossiers.select_related("product__party", "place", "round")
    return found.annotate(number=Subquery(last.values("number")[:1]))  # type: ignore[return-value]  # of our manager


def whole(dossier: Dossier) -> Dossier:
    """The dossier with all that its page asks for beside it."""
    rows = Dossier.objects.select_related(
        "product__party__place", "product__facility", "place__parent", "round", "previous__product"
    )
    return rows.get(pk=dossier.pk)


def filings_of(dossier: Dossier) -> Sequence[Filing]:
    return dossier.filings.select_related("by").order_by("-at", "-pk")


def story(dossier: Dossier) -> list[dict[str, Any]]:
    """Its moves for the timeline with their papers by number, the newest first."""
    moves = dossier.moves.order_by("-at", "-pk")
    return [_told(each) for each in moves] + [
        {"what": _("Mở hồ sơ"), "when": dossier.opened_at, "note": dossier.get_kind_display()}
    ]


def return_reason(dossier: Dossier) -> Move | None:
    """The last return, while it waits to be repaired."""
    if State(dossier.state) not in {State.RETURNED_BY_COMMUNE, State.RETURNED_BY_PROVINCE}:
        return None
    return dossier.moves.filter(verb__in=["return_to_producer", "send_back"]).order_by("-at", "-pk").first()


def due_of(dossier: Dossier) -> date | None:
    """The last day of whoever has it now; None when no clock of the decree runs.

    Source: Decision 26/2026/QĐ-TTg, arts. 5, 7.2, 7.6g.
    """
    if dossier.is_with_producer or dossier.is_ended:
        return None
    return commune_due(dossier) if dossier.state == State.FILED else province_due(dossier)


def doubts_of(criteria_set: CriteriaSet, code: str | None = None) -> list[Doubt]:
    """What must be compared with the signed paper: of one criterion, or of the set as a whole."""
    return [each for each in criteria_set.doubts if each.criterion == code]


def check_editable(dossier: Dossier) -> None:
    """Raises: NotAllowedNow when it is not with the producer."""
    if not dossier.is_with_producer:
        raise NotAllowedNow(
            f"Hồ sơ {dossier.get_state_display()}, nên không sửa được. Cần sửa thì xin xã hoặc tỉnh trả lại.",
            f"The dossier is in state “{dossier.state}” and cannot be changed.",
        )


def library_of(dossier: Dossier, code: str) -> DocumentQuerySet:
    """Current papers that speak for the product and do not stand under the criterion yet, newest first."""
    there = dossier.attachments.filter(criterion=code).values("document")
    papers = Document.objects.current().for_product(dossier.product).exclude(pk__in=there)
    return papers.order_by("kind", "-pk")


def boxes(dossier: Dossier, actor: Actor) -> list[tuple[str, Any]]:
    """The blocks of the other desks: (template, what its `box` says). Those that say nothing are left out."""
    told = ((desk, box(dossier, actor)) for desk, box in BOXES)
    return [(f"rating/{desk}/_box.html", facts) for desk, facts in told if facts]


def waiting(actor: Actor, on: date | None = None) -> list[dict[str, Any]]:
    """A producer's dossiers to repair or to finish, as rows of the home page: label, url_name, pk, query, hint, due."""
    parties = [posting.party_id for posting in actor.postings() if posting.role is Role.PRODUCER]
    if not parties:
        return []
    own = Dossier.objects.filter(product__party__in=parties, state__in=WITH_PRODUCER)
    rows = own.select_related("product__party").order_by("state", "-changed_at")[:MOST_WAITING]
    day = on or timezone.localdate()
    return [
        to_do(str(each), "rating:dossier", each.pk, hint=_hint(each), due=_window_closes(each, day))
        for each in rows
    ]


def _hint(dossier: Dossier) -> str:
    if dossier.state != State.DRAFT:
        return _("Hồ sơ được trả lại: xem lý do, bổ sung rồi nộp lại")
    total = len(criteria_of(dossier).criteria)
    return _("Đang soạn: đã chấm %(done)s/%(total)s tiêu chí") % {
        "done": len(dossier.self_scores),
        "total": total,
    }


def _window_closes(dossier: Dossier, day: date) -> date | None:
    """The last day to file a re-evaluation in time; the others have none."""
    if dossier.kind != Kind.REEVALUATION or dossier.first_filed_on:
        return None
    certificate = certificate_of(dossier.product, day)
    return window_of(certificate)[1] if certificate else None


def _told(move: Move) -> dict[str, Any]:
    word = str(WORDS.get(move.verb, move.verb))
    paper = _("văn bản số %(number)s") % {"number": move.paper_no} if move.paper_no else ""
    if move.verb == "file" and move.paper_no:
        paper = _("phiếu số %(number)s") % {"number": move.paper_no}
    return {
        "what": word[:1].upper() + word[1:],
        "when": move.at,
        "where": paper,
        "note": move.why,
        "kind": "warn" if move.verb in {"return_to_producer", "send_back", "refuse", "withdraw"} else "",
    }
