"""The pages of dossiers, as Hoa, Tuấn, Lan and others open them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from namsao.apps.evidence.tests.build import a_document
from namsao.apps.products.tests.build import a_product
from namsao.apps.rating.actions.attachments import attach
from namsao.apps.rating.actions.dossiers import write_scores
from namsao.apps.rating.actions.filing import file_dossier
from namsao.apps.rating.actions.moves import move
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import Attachment, Dossier, Filing
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries.dossiers import waiting
from namsao.base.accounts.tests.cast import NOW
from namsao.base.files.tests.papers import a_pdf

from .build import a_dossier, best
from .desk_build import at
from .dossiers_build import a_draft, a_ready_dossier

pytestmark = pytest.mark.django_db


def test_hoa_opens_a_dossier_and_sees_what_to_do_first(cast, hoa):
    product = a_product(cast)
    page = hoa.get(at("open", product.pk))
    assert [offer.kind for offer in page.context["offers"]] == ["first"]

    answer = hoa.post(at("open", product.pk), {"kind": "first"}, follow=True)

    dossier = Dossier.objects.get()
    assertRedirects(answer, at("dossier", dossier.pk))
    assert answer.context["following"]["url"] == at("representative", dossier.pk)
    assertContains(hoa.get(at("open", product.pk)), at("dossier", dossier.pk))


def test_a_kind_that_is_not_offered_is_refused(cast, hoa):
    product = a_product(cast)

    answer = hoa.post(at("open", product.pk), {"kind": "upgrade"})

    assert answer.context["form"].errors["kind"]
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("other_hoa", 404), ("other_tuan", 404), ("lan", 403), ("binh", 404)]
)
def test_others_open_none(cast, client, who, status):
    product = a_product(cast)
    client.force_login(getattr(cast, who))

    assert client.post(at("open", product.pk), {"kind": "first"}).status_code == status
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(
    ("who", "draft", "filed"),
    [
        ("hoa", 200, 200),
        ("tuan", 200, 200),
        ("lan", 404, 200),
        ("thu", 404, 200),
        ("other_hoa", 404, 404),
        ("other_tuan", 404, 404),
        ("binh", 404, 404),
        ("quan", 404, 404),
    ],
)
def test_who_sees_a_draft_and_who_what_was_filed(cast, client, who, draft, filed):
    mine = a_draft(cast)
    other = a_dossier(cast, State.FILED, product=a_product(cast, name="Bún dong"))
    client.force_login(getattr(cast, who))
    names = ["dossier", "texts", "compare", "form01", "form02"]

    for dossier, status in ((mine, draft), (other, filed)):
        assert [client.get(at(name, dossier.pk)).status_code for name in names] == [status] * 5
        assert client.get(at("section", dossier.pk, "1")).status_code == status


@pytest.mark.parametrize("who", ["tuan", "lan", "thu"])
def test_only_the_producer_files_and_withdraws(cast, client, who):
    dossier = a_dossier(cast, State.FILED)
    client.force_login(getattr(cast, who))

    assert [client.post(at(name, dossier.pk)).status_code for name in ("file", "withdraw")] == [403, 403]


def test_a_section_is_saved_and_leads_to_the_next(cast, hoa):
    dossier = a_draft(cast)
    sent = {"s-1.1": "3", "n-1.1": "dong của xã", "s-1.2": "0", "next": "1"}

    answer = hoa.post(at("section", dossier.pk, "1"), sent)

    assertRedirects(answer, at("section", dossier.pk, "2"))
    dossier.refresh_from_db()
    assert dossier.self_scores == {"1.1": 3, "1.2": 0}
    assert dossier.self_notes == {"1.1": "dong của xã"}


def test_a_wrong_option_is_told_and_what_was_typed_stays(cast, hoa):
    dossier = a_draft(cast)

    answer = hoa.post(at("section", dossier.pk, "1"), {"s-1.1": "9", "n-1.1": "gõ dở"})

    assert answer.status_code == 422
    assertContains(answer, "Hãy chọn một mức trong danh sách.", status_code=422)
    assertContains(answer, "gõ dở", status_code=422)
    dossier.refresh_from_db()
    assert dossier.self_scores == {}


def test_the_page_saves_while_one_works(cast, hoa):
    dossier = a_draft(cast)

    answer = hoa.post(at("section", dossier.pk, "1"), {"s-1.1": "3"}, headers={"X-Autosave": "1"})

    told = answer.json()
    assert (told["points"], told["answered"], told["said"][:6]) == ("3", 1, "Đã lưu")
    wrong = hoa.post(at("section", dossier.pk, "1"), {"s-1.1": "77"}, headers={"X-Autosave": "1"})
    assert (wrong.status_code, list(wrong.json())) == (422, ["said"])


def test_a_reader_does_not_write_and_nobody_does_after_filing(cast, client, hoa):
    dossier = a_dossier(cast, State.FILED)
    late = hoa.post(at("section", dossier.pk, "1"), {"s-1.1": "0"})
    client.force_login(cast.lan)
    reader = client.post(at("section", dossier.pk, "1"), {"s-1.1": "0"})

    assert (late.status_code, reader.status_code) == (422, 403)
    assert late.context["form"].non_field_errors()
    dossier.refresh_from_db()
    assert dossier.self_scores == best(dossier)


def test_every_page_of_the_score_is_small(cast, hoa):
    dossier = a_draft(cast)
    write_scores(dossier=dossier, scores=best(dossier), by=cast.hoa, at=NOW)
    codes = [section.code for part in criteria_of(dossier).parts for section in part.sections]

    sizes = {code: len(hoa.get(at("section", dossier.pk, code)).content) for code in codes}

    assert max(sizes.values()) <= 150_000, sizes


def test_the_doubts_of_a_criterion_are_shown_beside_it(cast, hoa):
    dossier = a_draft(cast)

    assertContains(hoa.get(at("section", dossier.pk, "3")), "in thang điểm 1 - 1 - 3")


def test_a_paper_is_attached_from_the_library_taken_off_and_put_back(cast, hoa):
    dossier, document = a_draft(cast), a_document(cast)
    address = at("attach", dossier.pk, "1.1")

    hoa.post(address, {"document": document.pk, "note": "trang 2"})
    piece = Attachment.objects.get()
    off = hoa.post(at("detach", dossier.pk, piece.pk), follow=True)
    assert not Attachment.objects.exists()
    assert off.context["undo"] == {"document": str(document.pk), "code": "1.1"}
    hoa.post(address, off.context["undo"])

    assert (piece.note, Attachment.objects.get().document) == ("trang 2", document)


def test_a_new_paper_goes_into_the_library_and_under_the_criterion(cast, hoa):
    dossier = a_draft(cast)
    sent = {
        "kind": "raw-material",
        "title": "Hợp đồng mua củ dong",
        "valid_to": "31/12/2027",
        "file": SimpleUploadedFile("hop dong.pdf", a_pdf()),
    }

    hoa.post(at("attach", dossier.pk, "1.1"), sent)

    document = Attachment.objects.get(criterion="1.1").document
    assert (document.title, document.party, document.files.count()) == ("Hợp đồng mua củ dong", cast.htx, 1)


def test_a_paper_of_another_producer_is_not_offered(cast, hoa):
    dossier, other = a_draft(cast), a_document(cast, party=cast.other_htx)

    answer = hoa.post(at("attach", dossier.pk, "1.1"), {"document": other.pk})

    assert answer.status_code == 422
    assert not Attachment.objects.exists()


def test_a_piece_of_another_dossier_is_not_reached(cast, hoa):
    mine = a_draft(cast)
    other = a_draft(cast, a_product(cast, name="Bún dong"))
    piece = attach(dossier=other, criterion="1.1", document=a_document(cast), by=cast.hoa, at=NOW)

    assert hoa.post(at("detach", mine.pk, piece.pk)).status_code == 404
    assert hoa.get(at("detach", other.pk, piece.pk)).status_code == 405
    assert Attachment.objects.exists()


def test_hoa_files_and_gets_a_receipt(cast, hoa):
    dossier = a_ready_dossier(cast)
    address = at("file", dossier.pk)
    assert hoa.get(address).context["must"] == []

    without = hoa.post(address, {})
    answer = hoa.post(address, {"pledge": "on"}, follow=True)

    assert without.status_code == 422
    filing = Filing.objects.get()
    assertRedirects(answer, at("receipt", filing.pk))
    assertContains(answer, filing.number)
    assertContains(answer, filing.sha256)
    assertContains(answer, "nội dung còn nguyên")
    assert hoa.get(address).status_code == 409


def test_what_lacks_stands_on_the_page_of_filing_with_the_way_there(cast, hoa):
    dossier = a_draft(cast)

    page = hoa.get(at("file", dossier.pk))

    assert page.context["must"][0]["url"] == at("representative", dossier.pk)
    assertNotContains(page, 'name="pledge"')


def test_a_return_is_shown_with_its_reason_and_waits_on_the_home_page(cast, hoa):
    dossier = a_ready_dossier(cast)
    file_dossier(dossier=dossier, by=cast.hoa, at=NOW)
    assert waiting(cast.hoa) == []
    move(dossier=dossier, verb="return_to_producer", by=cast.tuan, at=NOW, why="Thiếu hợp đồng")

    page = hoa.get(at("dossier", dossier.pk))

    assertContains(page, "Thiếu hợp đồng")
    assert page.context["following"]["url"] == at("file", dossier.pk)
    assert [row["pk"] for row in waiting(cast.hoa)] == [dossier.pk]
    assert waiting(cast.other_hoa) == []


def test_it_is_withdrawn_with_a_reason(cast, hoa):
    dossier = a_draft(cast)
    address = at("withdraw", dossier.pk)

    assert hoa.post(address, {"why": ""}).context["form"].errors["why"]
    hoa.post(address, {"why": "chưa đủ vốn"})

    dossier.refresh_from_db()
    assert dossier.state == State.WITHDRAWN
