"""Entries are added, read, and nothing else."""

import re
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.urls import reverse

from namsao.base.access.visitor import INSTALLER, VISITOR
from namsao.base.audit.actions import record
from namsao.base.audit.models import Entry
from namsao.base.audit.models.entry import OnlyAdded
from namsao.base.audit.verbs import WORDS, meaning

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
def entry(cast):
    return record(by=cast.tuan, at=NOW, verb="change", target=cast.htx, why="đổi số điện thoại")


def test_an_entry_says_who_did_what_to_which_thing_when_and_why(cast, entry):
    kept = Entry.objects.get()

    assert (kept.actor_id, kept.actor_name, kept.verb, kept.at, kept.why) == (
        cast.tuan.pk,
        "Tuấn",
        "change",
        NOW,
        "đổi số điện thoại",
    )
    assert (kept.target, kept.target_id, kept.target_label) == (cast.htx, str(cast.htx.pk), str(cast.htx))


def test_names_stay_as_they_were_at_that_moment(cast, entry):
    cast.htx.name = "HTX khác"
    cast.htx.save()

    assert Entry.objects.get().target_label == "HTX Miến dong Lục Hồn"


@pytest.mark.parametrize(("actor", "name"), [(INSTALLER, "người cài đặt"), (VISITOR, "khách")])
def test_an_act_without_an_account_is_kept_by_its_name(cast, actor, name):
    kept = record(by=actor, at=NOW, verb="open", target=cast.hoa)

    assert (kept.actor_id, kept.actor_name) == (None, name)


def test_names_longer_than_the_column_are_cut_not_refused(cast):
    cast.htx.name = "x" * 400

    assert len(record(by=cast.tuan, at=NOW, verb="change", target=cast.htx).target_label) == 300


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.delete(),
        lambda entry: Entry.objects.all().delete(),
        lambda entry: Entry.objects.filter(pk=entry.pk).update(why=""),
        lambda entry: entry.save(),
        lambda entry: entry.save(update_fields=["why"]),
        lambda entry: Entry.objects.update_or_create(pk=entry.pk, defaults={"why": ""}),
        lambda entry: Entry.objects.bulk_update([entry], ["why"]),
        lambda entry: Entry(pk=entry.pk, why="").save(),
    ],
    ids=["delete", "delete many", "update", "save", "save a field", "update or create", "bulk", "overwrite"],
)
def test_no_way_changes_or_deletes_an_entry(entry, change):
    entry.why = "khác"

    with pytest.raises(OnlyAdded), transaction.atomic():
        change(entry)

    assert list(Entry.objects.values_list("why", flat=True)) == ["đổi số điện thoại"]


def test_an_entry_goes_with_the_act_that_fails(cast):
    def act():
        record(by=cast.tuan, at=NOW, verb="change", target=cast.htx)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        transaction.atomic(act)()

    assert Entry.objects.count() == 0


def seen_by(client, user, **query):
    client.force_login(user)
    return [row.record.verb for row in client.get(reverse("audit:entries"), query).context["table"].rows]


def test_province_auditor_and_administrator_read_everything_others_their_own_acts(client, cast, entry):
    record(by=cast.hoa, at=NOW, verb="report", target=cast.htx)

    seen = {
        who: sorted(seen_by(client, getattr(cast, who)))
        for who in ("lan", "thu", "quan", "tuan", "hoa", "binh")
    }

    everything = ["change", "report"]
    assert seen == {
        "lan": everything,
        "thu": everything,
        "quan": everything,
        "tuan": ["change"],
        "hoa": ["report"],
        "binh": [],
    }


@pytest.mark.parametrize("wanted", ["Tuấn", "change", "sửa thông tin", "sua thong", "Miến dong"])
def test_entries_are_found_by_person_verb_or_target(client, cast, entry, wanted):
    record(by=cast.quan, at=NOW, verb="suspend", target=cast.hoa, why="x")

    assert seen_by(client, cast.thu, q=wanted) == ["change"]


def test_the_page_says_the_verb_in_words(client, cast, entry):
    client.force_login(cast.thu)

    page = client.get(reverse("audit:entries")).content.decode()

    assert re.search(r"<td data-h=\"Việc\"[^>]*>(.*?)</td>", page)[1] == "sửa thông tin"


def test_the_list_costs_the_same_for_few_and_many(client, cast, django_assert_max_num_queries):
    for _ in range(60):
        record(by=cast.tuan, at=NOW, verb="change", target=cast.htx)
    client.force_login(cast.thu)

    with django_assert_max_num_queries(7):
        client.get(reverse("audit:entries"))


def test_the_page_takes_no_change(client, cast, entry):
    client.force_login(cast.quan)

    client.post(reverse("audit:entries"), {"delete": entry.pk})

    assert Entry.objects.count() == 1


def test_a_verb_is_known_by_its_words_without_marks_and_by_its_name():
    assert meaning("Khoá tài khoản") == ["restore", "suspend"]
    assert meaning("keep") == ["keep"]
    assert meaning("dance") == []
    assert "" not in {str(words) for words in WORDS.values()}
