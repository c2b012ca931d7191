"""The province of the demo with its ratings: what is promised is there, at every desk, and marked."""

import io
from collections import Counter
from datetime import date
from types import SimpleNamespace

import pypdfium2
import pytest
from django.db import transaction

from namsao.apps.evidence.models import Document
from namsao.apps.products.models import Product
from namsao.apps.rating.flow import Kind, State
from namsao.apps.rating.models import (
    Attachment,
    CommuneReport,
    Council,
    Dossier,
    Hearing,
    Inspection,
    Member,
    Representative,
    Result,
    RevocationCase,
    SampleMove,
    Sheet,
    StarCertificate,
    Submission,
)
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries.council import waiting
from namsao.apps.rating.queries.window import may_be_extended
from namsao.base.accounts.models import User
from namsao.base.files.models import StoredFile
from namsao.core.calendar import is_working_day, vietnamese_holidays
from namsao.core.rating.agreement import spread
from namsao.core.rating.tally import tally
from namsao.packs import load
from namsao.project.demo import build, cards
from namsao.project.demo.progress import Progress

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
PACK = load("demo", "ratings")


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The province as the build makes it, once for this file, without pages and scans.

    people: the cards; papers: text of each kept PDF.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        people, told = build.fill(Progress(build.STEPS, io.StringIO()), build.TOLD_ON)
        files = StoredFile.objects.filter(media_type="application/pdf")
        papers = [pypdfium2.PdfDocument(each.path)[0].get_textpage().get_text_range() for each in files]
        yield SimpleNamespace(people=people, told=told, papers=papers)
        transaction.set_rollback(True)


def person(login: str) -> User:
    return User.objects.get(email=f"{login}@demo.namsao")


def test_the_figures_the_demo_promises_stay_as_they_were(made):
    assert build.counts() == {
        "units": 54,
        "producers": 219,
        "in_force": 435,
        "five_stars": 8,
        "delisted": 73,
        "accounts": 1339,
        "codes": 2600,
        "expected_accounts": 1339,
    }


def test_every_product_of_the_register_has_a_certificate_that_can_be_verified(made):
    standings = Counter(each.standing(TODAY).value for each in StarCertificate.objects.with_facts())

    assert standings == {"valid": 435, "expired": 41, "revoked": 32, "replaced": 1}


def test_there_is_a_dossier_in_every_state(made):
    rows = {row["key"]: row for row in PACK["dossiers"]}
    found = {each.product.name: each.state for each in Dossier.objects.select_related("product")}

    assert set(found.values()) == set(State.values)
    assert found == {row["product"]: row["state"] for row in rows.values()}


def test_the_cards_name_the_people_of_every_role(made):
    shown = cards.show({"people": made.people, "stories": []})

    assert [(each["role"], each["login"], each["job"]) for each in made.people] == [
        ("producer", "hoa@demo.namsao", "chủ thể"),
        ("commune", "tuan@demo.namsao", "cán bộ xã"),
        ("province", "lan@demo.namsao", "văn phòng tỉnh"),
        ("auditor", "thu@demo.namsao", "kiểm toán"),
        ("admin", "quan@demo.namsao", "quản trị"),
        ("leader", "son@demo.namsao", "lãnh đạo UBND tỉnh"),
        ("member", "dung@demo.namsao", "thư ký hội đồng"),
        ("member", "hai@demo.namsao", "chủ tịch hội đồng"),
        ("member", "mai@demo.namsao", "thành viên hội đồng"),
        ("member", "nam@demo.namsao", "tổ trưởng Tổ tư vấn"),
    ]
    assert [each["login"] for each in made.people if each["job"] not in shown] == []


def test_a_folder_of_an_earlier_version_still_shows_its_cards():
    old = {"role": "commune", "login": "tuan@demo.namsao", "password": "a-b-c-d-1234", "totp_secret": None}

    assert "cán bộ xã" in cards.show({"people": [old], "stories": []})


def test_only_the_people_on_cards_can_sign_in(made):
    signing = {user.email for user in User.objects.all() if user.has_usable_password()}

    assert signing == {each["login"] for each in made.people}


def test_the_council_has_nine_who_score_a_secretary_and_three_advisers(made):
    council = Council.objects.get()

    assert Counter(council.members.values_list("seat", flat=True)) == {
        "chair": 1,
        "deputy": 1,
        "member": 7,
        "secretary": 1,
        "lead_adviser": 1,
        "adviser": 2,
    }
    assert council.members.scoring().count() == 9
    assert council.regulation_no == "2206/QC-MH"
    assert council.regulation is not None


def test_mai_has_two_products_left_to_score_and_the_secretary_something_to_close(made):
    mai = Member.objects.get(user=person("mai"))
    open_to_mai = Hearing.objects.filter(closed_at=None, dossier__state=State.HEARING)
    handed_in = Sheet.objects.filter(member=mai, submitted_at__isnull=False).values("hearing")
    left = open_to_mai.exclude(pk__in=handed_in).values_list("dossier__product__name", flat=True)

    assert set(left) == {"Mật ong hoa sở Bình Liêu", "Miến dong Bình Liêu hộp quà"}
    assert [row["label"] for row in waiting(person("mai"))] == ["Chấm điểm 2 sản phẩm"]
    assert [row["label"] for row in waiting(person("dung"))] == ["Khép 2 sản phẩm đã đủ phiếu"]


