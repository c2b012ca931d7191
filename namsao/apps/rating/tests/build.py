"""A dossier at any state of its way, and the people of a council. Rows are written straight, so that a test of one
desk does not walk through all desks before it; the journey test walks the whole way."""

import hashlib
from datetime import timedelta
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from namsao.apps.products.models import Product
from namsao.apps.products.tests.build import a_product
from namsao.apps.rating.flow import Kind, State
from namsao.apps.rating.models import (
    Advice,
    CommuneReport,
    Council,
    Decision,
    DecisionRow,
    Dossier,
    Filing,
    Hearing,
    Member,
    Move,
    Result,
    Round,
    Sheet,
    Sitting,
    StarCertificate,
    Submission,
    SubmissionRow,
)
from namsao.apps.rating.packs import criteria_of, newest
from namsao.base.accounts.tests.cast import NOW, TODAY, a_user
from namsao.base.files.models import StoredFile
from namsao.core.actor import Role

# The straight way; a dossier at a state has been through all before it.
WAY = [
    (State.FILED, "file"),
    (State.PROPOSED, "propose"),
    (State.ACCEPTED, "accept"),
    (State.ADVISED, "advise"),
    (State.HEARING, "hear"),
    (State.SCORED, "propose_result"),
    (State.SUBMITTED, "submit"),
]


def a_council(cast: SimpleNamespace, members: int = 5, **settings: Any) -> Council:
    """A council with a chair, a secretary who does not score, `members` in all who score, and two advisers.

    People go to `cast.chair`, `cast.secretary`, `cast.members` (chair first), `cast.advisers`, and the
    leader who decides to `cast.leader`.
    """
    council = Council.objects.create(
        place=cast.province,
        name="Hội đồng OCOP tỉnh Quảng Ninh",
        decision_no="101/QĐ-UBND",
        decided_on=TODAY - timedelta(days=100),
        made_at=NOW,
        **settings,
    )
    seat = Member.Seat

    def seated(name: str, which: str) -> Any:
        user = a_user(name, Role.MEMBER, place=cast.province)
        Member.objects.create(council=council, user=user, seat=which, agency="Sở", since=NOW)
        return user

    cast.chair = seated("Chủ tịch Hải", seat.CHAIR)
    cast.secretary = seated("Thư ký Dung", seat.SECRETARY)
    cast.members = [cast.chair, *(seated(f"Uỷ viên {n}", seat.MEMBER) for n in range(2, members + 1))]
    cast.advisers = [seated("Tổ trưởng Nam", seat.LEAD_ADVISER), seated("Tư vấn Mai", seat.ADVISER)]
    cast.leader = a_user("Phó Chủ tịch Sơn", Role.LEADER, place=cast.province)
    cast.council = council
    return council


def a_round(cast: SimpleNamespace, **facts: Any) -> Round:
    wanted = {
        "place": cast.province,
        "year": TODAY.year,
        "number": 2,
        "propose_before": TODAY + timedelta(days=10),
        "evaluate_before": TODAY + timedelta(days=60),
        "made_at": NOW,
    }
    return Round.objects.create(**wanted | facts)


def a_paper() -> StoredFile:
    """A stored PDF that a decision can name; its bytes are on disk."""
    content = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
    sha256 = hashlib.sha256(content).hexdigest()
    stored, _ = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"media_type": "application/pdf", "size": len(content), "made_at": NOW}
    )
    stored.path.parent.mkdir(parents=True, exist_ok=True)
    stored.path.write_bytes(content)
    return stored


def best(dossier: Dossier) -> dict[str, int]:
    """A sheet with the highest option of every criterion: 100 points."""
    return {
        each.code: max(each.options, key=lambda option: (option.points, option.seq)).seq
        for each in criteria_of(dossier).criteria
    }


def a_dossier(
    cast: SimpleNamespace,
    state: State = State.DRAFT,
    *,
    product: Product | None = None,
    kind: Kind = Kind.FIRST,
    points: Fraction = Fraction(81),
    stars: int = 4,
    previous: Dossier | None = None,
) -> Dossier:
    """A dossier of Hoa's product (set 7) that has come as far as `state`: DRAFT to SUBMITTED along `WAY`.

    From HEARING on it is before `cast.council` (made when there is none), every member's sheet in at SCORED.
    """
    product = product or a_product(cast)
    dossier = Dossier.objects.create(
        product=product,
        kind=kind,
        pack=newest(product.set_number, TODAY),
        place=product.party.place,
        previous=previous,
        opened_at=NOW,
        changed_at=NOW,
    )
    dossier.self_scores = best(dossier)
    dossier.save()
    for reached, verb in WAY[: _steps_to(state)]:
        Move.objects.create(
            dossier=dossier, verb=verb, before=dossier.state, after=reached, at=NOW, by=cast.hoa
        )
        _beside(cast, dossier, reached, points, stars)
        dossier.state = reached
        dossier.save()
    return dossier


