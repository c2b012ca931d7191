"""The ledger as people meet it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from namsao.apps.traceability.actions import declare_error
from namsao.apps.traceability.tests.build import NOODLE, TUBER, a_lot, a_making, an_event
from namsao.base.accounts.tests.cast import NOW
from namsao.core.epcis.events import CONTEXT
from namsao.core.epcis.validate import check

A, NOODLES = a_lot("A"), a_lot("MD1", NOODLE)
EVENTS = "/trace/"


def listed(client, person, **asked):
    client.force_login(person)
    return [row.record for row in client.get(EVENTS, asked).context["table"].rows]


def test_everyone_sees_the_events_of_their_own_scope(cast, client):
    ours = an_event(cast, A)
    theirs = an_event(cast, a_lot("B"), owner=cast.other_htx, at=NOW + timedelta(hours=1))

    seen = {
        p.name: listed(client, p)
        for p in (cast.hoa, cast.other_hoa, cast.tuan, cast.lan, cast.thu, cast.binh)
    }

    assert seen == {
        "Hoa": [ours],
        "Hoa Ba Chẽ": [theirs],
        "Tuấn": [ours],
        "Lan": [theirs, ours],
        "Thu": [theirs, ours],
        "Bình": [],
    }


def test_events_are_narrowed_by_kind_days_and_code(cast, client):
    dug = an_event(cast, A)
    made = a_making(cast, [A], NOODLES, at=NOW + timedelta(days=2))

    found = {
        asked: listed(client, cast.hoa, **dict([asked.split("=", 1)]))
        for asked in (
            "type=TransformationEvent",
            "since=25/11/2026",
            "until=24/11/2026",
            f"code={NOODLE}/MD1",
            f"code={A}",
            "code=",
        )
    }

    assert list(found.values()) == [[made], [made], [dug], [made], [made, dug], [made, dug]]


def test_the_last_day_of_a_range_counts_to_its_end_in_vietnam(cast, client):
    # 16:59 UTC is a minute to midnight in Vietnam.
    late = an_event(cast, A, at=NOW.replace(hour=16, minute=59))

    assert listed(client, cast.hoa, since="24/11/2026", until="24/11/2026") == [late]
    assert listed(client, cast.hoa, since="25/11/2026") == []


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("code", "09521100000025", "chữ số cuối phải là 4"),
        ("code", "mien dong", "không phải là liên kết GS1"),
        ("since", "31/2/2026", "Không có ngày"),
    ],
)
def test_a_bad_question_is_explained_and_kept(cast, client, field, typed, said):
    an_event(cast, A)
    client.force_login(cast.hoa)

    answer = client.get(EVENTS, {field: typed, "type": "ObjectEvent"})

    form = answer.context["filters"]
    assert said in form.errors[field][0]
    assert (form[field].value(), form["type"].value()) == (typed, "ObjectEvent")
    assert said in answer.content.decode()
    assert list(answer.context["table"].rows) == []


def test_an_event_is_told_in_words(cast, client):
    event = an_event(cast, A, ilmd={"cbvmda:lotNumber": "A", "cbvmda:harvestStartDate": "2026-11-24"})
    client.force_login(cast.tuan)

    shown = client.get(reverse("traceability:event", args=[event.pk])).content.decode()

    for words in ("Tạo lô mới", "Đang lưu hành", "24/11/2026 08:00", f"{TUBER}/A", "420\N{NO-BREAK SPACE}kg"):
        assert words in shown
    assert "9521100000017" in shown
    assert "&quot;quantityList&quot;" in shown


def test_words_follow_the_reader(cast, client):
    event = an_event(cast, A)
    client.force_login(cast.hoa)

    answer = client.get(reverse("traceability:event", args=[event.pk]), headers={"accept-language": "en"})

    assert "Creating a new lot" in answer.content.decode()


def test_the_way_shows_what_one_may_see_and_counts_the_rest(cast, client):
    an_event(cast, A, owner=cast.other_htx)
    made = a_making(cast, [A], NOODLES)

    told = {}
    for person in (cast.hoa, cast.lan):
        client.force_login(person)
        context = client.get(reverse("traceability:event", args=[made.pk])).context
        told[person.name] = ([row["what"] for row in context["timeline"]], context["unseen"])

    assert told == {
        "Hoa": (["Tạo lô, gắn mã"], 1),
        "Lan": (["Tạo lô, gắn mã", "Tạo lô mới"], 0),
    }


@pytest.mark.parametrize("name", ["traceability:event", "traceability:document"])
def test_an_event_of_other_people_is_not_there(cast, client, name):
    event = an_event(cast, A)

    statuses = {}
    for person in (cast.hoa, cast.tuan, cast.thu, cast.other_hoa, cast.other_tuan, cast.quan, cast.binh):
        client.force_login(person)
        statuses[person.name] = client.get(reverse(name, args=[event.pk])).status_code

    assert statuses == dict.fromkeys(("Hoa", "Tuấn", "Thu"), 200) | dict.fromkeys(
        ("Hoa Ba Chẽ", "Tuấn Ba Chẽ", "Quân", "Bình"), 404
    )


@pytest.mark.parametrize("illustrative", [False, True])
def test_the_download_is_an_epcis_document(cast, client, illustrative):
    cast.htx.is_illustrative = illustrative
    cast.htx.save()
    event = an_event(cast, A)
    client.force_login(cast.hoa)

    answer = client.get(reverse("traceability:document", args=[event.pk]))

    whole = answer.json()
    (only,) = whole["epcisBody"]["eventList"]
    assert answer["Content-Type"] == "application/ld+json"
    assert (whole["@context"], whole["type"], whole["schemaVersion"]) == ([CONTEXT], "EPCISDocument", "2.0")
    assert check(only) == []
    assert {"@context": [CONTEXT]} | only == event.document()
    assert whole.get("rdfs:comment") == ("Dữ liệu minh hoạ" if illustrative else None)


def test_pages_cost_as_much_for_many_rows_as_for_few(cast, client, django_assert_max_num_queries):
    for number in range(30):
        an_event(cast, a_lot(f"L{number}"))
    made = a_making(cast, [a_lot(f"L{number}") for number in range(30)], NOODLES)
    client.force_login(cast.lan)

    with django_assert_max_num_queries(8):
        client.get(EVENTS)
    with django_assert_max_num_queries(16):
        client.get(reverse("traceability:event", args=[made.pk]))


def test_an_empty_ledger_says_how_it_fills(cast, client):
    client.force_login(cast.hoa)

    assert "Sổ truy xuất còn trống" in client.get(EVENTS).content.decode()


def test_an_event_declared_an_error_is_marked_in_the_list_and_on_both_pages(cast, client):
    sound, event = an_event(cast, a_lot("B")), an_event(cast, A)
    declaration = declare_error(event=event, why="cân nhầm", by=cast.hoa, at=NOW + timedelta(hours=1))
    client.force_login(cast.hoa)

    rows = client.get(EVENTS).context["table"].rows
    pages = [
        client.get(reverse("traceability:event", args=[each.pk])).content.decode()
        for each in (event, declaration, sound)
    ]

    marked = {row.record: "Đã khai báo ghi nhầm" in row.get_cell("step_text") for row in rows}
    assert marked == {event: True, declaration: True, sound: False}
    assert ["Đã khai báo ghi nhầm" in page for page in pages] == [True, True, False]
    assert ["24/11/2026 09:00" in page for page in pages] == [True, True, False]
    assert reverse("traceability:event", args=[declaration.pk]) in pages[0]
    assert reverse("traceability:event", args=[event.pk]) in pages[1]
    assert "errorDeclaration" in pages[1]


def test_the_way_tells_a_declared_event_once_and_marks_it(cast, client):
    dug = an_event(cast, A)
    made = a_making(cast, [A], NOODLES)
    declaration = declare_error(event=made, why="nhầm lô", by=cast.hoa, at=NOW)
    client.force_login(cast.hoa)

    told = [
        client.get(reverse("traceability:event", args=[each.pk])).context["timeline"]
        for each in (made, declaration)
    ]

    ways = [[(row["kind"], row["note"], row["url"]) for row in way] for way in told]
    assert (
        ways
        == [
            [
                ("warn", f"{cast.htx} · Đã khai báo ghi nhầm", None),
                ("", str(cast.htx), reverse("traceability:event", args=[dug.pk])),
            ]
        ]
        * 2
    )
