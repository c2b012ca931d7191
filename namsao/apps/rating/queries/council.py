"""Questions about councils and their sittings: agendas, conflicts, what waits, what a dossier's page shows."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from namsao.apps.rating.flow import State
from namsao.apps.rating.models import (
    Council,
    Declaration,
    Dossier,
    Hearing,
    Member,
    Recusal,
    Result,
    Sheet,
    Sitting,
    sheets_count,
)
from namsao.apps.rating.queries.quorum import benches
from namsao.apps.rating.queries.results import shown_points
from namsao.apps.rating.rules import scores_for
from namsao.base.access.policy import allowed, rows
from namsao.base.accounts.models import User
from namsao.base.work.queries import to_do
from namsao.core.actor import Actor, Role
from namsao.core.rating.stops import stop_words


def candidates(sitting: Sitting) -> QuerySet[Dossier]:
    """Advised dossiers of the province (and of the sitting's round) that stand on no open agenda."""
    elsewhere = Hearing.objects.filter(dossier=OuterRef("pk"), closed_at=None)
    advised = Dossier.objects.filter(~Exists(elsewhere), state=State.ADVISED)
    here = advised.filter(Q(place=sitting.council.place_id) | Q(place__parent=sitting.council.place_id))
    if sitting.round_id:
        here = here.filter(round=sitting.round_id)
    # One dossier comes once before one sitting; a second hearing needs another sitting.
    unheard = here.exclude(hearings__sitting=sitting)
    return unheard.select_related("product__party__place").order_by("product__name_sort")


def agenda(sitting: Sitting) -> list[Hearing]:
    """The products of a sitting in order, with what a list shows of each."""
    return list(
        sitting.hearings.select_related("dossier__product__party__place", "result").order_by("position", "id")
    )


def open_hearings(sitting: Sitting, actor: Actor) -> list[Hearing]:
    """Products of the sitting a member may score now, those stood back from left out."""
    mine = rows(actor, "score", Hearing).filter(sitting=sitting, closed_at=None, dossier__state=State.HEARING)
    return list(mine.select_related("dossier__product__party__place").order_by("position", "id"))


def listed_councils(councils: QuerySet[Council]) -> QuerySet[Council]:
    scoring = Q(members__until__isnull=True) & sheets_count("members__")
    return councils.select_related("place").annotate(
        scoring_count=Count("members", filter=scoring, distinct=True),
        sitting_count=Count("sittings", distinct=True),
    )


def listed_sittings(sittings: QuerySet[Sitting]) -> QuerySet[Sitting]:
    return sittings.select_related("council", "round").annotate(
        product_count=Count("hearings"), closed_count=Count("hearings", filter=~Q(hearings__closed_at=None))
    )


def seatable(actor: Actor, council: Council, text: str) -> QuerySet[User]:
    """Accounts the actor sees that may still be seated on the council."""
    seated = Member.objects.serving().filter(council=council)
    found = rows(actor, "see", User).filter(is_active=True).exclude(pk__in=seated.values("user"))
    # Producers and administrators judge no products.
    barred = Q(posting_rows__role__in=[Role.PRODUCER, Role.ADMIN], posting_rows__until=None)
    found = found.exclude(pk__in=User.objects.filter(barred).values("pk"))
    return (
        found.matching(text)
        if text
        else found.filter(posting_rows__role=Role.MEMBER, posting_rows__until=None).distinct()
    )


def seat_of(sitting: Sitting, actor: Actor) -> Member | None:
    """The actor's seat that hands in sheets, on the council of the sitting."""
    return Member.objects.filter(scores_for(actor), council=sitting.council_id).first()


def declared(hearing: Hearing, member: Member) -> bool:
    """The member has declared since the product came on the agenda."""
    made = Declaration.objects.filter(sitting=hearing.sitting_id, member=member, at__gte=hearing.made_at)
    return made.exists()


def declared_members(sitting: Sitting) -> frozenset[int]:
    """Ids of the members who have declared, also for the last product that came."""
    newest = sitting.hearings.order_by("-made_at").values_list("made_at", flat=True).first()
    told = Declaration.objects.filter(sitting=sitting)
    return frozenset((told.filter(at__gte=newest) if newest else told).values_list("member", flat=True))


def suggested_conflicts(actor: Actor, hearings: Sequence[Hearing]) -> dict[int, str]:
    """Hearing's id -> why a conflict is likely: the member holds a role for the producer or at its unit."""
    parties = {posting.party_id for posting in actor.postings() if posting.party_id}
    places = {p.place_id for p in actor.postings() if p.place_id and p.role is Role.COMMUNE}
    found = {}
    for hearing in hearings:
        party = hearing.dossier.product.party
        if party.pk in parties:
            found[hearing.pk] = _("Bạn có vai trò tại %(party)s") % {"party": party}
        elif hearing.dossier.place_id in places:
            found[hearing.pk] = _("Bạn làm việc tại xã đã đề nghị sản phẩm này")
    return found


def recusals_of(sitting: Sitting) -> dict[int, list[Recusal]]:
    """Hearing's id -> who stands back from it and why."""
    found: dict[int, list[Recusal]] = defaultdict(list)
    for each in Recusal.objects.filter(hearing__sitting=sitting).select_related("member__user"):
        found[each.hearing_id].append(each)
    return found


def box(dossier: Dossier, actor: Actor) -> dict[str, Any] | None:
    """What a dossier's page shows of the council: where it is heard, and its result once closed; no number before.

    Returns: hearing, result (if the actor may see it), points, stops, is_open, is_declared, may (score, run); None
    when no council has it, or the actor may know nothing of it.
    """
    hearing = (
        rows(actor, "see", Hearing)
        .filter(dossier=dossier)
        .select_related("sitting__council")
        .order_by("-pk")
        .first()
    )
    result = rows(actor, "see", Result).filter(dossier=dossier, hearing__isnull=False).first()
    if hearing is None and result is None:
        return None
    member = seat_of(hearing.sitting, actor) if hearing else None
    return {
        "hearing": hearing,
        "result": result,
        "points": shown_points(result) if result else "",
        "stops": stop_words(result.stopped) if result else [],
        "is_open": bool(hearing and hearing.closed_at is None and dossier.state == State.HEARING),
        "is_declared": bool(hearing and member and declared(hearing, member)),
        "may": allowed(actor, hearing, "score", "run") if hearing else {},
    }


def waiting(actor: Actor) -> list[dict[str, Any]]:
    """What waits for a member or a secretary, as rows of the home page: declare, score, close, propose."""
    seats = Member.objects.filter(user=actor.id, until__isnull=True) if actor.id else Member.objects.none()
    if not seats.exists():
        return []
    return [*_to_score(actor), *_to_run(actor)]


def _to_score(actor: Actor) -> list[dict[str, Any]]:
    found = []
    for sitting in rows(actor, "declare", Sitting).filter(proposed_at=None).select_related("council"):
        mine = rows(actor, "score", Hearing).filter(
            sitting=sitting, closed_at=None, dossier__state=State.HEARING
        )
        member = seat_of(sitting, actor)
        if member is None or not mine.exists():
            continue
        newest = Declaration.objects.filter(sitting=sitting, member=member).first()
        if newest is None or mine.filter(made_at__gt=newest.at).exists():
            label = _("Kê khai xung đột lợi ích: %(sitting)s") % {"sitting": sitting}
            found.append(
                to_do(
                    label,
                    "rating:declare",
                    sitting.pk,
                    hint=_("Kê khai xong mới chấm được"),
                    due=sitting.held_on,
                )
            )
            continue
        handed_in = Sheet.objects.filter(
            member=member, hearing__in=mine, turn=F("hearing__turn"), submitted_at__isnull=False
        )
        left = mine.exclude(pk__in=handed_in.values("hearing")).count()
        if left:
            words = ngettext("Chấm điểm %(count)s sản phẩm", "Chấm điểm %(count)s sản phẩm", left)
            found.append(
                to_do(words % {"count": left}, "rating:my_scoring", hint=str(sitting), due=sitting.held_on)
            )
    return found


def _to_run(actor: Actor) -> list[dict[str, Any]]:
    found = []
    for sitting in rows(actor, "run", Sitting).filter(proposed_at=None).select_related("council"):
        hearings = list(sitting.hearings.select_related("sitting__council").filter(closed_at=None))
        if not hearings:
            if sitting.hearings.exists():
                label = _("Đề xuất kết quả: %(sitting)s") % {"sitting": sitting}
                found.append(
                    to_do(
                        label,
                        "rating:sitting",
                        sitting.pk,
                        hint=_("Mọi sản phẩm đã khép"),
                        due=sitting.held_on,
                    )
                )
            continue
        ready = sum(bench.is_all_in for bench in benches(hearings, sitting.council).values())
        if ready:
            words = ngettext(
                "Khép %(count)s sản phẩm đã đủ phiếu", "Khép %(count)s sản phẩm đã đủ phiếu", ready
            )
            label = words % {"count": ready}
            found.append(to_do(label, "rating:sitting", sitting.pk, hint=str(sitting), due=sitting.held_on))
    return found
