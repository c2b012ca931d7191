from decimal import Decimal

import pytest

from namsao.apps.farms.tests.build import an_area
from namsao.apps.products.actions import change_product
from namsao.apps.products.models import Facility, Product
from namsao.base.accounts.tests.cast import NOW
from namsao.base.audit.models import Entry
from namsao.base.jobs.models import Letter
from namsao.core.errors import AlreadyDone, BadValue, KeysExhausted, NotAllowedNow
from namsao.core.gs1.keys import gln, gtin14, has_valid_check_digit, make_gtin

from .build import a_batch, a_facility, a_product

pytestmark = pytest.mark.django_db


def entries(target) -> list[tuple[str, str]]:
    return list(
        Entry.objects.filter(target_id=str(target.pk), target_label=str(target)).values_list(
            "verb", "actor_name"
        )
    )


def letters(name: str) -> list[dict]:
    return list(Letter.objects.filter(name=name).values_list("payload", flat=True))


def test_a_facility_gets_a_gln_of_its_own_and_leaves_history(cast):
    facility = a_facility(cast, name="  Xưởng   miến ", address="Thôn Nà Sao")
    other = a_facility(cast, name="Kho")

    assert (facility.name, facility.address) == ("Xưởng miến", "Thôn Nà Sao")
    assert gln(facility.gln) != gln(other.gln)
    assert facility.uri == f"https://id.gs1.org/414/{facility.gln}"
    assert entries(facility) == [("add", str(cast.hoa))]


def test_two_facilities_of_a_party_do_not_share_a_name(cast):
    a_facility(cast)

    with pytest.raises(BadValue) as refused:
        a_facility(cast, name="Xưởng miến Lục Hồn")

    assert refused.value.field == "name"
    assert Facility.objects.count() == 1


def test_a_product_without_a_code_gets_the_next_gtin_of_the_programme(cast):
    product = a_product(cast)

    assert has_valid_check_digit(product.gtin)
    assert product.gtin.startswith("0952110")
    assert (product.name_folded, product.words("names")) == (
        "mien dong binh lieu",
        {"vi": "Miến dong Bình Liêu"},
    )
    assert entries(product) == [("add", str(cast.hoa))]
    assert letters("product_changed") == [{"product": product.pk}]


def test_a_gtin_of_the_producer_is_kept_in_its_14_digits(cast):
    assert a_product(cast, gtin="8938505970028").gtin == gtin14("8938505970028")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"gtin": "8938505970029"}, "gtin"),
        ({"gtin": "893850597002"}, "gtin"),
        ({"set_number": 27}, "set_number"),
        ({"set_number": 0}, "set_number"),
        ({"ocop_code": "22-06856-1"}, "ocop_code"),
    ],
)
def test_what_no_product_can_have_is_refused_beside_its_field(cast, facts, field):
    with pytest.raises(BadValue) as refused:
        a_product(cast, **facts)

    assert refused.value.field == field
    assert not Product.objects.exists()


def test_a_gtin_is_used_once_for_products_and_raw_materials_alike(cast):
    a_product(cast, gtin="8938505970028")
    material = an_area(cast).material

    for taken in ("8938505970028", material.gtin):
        with pytest.raises(AlreadyDone) as refused:
            a_product(cast, name="Bún dong", gtin=taken)
        assert refused.value.field == "gtin"
    assert [product.name for product in Product.objects.all()] == ["Miến dong Bình Liêu"]


def test_names_and_ocop_codes_are_given_once(cast):
    a_product(cast, ocop_code="22-06856-01-2026")

    with pytest.raises(BadValue) as same_name:
        a_product(cast)
    with pytest.raises(BadValue) as same_code:
        a_product(cast, name="Bún dong", ocop_code="22-06856-01-2026")

    assert (same_name.value.field, same_code.value.field) == ("name", "ocop_code")


def test_the_facility_of_another_party_is_refused(cast):
    foreign = a_facility(cast, party=cast.other_htx, name="Xưởng trà")

    with pytest.raises(BadValue) as refused:
        a_product(cast, facility=foreign)

    assert refused.value.field == "facility"


def test_without_a_company_prefix_only_products_with_a_gtin_enter(cast, settings):
    settings.GS1_PREFIX = ""

    with pytest.raises(NotAllowedNow, match="GTIN"):
        a_product(cast, facility=None)

    assert a_product(cast, facility=None, gtin="8938505970028").facility is None


def test_a_full_company_prefix_says_so(cast, settings):
    settings.GS1_PREFIX = "952110123456"

    with pytest.raises(KeysExhausted):
        a_product(cast, facility=None)

    assert not Product.objects.exists()


def test_a_gtin_typed_in_before_its_turn_is_passed_over(cast):
    first = a_product(cast, facility=None, gtin=make_gtin("952110", "1"))
    second = a_product(cast, facility=None, name="Bún dong")

    assert [first.gtin, second.gtin] == [make_gtin("952110", "1"), make_gtin("952110", "2")]


def change(cast, product, **facts):
    fields = ("facility", "name", "set_number", "net_content", "net_g")
    return change_product(
        product=product, **{field: getattr(product, field) for field in fields} | facts, by=cast.tuan, at=NOW
    )


def test_a_changed_product_keeps_its_gtin(cast):
    product = a_product(cast)
    gtin = product.gtin

    change(cast, product, name="Miến dong Lục Hồn", ocop_code=" 22 - 06856 - 01 - 2026", net_g=400)

    product.refresh_from_db()
    assert (product.name, product.name_folded) == ("Miến dong Lục Hồn", "mien dong luc hon")
    assert (product.ocop_code, product.net_g, product.gtin) == ("22-06856-01-2026", 400, gtin)
    assert entries(product) == [("change", str(cast.tuan))]
    assert letters("product_changed") == [{"product": product.pk}] * 2


def test_a_pack_of_another_weight_is_another_product_once_there_are_batches(cast):
    product = a_batch(cast).product

    with pytest.raises(NotAllowedNow) as refused:
        change(cast, product, net_g=400)
    change(cast, product, net_content="túi 500 g")

    product.refresh_from_db()
    assert refused.value.field == "net_g"
    assert (product.net_g, product.net_content) == (500, "túi 500 g")


def test_a_refused_change_leaves_the_row_in_the_hand_as_it_was(cast):
    product = a_product(cast)

    with pytest.raises(BadValue):
        change(cast, product, name="Miến dong Lục Hồn", ocop_code="không rõ")

    assert product.name == "Miến dong Bình Liêu"


def test_the_identifier_of_a_batch_is_its_gtin_and_lot(cast):
    batch = a_batch(cast)

    assert batch.uri == f"https://id.gs1.org/01/{batch.product.gtin}/10/ML2611A"
    assert [use.quantity_kg for use in batch.inputs.all()] == [Decimal("300.000")]


def test_already_done_is_said_for_a_lot_number_in_use(cast):
    batch = a_batch(cast)

    with pytest.raises(AlreadyDone) as refused:
        a_batch(cast, batch.product, {batch.inputs.get().harvest: Decimal(1)}, quantity=1)

    assert refused.value.field == "lot"