def _steps_to(state: State) -> int:
    reached = [each for each, _verb in WAY]
    return reached.index(state) + 1 if state in reached else 0


def _beside(cast: SimpleNamespace, dossier: Dossier, state: State, points: Fraction, stars: int) -> None:
    """What stands beside a dossier that reaches the state."""
    if state == State.FILED:
        serial = Filing.objects.filter(place=dossier.place, year=TODAY.year).count() + 1
        Filing.objects.create(
            dossier=dossier,
            place=dossier.place,
            year=TODAY.year,
            serial=serial,
            number=f"{serial:02}/PĐK-22-{dossier.place.code}-{TODAY.year}",
            content={"scores": dossier.self_scores},
            sha256="0" * 64,
            at=NOW,
            by=cast.hoa,
        )
        dossier.first_filed_on = dossier.filed_on = TODAY
    elif state == State.PROPOSED:
        said = {
            f"{each}{end}": "agrees" if end else "Đúng thực tế." for each in ITEMS for end in ("", "_verdict")
        }
        CommuneReport.objects.create(
            dossier=dossier, report_no="12/BC-UBND", report_on=TODAY, changed_at=NOW, issued_at=NOW, **said
        )
    elif state == State.ACCEPTED:
        dossier.round = Round.objects.filter(place=cast.province).first() or a_round(cast)
        dossier.complete_on = TODAY
    elif state == State.ADVISED:
        Advice.objects.create(
            dossier=dossier, scores=best(dossier), summary="Đủ điều kiện.", changed_at=NOW, submitted_at=NOW
        )
    elif state == State.HEARING:
        a_hearing(cast, dossier)
    elif state == State.SCORED:
        _scored(cast, dossier, points, stars)
    elif state == State.SUBMITTED:
        paper = Submission.objects.create(
            place=cast.province,
            number=f"{Submission.objects.count() + 1}/TTr-SNNMT",
            on=TODAY,
            at=NOW,
            by=cast.lan,
        )
        SubmissionRow.objects.create(submission=paper, dossier=dossier, result=dossier.results.first())


ITEMS = ("material", "labour", "idea", "identity")


def a_hearing(cast: SimpleNamespace, dossier: Dossier) -> Hearing:
    """The dossier on the agenda of the council's one sitting."""
    council = getattr(cast, "council", None) or a_council(cast)
    sitting = council.sittings.filter(proposed_at=None).first() or Sitting.objects.create(
        council=council, round=dossier.round, title="Phiên đánh giá đợt 2", held_on=TODAY, made_at=NOW
    )
    return Hearing.objects.create(
        sitting=sitting, dossier=dossier, position=sitting.hearings.count() + 1, made_at=NOW
    )


def _scored(cast: SimpleNamespace, dossier: Dossier, points: Fraction, stars: int) -> None:
    hearing = dossier.hearings.get()
    for member in cast.council.members.scoring():
        Sheet.objects.create(
            hearing=hearing,
            member=member,
            scores=best(dossier),
            started_at=NOW,
            saved_at=NOW,
            submitted_at=NOW,
        )
    Result.objects.create(
        dossier=dossier,
        hearing=hearing,
        points=round(points, 6).__float__(),
        points_exact=str(points),
        parts={"A": 32, "B": 20, "C": 29},
        stars=stars,
        sheets=5,
        pack=dossier.pack,
        at=NOW,
        by=cast.secretary,
    )
    hearing.closed_at = NOW
    hearing.save()


def a_certificate(
    cast: SimpleNamespace, product: Product | None = None, *, stars: int = 4, issued_on: Any = None
) -> StarCertificate:
    """A certificate granted by a decision of the province, with the product's recognition beside it."""
    from namsao.apps.products.models import Recognition

    product = product or a_product(cast)
    issued_on = issued_on or TODAY - timedelta(days=30)
    valid_to = issued_on.replace(year=issued_on.year + 3) - timedelta(days=1)
    number = f"{500 + Decision.objects.count()}/QĐ-UBND"
    decision = Decision.objects.create(
        place=cast.province, kind="result", number=number, on=issued_on, paper=a_paper(), at=NOW, by=cast.quan
    )
    row = DecisionRow.objects.create(decision=decision, product=product, verdict="recognised", stars=stars)
    Recognition.objects.create(
        product=product, stars=stars, decision_no=number, decided_on=issued_on, valid_to=valid_to
    )
    serial = StarCertificate.objects.count() + 1
    return StarCertificate.objects.create(
        row=row,
        product=product,
        code=f"22-{issued_on.year}-{serial:05}",
        number=f"{serial:05}/{issued_on.year}",
        stars=stars,
        issued_on=issued_on,
        valid_to=valid_to,
        made_at=NOW,
    )
