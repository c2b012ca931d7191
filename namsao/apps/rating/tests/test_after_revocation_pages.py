"""The pages of a revocation, each act for its own hand."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from namsao.apps.rating.models import RevocationCase
from namsao.base.files.tests.papers import a_pdf

from .after_build import a_case, a_leader, submitted
from .build import a_certificate, a_product
from .desk_build import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


OPENING = {
    "ground": "c",
    "conclusion_no": "45/KL",
    "concluded_on": "20/11/2026",
    "authority": "Chi cục",
    "facts": "Có hàn the.",
}


@pytest.fixture
def post(client):
    def sent(user, name, pk, **said):
        client.force_login(user)
        return client.post(reverse(f"rating:{name}", args=[pk]), said)

    return sent


def a_file(content):
    return SimpleUploadedFile("ban-ky.pdf", content)


def test_a_case_is_opened_from_a_conclusion_and_bad_input_is_kept(cast, post):
    certificate = a_certificate(cast)

    bad = post(cast.lan, "open_revocation", certificate.pk, **OPENING | {"concluded_on": "1/1/2030"})
    done = post(cast.lan, "open_revocation", certificate.pk, **OPENING)

    assert (bad.status_code, done.status_code) == (422, 302)
    page = bad.content.decode()
    assert "Ngày này chưa tới." in page
    assert "45/KL" in page
    assert RevocationCase.objects.get().facts == "Có hàn the."


def test_the_pages_walk_from_the_answer_to_the_decision(cast, client, post):
    case, leader, pdf = a_case(cast), a_leader(cast), a_pdf()
    decision = {"number": "77/QĐ", "signer": "Sơn"}

    post(cast.hoa, "answer_case", case.pk, answer="Không phải của tôi.", paper=a_file(pdf))
    post(cast.lan, "verify_case", case.pk, verified="Đúng.", verified_on="24/11/2026")
    post(cast.lan, "submit_case", case.pk, submission_no="12/TTr", submitted_on="24/11/2026")
    too_soon = post(leader, "decide_case", case.pk, **decision, on="1/1/2020", paper=a_file(pdf))
    no_paper = post(leader, "decide_case", case.pk, **decision, on="24/11/2026")
    done = post(leader, "decide_case", case.pk, **decision, on="24/11/2026", paper=a_file(pdf))

    case.refresh_from_db()
    assert [too_soon.status_code, no_paper.status_code, done.status_code] == [422, 422, 302]
    assert "trước ngày trình" in too_soon.content.decode()
    assert case.row.decision.paper.content() == case.answer_file.content() == pdf
    client.force_login(cast.hoa)
    page = client.get(reverse("rating:revocation", args=[case.pk])).content.decode()
    assert "Thu hồi theo Quyết định 77/QĐ" in page
    paper = client.get(reverse("rating:answer_paper", args=[case.pk]))
    assert b"".join(paper.streaming_content) == pdf


def test_the_commune_reports_that_making_has_stopped_and_the_province_may_drop_it(cast, post):
    certificate = a_certificate(cast)
    said = {"paper_no": "31/UBND", "on": "24/11/2026", "facts": "Xưởng đóng cửa."}

    refused = post(cast.lan, "report_stopped", certificate.pk, **said).status_code
    post(cast.tuan, "report_stopped", certificate.pk, **said)
    case = RevocationCase.objects.get()
    post(cast.lan, "drop_case", case.pk, why="Xưởng mở lại.")

    case.refresh_from_db()
    assert refused == 403
    assert (case.ground, case.dropped_why) == ("đ", "Xưởng mở lại.")


def test_each_act_is_for_its_own_hand(cast, client):
    case = submitted(cast, a_case(cast))
    leader = a_leader(cast)
    who = {name: getattr(cast, name) for name in ("binh", "other_tuan", "hoa", "tuan", "lan", "thu")}
    who["leader"] = leader

    def answers(name):
        found = {}
        for person, user in who.items():
            client.force_login(user)
            found[person] = client.get(reverse(f"rating:{name}", args=[case.pk])).status_code
        return found

    hidden = {"binh": 404, "other_tuan": 404}
    nobody = dict.fromkeys(("hoa", "tuan", "lan", "thu", "leader"), 403)
    assert answers("decide_case") == hidden | nobody | {"leader": 200}
    assert answers("submit_case") == hidden | nobody | {"lan": 200}
    assert answers("answer_case") == hidden | nobody | {"hoa": 200}
    assert answers("revocation") == hidden | dict.fromkeys(nobody, 200)


def test_the_draft_decision_is_a_paper_with_the_ground(cast, client):
    case = a_case(cast)
    client.force_login(cast.lan)

    answer = client.get(reverse("rating:revocation_pdf", args=[case.pk]))

    text = text_of(answer.content)
    assert "Thu hồi giấy chứng nhận" in text
    assert "điểm c khoản 1 Điều 8" in text
    assert "BẢN NHÁP" in text


def test_the_list_asks_as_often_for_many_as_for_one(cast, client, django_assert_max_num_queries):
    for n in range(6):
        a_case(cast, a_certificate(cast, a_product(cast, name=f"Miến {n}")))
    client.force_login(cast.lan)

    with django_assert_max_num_queries(16):
        page = client.get(reverse("rating:revocations")).content.decode()

    assert page.count("đang xác minh") >= 6
