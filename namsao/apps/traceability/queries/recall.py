"""Questions about recalls: how far they are, whom they concern, what waits for whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count as CountOf
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from namsao.apps.traceability.flow import State
from namsao.apps.traceability.models import Recall, RecallLine, RecallQuerySet, RecallReturn, RecallStock
from namsao.apps.traceability.models.recall import amount_text
from namsao.apps.traceability.queries.naming import Name, names_of
from namsao.base.access.policy import rows
from namsao.base.parties.models import Party
from namsao.core.actor import Actor, Role
from namsao.core.recall import Count, count

SOON = timedelta(days=1)  # goods to be called back do not wait
MOST_WAITING = 5
RECALLED_LOTS = (RecallLine.Kind.LOT, RecallLine.Kind.PRODUCT)


@dataclass(frozen=True, slots=True)
class Progress:
    """One count, as a screen shows it. unknown: there are goods of which nobody knows how many."""

    count: Count

    @property
    def says_something(self) -> bool:
        """Not of goods that are all used up."""
        return bool(self.count.due or self.count.secured or self.unknown)

    @property
    def due(self) -> str:
        return amount_text(self.count.due, self.count.uom)

    @property
    def destroyed(self) -> str:
        return amount_text(self.count.destroyed, self.count.uom)

    @property
    def returned(self) -> str:
        return amount_text(self.count.returned, self.count.uom)

    @property
    def outstanding(self) -> str:
        return amount_text(self.count.outstanding, self.count.uom)

    @property
    def unknown(self) -> bool:
        return not self.count.is_known


def listed(recalls: RecallQuerySet) -> RecallQuerySet:
    """With what a list shows: the party, and how many lines are in."""
    inside = CountOf("lines", filter=Q(lines__out_at=None), distinct=True)
    return recalls.select_related("party__place").annotate(line_count=inside)


def lines_of(recall: Recall) -> QuerySet[RecallLine]:
    """All lines, those taken out too, in order."""
    return recall.lines.select_related("epc").order_by("depth", "pk")


def stocks_of(recall: Recall) -> QuerySet[RecallStock]:
    """Stocks of the lines that are in, with what a screen shows of them."""
    inside = RecallStock.objects.filter(line__recall=recall, line__out_at=None)
    return inside.select_related("line__epc", "party__place")


def returns_of(recall: Recall) -> QuerySet[RecallReturn]:
    """What came back or was destroyed, voided ones too, newest first."""
    found = RecallReturn.objects.filter(stock__line__recall=recall)
    return found.select_related("stock__line__epc", "stock__line__recall", "stock__party", "entered_by")


def counts(stocks: Iterable[RecallStock]) -> list[Count]:
    """How far the goods of these stocks are, one count a unit. Stocks of one recall, whose lines are in."""
    stocks = list(stocks)
    returns = RecallReturn.objects.filter(stock__in=[each.pk for each in stocks], voided_at=None)
    recovered = [each.recovered for each in returns.select_related("stock")]
    return count([(each.uom, each.due) for each in stocks], recovered)


def progress(stocks: Iterable[RecallStock]) -> list[Progress]:
    """`counts` as screens show them, those that say something."""
    shown = [Progress(each) for each in counts(stocks)]
    return [each for each in shown if each.says_something]


def left_of(stock: RecallStock) -> tuple[Decimal | None, Decimal]:
    """(still outstanding, returned and not destroyed yet) of one stock; None where nobody knows how much is due."""
    found = counts([stock])[0]
    return (found.outstanding if stock.due is not None else None), found.returned


def is_all_back(recall: Recall) -> bool:
    """Whether every amount that is known is secured, and none is unknown."""
    return all(each.is_known and not each.outstanding for each in counts(stocks_of(recall)))


def holders(stocks: Iterable[RecallStock]) -> list[tuple[Party, list[RecallStock]]]:
    """Who has or had goods, with what, by name."""
    found: dict[int, tuple[Party, list[RecallStock]]] = {}
    for each in stocks:
        found.setdefault(each.party_id, (each.party, []))[1].append(each)
    return sorted(found.values(), key=lambda each: each[0].name_sort)


def names_in(lines: Iterable[RecallLine]) -> Mapping[str, Name]:
    """Names of the things, by identifier."""
    return names_of([each.epc.uri for each in lines])


def called(recall: Recall) -> str:
    """What the goods a recall began from are called, with their code."""
    name = title_of(recall)
    return f"{name}, {recall.root_label}" if name != recall.root_label else name


def title_of(recall: Recall) -> str:
    """What the goods a recall began from are called, else their code."""
    name = names_of([recall.root]).get(recall.root)
    return name.text if name else recall.root_label


def newest_public() -> RecallQuerySet:
    """Launched recalls for everybody, newest first; a lifted warning is among them and says so."""
    return Recall.objects.public().select_related("party__place").order_by("-launched_at", "-pk")


def public_lines(recalls: Sequence[Recall]) -> dict[int, list[RecallLine]]:
    """Recall -> its lots, those that left the maker's door as goods first; taken out ones left away."""
    inside = RecallLine.objects.filter(recall__in=recalls, out_at=None, kind__in=RECALLED_LOTS)
    found: dict[int, list[RecallLine]] = {each.pk: [] for each in recalls}
    for line in inside.select_related("epc").order_by("depth", "pk"):
        found[line.recall_id].append(line)
    return found


