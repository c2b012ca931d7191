import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from namsao.apps.products.models import Facility, Product

from .build import a_batch, a_facility, a_jpeg, a_product, a_recognition, a_step, typed

pytestmark = pytest.mark.django_db


def test_a_first_product_leads_to_the_facility(cast, hoa):
    response = hoa.get(reverse("products:new", args=[cast.htx.pk]))

    assertContains(response, reverse("products:new_facility", args=[cast.htx.pk]))
    assertNotContains(response, 'name="net_content"')


def test_hoa_adds_a_facility_and_then_a_product(cast, hoa):
    hoa.post(
        reverse("products:new_facility", args=[cast.htx.pk]),
        {"name": "Xưởng miến", "place": cast.luc_hon.pk, "address": ""},
    )
    facility = Facility.objects.get()

    response = hoa.post(
        reverse("products:new", args=[cast.htx.pk]),
        {
            "name": "Miến dong",
            "set_number": "7",
            "net_content": "gói 500 g",
            "net_g": "1.500",
            "facility": facility.pk,
            "gtin": "893 8505 97002 8",
        },
    )

    product = Product.objects.get()
    assertRedirects(response, reverse("products:product", args=[product.pk]))
    assert (product.name, product.set_number, product.net_g) == ("Miến dong", 7, 1500)
    assert (product.gtin, product.facility, product.party) == ("08938505970028", facility, cast.htx)


def test_a_wrong_gtin_is_said_beside_its_box_and_everything_typed_stays(cast, hoa):
    facility = a_facility(cast)
    sent = {
        "name": "Miến dong",
        "set_number": "7",
        "net_content": "gói 500 g",
        "net_g": "năm trăm",
        "facility": str(facility.pk),
        "gtin": "8938505970029",
    }

    response = hoa.post(reverse("products:new", args=[cast.htx.pk]), sent)

    errors = response.context["form"].errors
    assert typed(response) == sent
    assert set(errors) == {"gtin", "net_g"}
    assertContains(response, escape(errors["gtin"][0]))
    assert "chữ số cuối phải là 8" in errors["gtin"][0]
    assert not Product.objects.exists()


def test_a_name_in_use_is_said_beside_its_box(cast, hoa):
    a_product(cast)
    facility = Facility.objects.get()

    response = hoa.post(
        reverse("products:new", args=[cast.htx.pk]),
        {"name": "Miến dong Bình Liêu", "set_number": 7, "net_content": "1 kg", "facility": facility.pk},
    )

    assert list(response.context["form"].errors) == ["name"]
    assert Product.objects.count() == 1


def test_hoa_changes_the_entry(cast, hoa):
    product = a_product(cast)
    sent = {
        "name": "Miến dong",
        "set_number": 7,
        "net_content": "gói",
        "net_g": "500",
        "ocop_code": "22-06856-01-2026",
    }

    response = hoa.post(
        reverse("products:change", args=[product.pk]), sent | {"facility": product.facility_id}
    )

    product.refresh_from_db()
    assertRedirects(response, reverse("products:product", args=[product.pk]))
    assert (product.name, product.ocop_code) == ("Miến dong", "22-06856-01-2026")


def test_the_product_page_leads_to_everything_the_producer_may_do(cast, hoa, settings):
    settings.RESOLVER_URL = "https://id.example.vn"
    product = a_recognition(cast).product
    a_batch(cast, product)

    response = hoa.get(reverse("products:product", args=[product.pk]))

    for name in ("new_batch", "story", "photo", "change"):
        assertContains(response, reverse(f"products:{name}", args=[product.pk]))
    assertContains(response, reverse("evidence:new_for_product", args=[product.pk]))
    assertContains(response, f"https://id.example.vn/01/{product.gtin}")
    assertContains(response, "ML2611A")
    assertContains(response, "5 sao")


def test_an_auditor_reads_and_is_offered_nothing_to_do(cast, client):
    batch = a_batch(cast)
    client.force_login(cast.thu)

    page = client.get(reverse("products:product", args=[batch.product.pk]))
    batch_page = client.get(reverse("products:batch", args=[batch.pk]))

    assertContains(page, "Miến dong Bình Liêu")
    assertNotContains(page, reverse("products:new_batch", args=[batch.product.pk]))
    assertContains(batch_page, "ML2611A")
    assertNotContains(batch_page, reverse("products:new_step", args=[batch.pk]))


