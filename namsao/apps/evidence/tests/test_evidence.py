from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from namsao.apps.evidence.actions import change_certificate
from namsao.apps.evidence.models import Certificate
from namsao.apps.products.models import Product
from namsao.apps.products.tests.build import a_batch, a_product
from namsao.base.accounts.tests.cast import NOW
from namsao.base.audit.models import Entry
from namsao.base.jobs.models import Letter
from namsao.core.errors import AlreadyDone, BadValue

from .build import a_certificate

pytestmark = pytest.mark.django_db

SENT = {
    "kind": "management",
    "scheme": "ISO 22000:2018",
    "number": "ISO-0101",
    "issuer": "QUACERT",
    "valid_from": "20/03/2025",
    "valid_to": "19/03/2028",
}


def news() -> list[dict]:
    return list(Letter.objects.filter(name="certificate_changed").values_list("payload", flat=True))


def test_a_certificate_of_the_party_leaves_history_and_tells_the_news(cast):
    certificate = a_certificate(cast, number="  ISO-  0101 ")

    assert certificate.number == "ISO- 0101"
    assert news() == [{"party": cast.htx.pk, "product": None, "batch": None}]
    assert Entry.objects.filter(verb="add", target_id=str(certificate.pk), actor_id=cast.hoa.pk).count() == 1


def test_a_laboratory_report_is_of_one_batch(cast):
    batch = a_batch(cast)

    report = a_certificate(
        cast,
        kind="laboratory",
        product=batch.product,
        batch=batch,
        valid_from=date(2026, 11, 24),
        valid_to=None,
    )

    assert list(batch.certificates.all()) == [report]
    assert news() == [{"party": cast.htx.pk, "product": batch.product_id, "batch": batch.pk}]


def test_the_same_paper_is_entered_once(cast):
    a_certificate(cast)

    with pytest.raises(AlreadyDone) as refused:
        a_certificate(cast, scheme="ISO 22000")
    a_certificate(cast, issuer="Vinacontrol")
    a_certificate(cast, party=cast.other_htx)

    assert refused.value.field == "number"
    assert Certificate.objects.count() == 3


def test_papers_that_cannot_be_are_refused_beside_their_field(cast):
    batch = a_batch(cast)
    foreign = a_product(cast, party=cast.other_htx, name="Trà hoa vàng", facility=None)
    other = a_product(cast, name="Bún dong")
    cases = [
        ({"valid_to": date(2025, 3, 19)}, "valid_to"),
        ({"kind": "diploma"}, "kind"),
        ({"product": foreign}, "product"),
        ({"batch": batch}, "batch"),
        ({"batch": batch, "product": other}, "batch"),
    ]

    fields = []
    for facts, _ in cases:
        with pytest.raises(BadValue) as refused:
            a_certificate(cast, **facts)
        fields.append(refused.value.field)

    assert fields == [field for _, field in cases]
    assert not Certificate.objects.exists()


def test_a_changed_certificate_stays_with_its_owner(cast):
    certificate = a_certificate(cast)
    fields = ("kind", "scheme", "number", "issuer", "valid_from")

    change_certificate(
        certificate=certificate,
        **{field: getattr(certificate, field) for field in fields},
        valid_to=date(2031, 3, 19),
        by=cast.tuan,
        at=NOW,
    )

    certificate.refresh_from_db()
    assert (certificate.valid_to, certificate.party) == (date(2031, 3, 19), cast.htx)
    assert (
        Entry.objects.filter(verb="change", target_id=str(certificate.pk), actor_id=cast.tuan.pk).count() == 1
    )
    assert len(news()) == 2


@pytest.fixture
def hoa(cast, client):
    client.force_login(cast.hoa)
    return client


def test_hoa_adds_a_certificate_of_the_party(cast, hoa):
    response = hoa.post(reverse("evidence:new_for_party", args=[cast.htx.pk]), SENT)

    assertRedirects(response, reverse("parties:party", args=[cast.htx.pk]), fetch_redirect_response=False)
    certificate = Certificate.objects.get()
    assert (certificate.party, certificate.product, certificate.valid_to) == (
        cast.htx,
        None,
        date(2028, 3, 19),
    )


def test_hoa_adds_a_report_of_a_batch_from_its_page(cast, hoa):
    batch = a_batch(cast)
    url = reverse("evidence:new_for_product", args=[batch.product_id])

    page = hoa.get(f"{url}?batch={batch.pk}")
    response = hoa.post(url, SENT | {"kind": "laboratory", "batch": batch.pk, "valid_to": ""})

    assertContains(page, f'<option value="{batch.pk}" selected>ML2611A</option>', html=True)
    assertRedirects(response, reverse("products:batch", args=[batch.pk]))
    assertContains(hoa.get(reverse("products:batch", args=[batch.pk])), "ISO-0101")


def test_a_product_page_shows_its_papers_and_those_of_the_party(cast, hoa):
    product = a_product(cast)
    a_certificate(cast)
    a_certificate(cast, product=product, number="ATTP-1", scheme="ATTP")
    a_certificate(cast, product=a_product(cast, name="Bún dong"), number="BUN-1")

    page = hoa.get(reverse("products:product", args=[product.pk])).content.decode()

    assert [number in page for number in ("ISO-0101", "ATTP-1", "BUN-1")] == [True, True, False]


def test_a_number_in_use_is_said_beside_its_box_and_everything_typed_stays(cast, hoa):
    a_certificate(cast)

    response = hoa.post(reverse("evidence:new_for_party", args=[cast.htx.pk]), SENT)

    form = response.context["form"]
    assert list(form.errors) == ["number"]
    assert {field.name: field.value() for field in form} == SENT
    assertContains(response, "đã ghi rồi")


def test_dates_in_the_wrong_order_are_said_beside_the_last_day(cast, hoa):
    response = hoa.post(
        reverse("evidence:new_for_party", args=[cast.htx.pk]), SENT | {"valid_to": "1/1/2025"}
    )

    assert list(response.context["form"].errors) == ["valid_to"]
    assert not Certificate.objects.exists()


def test_hoa_corrects_a_certificate(cast, hoa):
    product = a_product(cast)
    certificate = a_certificate(cast, product=product)
    url = reverse("evidence:change", args=[certificate.pk])

    assertContains(hoa.get(url), "19/03/2028")
    response = hoa.post(url, SENT | {"number": "ISO-0102"})

    assertRedirects(response, reverse("products:product", args=[product.pk]))
    certificate.refresh_from_db()
    assert (certificate.number, certificate.product) == ("ISO-0102", product)


def test_papers_of_others_are_not_there_and_readers_may_not_write(cast, client):
    certificate = a_certificate(cast, product=a_product(cast))
    urls = [
        reverse("evidence:change", args=[certificate.pk]),
        reverse("evidence:new_for_product", args=[Product.objects.get().pk]),
        reverse("evidence:new_for_party", args=[cast.htx.pk]),
    ]
    answers = {}

    for who in ("binh", "other_hoa", "other_tuan", "thu", "tuan"):
        client.force_login(getattr(cast, who))
        answers[who] = [client.get(url).status_code for url in urls]

    assert answers == {
        "binh": [404] * 3,
        "other_hoa": [404] * 3,
        "other_tuan": [404] * 3,
        "thu": [403] * 3,
        "tuan": [200] * 3,
    }
