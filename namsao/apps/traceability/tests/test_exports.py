"""Files for portals and partners."""

import csv
import io
import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from namsao.apps.traceability.actions import declare_error
from namsao.apps.traceability.exports import ADAPTERS, TooMuch
from namsao.apps.traceability.queries import minted, sources
from namsao.apps.traceability.queries.chains import Scope
from namsao.apps.traceability.queries.sources import GoodsFacts, PlaceFacts, RatedProduct, facts_come_from
from namsao.apps.traceability.tests.build import NOODLE, PLACE, a_lot, a_making, an_event
from namsao.base.accounts.tests.cast import NOW
from namsao.base.audit.models import Entry
from namsao.core.epcis.document import read_json
from namsao.core.epcis.links import Run
from namsao.core.epcis.xml.read import read_xml

PAGE, FILE = "/trace/exports/", "/trace/exports/file/"
TUBERS, NOODLES = a_lot("TH1"), a_lot("MD1", NOODLE)
YEAR = {"since": "01/11/2026", "until": "30/11/2026"}


class Register:
    """What the register would say of the goods of these tests."""

    def goods(self, uris):
        return (
            {NOODLES: GoodsFacts(name="Miến dong", brand="Bình Liêu", stamp="tem 1–90")}
            if NOODLES in uris
            else {}
        )

    def places(self, uris):
        return {PLACE: PlaceFacts("Nương Khe Mọi", code="VN-QN-01")} if PLACE in uris else {}

    def register(self, actor, party, on):
        yield RatedProduct(
            "22-06838-01-2026", "06838", "2026", NOODLE, "Miến dong", 4, "HTX", "1250.50", "đang có hiệu lực"
        )


@pytest.fixture
def register(monkeypatch):
    monkeypatch.setattr(sources, "_sources", {})
    facts_come_from(Register())


@pytest.fixture
def story(cast):
    """Tubers are dug and become noodles, which are sent away."""
    an_event(cast, TUBERS, at=NOW - timedelta(days=40), ilmd={"cbvmda:harvestEndDate": "2026-10-15"})
    a_making(cast, [TUBERS], NOODLES, at=NOW - timedelta(days=3))
    an_event(
        cast, NOODLES, action="OBSERVE", at=NOW - timedelta(days=1), biz_step="shipping", kg=Decimal("12.5")
    )
    return cast


def scope(cast, person="hoa", party="htx", days=10):
    chosen = getattr(cast, party) if party else None
    return Scope(getattr(cast, person), chosen, NOW - timedelta(days=days), NOW)


def table(code, asked):
    rows = list(csv.reader(io.StringIO(ADAPTERS[code].file(asked, NOW).decode("utf-8-sig"))))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_the_national_table_has_every_stage_of_a_finished_lot_from_the_plot_on(story):
    rows = table("national", scope(story))

    assert [(row["Số lô"], row["Tên công đoạn"], row["Mã truy vết sản phẩm"]) for row in rows] == [
        ("MD1", "Tạo lô mới", TUBERS),
        ("MD1", "Tạo lô, gắn mã", NOODLES),
        ("MD1", "Xuất hàng", NOODLES),
    ]
    assert {row["GTIN"] for row in rows} == {NOODLE}
    assert rows[0]["Mã truy vết địa điểm"] == "9521100000017"


def test_facts_of_the_register_fill_what_events_do_not_say(story, register):
    (first, *_others) = table("national", scope(story))
    ministry = table("ministry", scope(story))

    assert (first["Tên sản phẩm"], first["Nhãn hiệu"], first["Tên đơn vị sản xuất"]) == (
        "Miến dong",
        "Bình Liêu",
        story.htx.name,
    )
    assert [(row["Vùng trồng, cơ sở sản xuất"], row["Ngày thu hoạch"], row["Tem"]) for row in ministry] == [
        ("Nương Khe Mọi", "15/10/2026", "tem 1–90"),
        ("", "", "tem 1–90"),
        ("Nương Khe Mọi", "", "tem 1–90"),
    ]


def test_labels_of_a_lot_are_counted(story, monkeypatch):
    run = Run(a_lot("", NOODLE), "", 3, 1, 1500)
    monkeypatch.setattr(minted, "_ports", {"labels": (lambda *_: None, lambda _lots: [(NOODLES, run)])})

    assert {row["Tem"] for row in table("ministry", scope(story))} == {"1.500 tem"}


def test_the_table_of_the_ministry_database_comes_from_the_register(cast, register):
    assert table("ptnt-ocop", scope(cast)) == [
        {
            "MA_OCOP": "22-06838-01-2026",
            "Ma_DonViHanhChinh": "06838",
            "Ma_ThoiGian": "2026",
            "Ma_SanPham": NOODLE,
            "TenSanPham": "Miến dong",
            "XepHang": "4*",
            "ChuTheSXKD": "HTX",
            "DoanhThuNam": "1250.50",
            "TrangThai": "đang có hiệu lực",
            "DuLieuMinhHoa": "0",
        }
    ]


def test_what_somebody_may_not_see_stays_out_of_every_file(story):
    other = scope(story, "other_hoa", None)

    for code in ("national", "ministry", "csv"):
        assert table(code, other) == []
    assert json.loads(ADAPTERS["epcis-json"].file(other, NOW))["epcisBody"]["eventList"] == []


