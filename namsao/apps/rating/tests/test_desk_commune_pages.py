"""The commune's pages, as Tuấn and others open them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from namsao.apps.evidence.tests.build import a_labour_list
from namsao.apps.rating.actions.attachments import attach
from namsao.apps.rating.actions.commune import propose, write_form03
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import CommuneReport, Dossier
from namsao.apps.rating.queries.desk import box
from namsao.base.accounts.tests.cast import NOW
from namsao.base.files.tests.papers import a_pdf

from .build import a_dossier
from .desk_build import (
    SAID,
    at,
    draft,
    five_samples,
    letters,
    ready_to_propose,
    text_of,
)
from .dossiers_build import ETHNICITY, NAME, a_representative

pytestmark = pytest.mark.django_db


def test_the_queue_of_the_commune_shows_the_clock_and_leads_to_form_03(cast, as_):
    dossier = a_dossier(cast, State.FILED)

    page = as_(cast.tuan).get(at("commune_queue"))

    assertContains(page, "15/12/2026")
    assertContains(page, at("form03", dossier.pk))
    assertNotContains(as_(cast.other_tuan).get(at("commune_queue")), "Miến dong")


def test_what_is_done_is_behind_the_filter(cast, as_):
    a_dossier(cast, State.PROPOSED)
    tuan = as_(cast.tuan)

    assertNotContains(tuan.get(at("commune_queue")), "Miến dong")
    assertContains(tuan.get(at("commune_queue"), {"standing": "done"}), "Miến dong")
    table = tuan.get(at("commune_queue"), {"standing": "done", "format": "csv"})
    assert "Miến dong Bình Liêu" in table.content.decode()


def test_tuan_writes_form_03_step_by_step_and_proposes(cast, as_):
    dossier = a_dossier(cast, State.FILED)
    five_samples(cast, dossier)
    tuan = as_(cast.tuan)

    saved = tuan.post(at("form03", dossier.pk), {"material": "Dong riềng trong xã."})
    assertRedirects(saved, at("form03", dossier.pk))
    assertContains(tuan.get(at("form03", dossier.pk)), "Dong riềng trong xã.")
    assertRedirects(tuan.post(at("form03", dossier.pk), SAID | {"next": "1"}), at("propose", dossier.pk))
    assertContains(tuan.get(at("propose", dossier.pk)), "Đợt 1 năm 2027")
    paper = SimpleUploadedFile("de-nghi.pdf", a_pdf(), content_type="application/pdf")
    sent = {"report_no": "45", "report_on": "24/11/2026", "letter_no": "46", "letter_on": "24/11/2026"}
    answer = tuan.post(at("propose", dossier.pk), sent | {"letter": paper}, follow=True)

    assertContains(answer, "22-06841-01-2026")
    report = CommuneReport.objects.get()
    assert (report.report_no, report.letter.pages) == ("45", 2)
    assertContains(tuan.get(at("form03", dossier.pk)), "chỉ để xem")


def test_a_draft_is_saved_while_one_types(cast, as_):
    dossier = a_dossier(cast, State.FILED)

    answer = as_(cast.tuan).post(at("form03", dossier.pk), {"idea": "Nghề cũ"}, headers={"X-Autosave": "1"})

    assert answer.json() == {"said": "Đã lưu 08:00"}
    assert draft(dossier).idea == "Nghề cũ"


def test_what_cannot_be_saved_is_said_and_kept(cast, as_):
    dossier = a_dossier(cast, State.FILED)
    tuan, wrong = as_(cast.tuan), {"idea": "Nghề cũ", "idea_verdict": "great"}

    assert tuan.post(at("form03", dossier.pk), wrong, headers={"X-Autosave": "1"}).status_code == 422
    assertContains(tuan.post(at("form03", dossier.pk), wrong), "Nghề cũ")
    assert not CommuneReport.objects.exists()


def test_wrong_numbers_stay_in_the_form_with_a_sentence(cast, as_):
    dossier = ready_to_propose(cast)
    sent = {"report_no": "45", "report_on": "25/11/2026", "letter_no": "46", "letter_on": "24/11/2026"}

    page = as_(cast.tuan).post(at("propose", dossier.pk), sent)

    assert page.context["form"].errors["report_on"] == ["Ngày này chưa tới."]
    assertContains(page, 'value="25/11/2026"')
    assert Dossier.objects.get().state == State.FILED


def test_a_return_shows_on_the_producers_dossier(cast, as_):
    dossier = a_dossier(cast, State.FILED)
    sent = {"why": "Ảnh mờ.", "criterion_1": "1.1", "text_1": "Thiếu hợp đồng."}

    assertRedirects(as_(cast.tuan).post(at("return", dossier.pk), sent), at("commune_queue"))

    assertContains(as_(cast.hoa).get(at("dossier", dossier.pk)), "1.1: Thiếu hợp đồng.")


def test_a_criterion_without_words_is_not_a_reason(cast, as_):
    dossier = a_dossier(cast, State.FILED)

    page = as_(cast.tuan).post(at("return", dossier.pk), {"why": "Ảnh mờ.", "criterion_2": "1.1"})

    assert page.context["form"].errors["text_2"]
    assertContains(page, "Ảnh mờ.")


@pytest.mark.parametrize("page", ["form03", "return", "propose"])
def test_only_the_own_commune_judges(cast, as_, page):
    dossier = a_dossier(cast, State.FILED)
    answers = {
        name: as_(getattr(cast, name)).get(at(page, dossier.pk)).status_code
        for name in ("tuan", "other_tuan", "hoa", "other_hoa", "lan", "thu", "quan", "binh")
    }

    assert answers == {
        "tuan": 200,
        "other_tuan": 404,
        "hoa": 403,
        "other_hoa": 404,
        "lan": 403,
        "thu": 403,
        "quan": 404,
        "binh": 404,
    }


def test_no_commune_sees_anothers_drafts(cast, as_):
    dossier = a_dossier(cast, State.FILED)
    report = write_form03(dossier=dossier, said=SAID, by=cast.tuan, at=NOW)
    url = at("form03_pdf", report.pk)

    seen = {
        name: as_(getattr(cast, name)).get(url).status_code
        for name in ("tuan", "other_tuan", "hoa", "lan", "thu")
    }

    assert seen == {"tuan": 200, "other_tuan": 404, "hoa": 404, "lan": 404, "thu": 404}
    assert box(dossier, cast.hoa)["report"] is None


def test_the_issued_form_is_read_by_who_reads_the_dossier_but_not_by_another_commune(cast, as_):
    report = propose(dossier=ready_to_propose(cast), letters=letters(), by=cast.tuan, at=NOW)
    url = at("form03_pdf", report.pk)

    seen = {
        name: as_(getattr(cast, name)).get(url).status_code for name in ("hoa", "lan", "thu", "other_tuan")
    }

    assert seen == {"hoa": 200, "lan": 200, "thu": 200, "other_tuan": 404}
    assert [each["kind"] for each in box(report.dossier, cast.hoa)["findings"]] == ["ok"] * 4


def test_form_03_prints_personal_lines_only_for_who_works_on_it(cast, as_):
    a_representative(cast)
    report = propose(dossier=ready_to_propose(cast), letters=letters(), by=cast.tuan, at=NOW)
    url = at("form03_pdf", report.pk)

    printed = {name: text_of(as_(getattr(cast, name)).get(url).content) for name in ("tuan", "thu")}

    assert NAME in printed["tuan"]
    assert ETHNICITY in printed["tuan"]
    assert NAME not in printed["thu"]
    assert ETHNICITY not in printed["thu"]
    assert "45/BC-UBND" in printed["thu"]
    assert "Nhận xét về labour." in printed["thu"]


def test_evidence_stands_beside_the_finding_it_is_for(cast, as_):
    dossier = a_dossier(cast, State.DRAFT)
    attach(dossier=dossier, criterion="3.3", document=a_labour_list(cast), by=cast.hoa, at=NOW)
    Dossier.objects.update(state=State.FILED, first_filed_on=NOW.date(), filed_on=NOW.date())

    assertContains(as_(cast.tuan).get(at("form03", dossier.pk)), "Danh sách 12 lao động người Tày")
