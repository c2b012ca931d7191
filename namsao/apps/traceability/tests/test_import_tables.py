"""Tables of lots into the repository."""

import json

import pytest

from namsao.apps.traceability.actions import imports as actions
from namsao.apps.traceability.models import ColumnMapping, Event
from namsao.apps.traceability.queries import naming
from namsao.apps.traceability.queries.naming import Name, name_with
from namsao.apps.traceability.tests.build import a_lot
from namsao.apps.traceability.tests.files import TABLE, bring, table, write
from namsao.base.accounts.tests.cast import NOW
from namsao.core.errors import BadValue, NotAllowedNow


def test_a_table_is_looked_at_row_by_row_and_then_written(cast):
    found = table(cast)

    assert [(row["line"], row["state"], row["what"]) for row in found.report["rows"]] == [
        (2, "new", "09521100000017/MD1"),
        (3, "new", "09521100000017/MD2"),
    ]
    assert not Event.objects.exists()

    written = write(found, cast)

    assert (written.state, written.stored) == ("done", 2)
    event = Event.objects.order_by("pk").first()
    assert json.loads(event.body)["quantityList"] == [
        {"epcClass": a_lot("MD1", "09521100000017"), "quantity": 90, "uom": "KGM"}
    ]


def test_the_same_table_twice_writes_nothing(cast):
    write(table(cast), cast)

    again = table(cast)

    assert again.is_all_known
    assert [row["state"] for row in again.report["rows"]] == ["known", "known"]


def test_a_lot_that_was_made_with_other_facts_is_refused(cast):
    write(table(cast), cast)

    again = table(cast, TABLE.replace(";80;", ";81;"))

    assert [row["state"] for row in again.report["rows"]] == ["known", "faulty"]
    assert again.report["rows"][1]["why"][0][0].startswith("Lô này đã ghi tạo ngày 20/11/2026")
    with pytest.raises(NotAllowedNow, match="Còn dòng lỗi"):
        actions.confirm(found=again, skip_clashes=False, by=cast.hoa, at=NOW)
    assert Event.objects.count() == 2


def test_a_lot_that_was_made_since_the_dry_run_stops_the_writing(cast):
    found = table(cast)
    write(table(cast, TABLE.replace(";80;", ";81;")), cast)

    with pytest.raises(NotAllowedNow, match="Từ lúc chạy thử"):
        actions.confirm(found=found, skip_clashes=False, by=cast.hoa, at=NOW)

    actions.choose_columns(found=found, columns=found.columns, unit="KGM", by=cast.hoa, at=NOW)
    found.refresh_from_db()
    assert [row["state"] for row in found.report["rows"]] == ["known", "faulty"]


def test_columns_are_remembered_for_the_next_table_of_the_party(cast):
    strange = TABLE.replace("Số lô", "Ký hiệu riêng")
    first = bring(cast, strange.encode(), "made")
    assert "lot" not in first.columns
    actions.choose_columns(found=first, columns={**first.columns, "lot": 1}, unit="", by=cast.hoa, at=NOW)

    ours = bring(cast, strange.encode(), "made")
    theirs = bring(cast, strange.encode(), "made", owner=cast.other_htx)

    assert (ours.columns.get("lot"), ours.unit) == (1, "")
    assert (theirs.columns.get("lot"), theirs.unit) == (None, "KGM")
    assert ColumnMapping.objects.count() == 1


def test_a_column_that_is_needed_must_be_chosen(cast):
    found = bring(cast, TABLE.encode(), "made")

    with pytest.raises(BadValue, match="chọn cột") as refused:
        actions.choose_columns(found=found, columns={"gtin": 0}, unit="KGM", by=cast.hoa, at=NOW)

    assert refused.value.field == "lot"


def test_a_gtin_of_somebody_else_is_refused_where_a_lot_is_made(cast, monkeypatch):
    monkeypatch.setattr(naming, "_namers", {})
    owner = {"party": cast.other_htx.pk}
    name_with(lambda uris: {uri: Name("Trà hoa vàng", **owner) for uri in uris})

    made = table(cast)
    owner["party"] = cast.htx.pk
    own = table(cast)

    assert [row["why"][0][0] for row in made.report["rows"]] == ["GTIN này là của chủ thể khác."] * 2
    assert [row["what"] for row in own.report["rows"]] == [
        "Trà hoa vàng 09521100000017/MD1",
        "Trà hoa vàng 09521100000017/MD2",
    ]