def test_one_product_waits_for_a_discussion_because_its_sheets_lie_over_ten_points_apart(made):
    apart = {}
    for hearing in Hearing.objects.filter(closed_at=None).select_related("dossier__product"):
        sheets = hearing.sheets.filter(submitted_at__isnull=False).values_list("scores", flat=True)
        apart[hearing.dossier.product.name] = spread(criteria_of(hearing.dossier), list(sheets)).points

    assert [name for name, points in apart.items() if points > 10] == ["Thuyền nan mô hình Quảng Yên"]


def test_every_desk_has_something_to_do(made):
    waits = Submission.objects.filter(rows__dossier__state=State.SUBMITTED).distinct()
    written = Hearing.objects.get(sitting__mode="written", closed_at=None)
    approved = Dossier.objects.get(state=State.APPROVED)
    late = [
        each.product.name for each in StarCertificate.objects.with_facts() if may_be_extended(each, TODAY)
    ]

    assert [each.number for each in waits] == ["135/TTr-MH"]
    assert written.dossier.kind == Kind.REEVALUATION
    assert approved.results.get().points >= 91
    assert late == ["Mỳ gạo Quảng Hà"]
    assert [each.conclusion for each in Inspection.objects.order_by("pk")] == ["", "to_fix"]
    assert [(each.is_open, each.due) for each in RevocationCase.objects.all()] == [(True, date(2026, 12, 1))]
    asked = Dossier.objects.filter(tests__isnull=False, tests__answered_at=None)
    assert [each.state for each in asked] == [State.ACCEPTED]


def test_self_scores_and_sheets_look_as_people_fill_them_in(made):
    dossiers = Dossier.objects.exclude(state=State.DRAFT)
    points = [tally(criteria_of(each), each.self_scores).points for each in dossiers]
    lower = [
        r
        for r in Result.objects.filter(is_ministry=False)
        if r.points >= tally(criteria_of(r.dossier), r.dossier.self_scores).points
    ]

    assert 55 <= min(points) < max(points) < 100
    assert len(set(points)) > 8
    assert lower == []  # a council is stricter than the producer


def test_what_a_filed_dossier_leans_on_is_there(made):
    filed = Dossier.objects.exclude(state__in=[State.DRAFT, State.WITHDRAWN])
    used = Attachment.objects.filter(dossier__in=filed)
    with_commune = [State.FILED, State.RETURNED_BY_COMMUNE]
    issued = CommuneReport.objects.filter(issued_at__isnull=False).values("dossier")

    assert len({each.document.kind for each in used.select_related("document")}) >= 15
    assert not Document.objects.filter(files=None).exists()
    assert not filed.exclude(state__in=with_commune).exclude(pk__in=issued).exists()
    assert {each.set_number for each in filed.exclude(pk__in=SampleMove.objects.values("dossier"))} == {26}


def test_only_hoa_agreed_to_the_sensitive_fields(made):
    agreed = Representative.objects.exclude(gender="", ethnicity="", consent_on=None)

    assert [each.party.name for each in agreed] == ["HTX Miến dong Lục Hồn (minh hoạ)"]
    assert Representative.objects.count() > 15


def test_everything_invented_is_marked(made):
    unmarked_people = User.objects.filter(is_illustrative=False)
    dossiers = Dossier.objects.select_related("product__party")

    assert PACK["illustrative"] is True
    assert not unmarked_people.exists()
    assert [each for each in dossiers if not each.is_illustrative] == []
    assert [each for each in Product.objects.select_related("party") if not each.is_illustrative] == []
    assert Council.objects.get().name.endswith("(minh hoạ)")
    assert [m for m in Member.objects.all() if not m.agency.endswith("(minh hoạ)")] == []
    assert [d for d in Document.objects.all() if not d.issuer.endswith("(minh hoạ)")] == []
    assert len(made.papers) == len(PACK["papers"]) + len(PACK["signed"])
    assert [text for text in made.papers if "DỮ LIỆU MINH HOẠ" not in text] == []


def numbers(value):
    """Every number of a paper in the pack."""
    if isinstance(value, list):
        return [found for each in value for found in numbers(each)]
    if not isinstance(value, dict):
        return []
    names = {"number", "decision", "regulation", "letter", "paper"}
    own = [text for name, text in value.items() if name in names and isinstance(text, str)]
    return own + [found for each in value.values() for found in numbers(each)]


def test_numbers_of_papers_cannot_be_taken_for_real_ones():
    found = numbers({key: value for key, value in PACK.items() if key != "papers"})

    assert [number for number in found if not number.endswith("-MH")] == []
    assert len(found) > 15


def days(value):
    if isinstance(value, list):
        return [found for each in value for found in days(each)]
    if isinstance(value, dict):
        return [found for each in value.values() for found in days(each)]
    return (
        [date.fromisoformat(value)]
        if isinstance(value, str) and value[:4] == "2026" and len(value) == 10
        else []
    )


def test_offices_act_on_working_days():
    asked = {"dossiers": [{**row, "test": {}} for row in PACK["dossiers"]], "sittings": PACK["sittings"]}
    found = days(asked)

    assert [day for day in found if not is_working_day(day, vietnamese_holidays(2026))] == []
    assert max(found) <= date(2026, 11, 26)  # the last day of the opinions in writing
