"""A laboratory report keeps a batch from being taken back, and a batch taken back gets no report."""

import pytest
from django.urls import reverse

from namsao.apps.evidence.models import Certificate
from namsao.apps.products.actions import void_batch
from namsao.apps.products.models import Batch
from namsao.apps.products.tests.build import a_batch
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.core.errors import NotAllowedNow

from .build import a_certificate

pytestmark = pytest.mark.django_db


def a_report(cast, batch):
    return a_certificate(
        cast, kind="laboratory", product=batch.product, batch=batch, valid_from=TODAY, valid_to=None
    )


def void(cast, batch):
    return void_batch(batch=batch, why="Nhập nhầm số gói", by=cast.hoa, at=NOW)


def test_a_batch_with_a_report_is_not_taken_back(cast, client):
    batch = a_batch(cast)
    a_report(cast, batch)

    with pytest.raises(NotAllowedNow):
        void(cast, batch)

    assert Batch.objects.get().voided_at is None
    client.force_login(cast.hoa)
    page = client.get(reverse("products:batch", args=[batch.pk])).content.decode()
    assert "Lô đã có phiếu kiểm nghiệm nên không xoá được." in page
    assert reverse("products:void_batch", args=[batch.pk]) not in page


def test_a_certificate_of_the_producer_does_not_hold_a_batch(cast):
    batch = a_batch(cast)
    a_certificate(cast)

    assert void(cast, batch).voided_at == NOW


def test_a_batch_taken_back_gets_no_report_and_is_not_offered(cast, client):
    batch = a_batch(cast)
    client.force_login(cast.hoa)
    address = reverse("evidence:new_for_product", args=[batch.product_id])
    before = list(client.get(address).context["form"].fields["batch"].queryset)

    void(cast, batch)

    assert before == [batch]
    assert list(client.get(address).context["form"].fields["batch"].queryset) == []
    with pytest.raises(NotAllowedNow):
        a_report(cast, batch)
    assert not Certificate.objects.exists()
