"""What portals are told of real goods, through every adapter."""

import csv
import io
from datetime import timedelta

import pytest

from namsao.apps.products.tests.build import a_batch, a_recognition
from namsao.apps.traceability.exports import ADAPTERS
from namsao.apps.traceability.queries.chains import Scope
from namsao.base.accounts.tests.cast import NOW

pytestmark = pytest.mark.django_db


def told(cast, code):
    scope = Scope(cast.lan, None, NOW - timedelta(days=300), NOW + timedelta(days=300))
    text = ADAPTERS[code].file(scope, NOW).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("code", ["national", "ministry"])
def test_a_batch_is_told_with_its_product_maker_and_lot(cast, code):
    batch = a_batch(cast)

    rows = told(cast, code)

    said = "\n".join(" | ".join(row.values()) for row in rows)
    assert rows
    for fact in (batch.product.name, cast.htx.name, batch.lot):
        assert fact in said


def test_a_rated_product_is_a_row_of_the_ministrys_table(cast):
    product = a_batch(cast).product
    a_recognition(cast, product)

    [row] = told(cast, "ptnt-ocop")

    assert (row["TenSanPham"], row["ChuTheSXKD"]) == (product.name, cast.htx.name)
