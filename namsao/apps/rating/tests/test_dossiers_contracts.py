"""Beside the criterion on contracts with growers stands the share that the register works out."""

import pytest
from django.urls import reverse

from namsao.apps.farms.tests.build import a_contract, a_delivery

from .dossiers_build import a_draft

pytestmark = pytest.mark.django_db


def test_the_contracted_share_stands_beside_its_criterion(cast, hoa):
    dossier = a_draft(cast)
    address = reverse("rating:section", args=[dossier.pk, "1"])
    before = hoa.get(address).content.decode()

    a_delivery(cast, a_contract(cast))
    after = hoa.get(address).content.decode()

    assert "Liên kết chuỗi trong sản xuất" in before
    assert "giao theo hợp đồng trên" not in before
    assert after.count("giao theo hợp đồng trên") == 1
