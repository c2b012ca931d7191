"""The pages of the advisory group, and of the producer who answers it."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from namsao.apps.evidence.tests.build import a_file, a_labour_list
from namsao.apps.products.tests.build import a_jpeg, a_product
from namsao.apps.rating.actions.advice import assign
from namsao.apps.rating.actions.attachments import attach
from namsao.apps.rating.actions.laboratory import ask_test
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import Advice, Dossier, Member, Sheet
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries.desk import box, waiting
from namsao.base.accounts.tests.cast import NOW

from .build import a_council, a_dossier, a_hearing, best
from .desk_build import (
    a_reevaluation,
    a_test_report,
    another,
    at,
    ready_to_submit,
    report,
    text_of,
    with_group,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def nam(cast, as_):
    dossier = with_group(cast)
    return SimpleNamespace(client=as_(cast.advisers[0]), dossier=dossier)


def part_of(dossier: Dossier, code: str) -> dict[str, str]:
    part = next(each for each in criteria_of(dossier).parts if each.code == code)
    return {f"score-{each.code}": str(best(dossier)[each.code]) for each in part.criteria}


def test_nam_works_through_a_dossier_and_hands_the_report_in(cast, nam):
    client, dossier = nam.client, nam.dossier
    assertContains(client.get(at("advice_queue")), at("advice", dossier.pk))

    visit = {"on": "23/11/2026", "text": "Xưởng sạch.", "summary": "Đủ điều kiện."}
    client.post(at("advice", dossier.pk), visit)
    for code, then in (("A", "B"), ("B", "C"), ("C", None)):
        answer = client.post(at("advice_part", dossier.pk, code), part_of(dossier, code))
        page = at("advice_part", dossier.pk, then) if then else at("advice", dossier.pk)
        assertRedirects(answer, page)
    assertContains(client.get(at("advice", dossier.pk)), at("submit_advice", dossier.pk))
    sent = {"report_no": "08/BC-TTV", "report_on": "24/11/2026"}
    assertRedirects(client.post(at("submit_advice", dossier.pk), sent), at("advice_queue"))

    dossier.refresh_from_db()
    assert (dossier.state, report(dossier).scores) == (State.ADVISED, best(dossier))
    assertContains(client.get(at("advice", dossier.pk)), "chỉ để xem")
    assertContains(client.get(at("advice_part", dossier.pk, "A")), "disabled")
    assert client.post(at("advice_part", dossier.pk, "A"), {"score-1.1": "1"}).status_code == 200
    assert report(dossier).scores == best(dossier)


def test_what_is_missing_stands_on_the_page(nam):
    page = nam.client.get(at("submit_advice", nam.dossier.pk))

    assertContains(page, "0/32 tiêu chí")
    assert not page.context["is_ready"]


def test_a_score_is_saved_while_one_works(nam):
    url = at("advice_part", nam.dossier.pk, "A")

    answer = nam.client.post(url, {"score-1.1": "2", "note-1.1": "Hợp đồng"}, headers={"X-Autosave": "1"})

    assert answer.json() == {"said": "Đã lưu 08:00"}
    assert (report(nam.dossier).scores, report(nam.dossier).notes) == ({"1.1": 2}, {"1.1": "Hợp đồng"})
    wrong = nam.client.post(url, {"score-1.1": "77"}, headers={"X-Autosave": "1"})
    assert wrong.status_code == 422


def test_a_wrong_option_keeps_what_was_typed(nam):
    page = nam.client.post(
        at("advice_part", nam.dossier.pk, "A"), {"score-1.1": "77", "score-1.2": "1", "note-1.2": "Có giấy"}
    )

    assertContains(page, "Có giấy")
    assert not Advice.objects.exists()


def test_a_part_the_sheet_does_not_have_is_not_found(nam):
    assert nam.client.get(at("advice_part", nam.dossier.pk, "Z")).status_code == 404


def test_a_part_is_small_and_costs_little(cast, nam, django_assert_max_num_queries):
    for code in ("1.1", "3.3", "2.1"):
        paper = a_labour_list(cast, number=f"DS-{code}")
        a_file(cast, paper)
        Dossier.objects.update(state=State.DRAFT, first_filed_on=None)
        attach(dossier=nam.dossier, criterion=code, document=paper, by=cast.hoa, at=NOW)
    Dossier.objects.update(state=State.ACCEPTED, first_filed_on=NOW.date())

    with django_assert_max_num_queries(20):
        page = nam.client.get(at("advice_part", nam.dossier.pk, "A"))

    assertContains(page, "Danh sách 12 lao động người Tày")
    assert len(page.content) < 150_000


def test_the_queue_costs_the_same_however_long(cast, nam, django_assert_max_num_queries):
    for n in range(5):
        a_dossier(cast, State.ACCEPTED, product=a_product(cast, name=f"Miến {n}"))

    with django_assert_max_num_queries(14):
        nam.client.get(at("advice_queue"))


def test_who_is_not_in_the_group_does_not_advise(cast, nam, as_):
    urls = [
        at("advice", nam.dossier.pk),
        at("advice_part", nam.dossier.pk, "A"),
        at("ask_test", nam.dossier.pk),
    ]
    answers = {
        name: {as_(getattr(cast, name)).get(url).status_code for url in urls}
        for name in ("hoa", "tuan", "lan", "thu", "chair", "other_tuan", "binh")
    }

    assert answers == {
        "hoa": {403},
        "tuan": {403},
        "lan": {403},
        "thu": {403},
        "chair": {404},
        "other_tuan": {404},
        "binh": {404},
    }


def test_the_office_itself_reports_on_a_reevaluation(cast, as_):
    dossier = a_reevaluation(cast)
    lan = as_(cast.lan)

    assertContains(lan.get(at("advice", dossier.pk)), "không cần: không thay đổi lớn")
    lan.post(at("advice", dossier.pk), {"needed": "no", "summary": "Giữ hạng."})

    assert not report(dossier).needs_survey


def test_a_member_takes_a_dossier_the_leader_gives_it(cast, nam, as_):
    mai = Member.objects.get(user=cast.advisers[1])
    url = at("assign_advice", nam.dossier.pk)

    assertRedirects(nam.client.post(url, {"member": mai.pk}), at("advice", nam.dossier.pk))
    assert report(nam.dossier).member == mai
    lead = Member.objects.get(user=cast.advisers[0])
    page = as_(cast.advisers[1]).post(url, {"member": lead.pk})
    assert page.context["form"].errors["member"]
    assert report(nam.dossier).member == mai


def test_own_dossiers_come_one_by_one_the_others_as_one_row(cast, nam):
    free = a_dossier(cast, State.ACCEPTED, product=another(cast))
    assign(dossier=nam.dossier, member=Member.objects.get(user=cast.advisers[0]), by=cast.lan, at=NOW)

    assert [(row["url_name"], row["pk"]) for row in waiting(cast.advisers[0])] == [
        ("rating:advice", nam.dossier.pk),
        ("rating:advice_queue", None),
    ]
    assert [row["url_name"] for row in waiting(cast.advisers[1])] == ["rating:advice_queue"]
    assert free.advice.count() == 0


def test_hoa_answers_a_request_from_her_library(cast, nam, as_):
    nam.client.post(at("ask_test", nam.dossier.pk), {"what": "Hàm lượng SO2", "due": "30/11/2026"})
    asked = nam.dossier.tests.get()
    hoa, url = as_(cast.hoa), at("answer_test", asked.pk)
    assertContains(hoa.get(url), "Chưa có phiếu kiểm nghiệm nào")
    assertContains(hoa.get(at("dossier", nam.dossier.pk)), url)
    assert [(row["url_name"], row["due"].day) for row in waiting(cast.hoa)] == [("rating:answer_test", 30)]
    paper = a_test_report(cast)

    assertRedirects(hoa.post(url, {"document": paper.pk}), at("dossier", nam.dossier.pk))

    client = as_(cast.advisers[0])
    file = at("test_file", asked.pk, paper.files.get().pk)
    assertContains(client.get(at("advice", nam.dossier.pk)), file)
    assert client.get(file)["Content-Type"] == "application/pdf"
    assert as_(cast.other_hoa).get(file).status_code == 404
    assert as_(cast.other_hoa).get(url).status_code == 404
    assert as_(cast.tuan).get(url).status_code == 403
    assert waiting(cast.hoa) == []


def test_a_request_is_dropped_with_a_reason(cast, nam):
    asked = ask_test(dossier=nam.dossier, what="SO2", by=cast.advisers[0], at=NOW)
    url = at("drop_test", nam.dossier.pk, asked.pk)

    assert nam.client.post(url, {"why": ""}).context["form"].errors["why"]
    nam.client.post(url, {"why": "Đã có trong hồ sơ"})

    asked.refresh_from_db()
    assert asked.dropped_why == "Đã có trong hồ sơ"
    other = a_dossier(cast, State.ACCEPTED, product=another(cast))
    assert nam.client.get(at("drop_test", other.pk, asked.pk)).status_code == 404


def test_pictures_of_the_visit_are_read_by_readers_of_the_report(cast, nam, as_):
    picture = SimpleUploadedFile("xuong.jpg", a_jpeg(), content_type="image/jpeg")

    assertRedirects(
        nam.client.post(at("add_survey_photos", nam.dossier.pk), {"photos": [picture]}),
        at("advice", nam.dossier.pk),
    )

    kept = report(nam.dossier)
    url = at("survey_photo", kept.pk, kept.photos[0]["sha256"])
    assert nam.client.get(url)["Content-Type"] == "image/webp"
    assert nam.client.get(at("survey_photo", kept.pk, "0" * 64)).status_code == 404
    assert as_(cast.hoa).get(url).status_code == 404
    assert as_(cast.lan).get(url).status_code == 404  # a draft is the group's own


def test_the_printed_report_hides_scores_from_a_member_who_still_owes_a_sheet(cast, as_):
    dossier = a_dossier(cast, State.HEARING)
    url = at("advice_pdf", report(dossier).pk)
    member = cast.members[1]

    before = text_of(as_(member).get(url).content)
    assert "Đủ điều kiện." in before
    assert "Điểm đề xuất" not in before
    assert "Điểm đề xuất" in text_of(as_(cast.advisers[0]).get(url).content)
    Sheet.objects.create(
        hearing=dossier.hearings.get(),
        member=Member.objects.get(user=member),
        started_at=NOW,
        saved_at=NOW,
        submitted_at=NOW,
    )
    assert "Điểm đề xuất" in text_of(as_(member).get(url).content)
    assert as_(cast.hoa).get(url).status_code == 404
    assert as_(cast.tuan).get(url).status_code == 404


def test_no_page_shows_a_member_the_proposed_scores(cast, as_):
    a_council(cast)
    dossier = ready_to_submit(cast, a_dossier(cast, State.ACCEPTED))
    Advice.objects.update(notes={"1.1": "GHI CHÚ MẬT"}, submitted_at=NOW)
    Dossier.objects.update(state=State.HEARING)
    a_hearing(cast, dossier)
    member = as_(cast.members[1])

    assert member.get(at("advice", dossier.pk)).status_code == 403
    assert member.get(at("advice_part", dossier.pk, "A")).status_code == 403
    assertNotContains(member.get(at("dossier", dossier.pk)), "GHI CHÚ MẬT")
    assert box(dossier, cast.members[1])["advice"] is not None
