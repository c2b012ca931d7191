"""Stars given, and products that leave the register. Every change is a row."""

from datetime import date, datetime, timedelta

from django.db import transaction

from namsao.apps.products.models import Delisting, Product, Recognition
from namsao.apps.products.rules import day_of
from namsao.apps.products.signals import product_changed
from namsao.base.audit.actions import record
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue

LONGEST_EXTENSION = timedelta(days=180)


@transaction.atomic
def recognise(
    *,
    product: Product,
    stars: int,
    decision_no: str,
    decided_on: date,
    valid_to: date,
    by: Actor,
    at: datetime,
) -> Recognition:
    """Enter the stars a decision gave.

    stars: 3 to 5. valid_to: last day, as the paper says it. Writes: one Recognition, one audit entry.
    News: product_changed. Raises: BadValue naming the field; AlreadyDone for the same decision.
    Source: Decision 26/2026/QĐ-TTg, arts. 3-5 (stars, 36 months).
    """
    _check_recognition(stars, decided_on, valid_to, day_of(at))
    if product.recognitions.filter(decision_no=decision_no).exists():
        raise AlreadyDone(
            f"Đã ghi quyết định {decision_no} cho sản phẩm này.",
            f"Decision {decision_no} is entered for this product already.",
            "decision_no",
        )
    recognition = Recognition.objects.create(
        product=product, stars=stars, decision_no=decision_no, decided_on=decided_on, valid_to=valid_to
    )
    record(by=by, at=at, verb="recognise", target=recognition)
    product_changed.send(at=at, product=product.pk)
    return recognition


@transaction.atomic
def delist(
    *, product: Product, on: date, reason: str, decision_no: str = "", by: Actor, at: datetime
) -> Delisting:
    """Take the product out of the register.

    reason: one of Delisting.Reason. Writes: one Delisting, one audit entry. News: product_changed.
    Raises: BadValue for a day to come or a reason nobody knows; AlreadyDone when it is out.
    """
    today = day_of(at)
    if on > today:
        raise BadValue(
            "Ngày đưa ra khỏi danh mục chưa tới.", "The day of delisting lies in the future.", "on"
        )
    if reason not in Delisting.Reason.values:
        raise BadValue("Hãy chọn lý do trong danh sách.", f"{reason!r} is not a reason we know.", "reason")
    if Product.objects.delisted(today).filter(pk=product.pk).exists():
        raise AlreadyDone("Sản phẩm đã ra khỏi danh mục.", "The product has left the register already.")
    delisting = Delisting.objects.create(product=product, on=on, reason=reason, decision_no=decision_no)
    record(by=by, at=at, verb="delist", target=delisting, why=Delisting.Reason(reason).label)
    product_changed.send(at=at, product=product.pk)
    return delisting


@transaction.atomic
def extend_recognition(*, recognition: Recognition, until: date, by: Actor, at: datetime) -> Recognition:
    """The stars go on after their last day, while a late re-evaluation has no result.

    until: last day, after the recognition's own. Writes: the Recognition, one audit entry. News: product_changed.
    Raises: BadValue. Source: Decision 26/2026/QĐ-TTg, art. 12.3 (at most 180 days).
    """
    if not recognition.valid_to < until <= recognition.valid_to + LONGEST_EXTENSION:
        raise BadValue(
            "Chỉ kéo dài tối đa 180 ngày kể từ ngày hết hạn.",
            "An extension ends within 180 days after expiry.",
            "until",
        )
    recognition.extended_to = until
    recognition.save(update_fields=["extended_to"])
    record(by=by, at=at, verb="extend", target=recognition)
    product_changed.send(at=at, product=recognition.product_id)
    return recognition


@transaction.atomic
def end_recognition(*, recognition: Recognition, on: date, why: str, by: Actor, at: datetime) -> Recognition:
    """The stars end before their day: mended by a correction, or the extension has its result.

    on: first day without them. Writes: the Recognition, one audit entry. News: product_changed.
    Raises: AlreadyDone.
    """
    if recognition.ended_on is not None and recognition.ended_on <= on:
        raise AlreadyDone("Lần công nhận này đã thôi hiệu lực.", "The recognition has ended already.")
    recognition.ended_on = on
    recognition.save(update_fields=["ended_on"])
    record(by=by, at=at, verb="end_stars", target=recognition, why=why)
    product_changed.send(at=at, product=recognition.product_id)
    return recognition


def _check_recognition(stars: int, decided_on: date, valid_to: date, today: date) -> None:
    if stars not in {3, 4, 5}:
        raise BadValue("OCOP công nhận 3, 4 hoặc 5 sao.", "OCOP recognises 3, 4 or 5 stars.", "stars")
    if decided_on > today:
        raise BadValue("Ngày quyết định chưa tới.", "The decision lies in the future.", "decided_on")
    if valid_to <= decided_on:
        raise BadValue(
            "Ngày hết hiệu lực phải sau ngày quyết định.", "It must end after the decision.", "valid_to"
        )