def test_the_story_is_told_one_language_a_page(cast, hoa):
    product = a_product(cast)
    url = reverse("products:story", args=[product.pk])
    hoa.post(url, {"summary": "Sợi dai", "story": "Một.\n\nHai <b>ba</b>.", "ingredients": "", "usage": ""})

    response = hoa.post(f"{url}?lang=en", {"names": "Canna noodles", "story": "One."})

    product.refresh_from_db()
    assertRedirects(response, reverse("products:product", args=[product.pk]) + "?lang=en")
    assert (product.names, product.summary) == ({"en": "Canna noodles"}, {"vi": "Sợi dai"})
    page = hoa.get(reverse("products:product", args=[product.pk]))
    assertContains(page, "Hai &lt;b&gt;ba&lt;/b&gt;.")
    assertNotContains(page, "One.")
    assertContains(hoa.get(reverse("products:product", args=[product.pk]) + "?lang=en"), "One.")


def test_a_summary_too_long_is_said_beside_its_box_and_stays(cast, hoa):
    product = a_product(cast)

    response = hoa.post(reverse("products:story", args=[product.pk]), {"summary": "a" * 301, "story": "Một."})

    assert list(response.context["form"].errors) == ["summary"]
    assert (typed(response)["summary"], typed(response)["story"]) == ("a" * 301, "Một.")


def upload(client, product, name, content):
    return client.post(
        reverse("products:photo", args=[product.pk]), {"photo": SimpleUploadedFile(name, content)}
    )


def test_hoa_puts_a_photo_on_the_product(cast, hoa):
    product = a_product(cast)
    assert hoa.get(reverse("products:photo_file", args=[product.pk])).status_code == 404

    assertRedirects(
        upload(hoa, product, "mien.jpg", a_jpeg()), reverse("products:product", args=[product.pk])
    )

    served = hoa.get(reverse("products:photo_file", args=[product.pk]))
    content = b"".join(served.streaming_content)
    assert (served["Content-Type"], content[:4], content[8:12]) == ("image/webp", b"RIFF", b"WEBP")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("mien.jpg", "Đây là chữ, không phải ảnh".encode(), "không phải ảnh JPEG"),
        ("mien.jpg", b"\xff\xd8\xff" + b"\0" * 12_000_000, "lớn hơn 10 MB"),
        (
            "mien.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
            "không phải ảnh JPEG",
        ),
    ],
    ids=["text called jpg", "12 MB", "a drawing that can run"],
)
def test_what_is_no_picture_is_refused_beside_the_box(cast, hoa, name, content, sentence):
    product = a_product(cast)

    response = upload(hoa, product, name, content)

    assert sentence in response.context["form"].errors["photo"][0]
    assertContains(response, sentence)
    product.refresh_from_db()
    assert product.photo is None


@pytest.mark.parametrize("name", ["product", "change", "story", "photo", "photo_file", "new_batch"])
def test_products_of_others_are_not_there(cast, client, name):
    product = a_product(cast)

    for stranger in (cast.binh, cast.other_hoa, cast.other_tuan):
        client.force_login(stranger)
        assert client.get(reverse(f"products:{name}", args=[product.pk])).status_code == 404


@pytest.mark.parametrize("name", ["change", "story", "photo", "new_batch"])
def test_those_who_only_read_may_not_write(cast, client, name):
    product = a_product(cast)

    for reader in (cast.thu, cast.lan):
        client.force_login(reader)
        assert client.get(reverse("products:product", args=[product.pk])).status_code == 200
        assert client.post(reverse(f"products:{name}", args=[product.pk]), {"name": "x"}).status_code == 403


def test_pages_of_a_product_and_a_batch_cost_few_queries(cast, hoa, django_assert_max_num_queries):
    batch = a_batch(cast)
    for n in range(5):
        a_step(cast, batch, texts={"vi": f"Việc {n}"})

    with django_assert_max_num_queries(22):
        hoa.get(reverse("products:product", args=[batch.product.pk]))
    with django_assert_max_num_queries(20):
        hoa.get(reverse("products:batch", args=[batch.pk]))
