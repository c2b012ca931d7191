"""Who must hand in a sheet for a product, who has, and whether that is enough to close it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, QuerySet

from namsao.apps.rating.models import Council, Hearing, Member, Recusal, Sheet
from namsao.core.rating.agreement import enough, quorum
from namsao.core.rating.tally import Averaging, GatesRule, Rules


@dataclass(frozen=True)
class Bench:
    """The members before one product, in its turn of scoring.

    members: all whose sheets count on this council now. recused: ids of those who stand back from the product.
    absent: ids of those the secretary noted as absent. handed_in: ids of those whose sheet of the turn is in.
    """

    hearing: Hearing
    members: Sequence[Member]
    recused: frozenset[int] = frozenset()
    absent: frozenset[int] = frozenset()
    handed_in: frozenset[int] = frozenset()
    begun: frozenset[int] = field(default=frozenset())

    @property
    def expected(self) -> list[Member]:
        """Those who stand back or are absent owe no sheet."""
        return [each for each in self.members if each.pk not in self.recused | self.absent]

    @property
    def missing(self) -> list[Member]:
        return [each for each in self.expected if each.pk not in self.handed_in]

    @property
    def is_all_in(self) -> bool:
        return bool(self.handed_in) and not self.missing

    @property
    def present(self) -> list[Member]:
        """Members the secretary noted as taking part; empty until it is noted."""
        return [each for each in self.members if each.pk in self.hearing.sitting.present]

    @property
    def needed(self) -> int:
        """The least sheets the quorum asks for."""
        return quorum(len(self.members), self.hearing.sitting.council.quorum)

    @property
    def is_enough(self) -> bool:
        """A quorum of sheets is in, the chair's among them.

        Members who stand back stay in the count of members, so that no product is settled by a few.
        """
        council = self.hearing.sitting.council
        chaired = not council.chair_needed or self._is_led_by(self.handed_in)
        return enough(
            present=len(self.handed_in),
            members=max(len(self.members), len(self.handed_in)),
            percent=council.quorum,
            chair_present=chaired,
        )

    @property
    def is_met(self) -> bool:
        """Enough members sit, by the secretary's list of those present; what a stop needs, which needs no sheets."""
        present = {each.pk for each in self.members} & set(self.hearing.sitting.present)
        council = self.hearing.sitting.council
        chaired = not council.chair_needed or self._is_led_by(present)
        return bool(present) and enough(
            present=len(present), members=len(self.members), percent=council.quorum, chair_present=chaired
        )

    def state_of(self, member: Member) -> str:
        """One of recused, in, absent, begun, waiting: the most a sitting page may say of a sheet."""
        if member.pk in self.recused:
            return "recused"
        if member.pk in self.handed_in:
            return "in"
        if member.pk in self.absent:
            return "absent"
        return "begun" if member.pk in self.begun else "waiting"

    def _is_led_by(self, there: Iterable[int]) -> bool:
        """The chair is among them; a deputy stands in only where the chair stands back from the product."""
        there = set(there)
        chairs = {each.pk for each in self.members if each.seat == Member.Seat.CHAIR}
        deputies = {each.pk for each in self.members if each.seat == Member.Seat.DEPUTY}
        return bool(chairs & there) or bool(chairs and chairs <= self.recused and deputies & there)


def bench_of(hearing: Hearing) -> Bench:
    return benches([hearing], hearing.sitting.council)[hearing.pk]


def benches(hearings: Sequence[Hearing], council: Council) -> dict[int, Bench]:
    """Hearing's id -> its bench, for hearings of one council; three queries however many there are."""
    members = list(Member.objects.filter(council=council).scoring().select_related("user"))
    for member in members:
        member.council = council
    recused, handed_in, begun = defaultdict(set), defaultdict(set), defaultdict(set)
    for hearing, member in Recusal.objects.filter(hearing__in=hearings).values_list("hearing", "member"):
        recused[hearing].add(member)
    turns = Sheet.objects.filter(hearing__in=hearings, turn=F("hearing__turn"))
    for hearing, member, at in turns.values_list("hearing", "member", "submitted_at"):
        (handed_in if at else begun)[hearing].add(member)
    return {
        each.pk: Bench(
            hearing=each,
            members=members,
            recused=frozenset(recused[each.pk]),
            absent=_absent(each, members),
            handed_in=frozenset(handed_in[each.pk] - recused[each.pk]),
            begun=frozenset(begun[each.pk]),
        )
        for each in hearings
    }


def counted() -> QuerySet[Sheet]:
    """Sheets that make a result: handed in, of the last turn, their member not standing back."""
    stood_back = Recusal.objects.filter(hearing=OuterRef("hearing"), member=OuterRef("member"))
    return Sheet.objects.filter(~Exists(stood_back), submitted_at__isnull=False, turn=F("hearing__turn"))


def rules_of(council: Council) -> dict[str, object]:
    """The council's settings as a result keeps them."""
    names = ("gates", "averaging", "decimals", "quorum", "chair_needed", "spread", "secretary_scores")
    return {name: getattr(council, name) for name in names} | {"regulation_no": council.regulation_no}


def read_rules(kept: dict[str, object]) -> Rules:
    """The rules a result was made under."""
    decimals = kept.get("decimals")
    return Rules(
        gates=GatesRule(str(kept.get("gates", GatesRule.MAJORITY))),
        averaging=Averaging(str(kept.get("averaging", Averaging.MEAN))),
        decimals=int(str(decimals)) if decimals is not None else None,
    )


def _absent(hearing: Hearing, members: Sequence[Member]) -> frozenset[int]:
    """Nobody until the secretary has noted who is present."""
    present = set(hearing.sitting.present)
    return frozenset(each.pk for each in members if present and each.pk not in present)
