"""The producer hands a dossier in, or takes it back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from namsao.apps.evidence.actions import mark_used
from namsao.apps.rating.actions.moves import Paper, move
from namsao.apps.rating.flow import after
from namsao.apps.rating.models import Attachment, Dossier, Filing
from namsao.apps.rating.queries.completeness import blocking, findings
from namsao.apps.rating.queries.filings import content_of, papers_of, sha256_of
from namsao.apps.rating.queries.holding import held, hold_place
from namsao.base.places.models import Place
from namsao.base.ui.display import VIETNAM
from namsao.core.actor import Actor
from namsao.core.errors import BadValue, NotAllowedNow


@transaction.atomic
def file_dossier(*, dossier: Dossier, by: Actor, at: datetime) -> Filing:
    """Hand the dossier in at the commune; after a return by the province it goes back to the province.

    What was handed in is frozen with its SHA-256. The first day of filing stays when it is filed again.
    Writes: one Filing, the Documents it leans on, the move "file". News: dossier_moved.
    Raises: NotAllowedNow when it is not with the producer, or naming what still lacks.
    Source: Decision 26/2026/QĐ-TTg, art. 7.1 (a dossier in the software has the force of one on paper), Form 01.
    """
    now = held(dossier)
    after("file", now.state)
    today = at.astimezone(VIETNAM).date()
    lacking = blocking(findings(now, today))
    if lacking:
        first = lacking[0]
        where = f" ({first.source})" if first.source else ""
        raise NotAllowedNow(
            f"Chưa nộp được, còn {len(lacking)} việc. Trước hết: {first.what}. {first.why} {first.remedy}{where}",
            f"{len(lacking)} things are missing before it can be filed, first of all {first.code}.",
        )
    for document in {each.document_id: each.document for each in papers_of(now)}.values():
        mark_used(document=document, by=by, at=at)  # from here on its files stay, and can be frozen
    filing = _freeze(now, papers_of(now), by, at)
    first_filed_on = now.first_filed_on or today
    paper = Paper(number=filing.number, on=today)
    move(
        dossier=dossier, verb="file", by=by, at=at, paper=paper, first_filed_on=first_filed_on, filed_on=today
    )
    return filing


@transaction.atomic
def withdraw(*, dossier: Dossier, why: str, by: Actor, at: datetime) -> Dossier:
    """Take the dossier back before it is decided; a certificate in force stays as it is.

    Writes: the move "withdraw". News: dossier_moved. Raises: BadValue without a reason; NotAllowedNow.
    """
    why = why.strip()
    if not why:
        raise BadValue("Hãy ghi lý do rút hồ sơ.", "Give the reason.", "why")
    move(dossier=dossier, verb="withdraw", by=by, at=at, why=why)
    return dossier


def _freeze(dossier: Dossier, papers: list[Attachment], by: Actor, at: datetime) -> Filing:
    year = at.astimezone(VIETNAM).year
    place = hold_place(dossier.place)
    last = Filing.objects.filter(place=place, year=year).aggregate(last=Max("serial"))["last"] or 0
    content = content_of(dossier, papers)
    return Filing.objects.create(
        dossier=dossier,
        place=place,
        year=year,
        serial=last + 1,
        number=_number(place, year, last + 1),
        content=content,
        sha256=sha256_of(content),
        at=at,
        by_id=by.id,
    )


def _number(place: Place, year: int, serial: int) -> str:
    """As Form 01 writes it: serial/PĐK-province-commune-year."""
    return f"{serial:02}/PĐK-{place.province.code}-{place.code}-{year}"
