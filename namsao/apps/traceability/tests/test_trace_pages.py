"""The trace page and what is taken away from it."""

import csv
import io
import json
from datetime import timedelta

import pypdfium2
import pytest
from django.urls import reverse

from namsao.apps.traceability.actions import declare_error
from namsao.apps.traceability.queries.story import story
from namsao.apps.traceability.tests.documents import CASE, GTIN, an_object, item, packed, send
from namsao.base.accounts.tests.cast import NOW
from namsao.core.epcis import CONTEXT
from namsao.core.epcis.document import read_json
from namsao.core.epcis.xml.read import read_xml

from .build import PLACE, TUBER, a_lot, a_making, an_event

HARVEST = a_lot("V1", TUBER)
BATCH = f"https://id.gs1.org/01/{GTIN}/10/L1"
ITEMS = [item(number) for number in range(1, 6)]
PAGE = "/trace/of/"
DOWNLOADS = ["of_report", "of_json", "of_xml", "of_csv"]


@pytest.fixture
def chain(cast):
    """A harvest became a batch of five items in one case."""
    an_event(cast, HARVEST, at=NOW - timedelta(hours=9))
    a_making(cast, [HARVEST], BATCH, at=NOW - timedelta(hours=5))
    send(cast, an_object(*ITEMS, ilmd={"cbvmda:lotNumber": "L1"}, at="2026-11-23T22:00:00Z"))
    send(cast, packed(*ITEMS, at="2026-11-23T23:00:00Z"))
    return cast


def page(client, person, **asked) -> str:
    client.force_login(person)
    return client.get(PAGE, asked).content.decode()


def download(client, person, name, **asked):
    client.force_login(person)
    return client.get(reverse(f"traceability:{name}"), asked)


def test_the_empty_page_says_what_to_type(chain, client):
    shown = page(client, chain.hoa)

    for words in ("Bắt đầu từ một mã", "GTIN/số lô", "SSCC", "GLN", "số đơn hàng"):
        assert words in shown


def test_the_picture_and_the_table_tell_the_same(chain, client):
    shown = page(client, chain.hoa, code=f"{GTIN}/L1")

    picture, _, below = shown.partition("</svg>\n</div>")
    for words in (f"{TUBER}/V1", f"{GTIN}/L1", "9521100000017", "095211000000000017"):
        assert words in picture
        assert words in below
    for amount in ("420\N{NO-BREAK SPACE}kg", "100\N{NO-BREAK SPACE}kg"):
        assert amount in picture
    assert "Từ 23/11/2026 đến 24/11/2026" in shown
    assert "5 mã đơn vị" in below


def test_boxes_lead_to_their_own_trace(chain, client):
    shown = page(client, chain.hoa, code=BATCH)

    assert f'href="?code={HARVEST.replace(":", "%3A").replace("/", "%2F")}"' in shown


def test_one_direction_leaves_the_other_out(chain, client):
    assert f"{TUBER}/V1" in page(client, chain.hoa, code=BATCH, way="back")
    assert f"{TUBER}/V1" not in page(client, chain.hoa, code=BATCH, way="forward")


@pytest.mark.parametrize("code", ["khong co", "09521100000099/KHONG", "12"])
def test_an_unknown_code_is_said_to_be_unknown_and_kept(chain, client, code):
    shown = page(client, chain.hoa, code=code)

    assert "Không thấy mã này" in shown
    assert f'value="{code}"' in shown


def test_a_code_of_others_looks_like_an_unknown_one(chain, client):
    assert "Không thấy mã này" not in page(client, chain.lan, code=BATCH)
    for stranger in (chain.other_hoa, chain.other_tuan, chain.quan, chain.binh):
        assert "Không thấy mã này" in page(client, stranger, code=BATCH)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"code": ""}, "bắt buộc"),
        ({"code": BATCH, "since": "31/2/2026"}, "Không có ngày"),
        ({"code": BATCH, "since": "2/2/2026", "until": "1/2/2026"}, "Ngày cuối phải sau ngày đầu"),
    ],
)
def test_a_bad_question_is_explained_beside_the_field(chain, client, asked, said):
    assert said in page(client, chain.hoa, **asked)


def test_what_one_may_not_see_is_counted(cast, client):
    an_event(cast, HARVEST, owner=cast.other_htx, at=NOW - timedelta(hours=9))
    a_making(cast, [HARVEST], BATCH)

    shown = page(client, cast.hoa, code=BATCH)

    assert "Còn 1 hàng, nơi và 1 việc của chủ thể khác" in shown
    assert "9521100000017" not in shown.partition("</form>")[2].replace(GTIN, "")


@pytest.mark.parametrize("name", DOWNLOADS)
def test_downloads_are_for_those_who_see_the_page(chain, client, name):
    statuses = {
        person.name: download(client, person, name, code=BATCH).status_code
        for person in (chain.hoa, chain.tuan, chain.lan, chain.thu, chain.other_hoa, chain.binh)
    }

    assert statuses == {"Hoa": 200, "Tuấn": 200, "Lan": 200, "Thu": 200, "Hoa Ba Chẽ": 404, "Bình": 404}


@pytest.mark.parametrize("name", DOWNLOADS)
def test_a_download_without_a_code_is_not_there(chain, client, name):
    assert download(client, chain.hoa, name).status_code == 404