def test_a_mistake_is_no_stage(story):
    wrong = an_event(story, a_lot("MD2", NOODLE), at=NOW)
    declare_error(event=wrong, why="nhầm", by=story.hoa, at=NOW)

    assert {row["Số lô"] for row in table("national", scope(story))} == {"MD1"}


def test_epcis_files_are_valid_and_hold_the_events_of_the_period(story):
    asked = scope(story)

    as_json = read_json(ADAPTERS["epcis-json"].file(asked, NOW))
    as_xml = read_xml(ADAPTERS["epcis-xml"].file(asked, NOW))

    assert [event["type"] for event in as_json.events] == ["TransformationEvent", "ObjectEvent"]
    assert [event["eventID"] for event in as_xml.events] == [event["eventID"] for event in as_json.events]


def test_the_table_of_events_has_a_row_for_each_thing(story):
    rows = table("csv", scope(story))

    assert [(row["Vai trò"], row["Mã hàng"].split("/")[1], row["Lượng"]) for row in rows] == [
        ("đầu vào", "TH1", "100"),
        ("đầu ra", "MD1", "90"),
        ("đối tượng", "MD1", "12,5"),
    ]


def test_illustrative_data_is_marked_in_every_file(story, register):
    story.htx.is_illustrative = True
    story.htx.save()

    for code in ("national", "ministry", "csv"):
        assert {row["Dữ liệu minh hoạ"] for row in table(code, scope(story))} == {"có"}
    assert json.loads(ADAPTERS["epcis-json"].file(scope(story), NOW))["rdfs:comment"] == "Dữ liệu minh hoạ"


def test_a_cell_is_no_formula(cast):
    cast.htx.name = "=cmd|' /C calc'!A1"
    cast.htx.save()
    an_event(cast, NOODLES)

    assert {row["Tên đơn vị sản xuất"][:2] for row in table("national", scope(cast))} == {"'="}


def test_too_much_for_one_file_is_said(story, monkeypatch):
    monkeypatch.setattr("namsao.apps.traceability.exports.events.MOST_EVENTS", 1)
    monkeypatch.setattr("namsao.apps.traceability.exports.adapter.MOST_LOTS", 0)

    for code in ("csv", "epcis-json", "epcis-xml", "national", "ministry"):
        with pytest.raises(TooMuch, match="khoảng ngày ngắn hơn"):
            ADAPTERS[code].file(scope(story), NOW)


@pytest.mark.parametrize("code", list(ADAPTERS))
def test_the_page_shows_five_rows_and_gives_the_file_with_an_entry_in_the_log(story, client, register, code):
    client.force_login(story.hoa)
    asked = {"adapter": code, "party": story.htx.pk, **YEAR}

    shown = client.get(PAGE, asked)
    before = Entry.objects.count()
    taken = client.post(FILE, asked)

    assert shown.status_code == 200
    assert 0 < len(shown.context["shown"].rows) <= 5
    assert {len(row) for row in shown.context["shown"].rows} == {len(shown.context["shown"].head)}
    assert f'filename="{code}-' in taken.headers["Content-Disposition"]
    assert taken.headers["Cache-Control"] == "private, no-store"
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.target_label, entry.why) == (
        "export",
        story.htx.name,
        f"{code}, 01/11/2026 – 30/11/2026",
    )


def test_forms_that_nobody_has_published_say_so(cast, client):
    client.force_login(cast.hoa)
    told = {
        code: "cần xác minh" in client.get(PAGE, {"adapter": code, **YEAR}).content.decode()
        for code in ADAPTERS
    }

    assert told == {
        "national": True,
        "ministry": True,
        "ptnt-ocop": True,
        "epcis-json": False,
        "epcis-xml": False,
        "csv": False,
    }


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("since", "31/2/2026", "Không có ngày"),
        ("until", "01/10/2026", "Ngày cuối phải sau"),
        ("since", "01/01/2020", "tối đa một năm"),
        ("adapter", "nothing", ""),
        ("party", "999999", ""),
    ],
)
def test_a_bad_choice_is_explained_and_kept_and_gives_no_file(cast, client, field, typed, said):
    client.force_login(cast.hoa)
    asked = {"adapter": "csv", **YEAR, field: typed}

    for answer in (client.get(PAGE, asked), client.post(FILE, asked)):
        assert answer.status_code == 422
        assert answer.context["form"][field].value() == typed
        assert said in answer.content.decode()
    assert not Entry.objects.exists()


def test_a_party_one_may_not_see_cannot_be_chosen(story, client):
    client.force_login(story.other_hoa)

    answer = client.post(FILE, {"adapter": "csv", "party": story.htx.pk, **YEAR})

    assert answer.status_code == 422


def test_the_page_opens_with_the_last_months(cast, client):
    client.force_login(cast.lan)

    assert client.get(PAGE).status_code == 200


def test_a_file_costs_the_same_whatever_the_number_of_lots(cast):
    costs = []
    for number in range(6):
        tubers, noodles = a_lot(f"T{number}"), a_lot(f"M{number}", NOODLE)
        an_event(cast, tubers, at=NOW - timedelta(days=4))
        a_making(cast, [tubers], noodles, at=NOW - timedelta(days=3))
        with CaptureQueriesContext(connection) as asked:
            assert len(table("ministry", scope(cast))) == 2 * (number + 1)
        costs.append(len(asked))

    assert set(costs[1:]) == {costs[1]}
