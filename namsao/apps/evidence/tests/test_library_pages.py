"""The screens of the library, as Hoa fills them in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from namsao.apps.evidence.actions import mark_used, replace
from namsao.apps.evidence.models import Document
from namsao.apps.products.tests.build import a_batch, a_product, typed
from namsao.base.accounts.tests.cast import NOW
from namsao.base.files.tests.papers import a_pdf, opens_with
from namsao.base.files.tests.test_images import a_picture

from .build import a_certificate, a_document, a_file, some_facts

pytestmark = pytest.mark.django_db

SENT = {
    "kind": "production-conditions",
    "tick": "food_safety",
    "title": "Giấy ATTP",
    "number": "22/2025",
    "issuer": "Chi cục Chất lượng",
    "covers": "",
    "scope": "sản xuất miến",
    "valid_from": "20/03/2025",
    "valid_to": "19/03/2028",
    "languages": ["vi"],
    "visibility": "programme",
}


def a_script():
    import pikepdf

    return opens_with(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def said(response) -> list[tuple[str, str]]:
    return [(message.level_tag, str(message)) for message in response.context["messages"]]


def test_first_comes_the_question_which_kind_with_what_each_asks_for(cast, hoa):
    address = reverse("evidence:new_document", args=[cast.htx.pk])

    page = hoa.get(f"{address}?product=7")

    assertContains(page, "Bạn có loại giấy nào?")
    assertContains(page, "Danh sách lao động đóng bảo hiểm")
    assertContains(page, "?kind=test-report&amp;product=7")
    assertContains(hoa.get(f"{address}?kind=nonsense"), "Bạn có loại giấy nào?")


def test_hoa_puts_in_a_paper_with_two_files_at_once(cast, hoa):
    address = reverse("evidence:new_document", args=[cast.htx.pk]) + "?kind=production-conditions"
    assertContains(hoa.get(address), "Bản sao giấy đủ điều kiện an toàn thực phẩm")

    files = [upload("giấy.pdf", a_pdf()), upload("ảnh.jpg", a_picture())]
    response = hoa.post(address, SENT | {"files": files}, follow=True)

    document = Document.objects.get()
    assertRedirects(response, reverse("evidence:document", args=[document.pk]))
    assert (document.title, document.tick, document.scope) == ("Giấy ATTP", "food_safety", "sản xuất miến")
    assert [file.name for file in document.files.all()] == ["giấy.pdf", "ảnh.webp"]
    assert said(response) == [("success", "Đã thêm minh chứng."), ("success", "Đã nhận 2 tệp.")]


def test_a_refused_file_is_named_and_the_good_ones_and_the_text_stay(cast, hoa):
    address = reverse("evidence:new_document", args=[cast.htx.pk]) + "?kind=production-conditions"
    files = [upload("tốt.pdf", a_pdf()), upload("mã độc.pdf", a_pdf(1, a_script())), upload("rỗng.jpg", b"")]

    response = hoa.post(address, SENT | {"files": files}, follow=True)

    document = Document.objects.get()
    assert (document.number, [file.name for file in document.files.all()]) == ("22/2025", ["tốt.pdf"])
    assert [level for level, _words in said(response)] == ["success", "success", "error", "error"]
    assertContains(response, "Tệp “mã độc.pdf” có mã chạy")
    assertContains(response, "Tệp “rỗng.jpg”")


def test_a_wrong_day_is_said_beside_its_box_and_everything_typed_stays(cast, hoa):
    address = reverse("evidence:new_document", args=[cast.htx.pk]) + "?kind=production-conditions"

    response = hoa.post(address, SENT | {"valid_to": "1/1/2025", "files": [upload("giấy.pdf", a_pdf())]})

    assert list(response.context["form"].errors) == ["valid_to"]
    assert typed(response) | {"files": None} == SENT | {"valid_to": "1/1/2025", "files": None}
    assertContains(response, "Tệp cần chọn lại")
    assert not Document.objects.exists()


def test_more_than_ten_files_at_once_and_things_of_others_are_refused(cast, hoa):
    foreign = a_product(cast, party=cast.other_htx, name="Trà hoa vàng", facility=None)
    address = reverse("evidence:new_document", args=[cast.htx.pk]) + "?kind=production-conditions"
    many = [upload(f"{n}.pdf", a_pdf()) for n in range(11)]

    response = hoa.post(address, SENT | {"covers": f"product:{foreign.pk}", "files": many})

    assert sorted(response.context["form"].errors) == ["covers", "files"]


def test_a_restricted_kind_stays_restricted_whatever_is_sent(cast, hoa):
    address = reverse("evidence:new_document", args=[cast.htx.pk]) + "?kind=local-labour"

    assert "visibility" not in hoa.get(address).context["form"].fields
    hoa.post(address, SENT | {"kind": "local-labour", "visibility": "public"})

    assert Document.objects.get().visibility == "restricted"


def test_an_entry_on_the_passport_fills_in_the_paper_that_proves_it(cast, hoa):
    product = a_product(cast)
    certificate = a_certificate(cast, product=product)
    wall = reverse("evidence:coverage", args=[product.pk])
    address = reverse("evidence:new_document", args=[cast.htx.pk])
    query = f"?kind=quality-management&certificate={certificate.pk}"
    assertContains(hoa.get(wall), f"{address}{query}".replace("&", "&amp;"))

    page = hoa.get(f"{address}{query}&back={product.pk}")
    start = {name: page.context["form"].initial[name] for name in ("title", "number", "issuer", "covers")}
    sent = SENT | start | {"kind": "quality-management", "files": [upload("iso.pdf", a_pdf())]}
    response = hoa.post(f"{address}{query}&back={product.pk}", sent)

    assert start == {
        "title": "ISO 22000:2018",
        "number": "ISO-0101",
        "issuer": "QUACERT",
        "covers": f"product:{product.pk}",
    }
    assertRedirects(response, wall)
    assert Document.objects.get().certificate == certificate
    assert "chưa có bản chụp giấy" not in hoa.get(wall).content.decode()


def test_another_partys_entry_does_not_fill_in_anything(cast, hoa):
    certificate = a_certificate(cast, party=cast.other_htx)
    address = reverse("evidence:new_document", args=[cast.htx.pk])

    hoa.post(f"{address}?kind=production-conditions&certificate={certificate.pk}", SENT)

    assert Document.objects.get().certificate is None


def test_hoa_corrects_replaces_and_takes_back(cast, hoa):
    document = a_file(cast).document
    change, renew, back = (
        reverse(f"evidence:{page}", args=[document.pk]) for page in ("change_document", "replace", "withdraw")
    )

    hoa.post(change, SENT | {"issuer": "Sở NN&MT"})
    page = hoa.get(renew)
    hoa.post(renew, SENT | {"valid_to": "19/03/2031", "files": [upload("mới.pdf", a_pdf(7))]})
    document.refresh_from_db()
    newer = document.replaced_by
    hoa.post(reverse("evidence:withdraw", args=[newer.pk]), {"why": "Nhầm sản phẩm"})

    assert (page.context["form"].initial["valid_to"], page.context["form"].initial["issuer"]) == (
        None,
        "Sở NN&MT",
    )
    assert (document.issuer, [file.name for file in newer.files.all()]) == ("Sở NN&MT", ["mới.pdf"])
    assert Document.objects.get(pk=newer.pk).withdraw_why == "Nhầm sản phẩm"
    assert [hoa.get(address).status_code for address in (change, renew, back)] == [409] * 3


def test_a_report_of_an_old_batch_keeps_its_batch_when_corrected(cast, hoa, monkeypatch):
    monkeypatch.setattr("namsao.apps.evidence.forms.document.MOST_BATCHES", 0)
    batch = a_batch(cast)
    document = a_document(cast, kind="test-report", tick="", covers=batch)

    sent = SENT | {"kind": "test-report", "covers": f"batch:{batch.pk}", "scope": "độ ẩm"}
    hoa.post(reverse("evidence:change_document", args=[document.pk]), sent)

    document.refresh_from_db()
    assert (document.batch, document.scope) == (batch, "độ ẩm")


def test_taking_back_asks_for_a_reason(cast, hoa):
    document = a_document(cast)

    response = hoa.post(reverse("evidence:withdraw", args=[document.pk]), {"why": ""})

    assert list(response.context["form"].errors) == ["why"]
    assert Document.objects.get().withdrawn_at is None


def test_files_are_added_read_and_taken_off(cast, hoa):
    document = a_document(cast)
    add = reverse("evidence:add_file", args=[document.pk])

    empty = hoa.post(add, {})
    response = hoa.post(add, {"files": [upload("Giấy đỏ.pdf", a_pdf(3))]}, follow=True)
    file = document.files.get()
    shown = hoa.get(reverse("evidence:file", args=[file.pk]) + "?view")
    taken = hoa.get(reverse("evidence:file", args=[file.pk]))

    assert list(empty.context["form"].errors) == ["files"]
    assertContains(response, "PDF, 3 trang")
    assert [answer["Content-Disposition"].partition(";")[0] for answer in (shown, taken)] == [
        "inline",
        "attachment",
    ]
    assert b"".join(taken.streaming_content) == a_pdf(3)

    remove = reverse("evidence:remove_file", args=[file.pk])
    assertContains(hoa.get(remove), "Giấy đỏ.pdf")
    hoa.post(remove)
    assert not document.files.exists()


def test_a_used_paper_says_that_a_correction_makes_a_new_version(cast, hoa):
    document = a_file(cast).document
    mark_used(document=document, by=cast.hoa, at=NOW)

    page = hoa.get(reverse("evidence:change_document", args=[document.pk]))
    own = hoa.get(reverse("evidence:document", args=[document.pk])).content.decode()

    assertContains(page, "Sửa ở đây tạo một bản mới")
    assert reverse("evidence:add_file", args=[document.pk]) not in own
    assert hoa.get(reverse("evidence:add_file", args=[document.pk])).status_code == 409


def test_the_page_of_a_paper_tells_its_versions_and_products(cast, hoa):
    product = a_product(cast)
    older = a_document(cast)
    newer = replace(document=older, facts=some_facts(number="2"), by=cast.hoa, at=NOW)
    newest = replace(document=newer, facts=some_facts(number="3"), by=cast.hoa, at=NOW)

    page = hoa.get(reverse("evidence:document", args=[newest.pk]))

    for earlier in (older, newer):
        assertContains(page, reverse("evidence:document", args=[earlier.pk]))
    assertContains(page, reverse("evidence:coverage", args=[product.pk]))
    assertContains(hoa.get(reverse("evidence:document", args=[older.pk])), "Đã có bản mới thay")
