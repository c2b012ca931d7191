"""The papers of a dossier and the files behind its evidence: what is in them, and for whom."""

import io

import pikepdf
import pytest

from namsao.apps.evidence.tests.build import a_document, a_file, a_labour_list
from namsao.apps.rating.actions.attachments import attach
from namsao.apps.rating.actions.filing import file_dossier
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import Attachment, Dossier
from namsao.base.accounts.tests.cast import NOW
from namsao.base.files.tests.papers import a_pdf

from .build import a_council, a_dossier, a_hearing
from .desk_build import at, text_of
from .dossiers_build import ETHNICITY, NAME, a_draft, a_ready_dossier

pytestmark = pytest.mark.django_db


def a_labour_piece(cast, dossier: Dossier) -> tuple[Attachment, object]:
    document = a_labour_list(cast)
    file = a_file(cast, document)
    return Attachment.objects.create(dossier=dossier, criterion="3.3", document=document, made_at=NOW), file


def test_a_restricted_file_opens_for_who_works_on_the_dossier_or_judges_it(cast, client):
    a_council(cast)
    dossier = a_dossier(cast, State.ADVISED)
    piece, file = a_labour_piece(cast, dossier)
    address = at("exhibit", piece.pk, file.pk)

    def status(who) -> int:
        client.force_login(who)
        return client.get(address).status_code

    assert [status(each) for each in (cast.hoa, cast.tuan, cast.lan, cast.advisers[0])] == [200] * 4
    assert [status(each) for each in (cast.thu, cast.leader)] == [403, 403]
    assert [status(each) for each in (cast.other_hoa, cast.other_tuan, cast.binh, cast.members[1])] == [
        404
    ] * 4
    a_hearing(cast, dossier)
    assert status(cast.members[1]) == 200


def test_a_file_of_another_paper_is_not_served_under_an_attachment(cast, hoa):
    dossier = a_draft(cast)
    piece, _file = a_labour_piece(cast, dossier)
    other = a_file(cast, a_document(cast))

    assert hoa.get(at("exhibit", piece.pk, other.pk)).status_code == 404


def test_form_02_shows_personal_fields_only_to_who_works_on_the_dossier(cast, client):
    dossier = a_ready_dossier(cast)
    file_dossier(dossier=dossier, by=cast.hoa, at=NOW)

    texts = {}
    for who in ("hoa", "lan", "thu"):
        client.force_login(getattr(cast, who))
        texts[who] = text_of(client.get(at("form02", dossier.pk)).content)

    told = {who: [word in text for word in (NAME, ETHNICITY)] for who, text in texts.items()}
    assert told == {"hoa": [True, True], "lan": [True, True], "thu": [False, False]}
    assert "(thông tin hạn chế)" in texts["thu"]
    assert "☑" in texts["hoa"]


def test_form_01_is_filled_from_what_is_known(cast, hoa):
    dossier = a_ready_dossier(cast)
    file_dossier(dossier=dossier, by=cast.hoa, at=NOW)

    text = text_of(hoa.get(at("form01", dossier.pk)).content)

    for words in (
        "của tỉnh Quảng Ninh năm 2026",
        "HTX Miến dong Lục Hồn",
        NAME,
        "Lần đầu ☑",
        "Nâng hạng ☐",
        "Thực phẩm, Thực phẩm chế biến, Chế biến từ rau, củ, quả, hạt",
        "Sản phẩm mẫu (số lượng): 5",
        "01/PĐK-22-06841-2026",
    ):
        assert words in text, words


def test_the_paper_set_binds_each_paper_once_in_the_order_of_the_criteria(cast, hoa):
    dossier = a_draft(cast)
    shared, single = a_document(cast), a_document(cast, title="Hợp đồng", number="7", tick="")
    for document, pages in ((shared, 2), (single, 3)):
        a_file(cast, document, content=a_pdf(pages))
    for code, document in (("2.1", single), ("1.1", shared), ("2.1", shared)):
        attach(dossier=dossier, criterion=code, document=document, by=cast.hoa, at=NOW)

    content = hoa.get(at("dossier_pdf", dossier.pk)).content

    with pikepdf.open(io.BytesIO(content)) as book, book.open_outline() as outline:
        [forms_1, forms_2, annex] = outline.root
        [first, second] = annex.children
        below = [str(each.title) for each in second.children]
        assert [forms_1.title[:9], forms_2.title[:9], first.title[:3], second.title[:3]] == [
            "Mẫu số 01",
            "Mẫu số 02",
            "1.1",
            "2.1",
        ]
        assert [below[0], below[1].endswith("xem ở tiêu chí 1.1")] == ["Hợp đồng, số 7", True]
        forms = len(pikepdf.open(io.BytesIO(hoa.get(at("form01", dossier.pk)).content)).pages)
        forms += len(pikepdf.open(io.BytesIO(hoa.get(at("form02", dossier.pk)).content)).pages)
        contents = 1
        assert len(book.pages) == contents + forms + 2 + 3


def test_a_restricted_paper_is_left_out_of_the_set_of_an_auditor(cast, client):
    dossier = a_dossier(cast, State.FILED)
    a_labour_piece(cast, dossier)

    client.force_login(cast.thu)
    text = text_of(client.get(at("dossier_pdf", dossier.pk)).content)

    assert "Sử dụng lao động địa phương (thông tin hạn chế)" in text
    assert "người Tày" not in text


def test_a_heavy_set_shows_a_page_that_waits(cast, hoa, monkeypatch):
    from namsao.apps.rating.views import dossiers_papers

    dossier = a_draft(cast)
    monkeypatch.setattr(dossiers_papers, "QUICK_BYTES", -1)

    assert hoa.get(at("dossier_pdf", dossier.pk)).headers["Refresh"] == "1; url=?now=1"
    assert hoa.get(at("dossier_pdf", dossier.pk) + "?now=1").headers["Content-Type"] == "application/pdf"
