"""A trace over the real road: an area, its harvest, a batch of packs."""

from decimal import Decimal

import pytest
from django.urls import reverse

from namsao.apps.farms.queries.background import seasons_of
from namsao.apps.farms.tests.build import a_harvest, a_season
from namsao.apps.products.queries.background import goods_of
from namsao.apps.products.tests.build import a_batch, a_product, a_step
from namsao.apps.traceability.queries.background import Season
from namsao.apps.traceability.queries.judgement import judge
from namsao.apps.traceability.queries.story import story

pytestmark = pytest.mark.django_db


def test_a_batch_is_known_by_the_weight_of_its_packs_and_its_process(cast):
    batch = a_batch(cast, a_product(cast, set_number=16))

    goods = goods_of({batch.uri, "https://id.gs1.org/414/9521100000017", "x"})

    assert {uri: (each.net_kg, each.template.id) for uri, each in goods.items()} == {
        batch.uri: (Decimal("0.5"), "processes/nuoc-dong-chai")
    }


def test_a_harvest_is_known_by_its_season_with_all_that_season_gave(cast):
    season = a_season(cast)
    first, second = a_harvest(cast, season), a_harvest(cast, season, quantity_kg=Decimal(80), lot="DR2")

    found = seasons_of({first.uri, "x"})

    assert found == {
        first.uri: Season(
            season.pk,
            "Nương dong đồi Nà Sao, Vụ 2026",
            Decimal("2.4"),
            {first.uri: Decimal(420), second.uri: Decimal(80)},
        )
    }


def test_the_trace_of_a_batch_balances_batch_harvest_and_season(cast):
    batch = a_batch(cast)
    a_step(cast, batch)

    judged = judge(story(cast.hoa, batch.uri), cast.hoa)

    sums = {
        line.kind: (line.sums.came_in, line.sums.went_out) for line in judged.sums if line.kind != "batch"
    }
    assert sums == {"lot": (420, 300), "season": (420, 300)}
    assert not any(line.is_over for line in judged.sums)


def test_the_pages_of_a_batch_and_of_a_harvest_lead_to_their_trace(cast, client):
    harvest = a_harvest(cast)
    batch = a_batch(cast, uses={harvest: Decimal(300)})
    client.force_login(cast.hoa)

    for url, uri in (
        (reverse("products:batch", args=[batch.pk]), batch.uri),
        (reverse("farms:harvest_lot", args=[harvest.pk]), harvest.uri),
    ):
        target = f"{reverse('traceability:of')}?code={uri.replace(':', '%3A').replace('/', '%2F')}"
        assert f'href="{target}"' in client.get(url).content.decode()
        assert client.get(target).context["story"].roots[0].uri == uri


def test_a_product_without_a_process_is_said_not_to_be_judged(cast, client):
    batch = a_batch(cast)  # two processes fit its criteria set, and nobody chose one
    client.force_login(cast.hoa)

    shown = client.get(reverse("traceability:of"), {"code": batch.uri}).content.decode()

    assert "Chưa soát công đoạn của Miến dong Bình Liêu, lô ML2611A" in shown
