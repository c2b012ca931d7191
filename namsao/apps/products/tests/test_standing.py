from datetime import date, timedelta

import pytest

from namsao.apps.products.actions import delist
from namsao.apps.products.models import Delisting, Product, Recognition
from namsao.apps.products.queries import RENEWAL_DAYS, register_row, register_rows, standing_on
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.base.jobs.models import Letter
from namsao.core.errors import AlreadyDone, BadValue

from .build import a_product, a_recognition

pytestmark = pytest.mark.django_db


def test_a_decision_gives_stars_leaves_history_and_tells_the_news(cast):
    recognition = a_recognition(cast)

    row = register_row(recognition.product, TODAY)
    assert (row.stars, row.decision_no, row.starred_until) == (5, "2205/QĐ-BNNMT", date(2028, 5, 21))
    assert Entry.objects.filter(verb="recognise", target_id=str(recognition.pk)).count() == 1
    assert Letter.objects.filter(name="product_changed").count() == 2


def test_the_same_decision_is_entered_once(cast):
    recognition = a_recognition(cast)

    with pytest.raises(AlreadyDone):
        a_recognition(cast, recognition.product)

    assert Recognition.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"stars": 2}, "stars"),
        ({"stars": 6}, "stars"),
        ({"decided_on": TODAY + timedelta(days=1)}, "decided_on"),
        ({"valid_to": date(2025, 5, 22)}, "valid_to"),
    ],
)
def test_a_recognition_that_cannot_be_is_refused_beside_its_field(cast, facts, field):
    with pytest.raises(BadValue) as refused:
        a_recognition(cast, **facts)

    assert refused.value.field == field
    assert not Recognition.objects.exists()


def test_the_newest_decision_in_force_counts_and_an_expired_one_is_remembered(cast):
    product = a_product(cast)
    a_recognition(
        cast, product, stars=3, decision_no="1", decided_on=date(2022, 1, 1), valid_to=date(2024, 12, 31)
    )
    a_recognition(
        cast, product, stars=4, decision_no="2", decided_on=date(2025, 1, 1), valid_to=date(2026, 6, 30)
    )

    then, now = register_row(product, date(2026, 6, 30)), register_row(product, TODAY)

    assert (then.stars, then.last_stars) == (4, 4)
    assert (now.stars, now.last_stars, now.last_until) == (None, 4, date(2026, 6, 30))


def take_out(cast, product, **facts):
    given = {
        "on": TODAY,
        "reason": Delisting.Reason.STOPPED,
        "decision_no": "12/QĐ",
        "by": cast.lan,
        "at": NOW,
    }
    return delist(product=product, **given | facts)


def test_a_delisted_product_leaves_the_register_and_returns_with_a_new_decision(cast):
    product = a_recognition(cast).product
    delisting = take_out(cast, product, on=date(2026, 3, 1))
    assert not Product.objects.in_force(TODAY).exists()
    assert [p.pk for p in Product.objects.delisted(TODAY)] == [product.pk]

    a_recognition(cast, product, decision_no="2", decided_on=date(2026, 9, 1), valid_to=date(2029, 8, 31))

    assert [p.pk for p in Product.objects.in_force(TODAY)] == [product.pk]
    assert not Product.objects.delisted(TODAY).exists()
    assert [p.pk for p in Product.objects.delisted(date(2026, 8, 31))] == [product.pk]
    entry = Entry.objects.get(verb="delist", target_id=str(delisting.pk))
    assert entry.why == "ngừng sản xuất"


def test_a_product_leaves_once_not_ahead_of_time_and_for_a_known_reason(cast):
    product = a_recognition(cast).product

    with pytest.raises(BadValue) as early:
        take_out(cast, product, on=TODAY + timedelta(days=1))
    with pytest.raises(BadValue) as reasonless:
        take_out(cast, product, reason="vì thế")
    take_out(cast, product)
    with pytest.raises(AlreadyDone):
        take_out(cast, product)

    assert (early.value.field, reasonless.value.field) == ("on", "reason")
    assert Delisting.objects.count() == 1


def test_every_product_has_one_standing_and_may_be_expiring_besides(cast):
    def starred(name, until, **facts):
        product = a_product(cast, name=name)
        return a_recognition(cast, product, valid_to=until, decided_on=date(2023, 11, 25), **facts).product

    soon = TODAY + timedelta(days=RENEWAL_DAYS)
    starred("còn lâu", soon + timedelta(days=1))
    starred("sắp hết", soon)
    starred("hôm nay", TODAY)
    starred("đã hết", TODAY - timedelta(days=1))
    take_out(cast, starred("đã ra", soon))
    a_product(cast, name="chưa chấm")

    rows = register_rows(Product.objects.all(), TODAY)
    standings = ("in_force", "expiring", "expired", "delisted", "unrated")
    found = {s: sorted(p.name for p in standing_on(rows, s, TODAY)) for s in standings}

    assert found == {
        "in_force": ["còn lâu", "hôm nay", "sắp hết"],
        "expiring": ["hôm nay", "sắp hết"],
        "expired": ["đã hết"],
        "delisted": ["đã ra"],
        "unrated": ["chưa chấm"],
    }
