"""The public register: one row for each rated product, told by the certificate that speaks for it.

Nothing personal is read here: of a producer only its name and its commune.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from namsao.apps.products.models import Delisting, Product
from namsao.apps.rating.models import (
    STANDING_WORDS,
    DecisionRow,
    Standing,
    StarCertificate,
    StarCertificateQuerySet,
    goes_on,
)
from namsao.core.vietnamese import fold
from namsao.core.words import Words
from namsao.packs import load

DELISTED = "delisted"
WORDS: Mapping[str, Any] = {
    **{standing.value: words for standing, words in STANDING_WORDS.items()},
    DELISTED: _("đã ra khỏi danh mục"),
}
# Standing -> colour and icon of its badge: never colour alone.
LOOKS: Mapping[str, tuple[str, str]] = {
    Standing.VALID: ("ok", "check"),
    Standing.EXTENDED: ("warn", "clock"),
    Standing.EXPIRED: ("warn", "calendar"),
    Standing.REVOKED: ("bad", "stop"),
    Standing.REPLACED: ("info", "history"),
    Standing.ANNULLED: ("bad", "undo"),
    Standing.NOT_YET: ("info", "clock"),
    DELISTED: ("bad", "minus"),
}
# What of a product's decisions is announced: refusals and approvals on the way to the ministry are not.
ANNOUNCED = [DecisionRow.Verdict.RECOGNISED, DecisionRow.Verdict.REVOKED, DecisionRow.Verdict.ANNULLED]


def with_word(found: QuerySet[StarCertificate], day: date) -> QuerySet[StarCertificate]:
    """Adds `word`, the Standing of each certificate on that day. Says the same as `standing`, to the database."""
    word = Case(
        When(ending__on__lte=day, then=F("ending__standing")),
        When(issued_on__gt=day, then=Value(Standing.NOT_YET.value)),
        When(valid_to__gte=day, then=Value(Standing.VALID.value)),
        When(goes_on(day), then=Value(Standing.EXTENDED.value)),
        default=Value(Standing.EXPIRED.value),
        output_field=CharField(),
    )
    return found.annotate(word=word)


def speaking(day: date) -> QuerySet[StarCertificate]:
    """The newest certificate of each product: what the register says of it on that day.

    Adds `word` as `with_word`, and `shown`: the same, but "delisted" for a product that left the register.
    """
    newer = StarCertificate.objects.filter(product=OuterRef("product"), issued_on__lte=day).filter(
        Q(issued_on__gt=OuterRef("issued_on")) | Q(issued_on=OuterRef("issued_on"), pk__gt=OuterRef("pk"))
    )
    found = StarCertificate.objects.filter(issued_on__lte=day).exclude(Exists(newer))
    gone = Product.objects.delisted(day).filter(pk=OuterRef("product"))
    shown = Case(
        When(word=Standing.REVOKED.value, then=Value(Standing.REVOKED.value)),
        When(Exists(gone), then=Value(DELISTED)),
        default=F("word"),
        output_field=CharField(),
    )
    return (
        with_word(found, day)
        .annotate(shown=shown)
        .select_related("product__party__place", "row__decision", "extension", "ending")
        .order_by("product__name_sort", "pk")
    )


def matching(found: QuerySet[StarCertificate], text: str) -> QuerySet[StarCertificate]:
    """Rows in which the product, the producer or the commune contains the text, marks or not; or a code is it."""
    wanted = text.strip()
    folded = fold(wanted)
    products = Product.objects.matching(wanted).values("pk")
    return found.filter(
        Q(product__in=products)
        | Q(product__party__name_folded__contains=folded)
        | Q(product__party__place__name_folded__contains=folded)
        | Q(code__iexact=wanted)
    )


def products_of(key: str, day: date) -> StarCertificate | None:
    """The row of one product. key: its GTIN, with or without leading zeros, or its OCOP code."""
    wanted = key.strip()
    known = Q(product__gtin=wanted.zfill(14)) | Q(product__ocop_code__iexact=wanted)
    return speaking(day).filter(known).first()


def certificates_of(product: Product) -> StarCertificateQuerySet:
    """All certificates of a product, newest first."""
    return product.star_certificates.with_facts().select_related("ending__row__decision")


def history(product: Product) -> list[DecisionRow]:
    """What was decided and announced about a product, newest first."""
    found = product.decision_rows.filter(verdict__in=ANNOUNCED)
    related = ("decision", "corrected_by__decision", "corrects__decision", "granted")
    return list(found.select_related(*related).order_by("-decision__on", "-pk"))


def delisting_of(product: Product, day: date) -> Delisting | None:
    """The delisting that keeps the product out of the register on that day."""
    is_out = Product.objects.delisted(day).filter(pk=product.pk).exists()
    return product.delistings.filter(on__lte=day).first() if is_out else None


@cache
def taxonomy() -> list[dict[str, Any]]:
    """Industries with their groups and sets, in the order of the decree: slug, name, groups → sets.

    Names are texts by language. Source: the pack vocab/criteria-sets.
    """
    pack = load("vocab", "criteria-sets")
    return [
        {
            "slug": industry["slug"],
            "name": industry["name"],
            "groups": [
                {
                    "slug": group["slug"],
                    "name": group["name"],
                    "sets": [each for each in pack["sets"] if each["group"] == group["slug"]],
                }
                for group in pack["groups"]
                if group["industry"] == industry["slug"]
            ],
        }
        for industry in pack["industries"]
    ]


@cache
def sorts() -> Mapping[int, tuple[Words, Words, Words]]:
    """Set's number -> names of its industry, its group and itself."""
    return {
        each["number"]: (industry["name"], group["name"], each["name"])
        for industry in taxonomy()
        for group in industry["groups"]
        for each in group["sets"]
    }


@cache
def sets_in(sort: str) -> tuple[int, ...]:
    """Numbers of the sets of a choice: "industry:food", "group:tea" or "set:7"; none for anything else."""
    kind, _colon, slug = sort.partition(":")
    found = [
        each["number"]
        for industry in taxonomy()
        for group in industry["groups"]
        for each in group["sets"]
        if slug
        == {"industry": industry["slug"], "group": group["slug"], "set": str(each["number"])}.get(kind)
    ]
    return tuple(found)