def test_the_json_is_a_document_of_all_events_oldest_first(chain, client):
    answer = download(client, chain.hoa, "of_json", code=BATCH)

    document = read_json(answer.content)
    told = story(chain.hoa, BATCH)
    assert answer["Content-Type"] == "application/ld+json"
    assert document.kind == "EPCISDocument"
    assert [event["eventID"] for event in document.events] == [each.event_id for each in told.happenings]
    assert len(document.events) == 4


def test_the_xml_says_the_same_as_the_json(chain, client):
    as_json = read_json(download(client, chain.hoa, "of_json", code=BATCH).content)
    as_xml = read_xml(download(client, chain.hoa, "of_xml", code=BATCH).content)

    assert [event["eventID"] for event in as_xml.events] == [event["eventID"] for event in as_json.events]


def test_an_event_declared_an_error_goes_along_with_its_declaration(cast, client):
    an_event(cast, HARVEST, at=NOW - timedelta(hours=9))
    wrong = an_event(cast, HARVEST, kg=7)
    declare_error(event=wrong, why="cân nhầm", by=cast.hoa, at=NOW)

    document = read_json(download(client, cast.hoa, "of_json", code=HARVEST).content)
    shown = page(client, cast.hoa, code=HARVEST)

    declared = [event["eventID"] for event in document.events if "errorDeclaration" in event]
    assert declared == [wrong.event_id]
    assert [event["eventID"] for event in document.events].count(wrong.event_id) == 2
    assert "420\N{NO-BREAK SPACE}kg" in shown
    assert "427" not in shown
    assert "Đã khai báo ghi nhầm" in shown


def test_what_xml_cannot_say_leads_back_to_the_page(cast, client):
    send(
        cast,
        an_object(action="OBSERVE", quantityList=[{"epcClass": HARVEST, "quantity": 5}], **{"ex:1": "x"}),
        context=[CONTEXT, {"ex": "https://example.com/"}],
    )

    answer = download(client, cast.hoa, "of_xml", code=HARVEST)

    assert (answer.status_code, answer["Location"].startswith(PAGE)) == (302, True)
    assert download(client, cast.hoa, "of_json", code=HARVEST).status_code == 200


def test_who_trades_with_whom_stays_out_of_a_partners_document(cast, client):
    trade = {"bizTransactionList": [{"type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:0614141:PO-77"}]}
    an_event(cast, HARVEST, owner=cast.other_htx, at=NOW - timedelta(hours=9))
    send(cast, an_object(action="OBSERVE", quantityList=[{"epcClass": HARVEST, "quantity": 5}], **trade))

    own, partners = (
        download(client, person, "of_json", code=HARVEST).content.decode()
        for person in (cast.hoa, cast.other_hoa)
    )

    assert "PO-77" in own
    assert "OBSERVE" in partners
    assert "PO-77" not in partners


def test_the_spreadsheet_has_a_row_for_each_thing(chain, client):
    text = download(client, chain.hoa, "of_csv", code=BATCH).content.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["GS1 Digital Link"] for row in rows] == [PLACE, HARVEST, BATCH, CASE, ""]
    assert rows[1]["Lượng"] == "420\N{NO-BREAK SPACE}kg"
    assert rows[1]["Đi vào"] == f"{GTIN}/L1 100\N{NO-BREAK SPACE}kg"


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_the_report_names_events_with_id_and_hash(chain, client):
    answer = download(client, chain.lan, "of_report", code=BATCH)

    said = words_of(answer.content).replace("\u200b", "")
    squeezed = said.replace(" ", "")
    assert answer.content.startswith(b"%PDF")
    assert "BÁO CÁO TRUY XUẤT NGUỒN GỐC" in said
    assert "Lan" in said
    for happening in story(chain.lan, BATCH).happenings:
        assert happening.event_id in squeezed
    assert "ni:///sha-256;" in squeezed


@pytest.mark.parametrize("illustrative", [False, True])
def test_illustrative_data_are_marked_everywhere(chain, client, illustrative):
    chain.htx.is_illustrative = illustrative
    chain.htx.save()

    shown = page(client, chain.hoa, code=BATCH)
    whole = json.loads(download(client, chain.hoa, "of_json", code=BATCH).content)
    report = words_of(download(client, chain.hoa, "of_report", code=BATCH).content)

    assert ('class="demo"' in shown) == illustrative
    assert ("rdfs:comment" in whole) == illustrative
    assert ("DỮ LIỆU MINH HOẠ" in report) == illustrative


def test_a_long_trace_costs_as_many_questions_as_a_short_one(cast, client, django_assert_max_num_queries):
    lots = [a_lot(f"L{number}") for number in range(80)]
    for lot in lots:
        an_event(cast, lot, at=NOW - timedelta(hours=9))
    a_making(cast, lots[:40], BATCH, at=NOW - timedelta(hours=5))
    client.force_login(cast.lan)

    with django_assert_max_num_queries(45):
        answer = client.get(PAGE, {"code": PLACE})

    assert len(answer.context["story"].boxes) == 83


def test_a_crowd_is_folded_with_its_number_and_listed_whole(cast, client):
    for number in range(120):
        an_event(cast, a_lot(f"L{number:03}"), at=NOW - timedelta(hours=9))
    client.force_login(cast.lan)

    answer = client.get(PAGE, {"code": PLACE})

    picture = answer.context["picture"]
    (folded,) = (each for each in picture.boxes if each.is_folded and each.box.kind == "lot")
    assert len(picture.boxes) <= 60
    assert folded.members + sum(each.box.kind == "lot" for each in picture.boxes) - 1 == 120
    assert f"và {folded.members} lô khác" in answer.content.decode()
    assert len(answer.context["boxes"]) == 122
