"""The OCOP code a commune gives by its own count."""

import pytest

from namsao.apps.products.actions import assign_ocop_code
from namsao.apps.products.models import Product
from namsao.base.accounts.tests.cast import NOW, the_cast
from namsao.base.audit.models import Entry
from namsao.core.errors import AlreadyDone, NotAllowedNow

from .build import a_product
from .test_two_at_once import both, on_disk  # noqa: F401  # the fixture


@pytest.mark.django_db
def test_the_first_product_of_a_commune_is_number_one(cast):
    product = a_product(cast)

    code = assign_ocop_code(product=product, place=cast.luc_hon, by=cast.tuan, at=NOW)

    product.refresh_from_db()
    assert product.ocop_code == code == "22-06841-01-2026"
    assert Entry.objects.filter(verb="assign_code").count() == 1


@pytest.mark.django_db
def test_the_count_goes_on_from_year_to_year_and_is_the_communes_own(cast):
    a_product(cast, name="Bún dong", ocop_code="22-06841-09-2024")
    a_product(cast, name="Trà", ocop_code="22-06970-31-2026")

    code = assign_ocop_code(product=a_product(cast), place=cast.luc_hon, by=cast.tuan, at=NOW)

    assert code == "22-06841-10-2026"


@pytest.mark.django_db
def test_a_product_gets_one_code_only(cast):
    product = a_product(cast)
    assign_ocop_code(product=product, place=cast.luc_hon, by=cast.tuan, at=NOW)

    with pytest.raises(AlreadyDone):
        assign_ocop_code(product=product, place=cast.luc_hon, by=cast.tuan, at=NOW)


@pytest.mark.django_db
def test_a_province_gives_no_codes(cast):
    with pytest.raises(NotAllowedNow):
        assign_ocop_code(product=a_product(cast), place=cast.province, by=cast.lan, at=NOW)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("on_disk")
def test_two_at_once_get_two_codes():
    cast = the_cast()
    pair = [a_product(cast), a_product(cast, name="Bún dong khô")]

    answers = both(lambda n: assign_ocop_code(product=pair[n], place=cast.luc_hon, by=cast.tuan, at=NOW))

    assert sorted(answers) == ["22-06841-01-2026", "22-06841-02-2026"]
    assert Product.objects.exclude(ocop_code=None).count() == 2