def warnings_about(uris: Iterable[str]) -> dict[str, Recall]:
    """Identifier of a lot or a GTIN -> the newest recall that warns of it."""
    lines = RecallLine.objects.filter(
        epc__uri__in=list(uris), out_at=None, recall__in=Recall.objects.warning().values("pk")
    )
    ordered = lines.select_related("epc", "recall").order_by("recall__launched_at", "recall_id")
    return {line.epc.uri: line.recall for line in ordered}


def warned_lots_of(gtin: str) -> dict[str, Recall]:
    """Identifier of each lot of a GTIN that is recalled -> its newest recall. gtin: class identifier."""
    lines = RecallLine.objects.filter(
        epc__gtin__uri=gtin, out_at=None, recall__in=Recall.objects.warning().values("pk"), kind="lot"
    )
    ordered = lines.select_related("epc", "recall").order_by("recall__launched_at", "recall_id")
    return {line.epc.uri: line.recall for line in ordered}


def public_url(recall: Recall) -> str:
    """The page for everybody."""
    return settings.SITE_URL + reverse("recalls:recall", args=[recall.pk])


def recalled_uris(recall: Recall) -> list[str]:
    """Identifiers of lots and GTINs of a recall."""
    lines = recall.lines.filter(kind__in=RECALLED_LOTS, out_at=None)
    return list(lines.values_list("epc__uri", flat=True))


def open_about(root: str) -> Recall | None:
    """A recall from the same identifier that is not over."""
    over = [State.CLOSED, State.DROPPED]
    return Recall.objects.filter(root=root, is_mock=False).exclude(state__in=over).first()


def waiting(actor: Actor) -> list[dict[str, Any]]:
    """Recalls the actor has to do something about, as rows of the home page."""
    to_launch = rows(actor, "launch", Recall).filter(state=State.PROPOSED)
    asked = [_row(each, _("Phát lệnh triệu hồi %(root)s?"), each.party.name) for each in _first(to_launch)]
    return [*asked, *(_row(each, _("Thu hàng triệu hồi %(root)s"), each.reason) for each in _mine(actor))]


def _first(recalls: QuerySet[Recall]) -> list[Recall]:
    return list(recalls.select_related("party").order_by("opened_at")[:MOST_WAITING])


def _mine(actor: Actor) -> list[Recall]:
    """Running recalls of which a party of the actor still has goods outstanding."""
    parties = [each.party_id for each in actor.postings() if each.role is Role.PRODUCER and each.party_id]
    if not parties:
        return []
    running = Recall.objects.filter(state=State.LAUNCHED, is_mock=False)
    own = RecallStock.objects.filter(line__recall__in=running, line__out_at=None, party__in=parties)
    by_recall: dict[int, list[RecallStock]] = {}
    for each in own.select_related("line__recall__party"):
        by_recall.setdefault(each.line.recall_id, []).append(each)
    due = [
        stocks[0].line.recall
        for stocks in by_recall.values()
        if any(not each.is_known or each.outstanding for each in counts(stocks))
    ]
    return due[:MOST_WAITING]


def _row(recall: Recall, label: str, hint: str) -> dict[str, Any]:
    began = recall.launched_at or recall.proposed_at or recall.opened_at
    return {
        "label": label % {"root": called(recall)},
        "url_name": "traceability:recall",
        "pk": recall.pk,
        "hint": hint,
        "due": localdate(began) + SOON,
    }
