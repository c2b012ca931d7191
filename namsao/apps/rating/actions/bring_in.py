"""Certificates from before this software: the old register's stars become decisions, rows and certificates."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from namsao.apps.products.models import Delisting, Recognition
from namsao.apps.rating.models import Decision, DecisionRow, Ending, Standing, StarCertificate
from namsao.apps.rating.queries.holding import code_of, hold_place, next_serial
from namsao.base.audit.actions import record
from namsao.base.places.models import Place
from namsao.core.actor import Actor
from namsao.core.rating.criterion import NATIONAL

Verdict = DecisionRow.Verdict
_Key = tuple[str, bool, date]  # number, of the ministry, day


@dataclass(slots=True)
class _Old:
    """A recognition on its way to a certificate."""

    recognition: Recognition
    row: DecisionRow
    certificate: StarCertificate | None = None


@transaction.atomic
def bring_in(*, place: Place, by: Actor, at: datetime) -> int:
    """Give every recognition of the register that has no certificate its decision, row and certificate.

    place: the province whose register it is. Days are those of the recognition. The old papers' own numbers are not
    in the register, so a certificate is named by its decision; five stars count as the ministry's.
    What ended it is kept too: a newer recognition before its last day replaced it; a delisting before its last
    day, or one that says "revoked", revoked it by the paper of that day. Delisted because it ran out: nothing.
    Writes: Decisions (kind brought_in, no paper), rows, certificates, Endings, one audit entry a decision. No news:
    the caller publishes what it brought in. Returns: how many certificates. Doing it again brings in nothing.
    """
    hold_place(place)
    found = _without_certificate()
    decisions = _decisions(place, [_key(each) for each in found], by, at)
    olds = _with_rows(found, decisions)
    _with_certificates(place, olds, at)
    _end(place, olds, by, at)
    return len(olds)


def _without_certificate() -> list[Recognition]:
    known = set(StarCertificate.objects.values_list("product", "row__decision__number"))
    rows = Recognition.objects.select_related("product").order_by("decided_on", "product__name_sort", "pk")
    return [each for each in rows if (each.product_id, each.decision_no) not in known]


def _key(recognition: Recognition) -> _Key:
    return recognition.decision_no, recognition.stars == NATIONAL, recognition.decided_on


def _decisions(place: Place, keys: Sequence[_Key], by: Actor, at: datetime) -> dict[_Key, Decision]:
    """The decisions of these numbers and days, those not yet there made now."""
    known = {(each.number, each.is_ministry, each.on): each for each in Decision.objects.filter(place=place)}
    wanted = [key for key in dict.fromkeys(keys) if key not in known]
    made = Decision.objects.bulk_create(
        Decision(
            place=place,
            kind=Decision.Kind.BROUGHT_IN,
            number=number,
            is_ministry=is_ministry,
            on=on,
            at=at,
            by_id=by.id,
        )
        for number, is_ministry, on in wanted
    )
    for each in made:
        record(by=by, at=at, verb="bring_in", target=each)
    return known | dict(zip(wanted, made, strict=True))


def _with_rows(found: Sequence[Recognition], decisions: dict[_Key, Decision]) -> list[_Old]:
    rows = DecisionRow.objects.bulk_create(
        DecisionRow(
            decision=decisions[_key(each)],
            product=each.product,
            verdict=Verdict.RECOGNISED,
            stars=each.stars,
        )
        for each in found
    )
    return [_Old(each, row) for each, row in zip(found, rows, strict=True)]


def _with_certificates(place: Place, olds: Sequence[_Old], at: datetime) -> None:
    serials: dict[int, int] = {}
    certificates = []
    for old in olds:
        year = old.recognition.decided_on.year
        if year not in serials:
            serials[year] = next_serial(place, year)
        certificates.append(
            StarCertificate(
                row=old.row,
                product=old.recognition.product,
                code=code_of(place, year, serials[year]),
                number=old.recognition.decision_no,
                stars=old.recognition.stars,
                issued_on=old.recognition.decided_on,
                valid_to=old.recognition.valid_to,
                is_ministry=old.recognition.stars == NATIONAL,
                made_at=at,
            )
        )
        serials[year] += 1
    for old, made in zip(olds, StarCertificate.objects.bulk_create(certificates), strict=True):
        old.certificate = made


def _end(place: Place, olds: Sequence[_Old], by: Actor, at: datetime) -> None:
    by_product: dict[int, list[_Old]] = defaultdict(list)
    for old in olds:
        by_product[old.recognition.product_id].append(old)
    endings = []
    revoked: list[tuple[_Old, Delisting]] = []
    delistings = _delistings(list(by_product))
    for product, own in by_product.items():
        for old, newer in zip(own, [*own[1:], None], strict=True):
            delisting = _revoking(old, delistings[product])
            if delisting is not None and (newer is None or delisting.on < newer.recognition.decided_on):
                revoked.append((old, delisting))
            elif newer is not None and newer.recognition.decided_on <= old.recognition.valid_to:
                endings.append(_ending(old, Standing.REPLACED, newer.recognition.decided_on, newer.row, at))
    endings += _revocations(place, revoked, by, at)
    Ending.objects.bulk_create(endings)


def _delistings(products: Sequence[int]) -> dict[int, list[Delisting]]:
    found: dict[int, list[Delisting]] = defaultdict(list)
    for each in Delisting.objects.filter(product__in=products).order_by("on", "pk"):
        found[each.product_id].append(each)
    return found


def _revoking(old: _Old, delistings: Sequence[Delisting]) -> Delisting | None:
    """The delisting that took the certificate with it."""
    for each in delistings:
        in_its_term = old.recognition.decided_on <= each.on <= old.recognition.valid_to
        if in_its_term and each.reason != Delisting.Reason.EXPIRED:
            return each
    last = delistings[-1] if delistings else None
    says_so = last is not None and last.reason == Delisting.Reason.REVOKED
    return last if says_so and last.on >= old.recognition.decided_on else None


def _revocations(
    place: Place, revoked: Sequence[tuple[_Old, Delisting]], by: Actor, at: datetime
) -> list[Ending]:
    """A decision brought in for each paper of a delisting, with a row that revokes."""
    keys = [
        (
            delisting.decision_no or f"(không rõ số, {delisting.on:%d/%m/%Y})",
            old.recognition.stars == NATIONAL,
            delisting.on,
        )
        for old, delisting in revoked
    ]
    decisions = _decisions(place, keys, by, at)
    rows = DecisionRow.objects.bulk_create(
        DecisionRow(
            decision=decisions[key],
            product=old.recognition.product,
            verdict=Verdict.REVOKED,
            certificate=old.certificate,
            why=delisting.get_reason_display(),
        )
        for key, (old, delisting) in zip(keys, revoked, strict=True)
    )
    return [
        _ending(old, Standing.REVOKED, delisting.on, row, at)
        for row, (old, delisting) in zip(rows, revoked, strict=True)
    ]


def _ending(old: _Old, standing: Standing, on: date, row: DecisionRow, at: datetime) -> Ending:
    return Ending(certificate=old.certificate, standing=standing.value, on=on, row=row, at=at)
