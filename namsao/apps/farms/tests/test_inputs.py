"""Seed, fertilisers and pesticides."""

from datetime import timedelta

import pytest
from django.urls import reverse

from namsao.apps.farms.actions import (
    add_input,
    change_input,
)
from namsao.apps.farms.models import DiaryEntry, InputProduct
from namsao.apps.farms.queries import harvest_findings
from namsao.apps.farms.tests.build import a_season, an_entry, an_input
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.core.diary import Work
from namsao.core.errors import BadValue

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
LATER = NOW + timedelta(minutes=10)


def acts() -> list[tuple[str, str, str]]:
    return list(Entry.objects.order_by("id").values_list("verb", "target_label", "why"))


def test_a_pesticide_has_its_interval_and_a_name_stands_once(cast):
    made = an_input(cast)

    for facts, field in (
        ({"name": "chế phẩm BT"}, "name"),
        ({"name": "Khác", "interval_days": None}, "interval_days"),
        ({"name": "Khác", "interval_days": 366}, "interval_days"),
    ):
        with pytest.raises(BadValue) as refused:
            an_input(cast, **facts)
        assert refused.value.field == field

    assert acts()[-1] == ("add_input", "Chế phẩm Bt", "")
    assert an_input(cast, party=cast.other_htx).party == cast.other_htx
    assert made.name_folded == "che pham bt"


def test_a_changed_interval_does_not_change_what_was_written_before(cast):
    season, product = a_season(cast), an_input(cast)
    before = an_entry(cast, season, verb=Work.SPRAY, input=product)
    facts = {name: getattr(product, name) for name in ("kind", "name", "unit", "active_ingredient")}

    change_input(
        product=product,
        **facts,
        registration_no="123/CNĐKT-BVTV",
        interval_days=3,
        is_organic=True,
        is_retired=True,
        by=cast.hoa,
        at=LATER,
    )
    after = an_entry(cast, season, verb=Work.SPRAY, input=InputProduct.objects.get())

    assert (before.waits_days, after.waits_days) == (7, 3)
    assert InputProduct.objects.in_use().count() == 0
    assert acts()[-2][0] == "change_input"


def test_an_interval_nobody_knew_is_known_once_somebody_has_looked(cast):
    season = a_season(cast)
    product = add_input(party=cast.htx, kind="other", name="Nước tỏi", unit="LTR", by=cast.hoa, at=NOW)
    spray = an_entry(cast, season, verb=Work.SPRAY, input=product)
    assert [finding.code for finding in harvest_findings(season, TODAY)] == ["diary.interval_unknown"]

    InputProduct.objects.update(interval_days=0)

    assert DiaryEntry.objects.get(pk=spray.pk).waits_days == 0
    assert harvest_findings(season, TODAY) == []


def test_inputs_are_listed_added_and_changed(cast, client):
    an_input(cast, party=None, name="Vôi bột", kind="other", unit="KGM")
    an_input(cast, party=cast.other_htx, name="Của người khác")
    client.force_login(cast.hoa)
    new = {"kind": "pesticide", "name": "Thuốc A", "unit": "MLT", "interval_days": ""}

    refused = client.post(reverse("farms:new_input", args=[cast.htx.pk]), new)
    client.post(reverse("farms:new_input", args=[cast.htx.pk]), new | {"interval_days": "14"})

    assert "thời gian cách ly" in refused.context["form"].errors["interval_days"][0]
    made = InputProduct.objects.get(name="Thuốc A")
    assert made.interval_days == 14
    listed = client.get(reverse("farms:inputs"))
    assert [str(row.record) for row in listed.context["table"].rows] == ["Thuốc A", "Vôi bột"]
    change = reverse("farms:change_input", args=[made.pk])
    client.post(change, new | {"interval_days": "10", "is_retired": "on"})
    made.refresh_from_db()
    assert (made.interval_days, made.retired_at is None) == (10, False)


def test_inputs_of_others_and_shared_ones_are_not_for_a_producer_to_change(cast, client):
    shared = an_input(cast, party=None, name="Vôi bột", kind="other", unit="KGM")
    others = an_input(cast, party=cast.other_htx)
    client.force_login(cast.hoa)

    statuses = [
        client.get(reverse("farms:change_input", args=[each.pk])).status_code for each in (shared, others)
    ]

    assert statuses == [403, 404]
    client.force_login(cast.binh)
    assert list(client.get(reverse("farms:inputs")).context["table"].rows) == []
